"""What is wrong with a theatre pack: every table and entry checked against the format that ``docs/theatres.md`` states.

Works on the plain values that TOML gives, of whatever type, and never raises: a wrong pack yields :class:`Fault` values
with the line of the entry. Nothing here builds a theatre; :mod:`casus.grounding.theatre` does, once no fault is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from casus.grounding.names import bare
from casus.record import Interval, PlacePrecision

ACTOR_KINDS = (
    "state_forces", "government", "rebel", "militia", "jihadist", "coalition", "party", "pmc", "criminal",
    "monitor", "un", "ngo", "agency", "media", "police", "civilians", "other",
)  # fmt: skip
PRECISIONS = get_args(PlacePrecision)
RELATIONS = ("backers", "allies", "opponents", "part_of", "split_from")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the line of the entry (0: not known), where it is and what is wrong in words; a warning is no error."""

    line: int
    text: str
    warning: bool = False


# ------------------------------------------------------------------------------------------------- single values

Check = Callable[[object], str]
"""Says what a value has to be, or "" when it is that."""


def _text(value: object) -> str:
    return "" if isinstance(value, str) and value.strip() else "must be a text that is not empty"


def _id(value: object) -> str:
    right = isinstance(value, str) and _ID.fullmatch(value)
    return "" if right else "must be lower-case letters and digits with single hyphens, like 'toy-army'"


def _code(value: object) -> str:
    right = isinstance(value, str) and re.fullmatch("[A-Z]{2}", value)
    return "" if right else "is not a two-letter country code"


def _one_of(values: Sequence[str]) -> Check:
    return lambda value: "" if isinstance(value, str) and value in values else f"is not one of {', '.join(values)}"


def _day(value: object) -> str:
    right = isinstance(value, date) and not isinstance(value, datetime)
    return "" if right else "must be a date like 2017-02-23, without quotes"


def _yes(value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _degrees(limit: int, what: str) -> Check:
    def check(value: object) -> str:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if number and -limit <= value <= limit else f"is not a {what} in degrees"  # type: ignore[operator]

    return check


def _list_of(check: Check, what: str) -> Check:
    def each(value: object) -> str:
        if not isinstance(value, list):
            return f"must be a list of {what}, in square brackets"
        return next((f"holds {item!r}, which {problem}" for item in value if (problem := check(item))), "")

    return each


def _dated(key: str, what: str, *, bare_too: bool = True) -> Check:
    """A text or ``{ key = text, from, until }``."""

    def check(value: object) -> str:
        if bare_too and isinstance(value, str):
            return _text(value)
        if not isinstance(value, dict):
            return f"must be {what}"
        if stray := sorted(set(value) - {key, "from", "until"}):
            return f"has the unknown key {stray[0]!r}"
        if key not in value or _text(value[key]):
            return f"needs {key!r}, {what.split(' or ')[0]}"
        wrong = next((end for end in ("from", "until") if end in value and _day(value[end])), None)
        if wrong:
            return f"has {wrong!r}, which {_day(None)}"
        return _backwards(value)

    return check


def _backwards(entry: Mapping[str, Any]) -> str:
    ends = [entry.get("from"), entry.get("until")]
    if any(end is None or _day(end) for end in ends) or ends[0] <= ends[1]:  # type: ignore[operator]
        return ""
    return "has 'from' later than 'until'"


_NAME = _dated("text", "a name or { text = ..., from = ..., until = ... }")
_TIE = _dated("id", "an actor's id or { id = ..., from = ..., until = ... }")
_ACLED_LIST = _list_of(_NAME, "names")


def _acled(value: object) -> str:
    return _text(value) if isinstance(value, str) else _ACLED_LIST(value)


_DAYS: Mapping[str, Check] = {"from": _day, "until": _day}
TOP: Mapping[str, Check] = {"id": _id, "name": _text, "countries": _list_of(_code, "country codes")}
ACTOR: Mapping[str, Check] = {
    "id": _id, "name": _text, "kind": _one_of(ACTOR_KINDS), "country": _code, "state": _code, **_DAYS,
    "names": _list_of(_dated("text", "{ text = ..., from = ..., until = ... }", bare_too=False), "dated names"),
    "aliases": _list_of(_NAME, "names"), "acled": _acled, **{key: _list_of(_TIE, "actor ids") for key in RELATIONS},
}  # fmt: skip
PLACE: Mapping[str, Check] = {
    "name": _text, "aliases": _list_of(_text, "names"), "lat": _degrees(90, "latitude"), "lon": _degrees(180, "longitude"),
    "country": _code, "precision": _one_of(PRECISIONS), "province": _text,
}  # fmt: skip
MILESTONE: Mapping[str, Check] = {
    "date": _day,
    **_DAYS,
    "text": _text,
    "terms": _list_of(_text, "groups of words"),
    "war": _yes,
}
ENTRIES: Mapping[str, tuple[Mapping[str, Check], tuple[str, ...]]] = {
    "actors": (ACTOR, ("id", "name", "kind")),
    "places": (PLACE, ("name", "lat", "lon", "country")),
    "milestones": (MILESTONE, ("text", "terms")),
}


# ------------------------------------------------------------------------------------------------- whole packs


def faults(table: Mapping[str, Any], text: str = "", known: Collection[str] = ()) -> list[Fault]:
    """All faults of a pack, by line; ``text`` is its source, ``known`` the actor ids that every pack may point to."""
    lines = _lines(text)
    found = list(_top(table, lines))
    for name, (checks, needed) in ENTRIES.items():
        found += _entries(table.get(name, []), name, checks, needed, lines)
    if not any(not fault.warning for fault in found):  # the rest compares values whose types are right
        found += [
            *_references(table, lines, known),
            *_contradictions(table, lines),
            *_both_ways(table, lines),
            *_periods(table, lines),
        ]
    return sorted(found, key=lambda fault: (fault.line, fault.warning))


def _lines(text: str) -> dict[tuple[str, int], int]:
    """Line of the n-th ``[[table]]`` by name and number, and of a ``[table]`` by name and 0; top-level keys likewise."""
    found: dict[tuple[str, int], int] = {}
    counted: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*(\[\[?)\s*([\w.-]+)\s*\]", line)
        key = re.match(r"\s*([\w-]+)\s*=", line)
        if head and head[1] == "[[":
            counted[head[2]] = counted.get(head[2], 0) + 1
            found[head[2], counted[head[2]]] = number
        elif head:
            found.setdefault((head[2], 0), number)
        elif key:
            found.setdefault((key[1], 0), number)
    return found


def _top(table: Mapping[str, Any], lines: Mapping[tuple[str, int], int]) -> Iterator[Fault]:
    for key, value in table.items():
        line = lines.get((key, 0), 0)
        if key in TOP and (problem := TOP[key](value)):
            yield Fault(line, f"top level: {key!r} {problem}")
        elif key not in (*TOP, *ENTRIES, "roles", "backed"):
            yield Fault(line, f"top level: unknown key {key!r}")
    yield from (Fault(0, f"top level: {key!r} is missing") for key in TOP if key not in table)
    yield from _roles(table.get("roles", {}), lines)
    backed = table.get("backed", {})
    if not isinstance(backed, dict):
        yield Fault(lines.get(("backed", 0), 0), "backed: must be a table of country codes and actor ids")
        return
    for code, actor in backed.items():
        if problem := _code(code) or (_id(actor) and f"names {actor!r}, which {_id(actor)}"):
            yield Fault(lines.get(("backed", 0), 0), f"backed: {code!r} {problem}")


def _roles(roles: object, lines: Mapping[tuple[str, int], int]) -> Iterator[Fault]:
    if not isinstance(roles, dict):
        yield Fault(lines.get(("roles", 0), 0), "roles: must be a table of generic sides and actor ids")
        return
    for key, value in roles.items():
        if isinstance(value, dict) and _code(key):
            yield Fault(lines.get((f"roles.{key}", 0), 0), f"roles.{key}: {key!r} {_code(key)}")
        for word, actor in value.items() if isinstance(value, dict) else [(key, value)]:
            if _id(actor):
                yield Fault(lines.get(("roles", 0), 0), f"roles: {word!r} names {actor!r}, which {_id(actor)}")


def _entries(
    entries: object,
    name: str,
    checks: Mapping[str, Check],
    needed: Sequence[str],
    lines: Mapping[tuple[str, int], int],
) -> Iterator[Fault]:
    if not isinstance(entries, list):
        yield Fault(lines.get((name, 0), 0), f"{name}: must be entries under [[{name}]]")
        return
    for number, entry in enumerate(entries, start=1):
        line = lines.get((name, number), 0)
        if not isinstance(entry, dict):
            yield Fault(line, f"{name}[{number}]: {entry!r} must be a table under [[{name}]]")
            continue
        where = _where(name, number, entry)
        yield from (Fault(line, f"{where}: {key!r} is missing") for key in needed if key not in entry)
        for key, value in entry.items():
            if key not in checks:
                yield Fault(line, f"{where}: unknown key {key!r}")
            elif problem := checks[key](value):
                yield Fault(line, f"{where}: {key} {_shown(value)}{problem}")
        if problem := _backwards(entry) or (_undated(entry) if name == "milestones" else ""):
            yield Fault(line, f"{where}: {problem}")


def _shown(value: object) -> str:
    return "" if isinstance(value, list | dict) else f"{value!r} "


def _where(name: str, number: int, entry: Mapping[str, Any]) -> str:
    return f"{name}[{number}] ({entry.get('id') or entry.get('name') or entry.get('text') or 'unnamed'})"


def _undated(entry: Mapping[str, Any]) -> str:
    if "date" not in entry and not ("from" in entry and "until" in entry):
        return "needs 'date', or 'from' and 'until'"
    return "" if entry.get("terms") != [] else "'terms' must list at least one group of words"


# ------------------------------------------------------------------------------------------------- between entries


def _references(
    table: Mapping[str, Any], lines: Mapping[tuple[str, int], int], known: Collection[str]
) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for number, entry in enumerate(table.get("actors", []), start=1):
        line = lines.get(("actors", number), 0)
        if seen.setdefault(entry["id"], number) != number:
            yield Fault(
                line, f"actors: id {entry['id']!r} is used twice, by actors[{seen[entry['id']]}] and actors[{number}]"
            )
    for number, entry in enumerate(table.get("actors", []), start=1):
        where, line = _where("actors", number, entry), lines.get(("actors", number), 0)
        for key in RELATIONS:
            for value in entry.get(key, []):
                other = value if isinstance(value, str) else value["id"]
                if other == entry["id"]:
                    yield Fault(line, f"{where}: {key} names the actor itself")
                elif other not in seen and other not in known:
                    yield Fault(
                        line,
                        f"{where}: {key} names {other!r}, which is no actor of this pack, of 'generic' and no state",
                    )
    for key, value in table.get("roles", {}).items():
        for word, actor in value.items() if isinstance(value, dict) else [(key, value)]:
            if actor not in seen:
                yield Fault(
                    lines.get(("roles", 0), 0),
                    f"roles: {word!r} names the actor {actor!r}, which the pack does not define",
                )
    for code, actor in table.get("backed", {}).items():
        if actor not in seen:
            yield Fault(
                lines.get(("backed", 0), 0),
                f"backed: {code!r} names the actor {actor!r}, which the pack does not define",
            )


def _contradictions(table: Mapping[str, Any], lines: Mapping[tuple[str, int], int]) -> Iterator[Fault]:
    """Names that mean two actors on one day, or an actor and a place."""
    places = {
        _key(name): place["name"]
        for place in table.get("places", [])
        for name in (place["name"], *place.get("aliases", []))
    }
    held: dict[tuple[object, ...], list[tuple[str, Interval]]] = {}
    for number, entry in enumerate(table.get("actors", []), start=1):
        where, line = _where("actors", number, entry), lines.get(("actors", number), 0)
        for name, period in _names(entry):
            key = _key(name)
            if key in places:
                yield Fault(line, f"{where}: the name {name!r} is also the place {places[key]!r} of this pack")
            rivals = [other for other, days in held.get(key, []) if other != entry["id"] and days.overlaps(period)]
            if rivals:
                yield Fault(
                    line, f"{where}: the name {name!r} also means {rivals[0]!r} in the same days; give both a period"
                )
            held.setdefault(key, []).append((entry["id"], period))


def _both_ways(table: Mapping[str, Any], lines: Mapping[tuple[str, int], int]) -> Iterator[Fault]:
    """Actors that are told to be for and against one other actor in the same days."""
    for number, entry in enumerate(table.get("actors", []), start=1):
        against = [_tie(value) for value in entry.get("opponents", [])]
        for key in ("backers", "allies", "part_of"):
            for other, days in (_tie(value) for value in entry.get(key, [])):
                if any(other == foe and days.overlaps(period) for foe, period in against):
                    where, line = _where("actors", number, entry), lines.get(("actors", number), 0)
                    yield Fault(line, f"{where}: {other!r} is among 'opponents' and {key!r} in the same days")


def _tie(value: str | Mapping[str, Any]) -> tuple[str, Interval]:
    if isinstance(value, str):
        return value, Interval()
    return value["id"], Interval(value.get("from"), value.get("until"))


def _key(name: str) -> tuple[object, ...]:
    letters = name.replace(".", "")
    return (len(letters) <= 6 and letters.isupper(), bare(name))


def _names(entry: Mapping[str, Any]) -> Iterator[tuple[str, Interval]]:
    period = Interval(entry.get("from"), entry.get("until"))
    yield entry["name"], period
    yield from ((value["text"], period) for value in entry.get("names", []))
    for value in entry.get("aliases", []):
        own = Interval() if isinstance(value, str) else Interval(value.get("from"), value.get("until"))
        yield value if isinstance(value, str) else value["text"], own if own.known else period


def _periods(table: Mapping[str, Any], lines: Mapping[tuple[str, int], int]) -> Iterator[Fault]:
    """Warnings for names whose days lie outside their actor's; the days of a state's holder are those of its rule, not of its names."""
    for number, entry in enumerate(table.get("actors", []), start=1):
        if "state" in entry:
            continue
        first, last = entry.get("from"), entry.get("until")
        for key in ("names", "aliases"):
            for value in entry.get(key, []):
                ends = [] if isinstance(value, str) else [value[end] for end in ("from", "until") if end in value]
                if any((first and day < first) or (last and day > last) for day in ends):
                    where, line = _where("actors", number, entry), lines.get(("actors", number), 0)
                    yield Fault(
                        line, f"{where}: the days of {value['text']!r} reach outside the actor's own", warning=True
                    )

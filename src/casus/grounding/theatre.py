"""A theatre: local knowledge about one conflict (actors, roles, places, milestones) as a TOML file anyone can write.

``docs/theatres.md`` documents the format. :func:`load_theatres` reads packs, :func:`check_theatre` tells a writer what is
wrong and in which entry. Values keep the order of the file, so the same pack always gives the same theatre.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any, get_args

from casus.record import Interval, PlacePrecision

ACTOR_KINDS = (
    "state_forces", "government", "rebel", "militia", "jihadist", "coalition", "party", "pmc", "criminal",
    "monitor", "un", "ngo", "agency", "media", "police", "civilians", "other",
)  # fmt: skip
_PRECISIONS = get_args(PlacePrecision)
_TOP = {"id", "name", "countries", "roles", "backed", "actors", "places", "milestones"}
_ACTOR = {"id", "name", "kind", "country", "state", "from", "until", "aliases", "backers", "allies", "part_of"}
_PLACE = {"name", "aliases", "lat", "lon", "country", "precision", "province"}
_MILESTONE = {"date", "from", "until", "text", "terms", "war"}


class TheatreError(ValueError):
    """A theatre pack that cannot be used; the message names the table and the entry."""


ALWAYS = Interval()


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that an actor goes by, and the period in which the name means that actor (open ends: always)."""

    text: str
    period: Interval = ALWAYS


@dataclass(frozen=True, slots=True)
class TheatreActor:
    """A side of a conflict. ``state`` marks the holder of a state's forces in ``period``; ``part_of`` names wider sides."""

    actor_id: str
    name: str
    kind: str
    country: str | None = None
    state: str | None = None
    period: Interval = ALWAYS
    aliases: tuple[Alias, ...] = ()
    backers: tuple[str, ...] = ()
    allies: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TheatrePlace:
    """A place that a gazetteer misses or that the conflict gives a fixed meaning (a region, a river, a camp)."""

    name: str
    lat: float
    lon: float
    country: str
    precision: PlacePrecision = "exact"
    province: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something dated that texts refer to. A term is a set of words (" + " between them) that together point to it.

    ``war`` marks the beginning of a war, from which its age is counted ("the six-year-old conflict").
    """

    text: str
    interval: Interval
    terms: tuple[str, ...]
    war: bool = False


@dataclass(frozen=True, slots=True)
class Theatre:
    """One pack. ``roles`` maps generic sides ("rebels") to actor ids, by country ("" for the whole theatre);
    ``backed`` maps a backer's country to the actor that "X-backed forces" means.
    """

    id: str
    name: str
    countries: tuple[str, ...]
    actors: tuple[TheatreActor, ...] = ()
    places: tuple[TheatrePlace, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    roles: tuple[tuple[str, str, str], ...] = ()
    backed: tuple[tuple[str, str], ...] = ()


def packaged_theatres() -> tuple[str, ...]:
    """Names of the packs that come with the package, sorted."""
    folder = resources.files("casus") / "theatres"
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".toml")))


def load_theatres(names: Sequence[str] | None = None) -> tuple[Theatre, ...]:
    """Read theatre packs: packaged names or paths of TOML files; ``None`` means every packaged one.

    The ``generic`` pack (monitors, UN bodies, agencies) is always read, last. Raises :class:`TheatreError`.
    """
    known = packaged_theatres()
    wanted = list(known if names is None else dict.fromkeys(names))
    wanted = [name for name in wanted if name != "generic"] + (["generic"] if "generic" in known else [])
    return tuple(_load(name, known) for name in wanted)


def _load(name: str, known: Sequence[str]) -> Theatre:
    if name in known:
        text = (resources.files("casus") / "theatres" / f"{name}.toml").read_text(encoding="utf-8")
    elif Path(name).is_file():
        text = Path(name).read_text(encoding="utf-8")
    else:
        raise TheatreError(f"no theatre named {name!r}; known: {', '.join(known)}; or give the path of a .toml file")
    table = _parse(text, name)
    errors = list(_errors(table))
    if errors:
        raise TheatreError(f"theatre {name}: {errors[0]} ({len(errors)} in all; run 'casus theatre check {name}')")
    return _theatre(table)


def check_theatre(path: str | Path) -> list[str]:
    """What is wrong with a theatre pack, one line per error naming table and entry; empty when it can be used."""
    try:
        table = _parse(Path(path).read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        return [f"{path}: cannot be read ({error})"]
    except TheatreError as error:
        return [str(error)]
    return list(_errors(table))


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TheatreError(f"theatre {name}: not valid TOML: {error}") from error


# ------------------------------------------------------------------------------------------------- building values


def _period(entry: Mapping[str, Any]) -> Interval:
    if "date" in entry:
        return Interval(entry["date"], entry["date"])
    return Interval(entry.get("from"), entry.get("until"))


def _alias(value: str | Mapping[str, Any]) -> Alias:
    return Alias(value) if isinstance(value, str) else Alias(value["text"], _period(value))


def _theatre(table: Mapping[str, Any]) -> Theatre:
    roles: list[tuple[str, str, str]] = []
    for key, value in table.get("roles", {}).items():
        roles += (
            [(key, word, actor) for word, actor in value.items()] if isinstance(value, dict) else [("", key, value)]
        )
    return Theatre(
        id=table["id"],
        name=table["name"],
        countries=tuple(table["countries"]),
        actors=tuple(_actor(entry) for entry in table.get("actors", [])),
        places=tuple(_place(entry) for entry in table.get("places", [])),
        milestones=tuple(
            Milestone(entry["text"], _period(entry), tuple(entry["terms"]), entry.get("war", False))
            for entry in table.get("milestones", [])
        ),
        roles=tuple(roles),
        backed=tuple(table.get("backed", {}).items()),
    )


def _actor(entry: Mapping[str, Any]) -> TheatreActor:
    return TheatreActor(
        actor_id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        country=entry.get("country"),
        state=entry.get("state"),
        period=_period(entry),
        aliases=tuple(_alias(value) for value in entry.get("aliases", [])),
        backers=tuple(entry.get("backers", [])),
        allies=tuple(entry.get("allies", [])),
        part_of=tuple(entry.get("part_of", [])),
    )


def _place(entry: Mapping[str, Any]) -> TheatrePlace:
    return TheatrePlace(
        name=entry["name"],
        lat=float(entry["lat"]),
        lon=float(entry["lon"]),
        country=entry["country"],
        precision=entry.get("precision", "exact"),
        province=entry.get("province"),
        aliases=tuple(entry.get("aliases", [])),
    )


# ------------------------------------------------------------------------------------------------- checking


def _errors(table: Mapping[str, Any]) -> Iterator[str]:
    for key in ("id", "name", "countries"):
        if not table.get(key) and not (key == "countries" and table.get(key) == []):
            yield f"top level: {key!r} is missing"
    yield from (f"top level: unknown key {key!r}" for key in table if key not in _TOP)
    for code in table.get("countries", []):
        if not _is_code(code):
            yield f"top level: {code!r} in 'countries' is not a two-letter country code"
    yield from _entries(table, "actors", _ACTOR, ("id", "name", "kind"), _actor_errors)
    yield from _entries(table, "places", _PLACE, ("name", "lat", "lon", "country"), _place_errors)
    yield from _entries(table, "milestones", _MILESTONE, ("text", "terms"), _milestone_errors)
    yield from _reference_errors(table)


def _entries(
    table: Mapping[str, Any],
    name: str,
    keys: set[str],
    needed: Sequence[str],
    check: Callable[[Mapping[str, Any]], Iterator[str]],
) -> Iterator[str]:
    for number, entry in enumerate(table.get(name, []), start=1):
        where = f"{name}[{number}] ({entry.get('id') or entry.get('name') or entry.get('text') or 'unnamed'})"
        missing = [key for key in needed if key not in entry]
        yield from (f"{where}: {key!r} is missing" for key in missing)
        yield from (f"{where}: unknown key {key!r}" for key in entry if key not in keys)
        yield from (f"{where}: {key!r} must be a date like 2017-02-23" for key in _bad_dates(entry))
        if not missing:
            yield from (f"{where}: {problem}" for problem in check(entry))


def _bad_dates(entry: Mapping[str, Any]) -> list[str]:
    return [key for key in ("date", "from", "until") if key in entry and not _is_day(entry[key])]


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and len(value) == 2 and value.isalpha() and value.isupper()


def _actor_errors(entry: Mapping[str, Any]) -> Iterator[str]:
    if entry["kind"] not in ACTOR_KINDS:
        yield f"kind {entry['kind']!r} is not one of {', '.join(ACTOR_KINDS)}"
    for key in ("country", "state"):
        if key in entry and not _is_code(entry[key]):
            yield f"{key} {entry[key]!r} is not a two-letter country code"
    for alias in entry.get("aliases", []):
        if isinstance(alias, dict) and (
            "text" not in alias or _bad_dates(alias) or set(alias) - {"text", "from", "until"}
        ):
            yield f"alias {alias!r} must be a name or {{text, from, until}} with dates"


def _place_errors(entry: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(entry["lat"], int | float) or not -90 <= entry["lat"] <= 90:
        yield f"lat {entry['lat']!r} is not a latitude in degrees"
    if not isinstance(entry["lon"], int | float) or not -180 <= entry["lon"] <= 180:
        yield f"lon {entry['lon']!r} is not a longitude in degrees"
    if not _is_code(entry["country"]):
        yield f"country {entry['country']!r} is not a two-letter country code"
    if entry.get("precision", "exact") not in _PRECISIONS:
        yield f"precision {entry['precision']!r} is not one of {', '.join(_PRECISIONS)}"


def _milestone_errors(entry: Mapping[str, Any]) -> Iterator[str]:
    if "date" not in entry and not ("from" in entry and "until" in entry):
        yield "needs 'date', or 'from' and 'until'"
    if "from" in entry and "until" in entry and not _bad_dates(entry) and entry["from"] > entry["until"]:
        yield "'from' is later than 'until'"
    if not entry["terms"] or not all(isinstance(term, str) and term.strip() for term in entry["terms"]):
        yield "'terms' must list at least one group of words"
    if not isinstance(entry.get("war", False), bool):
        yield "'war' must be true or false"


def _reference_errors(table: Mapping[str, Any]) -> Iterator[str]:
    ids = [entry.get("id") for entry in table.get("actors", [])]
    yield from (f"actors: id {name!r} is used twice" for name in sorted({str(i) for i in ids if ids.count(i) > 1}))
    for key, value in table.get("roles", {}).items():
        pairs = value.items() if isinstance(value, dict) else [(key, value)]
        yield from (
            f"roles: {word!r} names the actor {actor!r}, which the pack does not define"
            for word, actor in pairs
            if actor not in ids
        )
    for code, actor in table.get("backed", {}).items():
        if actor not in ids:
            yield f"backed: {code!r} names the actor {actor!r}, which the pack does not define"

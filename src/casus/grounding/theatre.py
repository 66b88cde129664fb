"""A theatre: local knowledge about one conflict (actors, roles, places, milestones) as a TOML file anyone can write.

``docs/theatres.md`` documents the format. :func:`load_theatres` reads packs, :func:`check_theatre` tells a writer what is
wrong and in which entry. Values keep the order of the file, so the same pack always gives the same theatre.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from casus import theatres as packaged
from casus.grounding.packcheck import ACTOR_KINDS, Fault, faults
from casus.grounding.states import states
from casus.record import Interval, PlacePrecision

__all__ = ["ACTOR_KINDS", "ALWAYS", "Alias", "Milestone", "Theatre", "TheatreActor", "TheatreError", "TheatrePlace", "Tie",
           "check_theatre", "load_theatres", "packaged_theatres", "theatre_warnings"]  # fmt: skip


class TheatreError(ValueError):
    """A theatre pack that cannot be used; the message names the table and the entry."""


ALWAYS = Interval()


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that an actor goes by, and the period in which the name means that actor (open ends: always)."""

    text: str
    period: Interval = ALWAYS


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation to another actor, and the days in which it holds (open ends: always)."""

    actor_id: str
    period: Interval = ALWAYS


@dataclass(frozen=True, slots=True)
class TheatreActor:
    """A side of a conflict. ``state`` marks the holder of a state's forces in ``period``; ``part_of`` names wider sides.

    ``names`` are what it goes by in stated days (``name`` in all others), ``acled`` what ACLED's list of actors calls it.
    """

    actor_id: str
    name: str
    kind: str
    country: str | None = None
    state: str | None = None
    period: Interval = ALWAYS
    aliases: tuple[Alias, ...] = ()
    names: tuple[Alias, ...] = ()
    acled: tuple[Alias, ...] = ()
    backers: tuple[Tie, ...] = ()
    allies: tuple[Tie, ...] = ()
    opponents: tuple[Tie, ...] = ()
    part_of: tuple[Tie, ...] = ()
    split_from: tuple[Tie, ...] = ()

    def name_on(self, day: date | None) -> str:
        """The name it goes by on a day; the one without a date where the day is not known or no dated name holds."""
        return _dated(self.names, day) or self.name

    def acled_on(self, day: date | None) -> str | None:
        """What ACLED calls it on a day (``None`` day: the latest name); ``None`` where the pack does not say."""
        return _dated(self.acled, day) or (self.acled[-1].text if self.acled and day is None else None)


def _dated(names: Sequence[Alias], day: date | None) -> str | None:
    """The last of the names whose period holds a day."""
    fitting = [alias.text for alias in names if day is not None and alias.period.overlaps(Interval(day, day))]
    return fitting[-1] if fitting else None


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
    return packaged.names()


def load_theatres(names: Sequence[str] | None = None) -> tuple[Theatre, ...]:
    """Read theatre packs: packaged names or paths of TOML files; ``None`` means every packaged one.

    The ``generic`` pack (monitors, UN bodies, agencies) is always read, last. Raises :class:`TheatreError`, also for two packs of one id.
    """
    known = packaged_theatres()
    wanted = list(known if names is None else dict.fromkeys(names))
    wanted = [name for name in wanted if name != "generic"] + (["generic"] if "generic" in known else [])
    theatres: dict[str, Theatre] = {}
    for name in wanted:
        theatre = _load(name, known)
        if theatre.id in theatres:
            raise TheatreError(
                f"theatre {name}: another pack given has the id {theatre.id!r} too; rename one, or leave it out"
            )
        theatres[theatre.id] = theatre
    return tuple(theatres.values())


def _load(name: str, known: Sequence[str]) -> Theatre:
    if name in known:
        return _load_packaged(name)
    if not Path(name).is_file():
        raise TheatreError(f"no theatre named {name!r}; known: {', '.join(known)}; or give the path of a .toml file")
    try:
        return _read(name, Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise TheatreError(f"theatre {name}: cannot be read ({error})") from error


@cache
def _load_packaged(name: str) -> Theatre:
    """A pack of the package, which was checked when the package was made (``tests/grounding/test_theatre.py``)."""
    return _theatre(packaged.table(name))


def _read(name: str, text: str) -> Theatre:
    table = _parse(text, name)
    errors = [fault for fault in _faults(table, text) if not fault.warning]
    if errors:
        first = _line(name, errors[0])
        raise TheatreError(f"theatre {first} ({len(errors)} in all; run 'casus theatre check {name}')")
    return _theatre(table)


def check_theatre(path: str | Path) -> list[str]:
    """What is wrong with a theatre pack, one line per error naming file, line, table and entry; empty when it can be used."""
    return _told(path, warnings=False)


def theatre_warnings(path: str | Path) -> list[str]:
    """What looks odd in a theatre pack that can be used all the same, as :func:`check_theatre` tells errors."""
    return _told(path, warnings=True)


def _told(path: str | Path, *, warnings: bool) -> list[str]:
    try:
        text = Path(path).read_text(encoding="utf-8")
        table = _parse(text, str(path))
    except (OSError, UnicodeDecodeError) as error:
        return [] if warnings else [f"{path}: cannot be read ({error})"]
    except TheatreError as error:
        return [] if warnings else [str(error)]
    return [_line(path, fault) for fault in _faults(table, text) if fault.warning == warnings]


def _line(path: str | Path, fault: Fault) -> str:
    return f"{path}:{fault.line}: {fault.text}" if fault.line else f"{path}: {fault.text}"


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also dates and numbers that cannot be
        raise TheatreError(f"theatre {name}: not valid TOML: {error}") from error


def _faults(table: Mapping[str, Any], text: str) -> list[Fault]:
    return faults(table, text, _known_everywhere())


@cache
def _known_everywhere() -> frozenset[str]:
    """Actor ids that any pack may point to: the states and the actors of the generic pack."""
    generic = packaged.table("generic") if "generic" in packaged_theatres() else {}
    listed = generic.get("actors", [])
    return frozenset([*(state.actor_id for state in states()), *(str(entry.get("id")) for entry in listed)])


# ------------------------------------------------------------------------------------------------- building values


def _period(entry: Mapping[str, Any]) -> Interval:
    if "date" in entry:
        return Interval(entry["date"], entry["date"])
    return Interval(entry.get("from"), entry.get("until"))


def _aliases(values: str | Sequence[str | Mapping[str, Any]]) -> tuple[Alias, ...]:
    listed = [values] if isinstance(values, str) else values
    return tuple(Alias(value) if isinstance(value, str) else Alias(value["text"], _period(value)) for value in listed)


def _ties(values: Sequence[str | Mapping[str, Any]]) -> tuple[Tie, ...]:
    return tuple(Tie(value) if isinstance(value, str) else Tie(value["id"], _period(value)) for value in values)


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
        aliases=_aliases(entry.get("aliases", [])),
        names=_aliases(entry.get("names", [])),
        acled=_aliases(entry.get("acled", [])),
        backers=_ties(entry.get("backers", [])),
        allies=_ties(entry.get("allies", [])),
        opponents=_ties(entry.get("opponents", [])),
        part_of=_ties(entry.get("part_of", [])),
        split_from=_ties(entry.get("split_from", [])),
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

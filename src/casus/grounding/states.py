"""The world's states as text speaks of them: names, adjectives, capitals and other metonyms (``data/states.csv``)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from casus.grounding.names import key_of, slug


@dataclass(frozen=True, slots=True)
class State:
    """One state or territory. ``actor_name`` is what its forces are called in a claim; empty: as the text calls them."""

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    lat: float
    lon: float
    actor_name: str

    @property
    def actor_id(self) -> str:
        """Identifier of the state as an actor."""
        return slug(self.name)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """Every state, in the order of its code. Raises :class:`ValueError` naming the row that is wrong."""
    text = (resources.files("casus.grounding") / "data" / "states.csv").read_text(encoding="utf-8")
    return parse_states(text)


def parse_states(text: str) -> tuple[State, ...]:
    """Read the table of states. Raises :class:`ValueError` naming the row that is wrong."""
    found: list[State] = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        found.append(_state(row, f"states.csv line {number}"))
    errors = list(_collisions(found))
    if errors:
        raise ValueError(f"states.csv: {errors[0]}")
    return tuple(sorted(found, key=lambda state: state.code))


def _state(row: dict[str, str], where: str) -> State:
    if None in row or any(value is None for value in row.values()):
        raise ValueError(f"{where}: wrong number of columns")
    code = row["iso2"]
    if not (len(code) == 2 and code.isupper() and row["name"]):
        raise ValueError(f"{where}: needs a two-letter code and a name")
    lat, lon = float(row["lat"]), float(row["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{where}: coordinates out of range")
    return State(
        code=code,
        name=row["name"],
        aliases=_split(row["aliases"]),
        adjectives=_split(row["adjectives"]),
        capitals=_split(row["capital"]),
        metonyms=_split(row["metonyms"]),
        lat=lat,
        lon=lon,
        actor_name=row["actor_name"],
    )


def _collisions(found: Sequence[State]) -> list[str]:
    owner: dict[tuple[str, ...], str] = {}
    problems = []
    for state in found:
        for name in dict.fromkeys((state.name, *state.aliases)):
            key = key_of(name)
            if owner.setdefault(key, state.code) != state.code:
                problems.append(f"{name!r} names both {owner[key]} and {state.code}")
    return problems


@lru_cache(maxsize=1)
def state_by_code() -> dict[str, State]:
    """States by two-letter code."""
    return {state.code: state for state in states()}

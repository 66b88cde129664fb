"""All events of a filter at once, as columns: what a map, a timeline and counts are drawn from, without a query for each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.store import schema
from casus.store import schema_index as index
from casus.store.folding import fold
from casus.store.queries.filters import Filter
from casus.store.queries.pages import count, plan, together
from casus.store.queries.subjects import EVENTS
from casus.store.schema_index import ROLES

EPOCH = 719_163
"""The proleptic ordinal of 1 January 1970."""
PARTS = "\x1f"
"""Parts names in a text, as no name holds it."""
NONE = -1
"""In a column: not known, or none."""


class Spot(NamedTuple):
    """Where events are: a place as reports name it, and the point that stands for it."""

    name: str | None
    place_id: str | None
    lat: float | None
    lon: float | None


@dataclass(slots=True)
class Coded:
    """A column whose values are numbers of a list: :attr:`values` holds each once, in the order in which they came."""

    values: list[Any] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    _known: dict[Hashable, int] = field(default_factory=dict)

    def add(self, value: Hashable, make: Callable[[Any], Any] | None = None) -> None:
        """Append a value; ``make`` turns it into what stands for it in the list, when it is new."""
        number = self._known.get(value)
        if number is None:
            number = self._known[value] = len(self.values)
            self.values.append(make(value) if make else value)
        self.column.append(number)


@dataclass(frozen=True, slots=True)
class Overview:
    """Events as columns of the same length, the newest first, those without a known day last.

    ``first`` is days since 1 January 1970 (``None``: unknown), ``lasting`` the days from the first to the last one, ``killed`` the best figure or
    :data:`NONE`. ``sides`` and ``publishers`` are lists of names, of which each event has one; ``total`` counts also what was left out.
    """

    total: int
    ids: list[str]
    first: list[int | None]
    lasting: list[int]
    killed: list[int]
    kinds: Coded
    grades: Coded
    statuses: Coded
    countries: Coded
    places: Coded
    sides: Coded
    publishers: Coded


def overview(connection: sa.Connection, wanted: Filter, most: int) -> Overview:
    """The newest events of a filter, at most so many. Raises :class:`casus.store.errors.QueryError` for what cannot be asked."""
    total = count(connection, EVENTS, wanted, at_most=None).number
    numbers = _numbers(connection, wanted, most if total > most else None)
    publishers = _publishers(connection, numbers)
    made = Overview(total, [], [], [], [], *(Coded() for _ in range(7)))
    for row in connection.execute(_events(numbers)):
        _, event_id, first, last, killed, kind, grade, status, country, place, place_id, lat, lon, actors, targets = row
        made.ids.append(event_id)
        made.first.append(first - EPOCH if first > index.NO_DAY else None)
        made.lasting.append(last - first)
        made.killed.append(killed)
        made.kinds.add(kind)
        made.grades.add(grade)
        made.statuses.add(status)
        made.countries.add(country)
        made.places.add(Spot(place, place_id, lat, lon))
        made.sides.add((actors, targets), _both_sides)
        made.publishers.add(publishers.get(row[0], ""), _parted)
    return made


def _both_sides(told: tuple[str, str]) -> list[str]:
    """The names on both sides, each once, from two JSON lists."""
    actors, targets = told
    return list(dict.fromkeys(json.loads(actors) + json.loads(targets)))


def _parted(names: str) -> list[str]:
    return names.split(PARTS) if names else []


def _numbers(connection: sa.Connection, wanted: Filter, most: int | None) -> sa.Select[Any] | None:
    """The numbers of the events, where they are not all."""
    if most is None and not wanted.asked():
        return None
    own = EVENTS.index.c
    planned = plan(connection, EVENTS, wanted, by_day=True)
    found = together(
        planned.everything(
            lambda look: (own.number.label("number"), look(own.first_day).label("day"), own.tie.label("tie"))
        )
    )
    if most is not None:
        found = found.order_by(sa.text('"day" DESC'), sa.text('"tie" DESC')).limit(most)
    return sa.select(found.subquery().c.number)


def _events(numbers: sa.Select[Any] | None) -> sa.Select[Any]:
    own, full = EVENTS.index.c, schema.events.c
    names = [sa.cast(column, sa.Text) for column in (full.actors, full.targets)]  # read as text: few are different
    query = (
        sa.select(
            own.number, own.event_id, own.first_day, own.last_day, own.killed, own.kind, own.grade, own.status,
            own.country, full.place, full.place_id, own.lat, own.lon, *names,
        )
        .join(schema.events, full.event_id == own.event_id)
        .order_by(own.first_day.desc(), own.tie.desc())
    )  # fmt: skip
    return query if numbers is None else query.where(own.number.in_(numbers))


def _publishers(connection: sa.Connection, numbers: sa.Select[Any] | None) -> dict[int, str]:
    """The publishers of each event by its number, as one text parted by unit separators: few are different."""
    shown = shown_names(connection.scalars(sa.select(schema.documents.c.publisher).distinct()))
    own, given = index.event_names.c, index.names.c
    query = (
        sa.select(own.owner, given.folded)
        .join(index.names, own.name == given.number)
        .where(own.role == ROLES["publisher"], given.folded.not_like("=%"))
    )
    if numbers is not None:
        query = query.where(own.owner.in_(numbers))
    found: dict[int, str] = {}
    for owner, folded in connection.execute(query.order_by(own.owner, given.folded)):
        name = shown.get(folded, folded)
        found[owner] = f"{found[owner]}{PARTS}{name}" if owner in found else name
    return found


def shown_names(names: Iterable[str | None]) -> dict[str, str]:
    """How names are shown, by how they are compared; of several that compare equal the first by the alphabet."""
    found: dict[str, str] = {}
    for name in sorted(name for name in names if name):
        found.setdefault(fold(name), name.replace(PARTS, " "))
    return found

"""Whole values for what is asked: pages of events, claims and documents; operations and actors; days and points for charts and maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar

import sqlalchemy as sa

from casus.record import Claim, Document, Event
from casus.store.batches import batches
from casus.store.queries.condition import unindexed
from casus.store.queries.filters import Filter
from casus.store.queries.pages import LARGEST_PAGE, Arms, Columns, find_page, plan, together, walk
from casus.store.queries.subjects import CLAIMS, DOCUMENTS, EVENTS, Subject
from casus.store.reading import read_claims, read_documents_in_order, read_events
from casus.store.schema_index import LONG_DAYS, NO_DAY, counted_dead, event_days

Value = TypeVar("Value", Event, Claim, Document)


@dataclass(frozen=True, slots=True)
class Page(Generic[Value]):
    """Some values in the order asked for, and the cursor of the next page (``None``: this was the last)."""

    values: tuple[Value, ...]
    cursor: str | None


def events_page(
    connection: sa.Connection, wanted: Filter, *, order: str = "newest", limit: int = 50, cursor: str | None = None
) -> Page[Event]:
    """A page of events; what is raised is said in :func:`~casus.store.queries.pages.find_page`."""
    found = find_page(connection, EVENTS, wanted, order=order, limit=limit, cursor=cursor)
    return Page(tuple(read_events(connection, found.identifiers)), found.cursor)


def claims_page(
    connection: sa.Connection, wanted: Filter, *, order: str = "newest", limit: int = 50, cursor: str | None = None
) -> Page[Claim]:
    """A page of claims."""
    found = find_page(connection, CLAIMS, wanted, order=order, limit=limit, cursor=cursor)
    return Page(tuple(read_claims(connection, found.identifiers)), found.cursor)


def documents_page(
    connection: sa.Connection, wanted: Filter, *, order: str = "newest", limit: int = 50, cursor: str | None = None
) -> Page[Document]:
    """A page of documents."""
    found = find_page(connection, DOCUMENTS, wanted, order=order, limit=limit, cursor=cursor)
    return Page(tuple(read_documents_in_order(connection, found.identifiers)), found.cursor)


_READERS: Mapping[str, Callable[[sa.Connection, Sequence[str]], list[Any]]] = {
    "events": read_events,
    "claims": read_claims,
    "documents": read_documents_in_order,
}


def all_of(connection: sa.Connection, subject: Subject, wanted: Filter, *, order: str = "newest") -> Iterator[Any]:
    """All values of a filter, read a page at a time."""
    for some in batches(walk(connection, subject, wanted, order=order), LARGEST_PAGE):
        yield from _READERS[subject.what](connection, some)


def first_of(
    connection: sa.Connection, subject: Subject, wanted: Filter, number: int, *, order: str = "newest"
) -> Iterator[Any]:
    """The first so many values of a filter."""
    if number <= LARGEST_PAGE:
        found = find_page(connection, subject, wanted, order=order, limit=max(1, number))
        yield from _READERS[subject.what](connection, found.identifiers[:number])
    else:
        yield from islice(all_of(connection, subject, wanted, order=order), number)


class Week(NamedTuple):
    """A week of a timeline: its Monday, how many events began in it, and their dead where known."""

    monday: date
    events: int
    killed: int


class Point(NamedTuple):
    """An event on a map; ``day`` is its first one."""

    event_id: str
    lat: float
    lon: float
    kind: str
    grade: str
    day: date | None
    killed: int | None


_DEAD = EVENTS.index.c.killed
_COUNTS = (sa.func.count(), sa.func.sum(counted_dead(_DEAD)))
"""How many events there are, and their dead."""


def _everything(connection: sa.Connection, wanted: Filter, columns: Columns) -> Arms:
    return plan(connection, EVENTS, wanted, by_day=True).everything(columns)


def weeks(connection: sa.Connection, wanted: Filter) -> list[Week]:
    """Events by the week in which they began, oldest first; weeks without any are left out, and so are events without a known day.

    The dead of an event count up to :data:`~casus.store.search_ddl.MOST_DEAD`.
    """
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for query in _by_days(wanted) if wanted.asked() <= {"since", "until"} else _grouped(connection, wanted):
        rows: Iterable[Any] = connection.execute(query)
        for day, events, dead in rows:
            if day > NO_DAY:
                week = found[day - (day - 1) % 7]
                week[0], week[1] = week[0] + events, week[1] + int(dead)
    return [Week(date.fromordinal(monday), events, dead) for monday, (events, dead) in sorted(found.items())]


def _grouped(connection: sa.Connection, wanted: Filter) -> list[sa.Select[Any]]:
    """Days with their events and dead, counted from the rows of the events."""
    arms = _everything(connection, wanted, lambda look: (look(EVENTS.index.c.first_day).label("day"), *_COUNTS))
    return [arm.group_by(sa.text("day")) for _, arm in arms]


def _by_days(wanted: Filter) -> list[sa.Select[Any]]:
    """Days with their events and dead, where nothing but days is asked: as the record counts them, and from the rows of those that began before."""
    kept, c = event_days.c, EVENTS.index.c
    whole = sa.select(kept.first_day, kept.events, kept.killed)
    if wanted.until is not None:
        whole = whole.where(kept.first_day <= wanted.until.toordinal())
    if wanted.since is None:
        return [whole]
    since = wanted.since.toordinal()
    near = sa.select(c.first_day.label("day"), *_COUNTS).group_by(sa.text("day"))
    near = near.where(c.first_day >= since - LONG_DAYS, c.first_day < since, c.last_day >= since)
    began = unindexed(c.first_day)  # what is long is found by its last day
    long = sa.select(began.label("day"), *_COUNTS).group_by(sa.text("day"))
    long = long.where(c.long_last >= since, began < since - LONG_DAYS)
    return [whole.where(kept.first_day >= since), near, long]


def points(connection: sa.Connection, wanted: Filter) -> Iterator[Point]:
    """Events that have a point, in no order."""
    c = EVENTS.index.c
    columns = (c.event_id, c.lat, c.lon, c.kind, c.grade, c.first_day, c.killed)
    arms = [
        (look, arm.where(c.lat.is_not(None))) for look, arm in _everything(connection, wanted, lambda _look: columns)
    ]
    query = together(arms)
    for event_id, lat, lon, kind, grade, day, killed in connection.execute(query):
        yield Point(
            event_id, lat, lon, kind, grade, date.fromordinal(day) if day > 0 else None, killed if killed >= 0 else None
        )

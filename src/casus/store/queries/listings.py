"""Operations by a filter, and the names of actors, places, publishers and sources with how many events each has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from casus.record import Interval, Operation
from casus.store import schema
from casus.store import schema_index as index
from casus.store.errors import QueryError
from casus.store.folding import fold
from casus.store.link_rows import operations_from
from casus.store.queries.filters import Filter
from casus.store.schema_index import ROLES

OF_OPERATIONS = frozenset(["since", "until", "places", "countries", "actors", "operations"])
MOST = 1_000


class Name(NamedTuple):
    """A name as it is compared, in plain lower-case words, and the number of events that have it."""

    name: str
    events: int


def operations(connection: sa.Connection, wanted: Filter | None = None) -> list[Operation]:
    """Operations that a filter asks for, the latest first; there are few of them, so all are read.

    Days, places, countries, actors (of any side) and ids can be asked for; raises :class:`QueryError` for anything else.
    """
    wanted = wanted or Filter()
    wanted.only(OF_OPERATIONS, "operations")
    tables = (schema.operations, schema.operation_events)
    rows = {table: list(connection.execute(sa.select(table).order_by(table.c.position))) for table in tables}
    found = [one for one in operations_from(rows) if _wants(wanted, one)]
    return sorted(found, key=lambda one: (_first(one.interval), one.operation_id), reverse=True)


def _wants(wanted: Filter, one: Operation) -> bool:
    sides = [name for side in one.sides for name in side]
    return (
        _in_time(wanted, one.interval)
        and (not wanted.operations or one.operation_id in wanted.operations)
        and (not wanted.countries or one.country in wanted.countries)
        and (not wanted.places or _named(wanted.places, one.places))
        and (not wanted.actors or _named(wanted.actors, sides))
    )


def _in_time(wanted: Filter, days: Interval) -> bool:
    """Whether the days overlap; of a single known end, that end counts."""
    first, last = days.start or days.end, days.end or days.start
    if first is None or last is None:
        return wanted.since is None and wanted.until is None
    return (wanted.since is None or last >= wanted.since) and (wanted.until is None or first <= wanted.until)


def _first(days: Interval) -> int:
    day = days.start or days.end
    return day.toordinal() if day else 0


def _named(asked: Iterable[str], names: Sequence[str]) -> bool:
    return any(f" {fold(one)} " in f" {fold(name)} " for one in asked for name in names)


def names(connection: sa.Connection, role: str, *, holding: str = "", limit: int = 50) -> list[Name]:
    """Names with most events as ``actor``, ``target``, ``place``, ``publisher`` or ``source``, those that hold these words, the last perhaps unfinished.

    Raises :class:`QueryError` for another role, or a limit out of range.
    """
    if role not in ROLES:
        raise QueryError(f"there is no role {role!r}; known are {', '.join(ROLES)}")
    if not 1 <= limit <= MOST:
        raise QueryError(f"{limit} names cannot be had; give a limit from 1 to {MOST}")
    own, given = index.event_names.c, index.names.c
    events = sa.func.count().label("events")
    query = (
        sa.select(given.folded, events).join(own.owner.table, own.name == given.number)
        .where(own.role == ROLES[role], given.folded.not_like("=%")).group_by(given.folded)
        .order_by(events.desc(), given.folded).limit(limit)
    )  # fmt: skip
    if words := fold(holding):
        query = query.where(sa.literal(" ").concat(given.folded).like(f"% {words}%"))
    return [Name(name, number) for name, number in connection.execute(query)]

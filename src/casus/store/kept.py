"""What is kept of wars so that they can be made again in part: what linking asks of it (:class:`KeptIndex`), and how it is written.

All functions work on a connection that is inside a transaction of the record's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from casus.filed import Counted, Kept, Role, Stand, Told, WarChange
from casus.record import Event, Interval, Operation, Toll
from casus.store import schema
from casus.store import schema_filed as filed
from casus.store.batches import batches
from casus.store.coded_rows import Columns
from casus.store.dialect import one_of_many
from casus.store.queries.surroundings import read_operations, read_tolls
from casus.store.reading import read_events
from casus.store.table_rows import delete, insert
from casus.store.told_list import told_from, told_list

_AT_ONCE = 5000
"""So many values are looked for in one query."""


class KeptIndex:
    """What making a war again in part asks of the record."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def keeps(self, war: str) -> bool:
        """Whether what is made of a war can be made again in part."""
        query = sa.select(filed.told.c.event_id).where(filed.told.c.war == war).limit(1)
        return self._connection.execute(query).first() is not None

    def kept(self, events: Collection[str]) -> list[Kept]:
        """What is kept of these events."""
        stands: dict[str, list[Stand]] = {}
        for row in self._among(sa.select(filed.stands), filed.stands.c.event_id, sorted(events)):
            stands.setdefault(row.event_id, []).append(Stand(row.spot, row.role, row.first, row.last))
        rows = self._among(sa.select(filed.told), filed.told.c.event_id, sorted(events))
        return [
            Kept(told_from(row.event_id, row.told), row.operation_id, tuple(stands.get(row.event_id, ())))
            for row in rows
        ]

    def told_of(self, war: str) -> dict[str, tuple[Told, str | None]]:
        """What is told of all events of a war, and their operations, by event id."""
        query = sa.select(filed.told.c.event_id, filed.told.c.operation_id, filed.told.c.told)
        return {
            row.event_id: (told_from(row.event_id, row.told), row.operation_id)
            for row in self._connection.execute(query.where(filed.told.c.war == war))
        }

    def standing_at(self, war: str, role: Role, spots: Collection[str]) -> dict[str, Interval]:
        """The ids of events of a war that stand at one of these places in a role, with their days."""
        table = filed.stands
        query = sa.select(table).where(table.c.war == war, table.c.role == role)
        return {row.event_id: Interval(row.first, row.last) for row in self._among(query, table.c.spot, sorted(spots))}

    def shown_events(self, events: Collection[str]) -> list[Event]:
        """These events as they have been made."""
        return read_events(self._connection, sorted(events))

    def shown_operations(self, operations: Collection[str]) -> list[Operation]:
        """These operations as they have been made."""
        return read_operations(self._connection, sorted(operations))

    def counted_in(self, war: str, documents: Collection[str]) -> list[Counted]:
        """The tolls of a war that claims of these documents give."""
        return self._counted(war, filed.tolls.c.document, documents)

    def counted_with(self, war: str, series: Collection[str]) -> list[Counted]:
        """The tolls of a war in these series."""
        return self._counted(war, filed.tolls.c.series, series)

    def _counted(self, war: str, column: sa.Column[Any], values: Collection[str]) -> list[Counted]:
        rows = {
            row.toll_id: row
            for row in self._among(sa.select(filed.tolls).where(filed.tolls.c.war == war), column, sorted(values))
        }
        tolls: list[Toll] = []
        for some in batches(sorted(rows)):
            tolls += read_tolls(self._connection, schema.tolls.c.toll_id.in_(some))
        return [
            Counted(
                replace(toll, operation_id=row.operation_id, superseded_by=None), row.document, row.told, row.series
            )
            for toll in tolls
            for row in (rows[toll.toll_id],)
        ]

    def _among(self, query: sa.Select[Any], column: sa.Column[Any], values: Iterable[Any]) -> Iterator[Any]:
        for some in batches(values, _AT_ONCE):
            yield from self._connection.execute(query.where(one_of_many(self._connection, column, some))).all()


# --------------------------------------------------------------------------------------------- writing


def write_kept(connection: sa.Connection, wars: Mapping[str, WarChange]) -> None:
    """Write what is kept of wars; what is made of them is written elsewhere, and the spells of control with it."""
    for war, change in wars.items():
        if change.whole:
            forget_kept(connection, war)
        else:
            gone = sorted(change.gone | {one.told.event_id for one in change.kept})
            delete(connection, filed.told.c.event_id, gone, filed.told.c.war == war)
            delete(connection, filed.stands.c.event_id, gone, filed.stands.c.war == war)
            delete(connection, filed.tolls.c.document, sorted(change.recounted), filed.tolls.c.war == war)
    for war, change in wars.items():
        for table, rows in kept_rows(war, change).items():
            insert(connection, table, rows)


def forget_kept(connection: sa.Connection, war: str) -> None:
    """Forget what is kept of a war."""
    for table in filed.KEPT:
        connection.execute(sa.delete(table).where(table.c.war == war))


def kept_rows(war: str, change: WarChange) -> dict[sa.Table, list[Columns]]:
    """The rows of what is kept of a war, by table; those of spells of control are made where these are (:mod:`casus.store.war_rows`)."""
    stands = {(one.told.event_id, stand.spot, stand.role): stand for one in change.kept for stand in one.stands}
    tolls = {one.toll.toll_id: _toll_row(war, one) for one in change.counted}
    return {
        filed.told: [_told_row(war, one) for one in change.kept],
        filed.stands: [{"war": war, "event_id": key[0], **one._asdict()} for key, one in stands.items()],
        filed.tolls: list(tolls.values()),
    }


def _told_row(war: str, one: Kept) -> Columns:
    return {
        "event_id": one.told.event_id,
        "war": war,
        "operation_id": one.operation,
        "told": told_list(one.told),
    }


def _toll_row(war: str, one: Counted) -> Columns:
    return {
        "toll_id": one.toll.toll_id,
        "war": war,
        "document": one.document,
        "series": one.series,
        "told": one.told,
        "operation_id": one.toll.operation_id,
    }

"""The record read some thousand events, or reports, at a time, in its order: for whoever walks through all of it.

A portion of events has everything that leads back from them: their claims, the documents of these, and the operations that they are of. A portion of
reports has documents with what was coded in them. Memory does not grow with the record; every walk on one connection sees the same
state of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from casus.filed import control_order
from casus.record import Claim, Control, Document, Links, Operation, Problem, Relation, Toll
from casus.store import coded_rows, filing, link_rows, schema
from casus.store.changing import Changes, Version, read_changes, read_versions
from casus.store.coded_rows import Row
from casus.store.copies import documents_by_key
from casus.store.dialect import letter_by_letter, one_of_many
from casus.store.marks import read_mark
from casus.store.raw_events import RawEvents, RowReader, event_ids, raw_events
from casus.store.raw_reports import RawReports, raw_claims, raw_reports, report_keys
from casus.store.revisions import as_counted, counting_decisions

AT_ONCE = 1_000
"""Events of a portion."""
REPORTS = 4
"""A report has the claims of some events: so many events are worth one."""
_CHILDREN = (schema.event_claims, schema.event_rivals, schema.numbers, schema.number_claims)


NO_LINKS = Links()


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a record: documents by their keys, and the rest. Of an operation, only the events that are in this part are named."""

    documents: Mapping[str, Document]
    claims: tuple[Claim, ...] = ()
    links: Links = NO_LINKS
    relations: tuple[Relation, ...] = ()


class Portions:
    """Walks through a record, on a connection whose transaction sees one state of it."""

    def __init__(self, connection: sa.Connection, at_once: int = AT_ONCE) -> None:
        self._connection = connection
        self._at_once = at_once
        self._filed = filing.filed_by(connection) is not None

    def by_events(self) -> Iterator[Portion]:
        """All events in the order of :meth:`Record.links`, each with all that leads back from it."""
        for rows in self._stream(schema.events, "event_id"):
            yield self._of_events(rows)

    @property
    def as_coded(self) -> bool:
        """Whether all claims stand as they were coded: no decision counts for anything."""
        return not counting_decisions(self._connection)

    @property
    def mark(self) -> str:
        """What tells this state of the record from others."""
        return read_mark(self._connection)

    def event_ids(self) -> Iterator[str]:
        """The ids of all events in the same order."""
        return event_ids(self._connection)

    def raw_events(self, ids: Sequence[str]) -> RawEvents:
        """These events as plain columns."""
        return raw_events(RowReader(self._connection), ids)

    def report_keys(self) -> Iterator[str]:
        """The keys of all reports, as they lie in the database."""
        return report_keys(self._connection)

    def raw_reports(self, keys: Sequence[str]) -> RawReports:
        """These reports with all their claims as plain columns."""
        return raw_reports(RowReader(self._connection), keys)

    def raw_claims(self, ids: Sequence[str]) -> RawReports:
        """These claims with their reports as plain columns."""
        return raw_claims(RowReader(self._connection), ids)

    def by_reports(self, *, claims: bool = False, relations: bool = False) -> Iterator[Portion]:
        """All documents by key, if asked for with their ``claims`` (and the events that these assert) and ``relations``."""
        query = sa.select(schema.documents.c.key).order_by(schema.documents.c.key)
        for rows in self._walk(query, max(1, self._at_once // REPORTS)):
            keys = [row.key for row in rows]
            found = self._claims(schema.claims.c.document, keys) if claims else ()
            yield Portion(
                documents=documents_by_key(self._connection, keys),
                claims=found,
                links=Links(event_of=self._events_of(keys) if claims else {}),
                relations=self._relations(keys) if relations else (),
            )

    def operations(self) -> Iterator[Operation]:
        """All operations, each with all its events."""
        table = schema.operation_events
        for rows in self._stream(schema.operations, "operation_id"):
            members = self._among(table, table.c.operation_id, [row.operation_id for row in rows])
            yield from link_rows.operations_from({schema.operations: rows, table: members})

    def tolls(self) -> Iterator[Toll]:
        """All tolls."""
        table = schema.tolls
        order = [sa.func.coalesce(table.c.place, ""), table.c.claim_id, table.c.toll_id]
        for rows in self._stream(table, *order):
            parts = self._among(schema.toll_parts, schema.toll_parts.c.toll_id, [row.toll_id for row in rows])
            yield from link_rows.links_from(_only({table: rows, schema.toll_parts: parts})).tolls

    def controls(self) -> Iterator[Control]:
        """Who holds what."""
        table = schema.controls
        begun = sa.func.coalesce(table.c.since_start, table.c.since_end, sa.literal(date.min, sa.Date))
        found = self._controls(table.c.place, begun, table.c.holder)
        if not self._filed:
            yield from found
            return
        for _, alike in groupby(found, key=lambda one: control_order(one)[:3]):  # what the database cannot order
            yield from sorted(alike, key=control_order)

    def problems(self) -> list[Problem]:
        """All problems once each, of inputs and in documents, sorted; these are few, and held together."""
        found = {
            coded_rows.problem_from(row)
            for table in (schema.document_problems, schema.problems)
            for row in self._connection.execute(sa.select(table.c.locator, table.c.stage, table.c.reason))
        }
        return sorted(found, key=lambda problem: (problem.locator, problem.stage, problem.reason))

    def changes(self, since: int) -> Changes:
        """What differs from a version of the record. Raises :class:`~casus.store.errors.NotInRecordError` for one that is not there."""
        return read_changes(self._connection, since)

    def versions(self) -> list[Version]:
        """The versions of the record, oldest first."""
        return read_versions(self._connection)

    # ----------------------------------------------------------------------------------------- rows

    def _of_events(self, events: Sequence[Row]) -> Portion:
        ids = [row.event_id for row in events]
        rows: dict[sa.Table, list[Row]] = {
            schema.events: list(events),
            **{table: self._among(table, table.c.event_id, ids) for table in _CHILDREN},
        }
        links = link_rows.links_from(_only(rows))
        behind = list(dict.fromkeys(row.claim_id for row in rows[schema.event_claims]))
        claims = self._claims(schema.claims.c.claim_id, behind)
        documents = documents_by_key(self._connection, {claim.document for claim in claims})
        event_of = {claim_id: event.event_id for event in links.events for claim_id in event.claim_ids}
        return Portion(documents, claims, replace(links, operations=self._around(events), event_of=event_of))

    def _around(self, events: Sequence[Row]) -> tuple[Operation, ...]:
        """The operations of events."""
        members: defaultdict[str, list[str]] = defaultdict(list)
        for row in events:
            if row.operation_id:
                members[row.operation_id].append(row.event_id)
        found = self._among(schema.operations, schema.operations.c.operation_id, list(members))
        bare = link_rows.operations_from({schema.operations: found, schema.operation_events: []})
        return tuple(replace(one, event_ids=tuple(members[one.operation_id])) for one in bare)

    def _claims(self, column: sa.Column[str], values: Collection[str]) -> tuple[Claim, ...]:
        """Claims that have one of the values, by document and place in it, as people corrected them and without those rejected."""
        table = schema.claims
        where = one_of_many(self._connection, column, values)
        query = sa.select(table).where(where).order_by(table.c.document, table.c.position)
        mine = self._connection.execute(query).all()
        counts: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._among(schema.counts, schema.counts.c.claim_id, [row.claim_id for row in mine]):
            counts[row.claim_id].append(row)
        coded = [coded_rows.claim_from(row, counts.get(row.claim_id, ())) for row in mine]
        return tuple(as_counted(self._connection, coded))

    def _events_of(self, documents: Sequence[str]) -> dict[str, str]:
        table, claims = schema.claim_events, schema.claims
        query = (
            sa.select(table).join_from(table, claims).where(one_of_many(self._connection, claims.c.document, documents))
        )
        return {row.claim_id: row.event_id for row in self._connection.execute(query)}

    def _relations(self, documents: Sequence[str]) -> tuple[Relation, ...]:
        table = schema.relations
        where = one_of_many(self._connection, table.c.document, documents)
        query = sa.select(table).where(where).order_by(table.c.document, table.c.position)
        return tuple(coded_rows.relation_from(row) for row in self._connection.execute(query))

    def _controls(self, *order: Any) -> Iterator[Control]:
        table = schema.controls
        for rows in self._stream(table, *order):
            held_by = self._among(schema.control_claims, schema.control_claims.c.control, [r.position for r in rows])
            yield from link_rows.links_from(_only({table: rows, schema.control_claims: held_by})).controls

    def _among(self, table: sa.Table, column: sa.Column[Any], values: Collection[Any]) -> list[Row]:
        """The rows that have one of the values, in the order of their position where they have one."""
        query = sa.select(table).where(one_of_many(self._connection, column, values))
        query = query.order_by(table.c.position) if "position" in table.c else query
        return list(self._connection.execute(query))

    def _stream(self, table: sa.Table, *order: Any) -> Iterator[list[Row]]:
        """All rows of a link table: by their position, or, where links are filed and have none, in this order of columns."""
        if not self._filed:
            return self._walk(sa.select(table).order_by(table.c.position))
        columns = [table.c[one] if isinstance(one, str) else one for one in order]
        return self._walk(sa.select(table).order_by(*(letter_by_letter(self._connection, one) for one in columns)))

    def _walk(self, query: sa.Select[Any], at_once: int | None = None) -> Iterator[list[Row]]:
        options = {"stream_results": True, "yield_per": at_once or self._at_once}
        with self._connection.execute(query, execution_options=options) as result:
            yield from (list(rows) for rows in result.partitions())


def _only(rows: dict[sa.Table, list[Row]]) -> dict[sa.Table, list[Row]]:
    """These rows, and none of the other link tables."""
    return {table: rows.get(table, []) for table in schema.LINK_TABLES}

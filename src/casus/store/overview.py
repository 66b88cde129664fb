"""What is told of a whole record after each build: counts, one line an operation, problems; read along what is small, so that it costs little in a large one.

All functions work on a connection inside a transaction of the record's.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from casus.record import Interval, Problem
from casus.store import coded_rows, schema
from casus.store import schema_index as index
from casus.store.batches import batches
from casus.store.dialect import one_of_many

MOST_LISTED = 1_000
"""So many operations are listed at most as a whole."""


class Totals(NamedTuple):
    """How much a record holds."""

    documents: int
    copies: int
    claims: int
    events: int
    contested: int


class OperationLine(NamedTuple):
    """An operation as a summary lists it; ``events``: how many belong to it."""

    operation_id: str
    name: str
    interval: Interval
    events: int


class OperationList(NamedTuple):
    """The operations of a record as a summary lists them: all, or those of them that changed where they are very many."""

    total: int
    listed: tuple[OperationLine, ...]

    @property
    def whole(self) -> bool:
        """Whether all are listed."""
        return len(self.listed) == self.total


def totals(connection: sa.Connection) -> Totals:
    """How much the record holds."""
    documents, graded, days, counts = schema.documents, index.event_index, index.event_days.c, index.row_counts.c
    held = sa.select(sa.func.sum(counts.held))
    queries = (
        held.where(counts.what == index.document_index.name),
        sa.select(sa.func.count()).select_from(documents).where(documents.c.copy_of.is_not(None)),
        held.where(counts.what == index.claim_index.name),
        sa.select(sa.func.sum(days.events)),
        sa.select(sa.func.count()).select_from(graded).where(graded.c.grade == "contested"),
    )
    return Totals(*(int(connection.scalar(query) or 0) for query in queries))


def operations_changed(connection: sa.Connection, since: int, *, filed: bool) -> OperationList:
    """All operations, without their events, or where there are more than :data:`MOST_LISTED` those whose events changed after a version of the record.

    They come by id where links are ``filed``, else in the order in which they were made.
    """
    c, member = schema.operations.c, schema.operation_events.c
    total = connection.scalar(sa.select(sa.func.count()).select_from(schema.operations)) or 0
    events = sa.select(sa.func.count()).where(member.operation_id == c.operation_id).scalar_subquery()
    query = sa.select(c.operation_id, c.name, c.date_start, c.date_end, events.label("events"))
    if total > MOST_LISTED:
        event, noted = schema.events.c, index.event_index.c
        changed = sa.select(event.operation_id).join(index.event_index, noted.event_id == event.event_id)
        query = query.where(c.operation_id.in_(changed.where(noted.version > since)))
    rows = connection.execute(query if filed else query.order_by(c.position))
    found = [OperationLine(row.operation_id, row.name, coded_rows.days_from(row), row.events) for row in rows]
    return OperationList(total, tuple(sorted(found) if filed else found))


def problems(connection: sa.Connection, keys: Collection[str] | None) -> set[Problem]:
    """All problems, of inputs and in documents; with ``keys``, only those in these documents."""
    inputs, inside = schema.problems, schema.document_problems
    of_documents = sa.select(inside.c.locator, inside.c.stage, inside.c.reason)
    if keys is None:
        queries = [of_documents, sa.select(inputs)]
    else:
        queries = [of_documents.where(one_of_many(connection, inside.c.document, some)) for some in batches(keys)]
    return {coded_rows.problem_from(row) for query in queries for row in connection.execute(query)}

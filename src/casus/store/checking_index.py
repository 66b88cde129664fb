"""Whether what a record keeps so that it can be asked fast is what its claims and events say."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from casus.store import schema
from casus.store import schema_index as index
from casus.store.queries.subjects import asserts
from casus.store.search_ddl import OF_BLOCK


def unfitting_index(connection: sa.Connection) -> Iterator[str]:
    """One line for each row of names, members, days or counts that is not as it should be."""
    yield from _other_days_of_names(connection)
    yield from _unfitting_members(connection)
    yield from _unfitting_days(connection)
    yield from _unfitting_counts(connection)


def _other_days_of_names(connection: sa.Connection) -> Iterator[str]:
    for table, owner in ((index.claim_names, index.claim_index), (index.event_names, index.event_index)):
        query = sa.select(table.c.owner).join(owner, owner.c.number == table.c.owner)
        query = query.where(owner.c.first_day != table.c.first_day).distinct().order_by(table.c.owner)
        for number in connection.scalars(query):
            yield f"{table.name} keeps another first day of number {number} than {owner.name}"


def _unfitting_members(connection: sa.Connection) -> Iterator[str]:
    """Whether claims and events stand together by number as they do by identifier."""
    member, claim, event, said = index.event_members, index.claim_index, index.event_index, schema.event_claims
    kept = (
        sa.select(event.c.event_id, claim.c.claim_id)
        .join_from(member, claim, claim.c.number == member.c.claim)
        .join(event, event.c.number == member.c.event)
    )
    told = sa.select(said.c.event_id, said.c.claim_id).where(asserts)
    surplus = "event_members keeps claim {} in event {}, where it does not stand"
    missing = "event_members does not keep claim {} in event {}, where it stands"
    for one, other, fault in ((kept, told, surplus), (told, kept, missing)):
        rows = sa.except_(one, other).subquery()
        for event_id, claim_id in connection.execute(sa.select(rows).order_by(*rows.c)):
            yield fault.format(claim_id, event_id)


def _unfitting_days(connection: sa.Connection) -> Iterator[str]:
    """Whether events are counted by day as they are."""
    c, kept = index.event_index.c, index.event_days
    query = sa.select(c.first_day, sa.func.count(), sa.func.sum(index.counted_dead(c.killed))).group_by(c.first_day)
    made = {day: (events, int(killed)) for day, events, killed in connection.execute(query)}
    there = {row.first_day: (row.events, row.killed) for row in connection.execute(sa.select(kept))}
    for day in sorted(made.keys() | there.keys()):
        if made.get(day) != there.get(day):
            yield f"event_days counts {there.get(day, (0, 0))} events and dead on day {day}, which are {made.get(day, (0, 0))}"


def _unfitting_counts(connection: sa.Connection) -> Iterator[str]:
    """Whether documents and claims are counted by number as they are, and all of them are numbered."""
    kept = {(row.what, row.block): row.held for row in connection.execute(sa.select(index.row_counts))}
    for table, of in ((index.document_index, schema.documents), (index.claim_index, schema.claims)):
        # SQLAlchemy's own division gives fractions
        block: sa.ColumnElement[int] = sa.literal_column(f"number / {OF_BLOCK}")
        query = sa.select(block, sa.func.count()).select_from(table).group_by(block)
        made: dict[int, int] = {row[0]: row[1] for row in connection.execute(query)}
        there = {at: held for (what, at), held in kept.items() if what == table.name}
        for at in sorted(made.keys() | there.keys()):
            if made.get(at, 0) != there.get(at, 0):
                yield f"row_counts counts {there.get(at, 0)} rows of {table.name} in block {at}, which are {made.get(at, 0)}"
        whole = connection.scalar(sa.select(sa.func.count()).select_from(of))
        if whole != sum(made.values()):
            yield f"{table.name} has {sum(made.values())} rows of the {whole} of {of.name}"

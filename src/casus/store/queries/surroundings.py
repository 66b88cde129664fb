"""What lies around one event, operation or toll: as much of the record as is needed to tell what it rests on, read by identifiers."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from casus.decision import Decision
from casus.record import Document, Event, Links, Operation, Toll
from casus.store import decision_rows, schema
from casus.store.batches import batches
from casus.store.coded_rows import Row
from casus.store.copies import read_documents
from casus.store.link_rows import links_from
from casus.store.reading import read_events


def read_decisions(connection: sa.Connection) -> list[Decision]:
    """All decisions of people, in the order in which they were taken."""
    found = map(decision_rows.decision_from, connection.execute(sa.select(schema.decisions)))
    return sorted(found, key=lambda one: one.order)


def events_of_claims(connection: sa.Connection, claim_ids: Iterable[str]) -> dict[str, str]:
    """By claim id, the event that the claim is of."""
    table = schema.claim_events
    found: dict[str, str] = {}
    for some in batches(dict.fromkeys(claim_ids)):
        query = sa.select(table).where(table.c.claim_id.in_(some))
        found |= {row.claim_id: row.event_id for row in connection.execute(query)}
    return found


def claims_of_document(connection: sa.Connection, document: str) -> list[str]:
    """The ids of the claims of a document, by place in it."""
    c = schema.claims.c
    return list(
        connection.scalars(sa.select(c.claim_id).where(c.document == document).order_by(c.begin_at, c.position))
    )


def claims_of_events(connection: sa.Connection, event_ids: Iterable[str]) -> dict[str, str]:
    """By claim id, the event, for all claims of these events."""
    table = schema.claim_events
    found: dict[str, str] = {}
    for some in batches(dict.fromkeys(event_ids)):
        query = sa.select(table).where(table.c.event_id.in_(some)).order_by(table.c.claim_id)
        found |= {row.claim_id: row.event_id for row in connection.execute(query)}
    return found


def asserting_claims(connection: sa.Connection, event_ids: Iterable[str]) -> dict[str, list[str]]:
    """By event, the ids of the claims that say that it happened, in its order."""
    table = schema.event_claims
    found: dict[str, list[str]] = {one: [] for one in event_ids}
    for some in batches(list(found)):
        query = sa.select(table.c.event_id, table.c.claim_id).where(
            table.c.event_id.in_(some), table.c.role == "asserts"
        )
        for row in connection.execute(query.order_by(table.c.event_id, table.c.position)):
            found[row.event_id].append(row.claim_id)
    return found


def operations_of(connection: sa.Connection, event_ids: Iterable[str]) -> set[str]:
    """The ids of the operations of these events."""
    c = schema.events.c
    found: set[str] = set()
    for some in batches(dict.fromkeys(event_ids)):
        found |= set(connection.scalars(sa.select(c.operation_id).where(c.event_id.in_(some)).distinct()))
    return found - {None}


def documents_behind(connection: sa.Connection, keys: Collection[str]) -> dict[str, Document]:
    """These documents, and those that they copy, by key."""
    found: dict[str, Document] = {}
    wanted = set(keys)
    while wanted := wanted - found.keys():
        more = [one for some in batches(sorted(wanted)) for one in read_documents(connection, some)]
        found |= {one.key: one for one in more}
        wanted = {one.copy_of for one in more if one.copy_of}
    return found


def read_operations(connection: sa.Connection, operation_ids: Iterable[str]) -> list[Operation]:
    """Operations by id, with all their events; unknown ones are left out."""
    found: list[Operation] = []
    for some in batches(dict.fromkeys(operation_ids)):
        rows = _nothing()
        for table in (schema.operations, schema.operation_events):
            rows[table] = list(connection.execute(sa.select(table).where(table.c.operation_id.in_(some))))
        found += links_from(rows).operations
    return sorted(found, key=lambda one: one.operation_id)


def read_tolls(connection: sa.Connection, where: sa.ColumnElement[bool], limit: int | None = None) -> list[Toll]:
    """Tolls for which a condition holds, by id."""
    rows = _nothing()
    query = sa.select(schema.tolls).where(where).order_by(schema.tolls.c.toll_id).limit(limit)
    rows[schema.tolls] = list(connection.execute(query))
    parts = schema.toll_parts
    for some in batches([row.toll_id for row in rows[schema.tolls]]):
        rows[parts] += connection.execute(sa.select(parts).where(parts.c.toll_id.in_(some)))
    return list(links_from(rows).tolls)


def around_event(connection: sa.Connection, event: Event, decisions: Iterable[Decision]) -> Links:
    """The event with its rivals, its operation, and the event of each claim that it or a decision names."""
    decided = [name for one in decisions for name in (*one.claim_ids, *one.together_ids, *one.apart_ids)]
    return Links(
        events=(event, *read_events(connection, event.rival_ids)),
        operations=tuple(read_operations(connection, [event.operation_id] if event.operation_id else [])),
        event_of=claims_of_events(connection, [event.event_id])
        | events_of_claims(connection, [*event.claim_ids, *event.denial_ids, *decided]),
    )


def around_operation(connection: sa.Connection, operation: Operation, decisions: Iterable[Decision]) -> Links:
    """The operation with its events and their claims, its tolls, and the operations of claims that a decision names."""
    named = events_of_claims(connection, [name for one in decisions if one.kind == "name" for name in one.claim_ids])
    table = schema.operation_events
    query = sa.select(table.c.operation_id).where(table.c.event_id.in_(sorted(set(named.values()))))
    others = set(connection.scalars(query)) - {operation.operation_id} if named else set()
    return Links(
        events=tuple(read_events(connection, operation.event_ids)),
        operations=(operation, *read_operations(connection, sorted(others))),
        tolls=tuple(read_tolls(connection, schema.tolls.c.operation_id == operation.operation_id)),
        event_of=named | claims_of_events(connection, operation.event_ids),
    )


def around_toll(connection: sa.Connection, toll: Toll) -> Links:
    """The toll with what replaces it and what it replaces, its event and its operation."""
    c = schema.tolls.c
    near = read_tolls(connection, (c.superseded_by == toll.toll_id) | (c.toll_id == (toll.superseded_by or "")))
    event_of = events_of_claims(connection, [toll.claim_id])
    return Links(
        events=tuple(read_events(connection, sorted(set(event_of.values())))),
        operations=tuple(read_operations(connection, [toll.operation_id] if toll.operation_id else [])),
        tolls=(toll, *near),
        event_of=event_of,
    )


def _nothing() -> dict[sa.Table, list[Row]]:
    return {table: [] for table in schema.LINK_TABLES}

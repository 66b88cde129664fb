"""Fills the tables that make the record fast to ask (:mod:`casus.store.schema_index`).

All functions work on a connection inside the transaction that writes what they index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from casus.decision import Decision
from casus.record import Claim, Document, Event
from casus.store import index_rows as rows
from casus.store import schema
from casus.store import schema_index as index
from casus.store.batches import batches
from casus.store.coded_rows import Columns
from casus.store.copies import documents_by_key
from casus.store.queueing import queue_claims, queue_new
from casus.store.reading import read_claims, read_events
from casus.store.revisions import as_corrected, corrected_by
from casus.store.schema_index import ROLES
from casus.store.table_rows import insert


def index_new(
    connection: sa.Connection, found: Mapping[str, tuple[Document, Sequence[Claim]]], decisions: Sequence[Decision]
) -> None:
    """Index documents, by key, and claims that have just been stored; nothing refers to them yet but these decisions of people."""
    coded = [claim for _, claims in found.values() for claim in claims]
    corrected = corrected_by(decisions, coded)
    queue_new(connection, coded, corrected.judged)
    named = {claim.claim_id: rows.names_of_claim(claim) for claim in corrected.claims}
    publishers = {key: rows.as_name(document.publisher) for key, (document, _) in found.items()}
    groups: list[Collection[str]] = []
    for key, (_, claims) in found.items():
        groups += [{publishers[key]} - {""}, {name for claim in claims for _, name in named[claim.claim_id]}]
    numbers = numbers_of(connection, *groups)
    _insert_documents(connection, {key: document for key, (document, _) in found.items()}, publishers, numbers)
    _insert_claims(connection, corrected.claims, named, numbers)


def index_documents(connection: sa.Connection, documents: Mapping[str, Document]) -> None:
    """Index documents, by key, that have just been stored."""
    publishers = {key: rows.as_name(one.publisher) for key, one in documents.items()}
    numbers = numbers_of(connection, set(publishers.values()) - {""})
    _insert_documents(connection, documents, publishers, numbers)


def index_claims(connection: sa.Connection, claims: Sequence[Claim]) -> None:
    """Index claims that have just been stored, as people corrected them."""
    queue_claims(connection, [claim.claim_id for claim in claims])
    claims = as_corrected(connection, claims).claims
    named = {claim.claim_id: rows.names_of_claim(claim) for claim in claims}
    numbers = numbers_of(connection, {name for here in named.values() for _, name in here})
    _insert_claims(connection, claims, named, numbers)


def reindex_claims(connection: sa.Connection, claim_ids: Collection[str]) -> None:
    """Index claims anew of which people have decided something; those that are not here are passed over."""
    for some in batches(claim_ids):
        table = index.claim_index
        owned = sa.select(table.c.number).where(table.c.claim_id.in_(some))
        connection.execute(sa.delete(index.claim_names).where(index.claim_names.c.owner.in_(owned)))
        connection.execute(sa.delete(table).where(table.c.claim_id.in_(some)))
        index_claims(connection, read_claims(connection, some))
        _insert_members(connection, schema.event_claims.c.claim_id.in_(some))


def index_events(connection: sa.Connection, events: Iterable[Event]) -> None:
    """Index events that have just been stored, with the claims that assert them and their documents."""
    for some in batches(events, 300):
        from_claims = _of_claims(connection, {claim: one.event_id for one in some for claim in one.claim_ids}, some)
        named = {one.event_id: rows.names_of_event(one) | from_claims[one.event_id] for one in some}
        numbers = numbers_of(connection, {name for here in named.values() for _, name in here})
        numbered = dict(enumerate(some, _free(connection, index.event_index.c.number)))
        own = [rows.event_row(number, one) for number, one in numbered.items()]
        insert(connection, index.event_index, own)
        named_rows = _name_rows(own, {number: named[one.event_id] for number, one in numbered.items()}, numbers)
        insert(connection, index.event_names, named_rows)
        _insert_members(connection, schema.event_claims.c.event_id.in_([one.event_id for one in some]))
        queue_claims(connection, [claim for event in some for claim in (*event.claim_ids, *event.denial_ids)])


def reindex(connection: sa.Connection) -> None:
    """Make all of it anew from what is stored."""
    for table in index.INDEX_TABLES:
        connection.execute(sa.delete(table))
    index_all_but_events(connection)
    for ids in batches(
        list(connection.scalars(sa.select(schema.events.c.event_id).order_by(schema.events.c.event_id)))
    ):
        index_events(connection, read_events(connection, ids))


def index_all_but_events(connection: sa.Connection) -> None:
    """Index all documents and claims, none of which are indexed yet."""
    table = schema.documents
    for keys in batches(list(connection.scalars(sa.select(table.c.key).order_by(table.c.key)))):
        index_documents(connection, documents_by_key(connection, keys))
    claims = schema.claims.c
    for ids in batches(list(connection.scalars(sa.select(claims.claim_id).order_by(claims.document, claims.position)))):
        index_claims(connection, read_claims(connection, ids))


def _of_claims(
    connection: sa.Connection, event_of: Mapping[str, str], events: Sequence[Event]
) -> defaultdict[str, rows.Names]:
    """Who the claims of events come from, and the identifiers of the sides in them."""
    claims, documents = schema.claims, schema.documents
    query = sa.select(
        claims.c.claim_id, claims.c.actor_ids, claims.c.target_ids, claims.c.source, claims.c.source_id, documents.c.publisher
    ).join(documents, documents.c.key == claims.c.document)  # fmt: skip
    found: dict[str, rows.Names] = {}
    for some in batches(event_of):
        for row in connection.execute(query.where(claims.c.claim_id.in_(some))):
            found[row.claim_id] = (
                rows.sides((), row.actor_ids, "actor")
                | rows.sides((), row.target_ids, "target")
                | rows.sides([row.source or ""], [row.source_id or ""], "source")
                | rows.sides([row.publisher or ""], (), "publisher")
            )
    gathered: defaultdict[str, rows.Names] = defaultdict(set)
    for event in events:
        gathered[event.event_id].update(*(found.get(claim, set()) for claim in event.claim_ids))
    return gathered


# --------------------------------------------------------------------------------------------- writing


def _insert_documents(
    connection: sa.Connection,
    documents: Mapping[str, Document],
    publishers: Mapping[str, str],
    numbers: Mapping[str, int],
) -> None:
    free = _free(connection, index.document_index.c.number)
    own = [
        rows.document_row(number, key, one, numbers.get(publishers[key]))
        for number, (key, one) in enumerate(documents.items(), free)
    ]
    insert(connection, index.document_index, own)


def _insert_claims(
    connection: sa.Connection, claims: Sequence[Claim], named: Mapping[str, rows.Names], numbers: Mapping[str, int]
) -> None:
    if not claims:
        return
    numbered = dict(enumerate(claims, _free(connection, index.claim_index.c.number)))
    own = [rows.claim_row(number, one) for number, one in numbered.items()]
    insert(connection, index.claim_index, own)
    named_rows = _name_rows(own, {number: named[one.claim_id] for number, one in numbered.items()}, numbers)
    insert(connection, index.claim_names, named_rows)


def _insert_members(connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    """Note which claims assert which events, of these rows of ``event_claims``; claims and events are indexed."""
    member, claim, event = schema.event_claims, index.claim_index, index.event_index
    numbers = (
        sa.select(claim.c.number, event.c.number)
        .select_from(member)
        .join(claim, claim.c.claim_id == member.c.claim_id)
        .join(event, event.c.event_id == member.c.event_id)
        .where(member.c.role == "asserts", which)
    )
    connection.execute(sa.insert(index.event_members).from_select(["claim", "event"], numbers))


def _name_rows(owners: Iterable[Columns], named: Mapping[int, rows.Names], numbers: Mapping[str, int]) -> list[Columns]:
    """The rows of the names of some owners, whose own rows these are."""
    return [
        {"owner": owner["number"], "name": name, "role": role, "first_day": owner["first_day"]}
        for owner in owners
        for name, role in sorted((numbers[name], ROLES[role]) for role, name in named[owner["number"]])
    ]


def _free(connection: sa.Connection, number: sa.Column[Any]) -> int:
    return (connection.scalar(sa.select(sa.func.max(number))) or 0) + 1


def numbers_of(connection: sa.Connection, *groups: Collection[str]) -> dict[str, int]:
    """The numbers of names; those that are new get one, group by group, so that it is the same one however many groups come at once."""
    table, found = index.names, {}
    for some in batches({name for group in groups for name in group}):
        for row in connection.execute(sa.select(table).where(table.c.folded.in_(some))):
            found[row.folded] = row.number
    new = list(dict.fromkeys(name for group in groups for name in sorted(group) if name not in found))
    if new:
        numbered = list(enumerate(new, _free(connection, table.c.number)))
        insert(connection, table, [{"number": number, "folded": name} for number, name in numbered])
        found |= {name: number for number, name in numbered}
    return found

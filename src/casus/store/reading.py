"""Some values of the record by their identifiers, in the order in which these are given; unknown ones are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.record import Claim, Coded, Document, Event, Mention
from casus.store import coded_rows, schema
from casus.store.batches import batches
from casus.store.coded_rows import Row
from casus.store.copies import documents_by_key
from casus.store.errors import NotInRecordError
from casus.store.link_rows import links_from
from casus.store.table_rows import grouped

_EVENT_TABLES = (schema.event_claims, schema.event_rivals, schema.numbers, schema.number_claims)


def read_events(connection: sa.Connection, event_ids: Sequence[str]) -> list[Event]:
    """Whole events."""
    found: dict[str, Event] = {}
    for some in batches(event_ids):
        rows: dict[sa.Table, list[Row]] = {table: [] for table in schema.LINK_TABLES}
        for table in (schema.events, *_EVENT_TABLES):
            rows[table] = list(connection.execute(sa.select(table).where(table.c.event_id.in_(some))))
        found |= {event.event_id: event for event in links_from(rows).events}
    return _ordered(event_ids, found)


def read_claims(connection: sa.Connection, claim_ids: Sequence[str]) -> list[Claim]:
    """Claims with their counts."""
    found: dict[str, Claim] = {}
    for some in batches(claim_ids):
        counts: defaultdict[str, list[Row]] = defaultdict(list)
        query = sa.select(schema.counts).where(schema.counts.c.claim_id.in_(some)).order_by(schema.counts.c.position)
        for row in connection.execute(query):
            counts[row.claim_id].append(row)
        for row in connection.execute(sa.select(schema.claims).where(schema.claims.c.claim_id.in_(some))):
            found[row.claim_id] = coded_rows.claim_from(row, counts[row.claim_id])
    return _ordered(claim_ids, found)


def read_documents_in_order(connection: sa.Connection, keys: Sequence[str]) -> list[Document]:
    """Documents, by key."""
    found = documents_by_key(connection, keys) if keys else {}
    return _ordered(keys, found)


def read_mentions(connection: sa.Connection, key: str) -> tuple[Mention, ...]:
    """The mentions of one document, in the order they were found."""
    table = schema.mentions
    query = sa.select(table).where(table.c.document == key).order_by(table.c.position)
    return tuple(map(coded_rows.mention_from, connection.execute(query)))


def read_coded(connection: sa.Connection, key: str) -> Coded:
    """A document with all that coding found in it; raises :class:`NotInRecordError` for an unknown key."""
    row = connection.execute(sa.select(schema.documents).where(schema.documents.c.key == key)).first()
    if row is None:
        raise NotInRecordError(f"no document has the key {key!r}")
    in_claims = schema.counts.c.claim_id.in_(sa.select(schema.claims.c.claim_id).where(schema.claims.c.document == key))
    counts = grouped(connection, schema.counts, "claim_id", in_claims)
    document = documents_by_key(connection, (key,))[key]
    claims, relations, problems = (
        grouped(connection, table, "document", table.c.document == key)[key]
        for table in (schema.claims, schema.relations, schema.document_problems)
    )
    return Coded(
        document=document,
        claims=tuple(coded_rows.claim_from(claim, counts[claim.claim_id]) for claim in claims),
        mentions=read_mentions(connection, key),
        main=row.main,
        problems=tuple(map(coded_rows.problem_from, problems)),
        relations=tuple(map(coded_rows.relation_from, relations)),
    )


class Told(NamedTuple):
    """What a search shows of a document."""

    title: str
    day: date | None
    text: str


def read_texts(connection: sa.Connection, keys: Sequence[str]) -> dict[str, Told]:
    """Texts of documents with what they are called, by key."""
    c = schema.documents.c
    found: dict[str, Told] = {}
    for some in batches(keys):
        query = sa.select(c.key, c.id, c.title, c.date_start, c.date_end, c.text).where(c.key.in_(some))
        for row in connection.execute(query):
            found[row.key] = Told(row.title or row.id, row.date_end or row.date_start, row.text)
    return found


def _ordered(identifiers: Sequence[str], found: Mapping[str, Any]) -> list[Any]:
    return [found[one] for one in identifiers if one in found]

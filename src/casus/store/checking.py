"""Whether a record is whole: what its database cannot promise by itself, and what it promises, looked at again.

Faults are found, not mended. In a record that only Casus wrote there are none, however a run ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from casus.store import schema
from casus.store.checking_index import unfitting_index
from casus.store.checking_links import unfitting_copies, unfitting_decisions, unfitting_links
from casus.store.coded_rows import document_from

DOCUMENTS_AT_ONCE = 100
_MOST_OF_A_KIND = 20


def find_faults(connection: sa.Connection) -> Iterator[str]:
    """One line for each fault of the record that the connection's transaction sees; the first twenty of each kind."""
    missing = list(_missing_tables(connection))
    if missing:
        yield from missing
        return
    for check in (
        _damaged_pages,
        _dangling_keys,
        _broken_spans,
        _events_without_claims,
        _bad_numbers,
        unfitting_index,
        unfitting_links,
        unfitting_copies,
        unfitting_decisions,
    ):
        faults = list(check(connection))
        yield from faults[:_MOST_OF_A_KIND]
        if len(faults) > _MOST_OF_A_KIND:
            yield f"... and {len(faults) - _MOST_OF_A_KIND} more of this kind"


def _missing_tables(connection: sa.Connection) -> Iterator[str]:
    """The version is looked at whenever a record is opened; here, whether the tables are those of the version."""
    there = sa.inspect(connection)
    names = set(there.get_table_names())
    for table in schema.metadata.sorted_tables:
        if table.name not in names:
            yield f"the table {table.name} is missing"
            continue
        columns = {column["name"] for column in there.get_columns(table.name)}
        yield from (f"the column {table.name}.{c.name} is missing" for c in table.columns if c.name not in columns)


def _damaged_pages(connection: sa.Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
        yield from (f"the file is damaged: {line}" for line in found if line != "ok")


def _dangling_keys(connection: sa.Connection) -> Iterator[str]:
    """Rows that name a row which is not there (a program that does not ask for foreign keys can write such into SQLite)."""
    for table in schema.metadata.sorted_tables:
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
            parent = key.referred_table.alias()
            columns = [element.parent for element in key.elements]
            on = sa.and_(*(parent.c[element.column.name] == element.parent for element in key.elements))
            lost = sa.select(*columns).select_from(table.outerjoin(parent, on)).distinct()
            named = sa.and_(*(column.is_not(None) for column in columns))
            absent = parent.c[key.elements[0].column.name].is_(None)
            for row in connection.execute(lost.where(named, absent)):
                yield f"{table.name} names {' '.join(map(str, row))}, which {key.referred_table.name} does not hold"


def _broken_spans(connection: sa.Connection) -> Iterator[str]:
    keys = list(connection.scalars(sa.select(schema.documents.c.key).order_by(schema.documents.c.key)))
    for start in range(0, len(keys), DOCUMENTS_AT_ONCE):
        some = keys[start : start + DOCUMENTS_AT_ONCE]
        table = schema.documents
        documents = {row.key: row for row in connection.execute(sa.select(table).where(table.c.key.in_(some)))}
        yield from _changed_documents(documents)
        texts = {key: row.text for key, row in documents.items()}
        yield from _unfound(connection, texts, schema.claims, "claim_id", "evidence")
        yield from _unfound(connection, texts, schema.relations, "relation_id", "evidence")
        yield from _unfound(connection, texts, schema.mentions, "text", "text")
        yield from _mains_without_claim(connection, documents)


def _changed_documents(documents: Mapping[str, Any]) -> Iterator[str]:
    for key, row in documents.items():
        if document_from(row, ()).key != key:
            yield f"document {key} has another content than its key was made from"


def _unfound(
    connection: sa.Connection, texts: Mapping[str, str], table: sa.Table, name: str, passage: str
) -> Iterator[str]:
    columns = table.c[name], table.c.document, table.c.begin_at, table.c.end_at, table.c[passage]
    for called, document, begin, end, words in connection.execute(
        sa.select(*columns).where(table.c.document.in_(texts)).order_by(table.c.document, table.c.position)
    ):
        if texts[document][begin:end] != words:
            yield f"the words of {table.name} {called!r} are not in document {document} at {begin} to {end}"


def _mains_without_claim(connection: sa.Connection, documents: Mapping[str, Any]) -> Iterator[str]:
    claims = schema.claims.c
    there = {
        (row.document, row.position)
        for row in connection.execute(sa.select(claims.document, claims.position).where(claims.document.in_(documents)))
    }
    for key, row in documents.items():
        if row.main is not None and (key, row.main) not in there:
            yield f"document {key} has no claim number {row.main} to be its main one"


def _events_without_claims(connection: sa.Connection) -> Iterator[str]:
    told = sa.select(schema.event_claims.c.event_id)
    query = sa.select(schema.events.c.event_id).where(schema.events.c.event_id.not_in(told))
    for event_id in connection.scalars(query.order_by(schema.events.c.position)):
        yield f"event {event_id} rests on no claim"


def _bad_numbers(connection: sa.Connection) -> Iterator[str]:
    """Ranges that are upside down, and numbers of no claim of their event."""
    table, resting = schema.numbers, schema.event_claims
    for row in connection.execute(sa.select(table).order_by(table.c.event_id, table.c.position)):
        if not _ascending((row.low, row.best, row.high)):
            yield f"event {row.event_id}: {row.what} is {row.low} / {row.best} / {row.high}, not low, best, high"
    claims = sa.select(resting.c.claim_id).where(
        resting.c.event_id == table.c.event_id, resting.c.claim_id == table.c.best_claim
    )
    for row in connection.execute(sa.select(table).where(~claims.exists()).order_by(table.c.event_id)):
        yield f"event {row.event_id}: {row.what} is of claim {row.best_claim}, which is none of the event's"


def _ascending(ends: Iterable[int | None]) -> bool:
    known: Sequence[int] = [end for end in ends if end is not None]
    return list(known) == sorted(known)

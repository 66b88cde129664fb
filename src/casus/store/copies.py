"""Who repeats whom, in the record: the keys under which texts meet, what was found, and documents with what is known of them.

The keys are made and judged elsewhere (:mod:`casus.copying`); here they are kept, so that a new document is compared with those alone that
share one with it. All of it is derived: it can be forgotten and is then made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from casus.record import Document, Repeat
from casus.store import coded_rows, schema, schema_filed
from casus.store.batches import batches
from casus.store.dialect import insert_missing, one_of_many
from casus.store.marks import forget_meta, read_meta, write_meta

COPIER = "copier"
"""The name in ``meta`` of the version of the rules that found the copies."""
_AT_ONCE = 5000  # values in one query; SQLite takes 32,766, PostgreSQL 65,535
_SIGNATURES, _KEYS = schema.copy_signatures, schema.copy_keys


@dataclass(frozen=True, slots=True)
class Signature:
    """By what a document is found: its place in the order of documents, the address of its page, if any, and the keys of its text."""

    document: str
    place: str
    page: str | None
    keys: tuple[int, ...]


class CopyShelf:
    """The record's part on copies, inside one transaction."""

    def __init__(self, engine: sa.Engine, connection: sa.Connection) -> None:
        self._engine = engine
        self._connection = connection
        self._changed: set[str] = set()

    def made_by(self) -> str | None:
        """The version of the rules that made what is kept."""
        return read_meta(self._connection, COPIER)

    @property
    def changed(self) -> frozenset[str]:
        """The documents of which something is kept otherwise than before."""
        return frozenset(self._changed)

    def start(self, version: str) -> None:
        """Forget everything, and keep from now on what this version of the rules makes."""
        forget_copies(self._connection)
        write_meta(self._connection, COPIER, version)

    def new_documents(self) -> list[str]:
        """The keys of the documents that have not been compared yet, sorted."""
        filed = read_meta(self._connection, schema_filed.FILED)
        key = schema.documents.c.key if filed is None else schema_filed.pending.c.document  # all others are linked
        query = sa.select(key).where(~sa.exists().where(_SIGNATURES.c.document == key))
        return list(self._connection.scalars(query.order_by(key)))

    def documents(self, keys: Collection[str]) -> tuple[Document, ...]:
        """Documents by their keys."""
        return read_documents(self._connection, keys)

    def add(self, signatures: Sequence[Signature]) -> None:
        """Keep by what some documents are found."""
        rows = [{"document": one.document, "place": one.place, "address": one.page} for one in signatures]
        insert = sa.insert(_SIGNATURES).returning(_SIGNATURES.c.number, sort_by_parameter_order=True)
        numbers = self._connection.scalars(insert, rows).all()
        keys = [{"key": key, "number": n} for n, one in zip(numbers, signatures, strict=True) for key in one.keys]
        if keys:
            self._connection.execute(sa.insert(_KEYS), keys)

    def firsts(self, keys: Sequence[int]) -> dict[int, str]:
        """The place of the first document with each of the keys."""
        found: dict[int, str] = {}
        for some in batches(keys, _AT_ONCE):
            query = sa.select(_KEYS.c.key, sa.func.min(_SIGNATURES.c.place)).join_from(_KEYS, _SIGNATURES)
            query = query.where(_KEYS.c.key.in_(some)).group_by(_KEYS.c.key)
            found.update((key, place) for key, place in self._connection.execute(query))
        return found

    def holders(self, keys: Sequence[int]) -> set[str]:
        """The documents that have one of the keys."""
        found: set[str] = set()
        for some in batches(keys, _AT_ONCE):
            query = sa.select(_SIGNATURES.c.document).distinct().join_from(_KEYS, _SIGNATURES)
            found.update(self._connection.scalars(query.where(_KEYS.c.key.in_(some))))
        return found

    def at_address(self, address: str) -> list[str]:
        """The documents of one page."""
        query = sa.select(_SIGNATURES.c.document).where(_SIGNATURES.c.address == address)
        return list(self._connection.scalars(query.order_by(_SIGNATURES.c.document)))

    def places(self, documents: Iterable[str]) -> dict[str, str]:
        """The places of documents in their order."""
        found: dict[str, str] = {}
        for some in batches(documents, _AT_ONCE):
            query = sa.select(_SIGNATURES.c.document, _SIGNATURES.c.place).where(_SIGNATURES.c.document.in_(some))
            found.update((row.document, row.place) for row in self._connection.execute(query))
        return found

    def repeating(self, documents: Iterable[str]) -> set[str]:
        """Those of these documents that are known to repeat others."""
        column = schema.repeats.c.document
        found: set[str] = set()
        for some in batches(documents, _AT_ONCE):
            found.update(self._connection.scalars(sa.select(column).distinct().where(column.in_(some))))
        return found

    def set_repeats(self, document: str, repeats: Sequence[Repeat]) -> None:
        """Keep what a document repeats, in the place of something else that was known."""
        table = schema.repeats
        self._changed.add(document)
        self._connection.execute(sa.delete(table).where(table.c.document == document))
        rows = [
            {"document": document, "position": n, "original": one.original, "whole": one.whole, "share": one.share}
            for n, one in enumerate(repeats)
        ]
        spans = [
            {"document": document, "repeat": number, "position": n, "begin_at": begin, "end_at": end}
            for number, one in enumerate(repeats)
            for n, (begin, end) in enumerate(one.passages)
        ]
        if rows:
            self._connection.execute(sa.insert(table), rows)
        if spans:
            self._connection.execute(sa.insert(schema.repeat_passages), spans)

    def set_versions(self, documents: Sequence[str], superseded: Mapping[str, str]) -> None:
        """Keep which of these documents are superseded and by which, in the place of what was known."""
        table = schema.versions
        before = _superseded(self._connection, documents)
        self._changed.update(key for key in documents if before.get(key) != superseded.get(key))
        self._connection.execute(sa.delete(table).where(table.c.document.in_(documents)))
        rows = [{"document": key, "superseded_by": latest} for key, latest in sorted(superseded.items())]
        if rows:
            self._connection.execute(sa.insert(table), rows)

    def whole_copies_beside(self, documents: Iterable[str]) -> list[tuple[str, str]]:
        """Copies and what they repeat as a whole, of these documents on either side."""
        table = schema.repeats
        found: set[tuple[str, str]] = set()
        for some in batches(documents, _AT_ONCE):
            for column in (table.c.document, table.c.original):
                query = sa.select(table.c.document, table.c.original).where(table.c.whole, column.in_(some))
                found.update((row.document, row.original) for row in self._connection.execute(query))
        return sorted(found)

    def set_first_texts(self, documents: Iterable[str], first_texts: Mapping[str, str]) -> None:
        """Mark which of these documents are copies, and of which first text, in the place of what was known.

        What repeats a document that has another first text now counts as changed too.
        """
        table, moved = schema.documents, set[str]()
        for some in batches(documents, _AT_ONCE):
            before = dict(
                map(
                    tuple,
                    self._connection.execute(sa.select(table.c.key, table.c.copy_of).where(table.c.key.in_(some))),
                )
            )
            for key in some:
                if before.get(key) != first_texts.get(key):
                    moved.add(key)
                    self._connection.execute(
                        sa.update(table).where(table.c.key == key).values(copy_of=first_texts.get(key))
                    )
        for some in batches(sorted(moved), _AT_ONCE):
            query = sa.select(schema.repeats.c.document).where(schema.repeats.c.original.in_(some))
            self._changed.update(some, self._connection.scalars(query))

    def await_linking(self) -> None:
        """Note that what has changed is to be linked anew."""
        rows = [{"document": key} for key in sorted(self._changed)]
        if rows:
            self._connection.execute(insert_missing(self._engine, schema_filed.pending), rows)


def read_documents(connection: sa.Connection, keys: Collection[str] | None = None) -> tuple[Document, ...]:
    """All documents, or those with these keys, by key, with their noise, what they repeat and what took their place."""
    return tuple(documents_by_key(connection, keys).values())


def documents_by_key(
    connection: sa.Connection, keys: Collection[str] | None = None, *, texts: bool = True
) -> dict[str, Document]:
    """The documents of :func:`read_documents` with their keys, which take a while to reckon; without ``texts``, their texts are empty."""
    noise: defaultdict[str, list[coded_rows.Row]] = defaultdict(list)
    for row in connection.execute(_of(connection, schema.noise, schema.noise.c.document, keys)):
        noise[row.document].append(row)
    stated: defaultdict[str, list[coded_rows.Row]] = defaultdict(list)
    for row in connection.execute(_of(connection, schema.stated, schema.stated.c.document, keys)):
        stated[row.document].append(row)
    repeats, superseded = _repeats(connection, keys), _superseded(connection, keys)
    table = schema.documents
    columns = [column if texts or column.name != "text" else sa.literal("").label("text") for column in table.c]
    query = sa.select(*columns).order_by(table.c.key)
    rows = connection.execute(query if keys is None else query.where(one_of_many(connection, table.c.key, keys)))
    return {
        row.key: coded_rows.document_from(
            row, noise.get(row.key, ()), repeats.get(row.key, ()), superseded.get(row.key), stated.get(row.key, ())
        )
        for row in rows
    }


def forget_copies(connection: sa.Connection) -> None:
    """Forget who repeats whom; all documents have to be linked anew when it has been found again."""
    for table in schema.COPY_TABLES:
        connection.execute(sa.delete(table))
    forget_meta(connection, COPIER, schema_filed.FILED)


def _repeats(connection: sa.Connection, keys: Collection[str] | None) -> dict[str, tuple[Repeat, ...]]:
    spans: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for row in connection.execute(_of(connection, schema.repeat_passages, schema.repeat_passages.c.document, keys)):
        spans[row.document, row.repeat].append((row.begin_at, row.end_at))
    found: defaultdict[str, list[Repeat]] = defaultdict(list)
    for row in connection.execute(_of(connection, schema.repeats, schema.repeats.c.document, keys)):
        passages = tuple(spans[row.document, row.position])
        found[row.document].append(Repeat(row.original, row.whole, row.share, passages))
    return {key: tuple(repeats) for key, repeats in found.items()}


def _superseded(connection: sa.Connection, keys: Collection[str] | None) -> dict[str, str]:
    table = schema.versions
    query = sa.select(table)
    rows = connection.execute(query if keys is None else query.where(one_of_many(connection, table.c.document, keys)))
    return {row.document: row.superseded_by for row in rows}


def _of(
    connection: sa.Connection, table: sa.Table, column: sa.Column[str], keys: Collection[str] | None
) -> sa.Select[tuple[object, ...]]:
    """The rows of a table in their order, of all documents or of some."""
    query = sa.select(table).order_by(table.c.position)
    return query if keys is None else query.where(one_of_many(connection, column, keys))

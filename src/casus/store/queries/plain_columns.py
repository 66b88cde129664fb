"""Columns and full-text questions as each database reads them: the part of the dialect seam that queries need."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement

from casus.store import schema
from casus.store.queries.words import Words, for_fts5, for_tsquery

_TEXTS: dict[str, tuple[str, sa.Table, sa.ColumnElement[Any]]] = {
    "documents": (
        "document_words",
        schema.documents,
        sa.literal_column("documents.words"),
    ),
    "claims": ("claim_words", schema.claims, sa.literal_column("claims.words")),
}
"""What has words: the table that SQLite keeps of them, the table that they stand in, and the column that PostgreSQL has indexed."""


_FTS5 = {what: sa.table(table, sa.column("rowid")) for what, (table, _, _) in _TEXTS.items()}


class Unindexed(ColumnElement[Any]):
    """A column that SQLite looks at without choosing an index for it."""

    inherit_cache = True
    _traverse_internals = [("column", sa.sql.visitors.InternalTraversal.dp_clauseelement)]  # noqa: RUF012

    def __init__(self, column: sa.Column[Any]) -> None:
        self.column = column
        self.type = column.type


@compiles(Unindexed)
def _plainly(element: Unindexed, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.column, **options))


@compiles(Unindexed, "sqlite")
def _with_plus(element: Unindexed, compiler: Any, **options: Any) -> str:
    return f"+{compiler.process(element.column, **options)}"


def holding(dialect: str, column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Whether a column holds a text somewhere, letter for letter."""
    found = sa.func.instr(column, text) if dialect == "sqlite" else sa.func.strpos(column, text)
    return found > 0


def matching(
    dialect: str, what: str, words: Words, index: sa.FromClause, identifier: sa.ColumnElement[Any]
) -> sa.Select[Any]:
    """The numbers (``number``) of documents or claims whose words are these, with how well they match (``rank``, less is better).

    It may be narrowed further: by ``number`` of the index, the best way on both databases. The newest come first.
    """
    table, source, indexed = _TEXTS[what]
    if dialect == "sqlite":
        weights = ", 2.0, 1.0" if what == "documents" else ""
        rank: ColumnElement[Any] = sa.literal_column(f"bm25({table}{weights})")
        number = _FTS5[what].c.rowid.label("number")
        return sa.select(number, rank.label("rank")).where(_found_by_fts5(table, words))
    query = _tsquery(words)
    rank = (-sa.func.ts_rank_cd(indexed, query)).label("rank")
    key = source.c.key if what == "documents" else source.c.claim_id
    return (
        sa.select(index.c.number.label("number"), rank)
        .select_from(source)
        .join(index, identifier == key)
        .where(indexed.op("@@")(query))
    )


def texts_with(dialect: str, what: str, words: Words) -> sa.Select[Any]:
    """A row for each document or claim whose words are these: what counts them, for no number is looked up."""
    table, source, indexed = _TEXTS[what]
    one: sa.Select[Any] = sa.select(sa.literal_column("1").label("one"))
    if dialect == "sqlite":
        return one.select_from(_FTS5[what]).where(_found_by_fts5(table, words))
    return one.select_from(source).where(indexed.op("@@")(_tsquery(words)))


def _found_by_fts5(table: str, words: Words) -> ColumnElement[bool]:
    return sa.literal_column(table).op("MATCH")(sa.bindparam(None, for_fts5(words), sa.Text))


def _tsquery(words: Words) -> ColumnElement[Any]:
    return sa.func.to_tsquery(sa.literal_column("'simple'::regconfig"), for_tsquery(words))


def number_of(dialect: str, what: str, index: sa.FromClause) -> sa.ColumnElement[Any]:
    """The column of :func:`matching` that narrows it by number."""
    return _FTS5[what].c.rowid if dialect == "sqlite" else index.c.number


def in_boxes(
    dialect: str, tree: str, index: sa.FromClause, parts: list[tuple[float, float, float, float]]
) -> sa.Select[Any]:
    """The numbers of points in some boxes (south, west, north, east), and perhaps of some just outside."""
    if dialect == "sqlite":
        t = sa.table(tree, *map(sa.column, ("number", "south", "north", "west", "east")))
        inside = [sa.and_(t.c.north >= s, t.c.south <= n, t.c.east >= w, t.c.west <= e) for s, w, n, e in parts]
        return sa.union_all(*(sa.select(t.c.number).where(one) for one in inside)).subquery().select()
    c = index.c
    return sa.select(c.number).where(
        sa.or_(*(sa.and_(c.lat.between(s, n), c.lon.between(w, e)) for s, w, n, e in parts))
    )

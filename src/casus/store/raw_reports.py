"""Reports with their claims as plain columns, beside :mod:`casus.store.raw_events`: read as they lie in the database, each once.

Events name claims of reports that lie all over a large record. To find each where it is named takes several times as long as to read
all of them one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.cells import values
from casus.store import schema
from casus.store.dialect import one_of_many
from casus.store.raw_events import Columns, Reader, columns_of

_C, _D = schema.claims.c, schema.documents.c
_CLAIM = (
    "claim_id", "document", "kind", "begin_at", "end_at", "evidence", "actors", "targets", "actor_ids", "target_ids", "country",
    "date_start", "date_end", "source", "source_type", "status", "confidence", "trigger",
)  # fmt: skip
_DOCUMENT = ("key", "id", "publisher", "url", "date_start", "date_end", "text")


class RawReports(NamedTuple):
    """Some claims, and the reports that they stand in, each by its own columns; in no order that holds."""

    claims: Columns
    documents: Columns


def report_keys(connection: sa.Connection) -> Iterator[str]:
    """The keys of all reports, in the order in which they lie where the database tells it."""
    lying: sa.ColumnElement[Any] = (
        sa.literal_column("rowid") if connection.dialect.name == "sqlite" else sa.literal_column("ctid")
    )
    options = {"stream_results": True, "yield_per": 10_000}
    yield from connection.scalars(sa.select(_D.key).order_by(lying), execution_options=options)


def raw_reports(reader: Reader, keys: Sequence[str]) -> RawReports:
    """These reports with all their claims."""
    mine = one_of_many(reader, _C.document, keys)
    lying = _lying_together(reader, mine) if reader.dialect.name == "sqlite" else None
    claims = columns_of(reader, [_C[name] for name in _CLAIM], mine if lying is None else lying)
    return RawReports(claims, _documents(reader, keys))


def _lying_together(reader: Reader, mine: sa.ColumnElement[bool]) -> sa.ColumnElement[bool] | None:
    """Where the claims lie in SQLite's table, if no others lie between them: one stretch is read faster than row by row."""
    rowid: sa.ColumnElement[int] = sa.literal_column("rowid", sa.Integer)
    ends = sa.func.min(rowid).label("first"), sa.func.max(rowid).label("last"), sa.func.count().label("many")
    query: sa.Select[*tuple[Any, ...]] = sa.select(*ends)
    found = reader.columns(query.select_from(schema.claims).where(mine))
    ((first, last, many),) = zip(*(values(found[name]) for name in ("first", "last", "many")), strict=True)
    return rowid.between(first, last) if many and many == last - first + 1 else None


def raw_claims(reader: Reader, ids: Sequence[str]) -> RawReports:
    """These claims with their reports."""
    claims = columns_of(reader, [_C[name] for name in _CLAIM], one_of_many(reader, _C.claim_id, ids))
    return RawReports(claims, _documents(reader, list({*values(claims["document"])})))


def _documents(reader: Reader, keys: Sequence[str]) -> Columns:
    return columns_of(reader, [_D[name] for name in _DOCUMENT], one_of_many(reader, _D.key, keys))

"""Documents come into the record with all that was found in them: each whole or not at all, and several at once where many come.

All functions work on a connection inside a transaction of the record's. A table is written once for all documents that come together, and what the
record holds is looked up once for all, so that ten documents cost few statements more than one; what is written is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from casus.record import Coded, Document
from casus.store import coded_rows, filing, schema, schema_filed
from casus.store.adding import added_claims
from casus.store.checks import check_coded
from casus.store.copies import documents_by_key, forget_copies
from casus.store.dialect import one_of_many
from casus.store.indexing import index_new
from casus.store.marks import forget_meta
from casus.store.revisions import decisions_about
from casus.store.table_rows import fill

TOGETHER = 16
"""How many documents a run that stores many puts into one transaction: so many are lost at most when it is killed, and coded again."""


class Arrival(NamedTuple):
    """A document with all that was found in it, and the version of the coder that found it."""

    coded: Coded
    coder: str = ""


class _Here(NamedTuple):
    """What a record holds that new documents bear on: whether links are filed, whether some are up to date, and whether people decided anything."""

    filed: bool
    linked: bool
    decided: bool


def _has_meta(name: str) -> sa.ColumnElement[bool]:
    return sa.exists(sa.select(sa.literal(1)).where(schema.meta.c.name == name))


_HERE = sa.select(
    _has_meta(schema_filed.FILED).label("filed"),
    _has_meta(filing.LINKER).label("linked"),
    sa.exists(sa.select(sa.literal(1)).select_from(schema.decisions)).label("decided"),
)


def check_arrivals(arrivals: Sequence[Arrival]) -> dict[str, Arrival]:
    """The documents that come, by key; of two that are the same one, the later. Raises :class:`~casus.store.errors.ImpossibleValueError`."""
    coming = {one.coded.document.key: one for one in arrivals}
    for key, one in coming.items():
        check_coded(one.coded, key)
    return coming


def store_documents(connection: sa.Connection, coming: Mapping[str, Arrival]) -> None:
    """Store documents, by key, in the place of what earlier coders made of the same ones; claims that people added stay."""
    here = _Here(*connection.execute(_HERE).one())
    before = _make_room(connection, coming, here)
    found = {key: one.coded for key, one in coming.items()}
    claims = [(n, claim) for coded in found.values() for n, claim in enumerate(coded.claims)]
    own = added_claims(connection, coming) if here.decided else {}
    for key, more in own.items():
        claims += enumerate(more, len(found[key].claims))
    fill(connection, schema.documents, [_document_row(key, one, before.get(key)) for key, one in coming.items()])
    for table, rows in {
        schema.noise: [row for key, one in found.items() for row in coded_rows.noise_rows(one.document, key)],
        schema.stated: [row for key, one in found.items() for row in coded_rows.stated_rows(one.document, key)],
        schema.claims: [coded_rows.claim_row(claim, n) for n, claim in claims],
        schema.counts: coded_rows.count_rows(claim for _, claim in claims),
        schema.mentions: [
            coded_rows.mention_row(one, key, n) for key, coded in found.items() for n, one in enumerate(coded.mentions)
        ],
        schema.relations: [
            coded_rows.relation_row(one, n) for coded in found.values() for n, one in enumerate(coded.relations)
        ],
        schema.document_problems: [
            {"document": key, "position": n, **coded_rows.problem_row(one)}
            for key, coded in found.items()
            for n, one in enumerate(coded.problems)
        ],
    }.items():
        fill(connection, table, rows)
    whole = {key: (one.document, [*one.claims, *own.get(key, ())]) for key, one in found.items()}
    decisions = decisions_about(connection, [claim.claim_id for _, claim in claims]) if here.decided else ()
    index_new(connection, whole, decisions)


def _document_row(key: str, arrival: Arrival, before: Document | None) -> coded_rows.Columns:
    row = coded_rows.document_row(arrival.coded.document, arrival.coded.main, arrival.coder, key)
    if before is not None:
        row["copy_of"] = row["copy_of"] or before.copy_of
    return row


def _make_room(connection: sa.Connection, coming: Mapping[str, Arrival], here: _Here) -> dict[str, Document]:
    """Take out what earlier coders made of these documents and what rests on it, and note that all are to be linked; returns them as they were."""
    key = schema.documents.c.key
    known = list(connection.scalars(sa.select(key).where(one_of_many(connection, key, coming))))
    before = documents_by_key(connection, known) if known else {}
    if here.filed:
        filing.set_pending(connection, known)
        filing.await_linking(connection, coming.keys() - before.keys())
    else:
        if here.linked:
            forget_meta(connection, filing.LINKER)
        if before:
            filing.clear(connection)
    if any(one.noise != coming[key].coded.document.noise for key, one in before.items()):
        forget_copies(connection)  # other words of them count now
    if before:
        connection.execute(sa.delete(schema.documents).where(one_of_many(connection, key, known)))
    return before

"""Whether what a record derives from its documents fits them and itself: filed claims, links, copies and decisions.

What a linking would make of the same claims is not asked here (:mod:`casus.rechecking` does); only what must hold of any.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from casus.store import schema
from casus.store import schema_filed as filed
from casus.store.copies import COPIER
from casus.store.decision_rows import decision_from
from casus.store.marks import read_meta


def unfitting_links(connection: sa.Connection) -> Iterator[str]:
    """Claims that are filed under another event than they are shown in, and what is filed of nothing."""
    if read_meta(connection, filed.FILED) is None:
        return
    yield from _lost(connection, filed.claims.c.event_id, filed.events.c.event_id)
    yield from _lost(connection, filed.sketches.c.claim_id, filed.claims.c.claim_id)
    yield from _lost(connection, filed.claims.c.claim_id, filed.sketches.c.claim_id)
    for column in (filed.pairs.c.one, filed.pairs.c.other):  # keys of claims that went may linger
        yield from _lost(connection, column, filed.claims.c.claim_id)
    one, other = filed.pairs, filed.pairs.alias()
    back = sa.exists().where(other.c.one == one.c.other, other.c.other == one.c.one)
    for row in connection.execute(sa.select(one).where(~back).order_by(one.c.one, one.c.other)):
        yield f"filed_pairs: {row.one} agrees with {row.other}, which does not agree with it"
    if connection.execute(sa.select(filed.pending).limit(1)).first() is None:
        yield from _shown_otherwise(connection)


def _shown_otherwise(connection: sa.Connection) -> Iterator[str]:
    """Of a record in which nothing waits to be linked: claims and events that are shown and filed are the same."""
    yield from _lost(connection, filed.claims.c.claim_id, schema.claims.c.claim_id)
    yield from _lost(connection, filed.events.c.event_id, schema.events.c.event_id)
    yield from _lost(connection, filed.told.c.event_id, schema.events.c.event_id)
    yield from _lost(connection, filed.stands.c.event_id, filed.told.c.event_id)
    yield from _lost(connection, filed.tolls.c.toll_id, schema.tolls.c.toll_id)
    yield from _lost(connection, filed.spells.c.control, schema.controls.c.position)
    shown = dict(
        map(tuple, connection.execute(sa.select(schema.claim_events.c.claim_id, schema.claim_events.c.event_id)))
    )
    kept = dict(map(tuple, connection.execute(sa.select(filed.claims.c.claim_id, filed.claims.c.event_id))))
    for claim in sorted(shown.keys() | kept.keys()):
        if shown.get(claim) != kept.get(claim):
            yield f"claim {claim} is shown in {shown.get(claim, 'no event')}, but filed in {kept.get(claim, 'none')}"
    superseded = sa.select(schema.versions.c.document)
    for claim in connection.scalars(
        sa.select(filed.claims.c.claim_id)
        .where(filed.claims.c.document.in_(superseded))
        .order_by(filed.claims.c.claim_id)
    ):
        yield f"claim {claim} is linked, though its document is superseded"


def unfitting_copies(connection: sa.Connection) -> Iterator[str]:
    """Documents that have not been compared, first texts that do not fit what is repeated, and passages beyond the end of a text."""
    documents, passages = schema.documents, schema.repeat_passages
    length = sa.func.length(documents.c.text)
    beyond = (
        sa.select(passages.c.document, passages.c.end_at)
        .join(documents, documents.c.key == passages.c.document)
        .where(passages.c.end_at > length)
    )
    for row in connection.execute(beyond.order_by(passages.c.document, passages.c.end_at)):
        yield f"document {row.document} repeats a passage up to {row.end_at}, where it has ended"
    if (
        read_meta(connection, COPIER) is None
        or connection.execute(sa.select(filed.pending).limit(1)).first() is not None
    ):
        return
    if read_meta(connection, filed.FILED) is not None:
        compared = sa.exists().where(schema.copy_signatures.c.document == documents.c.key)
        for key in connection.scalars(sa.select(documents.c.key).where(~compared).order_by(documents.c.key)):
            yield f"document {key} has not been compared with the others"
    whole = sa.exists().where(schema.repeats.c.document == documents.c.key, schema.repeats.c.whole)
    unfit = sa.select(documents.c.key).where(documents.c.copy_of.is_not(None) != whole).order_by(documents.c.key)
    for key in connection.scalars(unfit):
        yield f"document {key} is marked as a copy and repeats no whole text, or the other way round"


def unfitting_decisions(connection: sa.Connection) -> Iterator[str]:
    """Decisions that are no longer what their id was made from."""
    for row in connection.execute(sa.select(schema.decisions).order_by(schema.decisions.c.decision_id)):
        if decision_from(row).decision_id != row.decision_id:
            yield f"decision {row.decision_id} has another content than its id was made from"


def _lost(connection: sa.Connection, column: sa.Column[Any], target: sa.Column[Any]) -> Iterator[str]:
    """Values of a column that the other one does not hold."""
    query = sa.select(column).where(~sa.exists().where(target == column)).distinct().order_by(column)
    for value in connection.scalars(query):
        yield f"{column.table.name} names {value}, which {target.table.name} does not hold"

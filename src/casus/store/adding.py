"""Claims that people added, among those that were coded: stored with the decision, and again whenever their document is coded anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import sqlalchemy as sa

from casus.amending import added
from casus.decision import Decision
from casus.record import Claim
from casus.store import coded_rows, decision_rows, schema
from casus.store.dialect import one_of_many
from casus.store.errors import ImpossibleValueError
from casus.store.table_rows import fill


def store_added(connection: sa.Connection, decision: Decision) -> None:
    """Store the claim that a decision adds, where its document is here; else it comes with the document.

    Raises :class:`ImpossibleValueError` where its words do not stand in the document.
    """
    claim = added(decision)
    text = connection.scalar(sa.select(schema.documents.c.text).where(schema.documents.c.key == claim.document))
    if text is None:
        return
    if text[claim.begin : claim.end] != claim.evidence:
        raise ImpossibleValueError(
            f"the evidence of claim {claim.claim_id} is not in its document at {claim.begin} to {claim.end}"
        )
    _store(connection, claim)


def added_claims(connection: sa.Connection, keys: Collection[str]) -> dict[str, list[Claim]]:
    """By the key of each of the documents to which people added claims, these claims in order."""
    c = schema.decisions.c
    query = sa.select(schema.decisions).where(one_of_many(connection, c.document, keys), c.kind == "add")
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for one in sorted(map(decision_rows.decision_from, connection.execute(query)), key=lambda one: one.order):
        claim = added(one)
        found[claim.document].append(claim)
    return found


def _store(connection: sa.Connection, claim: Claim) -> None:
    """Behind the claims that the document has."""
    c = schema.claims.c
    last = connection.scalar(sa.select(sa.func.max(c.position)).where(c.document == claim.document))
    fill(connection, schema.claims, [coded_rows.claim_row(claim, 0 if last is None else last + 1)])
    fill(connection, schema.counts, coded_rows.count_rows([claim]))

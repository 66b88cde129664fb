"""The tables of reviewing: which claims decisions speak of, what waits to be looked at, and who looks at it."""

from __future__ import annotations

import sqlalchemy as sa

from casus.store.columns import metadata, refers

decision_claims = sa.Table(
    "decision_claims",
    metadata,
    sa.Column("claim_id", sa.Text, primary_key=True),  # no foreign key: a decision outlives its claims
    refers("decision_id", "decisions.decision_id", primary_key=True, index=True),
)
"""The claims that each decision speaks of, so that those about one claim are found without reading all."""

queue = sa.Table(
    "review_queue",
    metadata,
    refers("claim_id", "claims.claim_id", part=True, primary_key=True),
    sa.Column("reviewed", sa.Boolean, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("tie", sa.BigInteger, nullable=False),
    sa.Index("ix_review_queue_order", "reviewed", "priority", "tie"),
)
"""Every claim with whether a person has judged it, and how much it should be (:mod:`casus.store.queueing`)."""

assignments = sa.Table(
    "assignments",
    metadata,
    refers("claim_id", "claims.claim_id", part=True, primary_key=True),
    sa.Column("coder", sa.Text, nullable=False, index=True),
    sa.Column("given_by", sa.Text, nullable=False),
    sa.Column("until", sa.DateTime),  # UTC; empty: until it is given back
    sa.CheckConstraint("length(coder) > 0", name="coder"),
)
"""Who has a claim on the desk, so that two do not do the same work."""

blind_codings = sa.Table(
    "blind_codings",
    metadata,
    sa.Column("claim_id", sa.Text, primary_key=True),  # no foreign key: what somebody has judged outlives the claim
    sa.Column("coder", sa.Text, primary_key=True, index=True),
    sa.Column("given_by", sa.Text, nullable=False),
    sa.Column("given_at", sa.DateTime, nullable=False),  # UTC
    sa.Column("decision_id", sa.Text),  # the judgement; empty: not judged yet
    sa.Column(
        "sealed", sa.JSON(none_as_null=True)
    ),  # the judgement as a row, until all coders of the claim have judged
    sa.CheckConstraint("length(coder) > 0", name="coder"),
)
"""Claims that several people judge without seeing each other's judgement (:mod:`casus.store.blind`)."""

REVIEW_TABLES = (decision_claims, queue, assignments, blind_codings)

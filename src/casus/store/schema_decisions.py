"""The table of what people decided."""

from __future__ import annotations

import sqlalchemy as sa

from casus.decision import DECISION_KINDS
from casus.record import COUNT_WHATS
from casus.store.columns import metadata, names, one_of, ordered, refers

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("decision_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("made_at", sa.DateTime, nullable=False),  # UTC; neither database keeps a time zone that it was given
    sa.Column("reason", sa.Text, nullable=False),
    *names("claim_ids", "together_ids", "apart_ids"),  # no foreign keys: a decision outlives its claims
    sa.Column("what", sa.Text),
    sa.Column("low", sa.BigInteger),
    sa.Column("best", sa.BigInteger),
    sa.Column("high", sa.BigInteger),
    *names("changes"),
    sa.Column("name", sa.Text),
    refers("undoes", "decisions.decision_id", index=True),
    sa.Column("seen", sa.Text),
    sa.Column("document", sa.Text, index=True),  # no foreign key: a decision outlives its document
    one_of("kind", DECISION_KINDS),
    one_of("what", COUNT_WHATS),
    ordered("low", "high", "range"),
    ordered("low", "best", "best_low"),
    ordered("best", "high", "best_high"),
    sa.CheckConstraint("length(author) > 0", name="author"),
    sa.CheckConstraint("length(reason) > 0", name="reason"),
)
"""Append-only: nothing in this program changes or deletes a row."""

"""What linking keeps so that a new document can be linked without linking everything anew."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


REFERRING = (
    ("control_claims", "claim_id"),
    ("decisions", "undoes"),
    ("event_rivals", "rival_id"),
    ("events", "operation_id"),
    ("number_claims", "claim_id"),
    ("numbers", "best_claim"),
    ("tolls", "claim_id"),
    ("tolls", "operation_id"),
    ("tolls", "superseded_by"),
)
"""Columns that refer to rows which linking now deletes one by one: without an index each deletion reads the whole table."""


def upgrade() -> None:
    """Make the tables; a record that was linked before is linked anew once, which fills them."""
    op.create_table(
        "filed_claims",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("origin_name", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_filed_claims")),
    )
    op.create_index(op.f("ix_filed_claims_document"), "filed_claims", ["document"], unique=False)
    op.create_index(op.f("ix_filed_claims_event_id"), "filed_claims", ["event_id"], unique=False)
    op.create_table(
        "filed_events",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("war", sa.Text(), nullable=False),
        sa.Column("merges", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_filed_events")),
    )
    op.create_index(op.f("ix_filed_events_war"), "filed_events", ["war"], unique=False)
    op.create_table(
        "filed_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "claim_id", name=op.f("pk_filed_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "filed_pairs",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_filed_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "filed_parts",
        sa.Column("war", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("what IN ('event', 'operation', 'toll', 'control')", name=op.f("ck_filed_parts_what")),
        sa.PrimaryKeyConstraint("war", "what", "identifier", name=op.f("pk_filed_parts")),
    )
    op.create_table(
        "filed_pending",
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_filed_pending")),
    )
    for table, column in REFERRING:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Drop the tables and indexes."""
    for table, column in REFERRING:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    for table in ("filed_pending", "filed_parts", "filed_pairs", "filed_keys", "filed_events", "filed_claims"):
        op.drop_table(table)

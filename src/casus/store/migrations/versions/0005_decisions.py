"""What people decide about a record: kept for good, beside the links that are made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table of decisions."""
    op.create_table(
        "decisions",
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("claim_ids", sa.JSON(), nullable=False),
        sa.Column("together_ids", sa.JSON(), nullable=False),
        sa.Column("apart_ids", sa.JSON(), nullable=False),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("best", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.CheckConstraint("length(author) > 0", name=op.f("ck_decisions_author")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_decisions_reason")),
        sa.CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name=op.f("ck_decisions_range")),
        sa.CheckConstraint("low IS NULL OR best IS NULL OR low <= best", name=op.f("ck_decisions_best_low")),
        sa.CheckConstraint("best IS NULL OR high IS NULL OR best <= high", name=op.f("ck_decisions_best_high")),
        sa.CheckConstraint(
            "kind IN ('merge', 'split', 'move', 'number', 'reject', 'correct', 'name', 'undo')",
            name=op.f("ck_decisions_kind"),
        ),
        sa.CheckConstraint(
            "what IN ('killed', 'killed_civilians', 'killed_combatants', 'killed_children', 'wounded', 'displaced', 'detained', "
            "'surrendered', 'abducted', 'missing', 'deployed', 'places', 'strikes', 'area_km2')",
            name=op.f("ck_decisions_what"),
        ),
        sa.ForeignKeyConstraint(
            ["undoes"],
            ["decisions.decision_id"],
            name=op.f("fk_decisions_undoes"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decisions")),
    )


def downgrade() -> None:
    """Drop the table of decisions."""
    op.drop_table("decisions")

"""How sides are said to stand to each other: relations, found in documents as claims are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of relations."""
    op.create_table(
        "relations",
        sa.Column("relation_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("begin_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("source_type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.CheckConstraint("begin_at >= 0 AND begin_at < end_at", name=op.f("ck_relations_span")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_relations_confidence")),
        sa.CheckConstraint(
            "date_start IS NULL OR date_end IS NULL OR date_start <= date_end", name=op.f("ck_relations_days")
        ),
        sa.CheckConstraint(
            "kind IN ('backs', 'allied_with', 'fights', 'part_of', 'formerly', 'split_from')",
            name=op.f("ck_relations_kind"),
        ),
        sa.CheckConstraint(
            "source_type IN ('reporter', 'belligerent', 'government', 'monitor', 'un', 'ngo', 'media', 'witness', 'expert', 'official_unnamed', 'other')",
            name=op.f("ck_relations_source_type"),
        ),
        sa.CheckConstraint("status IN ('happened', 'possible', 'denied')", name=op.f("ck_relations_status")),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.key"],
            name=op.f("fk_relations_document"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("relation_id", name=op.f("pk_relations")),
        sa.UniqueConstraint("document", "position", name=op.f("uq_relations_document")),
    )
    op.create_index(op.f("ix_relations_object_id"), "relations", ["object_id"], unique=False)
    op.create_index(op.f("ix_relations_subject_id"), "relations", ["subject_id"], unique=False)


def downgrade() -> None:
    """Drop the table of relations."""
    op.drop_index(op.f("ix_relations_subject_id"), table_name="relations")
    op.drop_index(op.f("ix_relations_object_id"), table_name="relations")
    op.drop_table("relations")

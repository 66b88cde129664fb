"""What is kept of events, tolls and control so that what is made of a war can be made again in part; feeds of alerts are found by the alert."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "filed_told",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("war", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_filed_told")),
    )
    op.create_index(op.f("ix_filed_told_war"), "filed_told", ["war"], unique=False)
    op.create_table(
        "filed_stands",
        sa.Column("war", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("spot", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.CheckConstraint("role IN ('rival', 'control')", name=op.f("ck_filed_stands_role")),
        sa.PrimaryKeyConstraint("war", "role", "spot", "event_id", name=op.f("pk_filed_stands")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_filed_stands_event_id"), "filed_stands", ["event_id"], unique=False)
    op.create_table(
        "filed_tolls",
        sa.Column("toll_id", sa.Text(), nullable=False),
        sa.Column("war", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("told", sa.Date(), nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("toll_id", name=op.f("pk_filed_tolls")),
    )
    op.create_index(op.f("ix_filed_tolls_war_document"), "filed_tolls", ["war", "document"], unique=False)
    op.create_index(op.f("ix_filed_tolls_war_series"), "filed_tolls", ["war", "series"], unique=False)
    op.create_table(
        "filed_spells",
        sa.Column("control", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("war", sa.Text(), nullable=False),
        sa.Column("spot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("control", name=op.f("pk_filed_spells")),
    )
    op.create_index(op.f("ix_filed_spells_war_spot"), "filed_spells", ["war", "spot"], unique=False)
    op.create_index(op.f("ix_alert_feeds_alert"), "alert_feeds", ["alert"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_alert_feeds_alert"), "alert_feeds")
    for table in ("filed_spells", "filed_tolls", "filed_stands", "filed_told"):
        op.drop_table(table)

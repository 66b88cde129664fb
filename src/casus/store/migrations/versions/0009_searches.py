"""The table of searches that people saved."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "saved_searches",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.CheckConstraint("length(key) >= 16", name=op.f("ck_saved_searches_key")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_saved_searches_name")),
        sa.CheckConstraint("length(owner) > 0", name=op.f("ck_saved_searches_owner")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("owner", "name", name=op.f("uq_saved_searches_owner")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("saved_searches")

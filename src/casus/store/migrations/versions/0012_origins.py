"""Where what is known about a report was found; reports set aside for their language, to be counted and searched."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make both tables; reports that are in the record have nothing in them until they are read again."""
    op.create_table(
        "stated",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.key"],
            name=op.f("fk_stated_document"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("document", "position", name=op.f("pk_stated")),
    )
    op.create_table(
        "foreign_texts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "date_start IS NULL OR date_end IS NULL OR date_start <= date_end", name=op.f("ck_foreign_texts_days")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_foreign_texts")),
    )
    op.create_index(op.f("ix_foreign_texts_language"), "foreign_texts", ["language"], unique=False)
    op.create_index(op.f("ix_foreign_texts_locator"), "foreign_texts", ["locator"], unique=False)


def downgrade() -> None:
    """Drop both."""
    op.drop_table("foreign_texts")
    op.drop_table("stated")

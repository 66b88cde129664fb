"""Who repeats whom: keys of texts, repeated passages, versions of a page. All of it is made anew by the next build."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables of copies."""
    op.create_table(
        "copy_signatures",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("place", sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        _of_document("document", "copy_signatures"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_copy_signatures")),
        sa.UniqueConstraint("document", name=op.f("uq_copy_signatures_document")),
    )
    op.create_index(op.f("ix_copy_signatures_address"), "copy_signatures", ["address"], unique=False)
    op.create_table(
        "copy_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["copy_signatures.number"],
            name=op.f("fk_copy_keys_number"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("key", "number", name=op.f("pk_copy_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "repeats",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name=op.f("ck_repeats_share")),
        sa.CheckConstraint("document <> original", name=op.f("ck_repeats_other")),
        _of_document("document", "repeats"),
        _of_document("original", "repeats"),
        sa.PrimaryKeyConstraint("document", "position", name=op.f("pk_repeats")),
        sa.UniqueConstraint("document", "original", name=op.f("uq_repeats_document")),
    )
    op.create_index(op.f("ix_repeats_original"), "repeats", ["original"], unique=False)
    op.create_table(
        "repeat_passages",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("repeat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begin_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.CheckConstraint("begin_at >= 0 AND begin_at < end_at", name=op.f("ck_repeat_passages_span")),
        sa.ForeignKeyConstraint(
            ["document", "repeat"],
            ["repeats.document", "repeats.position"],
            name="fk_repeat_passages_repeat",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("document", "repeat", "position", name=op.f("pk_repeat_passages")),
    )
    op.create_table(
        "versions",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("superseded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("document <> superseded_by", name=op.f("ck_versions_other")),
        _of_document("document", "versions"),
        _of_document("superseded_by", "versions"),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_versions")),
    )
    op.create_index(op.f("ix_versions_superseded_by"), "versions", ["superseded_by"], unique=False)


def _of_document(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["documents.key"], name=name, initially="DEFERRED", deferrable=True)


def downgrade() -> None:
    """Drop the tables of copies."""
    op.drop_table("versions")
    op.drop_table("repeat_passages")
    op.drop_table("repeats")
    op.drop_table("copy_keys")
    op.drop_table("copy_signatures")

"""The tables of who repeats whom; all of it is derived and can be made anew."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from casus.store.columns import metadata, position, refers, span

copy_signatures = sa.Table(
    "copy_signatures",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    refers("document", "documents.key", nullable=False, unique=True),
    sa.Column("place", sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql"), nullable=False),
    sa.Column("address", sa.Text, index=True),
)
"""Documents that have been compared; ``place`` sorts them by which is the first of several copies, letter by letter."""

copy_keys = sa.Table(
    "copy_keys",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column(
        "number",
        sa.Integer,
        sa.ForeignKey("copy_signatures.number", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    sqlite_with_rowid=False,  # the key is the row, and there are some eighty to a report
)

repeats = sa.Table(
    "repeats",
    metadata,
    refers("document", "documents.key", primary_key=True),
    position(),
    refers("original", "documents.key", nullable=False, index=True),
    sa.Column("whole", sa.Boolean, nullable=False),
    sa.Column("share", sa.Double, nullable=False),
    sa.UniqueConstraint("document", "original"),
    sa.CheckConstraint("share BETWEEN 0 AND 1", name="share"),
    sa.CheckConstraint("document <> original", name="other"),
)

repeat_passages = sa.Table(
    "repeat_passages",
    metadata,
    sa.Column("document", sa.Text, primary_key=True),
    sa.Column("repeat", sa.Integer, primary_key=True, autoincrement=False),
    position(),
    *span(),
    sa.ForeignKeyConstraint(
        ["document", "repeat"],
        ["repeats.document", "repeats.position"],
        name="fk_repeat_passages_repeat",
        ondelete="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    ),
)

versions = sa.Table(
    "versions",
    metadata,
    refers("document", "documents.key", primary_key=True),
    refers("superseded_by", "documents.key", nullable=False, index=True),
    sa.CheckConstraint("document <> superseded_by", name="other"),
)

COPY_TABLES = (copy_keys, copy_signatures, repeat_passages, repeats, versions)
"""The tables of who repeats whom, in the order in which they can be emptied."""

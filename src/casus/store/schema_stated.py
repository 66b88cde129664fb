"""The tables of what is known about reports beside their text, and of reports that are kept but not coded for their language."""

from __future__ import annotations

import sqlalchemy as sa

from casus.store.columns import days, metadata, position, refers

stated = sa.Table(
    "stated",
    metadata,
    refers("document", "documents.key", part=True, primary_key=True),
    position(),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("basis", sa.Text, nullable=False),
)

foreign_texts = sa.Table(
    "foreign_texts",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("locator", sa.Text, nullable=False, index=True),
    sa.Column("language", sa.Text, nullable=False, index=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("publisher", sa.Text),
    *days(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("folded", sa.Text, nullable=False),
)
"""``folded`` is title and text as plain words, by which they are searched. No claim, link or export ever looks here."""

"""The table of searches that people saved."""

from __future__ import annotations

import sqlalchemy as sa

from casus.store.columns import metadata

saved_searches = sa.Table(
    "saved_searches",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),  # ISO 8601, UTC
    sa.UniqueConstraint("owner", "name"),
    sa.CheckConstraint("length(key) >= 16", name="key"),
    sa.CheckConstraint("length(name) > 0", name="name"),
    sa.CheckConstraint("length(owner) > 0", name="owner"),
)
"""``key`` cannot be guessed: whoever knows it reads the feeds of the search. ``query``: parameters as of an address."""

"""Tables of what linking keeps so that a new document can be linked without linking everything anew (:mod:`casus.filed`).

Nothing here is told to people, and all of it can be made again from the claims. The rows have no foreign keys to documents and claims:
those of a document that was coded anew stay until the next linking, which needs them to see what changes.
"""

from __future__ import annotations

import sqlalchemy as sa

from casus.store.columns import metadata

FILED = "filed"
"""The name in ``meta`` of the version of the linker that filed the claims."""

claims = sa.Table(
    "filed_claims",
    metadata,
    sa.Column("claim_id", sa.Text, primary_key=True),
    sa.Column("document", sa.Text, nullable=False, index=True),
    sa.Column("event_id", sa.Text, nullable=False, index=True),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("origin_name", sa.Text, nullable=False),
    sa.Column("home", sa.Text),
)

events = sa.Table(
    "filed_events",
    metadata,
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("war", sa.Text, nullable=False, index=True),
    sa.Column("merges", sa.JSON, nullable=False),
)

keys = sa.Table(
    "filed_keys",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("claim_id", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Digests of the keys under which claims are looked for. Rows of claims that have gone or changed may linger: who looks up checks."""

pairs = sa.Table(
    "filed_pairs",
    metadata,
    sa.Column("one", sa.Text, primary_key=True),
    sa.Column("other", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Claims that agree; each pair both ways."""

parts = sa.Table(
    "filed_parts",
    metadata,
    sa.Column("war", sa.Text, primary_key=True),
    sa.Column("what", sa.Text, primary_key=True),
    sa.Column("identifier", sa.Text, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.CheckConstraint("what IN ('event', 'operation', 'toll', 'control')", name="what"),
)
"""What has been made of each war, with a digest of all its rows, so that only what differs is written."""

pending = sa.Table("filed_pending", metadata, sa.Column("document", sa.Text, primary_key=True))
"""Documents that came or changed since the last linking."""

TABLES = (claims, events, keys, pairs, parts, pending)

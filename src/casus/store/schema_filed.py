"""Tables of what linking keeps so that a new document can be linked without linking everything anew (:mod:`casus.filed`).

Nothing here is told to people, and all of it can be made again from the claims. The rows have no foreign keys to documents and claims:
those of a document that was coded anew stay until the next linking, which needs them to see what changes.
"""

from __future__ import annotations

import sqlalchemy as sa

from casus.filed import Sketch
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

sketches = sa.Table(
    "filed_sketches",
    metadata,
    sa.Column("claim_id", sa.Text, primary_key=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in Sketch._fields),
    sqlite_with_rowid=False,
)
"""What each claim is compared by with others (:class:`casus.filed.Sketch`)."""

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

told = sa.Table(
    "filed_told",
    metadata,
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("war", sa.Text, nullable=False, index=True),
    sa.Column("operation_id", sa.Text),
    sa.Column("told", sa.JSON, nullable=False),
)
"""What operations need to know of each event; ``told`` is the list of :mod:`casus.store.told_list`."""

stands = sa.Table(
    "filed_stands",
    metadata,
    sa.Column("war", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("spot", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, primary_key=True, index=True),
    sa.Column("first", sa.Date),
    sa.Column("last", sa.Date),
    sa.CheckConstraint("role IN ('rival', 'control')", name="role"),
    sqlite_with_rowid=False,
)
"""At which places events are looked for."""

tolls = sa.Table(
    "filed_tolls",
    metadata,
    sa.Column("toll_id", sa.Text, primary_key=True),
    sa.Column("war", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("series", sa.Text, nullable=False),
    sa.Column("told", sa.Date, nullable=False),
    sa.Column("operation_id", sa.Text),
    sa.Index("ix_filed_tolls_war_document", "war", "document"),
    sa.Index("ix_filed_tolls_war_series", "war", "series"),
)
"""Tolls with the operation of their own claim, and within what one can replace another."""

spells = sa.Table(
    "filed_spells",
    metadata,
    sa.Column("control", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("war", sa.Text, nullable=False),
    sa.Column("spot", sa.Text, nullable=False),
    sa.Index("ix_filed_spells_war_spot", "war", "spot"),
)
"""The place (its key) of each spell of control."""

pending = sa.Table("filed_pending", metadata, sa.Column("document", sa.Text, primary_key=True))
"""Documents that came or changed since the last linking."""

KEPT = (told, stands, tolls, spells)
"""What is kept of wars so that they can be made again in part."""

TABLES = (claims, sketches, events, keys, pairs, parts, *KEPT, pending)

"""The tables of the record, as SQLAlchemy Core sees them.

Everything that can be a constraint is one: foreign keys between the values, checks on every coded vocabulary, ranges
the right way round. JSON columns hold plain lists of names only; whatever has fields of its own has a table of its own.
``position`` columns keep the order in which the values were given, so that what is read back equals what was stored.

Whatever refers to another table has an index: to delete a row, a database looks for what refers to it.

A change here needs a new migration under ``migrations/versions`` (a test compares the two) and a new :data:`REVISION`.
"""

from __future__ import annotations

from typing import get_args

import sqlalchemy as sa

from casus.record import (
    KINDS,
    RELATION_KINDS,
    RELATION_STATUSES,
    SOURCE_TYPES,
    STATUSES,
    DateBasis,
    MentionType,
    PlacePrecision,
)
from casus.store.columns import count, days, metadata, names, one_of, ordered, point, position, refers, span
from casus.store.schema_accounts import ACCOUNT_TABLES
from casus.store.schema_copies import COPY_TABLES, copy_keys, copy_signatures, repeat_passages, repeats, versions
from casus.store.schema_decisions import decisions
from casus.store.schema_index import INDEX_TABLES
from casus.store.schema_links import (
    LINK_TABLES,
    claim_events,
    control_claims,
    controls,
    event_claims,
    event_rivals,
    events,
    number_claims,
    numbers,
    operation_events,
    operations,
    toll_parts,
    tolls,
)
from casus.store.schema_review import REVIEW_TABLES
from casus.store.schema_searches import saved_searches
from casus.store.schema_stated import foreign_texts, stated
from casus.store.schema_watch import WATCH_TABLES

REVISION = "0024"
"""The newest schema this program knows; a record with another one is migrated or refused."""
KNOWN_REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0019",
    "0021",
    "0022",
    "0023",
    "0024",
)
VERSION_TABLE = "casus_schema"

# --------------------------------------------------------------------------------------------- what was read and coded

meta = sa.Table(
    "meta", metadata, sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("publisher", sa.Text),
    *days(),
    sa.Column("date_basis", sa.Text, nullable=False),
    *names("date_reasons"),
    sa.Column("locator", sa.Text, nullable=False),
    refers("copy_of", "documents.key", index=True),
    sa.Column("main", sa.Integer),
    sa.Column("coder", sa.Text, nullable=False),
    one_of("date_basis", get_args(DateBasis)),
)

noise = sa.Table(
    "noise",
    metadata,
    refers("document", "documents.key", part=True, primary_key=True),
    position(),
    *span(),
    sa.Column("reason", sa.Text, nullable=False),
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("claim_id", sa.Text, primary_key=True),
    refers("document", "documents.key", part=True, nullable=False),
    position(key=False),
    sa.Column("kind", sa.Text, nullable=False),
    *span(),
    sa.Column("evidence", sa.Text, nullable=False),
    *names("actors", "targets", "actor_ids", "target_ids"),
    sa.Column("place", sa.Text),
    *point(),
    sa.Column("precision", sa.Text),
    sa.Column("province", sa.Text),
    *days(),
    sa.Column("source", sa.Text),
    sa.Column("source_id", sa.Text),
    sa.Column("source_type", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("aggregate", sa.Boolean, nullable=False),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("trigger", sa.Text, nullable=False),
    sa.UniqueConstraint("document", "position"),
    sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    one_of("kind", KINDS),
    one_of("precision", get_args(PlacePrecision)),
    one_of("source_type", SOURCE_TYPES),
    one_of("status", STATUSES),
)

counts = sa.Table(
    "counts",
    metadata,
    refers("claim_id", "claims.claim_id", part=True, primary_key=True),
    position(),
    *count(),
)

mentions = sa.Table(
    "mentions",
    metadata,
    refers("document", "documents.key", part=True, primary_key=True),
    position(),
    *span(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("actor_id", sa.Text),
    *point(),
    *days(),
    sa.Column("min", sa.Double),
    sa.Column("max", sa.Double),
    sa.Column("unit", sa.Text),
    one_of("type", get_args(MentionType)),
    ordered("min", "max", "range"),
)

relations = sa.Table(
    "relations",
    metadata,
    sa.Column("relation_id", sa.Text, primary_key=True),
    refers("document", "documents.key", part=True, nullable=False),
    position(key=False),
    sa.Column("kind", sa.Text, nullable=False),
    *span(),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Text, nullable=False, index=True),
    sa.Column("object", sa.Text, nullable=False),
    sa.Column("object_id", sa.Text, nullable=False, index=True),
    *days(),
    sa.Column("source", sa.Text),
    sa.Column("source_id", sa.Text),
    sa.Column("source_type", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.UniqueConstraint("document", "position"),
    sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    one_of("kind", RELATION_KINDS),
    one_of("source_type", SOURCE_TYPES),
    one_of("status", RELATION_STATUSES),
)

problems = sa.Table(
    "problems",
    metadata,
    sa.Column("locator", sa.Text, primary_key=True),
    sa.Column("stage", sa.Text, primary_key=True),
    sa.Column("reason", sa.Text, primary_key=True),
)

document_problems = sa.Table(
    "document_problems",
    metadata,
    refers("document", "documents.key", part=True, primary_key=True),
    position(),
    sa.Column("locator", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

__all__ = [
    "ACCOUNT_TABLES",
    "COPY_TABLES",
    "INDEX_TABLES",
    "KNOWN_REVISIONS",
    "LINK_TABLES",
    "REVIEW_TABLES",
    "REVISION",
    "VERSION_TABLE",
    "WATCH_TABLES",
    "claim_events",
    "claims",
    "control_claims",
    "controls",
    "copy_keys",
    "copy_signatures",
    "counts",
    "decisions",
    "document_problems",
    "documents",
    "event_claims",
    "event_rivals",
    "events",
    "foreign_texts",
    "mentions",
    "meta",
    "metadata",
    "noise",
    "number_claims",
    "numbers",
    "operation_events",
    "operations",
    "problems",
    "relations",
    "repeat_passages",
    "repeats",
    "saved_searches",
    "stated",
    "toll_parts",
    "tolls",
    "versions",
]

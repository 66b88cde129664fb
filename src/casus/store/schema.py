"""The tables of the record, as SQLAlchemy Core sees them.

Everything that can be a constraint is one: foreign keys between the values, checks on every coded vocabulary, ranges
the right way round. JSON columns hold plain lists of names only; whatever has fields of its own has a table of its own.
``position`` columns keep the order in which the values were given, so that what is read back equals what was stored.

A change here needs a new migration under ``migrations/versions`` (a test compares the two) and a new :data:`REVISION`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

from casus.decision import DECISION_KINDS
from casus.record import (
    COUNT_WHATS,
    GRADES,
    KINDS,
    RELATION_KINDS,
    RELATION_STATUSES,
    SOURCE_TYPES,
    STATUSES,
    DateBasis,
    MentionType,
    PlacePrecision,
)

REVISION = "0005"
"""The newest schema this program knows; a record with another one is migrated or refused."""
KNOWN_REVISIONS = ("0001", "0002", "0003", "0004", "0005")
VERSION_TABLE = "casus_schema"

metadata = sa.MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _one_of(column: str, values: Iterable[str]) -> sa.CheckConstraint:
    """A check that the column holds one of the coded values (or nothing, where the column may be empty)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def _ordered(low: str, high: str, name: str) -> sa.CheckConstraint:
    """A check that a range is not upside down; an unknown end is always in order."""
    return sa.CheckConstraint(f"{low} IS NULL OR {high} IS NULL OR {low} <= {high}", name=name)


def _span() -> list[SchemaItem]:
    """Offsets of a passage in a document's text; a passage has at least one letter."""
    return [
        sa.Column("begin_at", sa.Integer, nullable=False),
        sa.Column("end_at", sa.Integer, nullable=False),
        sa.CheckConstraint("begin_at >= 0 AND begin_at < end_at", name="span"),
    ]


def _days() -> list[SchemaItem]:
    """An interval of days, either end open."""
    return [
        sa.Column("date_start", sa.Date),
        sa.Column("date_end", sa.Date),
        _ordered("date_start", "date_end", "days"),
    ]


def _point() -> list[SchemaItem]:
    """A grounded place with its point."""
    return [
        sa.Column("country", sa.Text),
        sa.Column("place_id", sa.Text),
        sa.Column("lat", sa.Double),
        sa.Column("lon", sa.Double),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name="lat"),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name="lon"),
    ]


def _count() -> list[SchemaItem]:
    """A count as claimed: what is counted, a range either end of which may be open, and where the text says so."""
    return [
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("min", sa.BigInteger),
        sa.Column("max", sa.BigInteger),
        sa.Column("begin_at", sa.Integer),
        sa.Column("end_at", sa.Integer),
        _one_of("what", COUNT_WHATS),
        _ordered("min", "max", "range"),
    ]


def _names(*columns: str) -> list[SchemaItem]:
    """Lists of names, as JSON."""
    return [sa.Column(column, sa.JSON, nullable=False) for column in columns]


def _refers(column: str, target: str, *, part: bool = False, **options: Any) -> sa.Column[str]:
    """A column that must name a row of another table; ``part``: it goes when that row goes."""
    key = sa.ForeignKey(target, ondelete="CASCADE" if part else None, deferrable=True, initially="DEFERRED")
    return sa.Column(column, sa.Text, key, **options)


def _position(*, key: bool = True) -> sa.Column[int]:
    return sa.Column("position", sa.Integer, primary_key=key, nullable=False, autoincrement=False)


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
    *_days(),
    sa.Column("date_basis", sa.Text, nullable=False),
    *_names("date_reasons"),
    sa.Column("locator", sa.Text, nullable=False),
    _refers("copy_of", "documents.key", index=True),
    sa.Column("main", sa.Integer),
    sa.Column("coder", sa.Text, nullable=False),
    _one_of("date_basis", get_args(DateBasis)),
)

noise = sa.Table(
    "noise",
    metadata,
    _refers("document", "documents.key", part=True, primary_key=True),
    _position(),
    *_span(),
    sa.Column("reason", sa.Text, nullable=False),
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("claim_id", sa.Text, primary_key=True),
    _refers("document", "documents.key", part=True, nullable=False),
    _position(key=False),
    sa.Column("kind", sa.Text, nullable=False),
    *_span(),
    sa.Column("evidence", sa.Text, nullable=False),
    *_names("actors", "targets", "actor_ids", "target_ids"),
    sa.Column("place", sa.Text),
    *_point(),
    sa.Column("precision", sa.Text),
    *_days(),
    sa.Column("source", sa.Text),
    sa.Column("source_id", sa.Text),
    sa.Column("source_type", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("aggregate", sa.Boolean, nullable=False),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("trigger", sa.Text, nullable=False),
    sa.UniqueConstraint("document", "position"),
    sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    _one_of("kind", KINDS),
    _one_of("precision", get_args(PlacePrecision)),
    _one_of("source_type", SOURCE_TYPES),
    _one_of("status", STATUSES),
)

counts = sa.Table(
    "counts",
    metadata,
    _refers("claim_id", "claims.claim_id", part=True, primary_key=True),
    _position(),
    *_count(),
)

mentions = sa.Table(
    "mentions",
    metadata,
    _refers("document", "documents.key", part=True, primary_key=True),
    _position(),
    *_span(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("actor_id", sa.Text),
    *_point(),
    *_days(),
    sa.Column("min", sa.Double),
    sa.Column("max", sa.Double),
    sa.Column("unit", sa.Text),
    _one_of("type", get_args(MentionType)),
    _ordered("min", "max", "range"),
)

relations = sa.Table(
    "relations",
    metadata,
    sa.Column("relation_id", sa.Text, primary_key=True),
    _refers("document", "documents.key", part=True, nullable=False),
    _position(key=False),
    sa.Column("kind", sa.Text, nullable=False),
    *_span(),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Text, nullable=False, index=True),
    sa.Column("object", sa.Text, nullable=False),
    sa.Column("object_id", sa.Text, nullable=False, index=True),
    *_days(),
    sa.Column("source", sa.Text),
    sa.Column("source_id", sa.Text),
    sa.Column("source_type", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.UniqueConstraint("document", "position"),
    sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    _one_of("kind", RELATION_KINDS),
    _one_of("source_type", SOURCE_TYPES),
    _one_of("status", RELATION_STATUSES),
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
    _refers("document", "documents.key", part=True, primary_key=True),
    _position(),
    sa.Column("locator", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

# --------------------------------------------------------------------------------------------- who repeats whom

copy_signatures = sa.Table(
    "copy_signatures",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    _refers("document", "documents.key", nullable=False, unique=True),
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
    _refers("document", "documents.key", primary_key=True),
    _position(),
    _refers("original", "documents.key", nullable=False, index=True),
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
    _position(),
    *_span(),
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
    _refers("document", "documents.key", primary_key=True),
    _refers("superseded_by", "documents.key", nullable=False, index=True),
    sa.CheckConstraint("document <> superseded_by", name="other"),
)

COPY_TABLES = (copy_keys, copy_signatures, repeat_passages, repeats, versions)
"""The tables of who repeats whom, in the order in which they can be emptied."""

# --------------------------------------------------------------------------------------------- what people decided

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("decision_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("made_at", sa.DateTime, nullable=False),  # UTC; neither database keeps a time zone that it was given
    sa.Column("reason", sa.Text, nullable=False),
    *_names("claim_ids", "together_ids", "apart_ids"),  # no foreign keys: a decision outlives its claims
    sa.Column("what", sa.Text),
    sa.Column("low", sa.BigInteger),
    sa.Column("best", sa.BigInteger),
    sa.Column("high", sa.BigInteger),
    *_names("changes"),
    sa.Column("name", sa.Text),
    _refers("undoes", "decisions.decision_id"),
    _one_of("kind", DECISION_KINDS),
    _one_of("what", COUNT_WHATS),
    _ordered("low", "high", "range"),
    _ordered("low", "best", "best_low"),
    _ordered("best", "high", "best_high"),
    sa.CheckConstraint("length(author) > 0", name="author"),
    sa.CheckConstraint("length(reason) > 0", name="reason"),
)
"""Append-only: nothing in this program changes or deletes a row."""

# --------------------------------------------------------------------------------------------- what linking made of it

operations = sa.Table(
    "operations",
    metadata,
    sa.Column("operation_id", sa.Text, primary_key=True),
    _position(key=False),
    sa.Column("name", sa.Text, nullable=False),
    *_days(),
    *_names("sides", "places"),
    sa.Column("country", sa.Text),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("event_id", sa.Text, primary_key=True),
    _position(key=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    *_days(),
    *_names("actors", "targets"),
    sa.Column("place", sa.Text),
    *_point(),
    sa.Column("precision", sa.Text),
    sa.Column("grade", sa.Text, nullable=False),
    sa.Column("grade_reason", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    *_names("origins"),
    _refers("operation_id", "operations.operation_id"),
    _one_of("kind", KINDS),
    _one_of("precision", get_args(PlacePrecision)),
    _one_of("grade", GRADES),
    _one_of("status", STATUSES),
)

claim_events = sa.Table(
    "claim_events",
    metadata,
    _refers("claim_id", "claims.claim_id", primary_key=True),
    _refers("event_id", "events.event_id", nullable=False, index=True),
)

event_claims = sa.Table(
    "event_claims",
    metadata,
    _refers("event_id", "events.event_id", primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    _position(),
    _refers("claim_id", "claims.claim_id", nullable=False, index=True),
    sa.UniqueConstraint("event_id", "role", "claim_id"),
    _one_of("role", ("asserts", "denies")),
)

event_rivals = sa.Table(
    "event_rivals",
    metadata,
    _refers("event_id", "events.event_id", primary_key=True),
    _position(),
    _refers("rival_id", "events.event_id", nullable=False),
)

operation_events = sa.Table(
    "operation_events",
    metadata,
    _refers("operation_id", "operations.operation_id", primary_key=True),
    _position(),
    _refers("event_id", "events.event_id", nullable=False, index=True),
)

numbers = sa.Table(
    "numbers",
    metadata,
    _refers("event_id", "events.event_id", primary_key=True),
    _position(),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("low", sa.BigInteger),
    sa.Column("best", sa.BigInteger),
    sa.Column("high", sa.BigInteger),
    _refers("best_claim", "claims.claim_id", nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("part_of", sa.Text),
    _one_of("what", COUNT_WHATS),
    _one_of("part_of", COUNT_WHATS),
    _ordered("low", "high", "range"),
    _ordered("low", "best", "best_low"),
    _ordered("best", "high", "best_high"),
)

number_claims = sa.Table(
    "number_claims",
    metadata,
    _refers("event_id", "events.event_id", primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _position(),
    _refers("claim_id", "claims.claim_id", nullable=False),
    sa.ForeignKeyConstraint(
        ["event_id", "number"],
        ["numbers.event_id", "numbers.position"],
        name="fk_number_claims_number",
        deferrable=True,
        initially="DEFERRED",
    ),
)

tolls = sa.Table(
    "tolls",
    metadata,
    sa.Column("toll_id", sa.Text, primary_key=True),
    _position(key=False),
    _refers("claim_id", "claims.claim_id", nullable=False),
    *_count(),
    sa.Column("source", sa.Text),
    sa.Column("source_type", sa.Text, nullable=False),
    sa.Column("place", sa.Text),
    sa.Column("country", sa.Text),
    *_names("actors", "targets"),
    *_days(),
    _refers("operation_id", "operations.operation_id"),
    _refers("superseded_by", "tolls.toll_id"),
    _one_of("source_type", SOURCE_TYPES),
)

toll_parts = sa.Table(
    "toll_parts",
    metadata,
    _refers("toll_id", "tolls.toll_id", primary_key=True),
    _position(),
    *_count(),
)

controls = sa.Table(
    "controls",
    metadata,
    _position(),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("since_start", sa.Date),
    sa.Column("since_end", sa.Date),
    sa.Column("ended", sa.Boolean, nullable=False),
    sa.Column("until_start", sa.Date),
    sa.Column("until_end", sa.Date),
    *_point(),
    *_names("contested_by", "lost_by"),
    _ordered("since_start", "since_end", "since"),
    _ordered("until_start", "until_end", "until"),
)

control_claims = sa.Table(
    "control_claims",
    metadata,
    sa.Column(
        "control",
        sa.Integer,
        sa.ForeignKey("controls.position", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    _position(),
    _refers("claim_id", "claims.claim_id", nullable=False),
)

LINK_TABLES = (
    control_claims,
    controls,
    toll_parts,
    tolls,
    number_claims,
    numbers,
    operation_events,
    event_rivals,
    event_claims,
    claim_events,
    events,
    operations,
)
"""The tables that linking fills, in the order in which they can be emptied."""

"""The tables of what linking makes of claims: events with their numbers, operations, tolls, spells of control."""

from __future__ import annotations

from typing import get_args

import sqlalchemy as sa

from casus.record import COUNT_WHATS, GRADES, KINDS, SOURCE_TYPES, STATUSES, PlacePrecision
from casus.store.columns import count, days, metadata, names, one_of, ordered, point, position, refers

operations = sa.Table(
    "operations",
    metadata,
    sa.Column("operation_id", sa.Text, primary_key=True),
    position(key=False),
    sa.Column("name", sa.Text, nullable=False),
    *days(),
    *names("sides", "places"),
    sa.Column("country", sa.Text),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("event_id", sa.Text, primary_key=True),
    position(key=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    *days(),
    *names("actors", "targets"),
    sa.Column("place", sa.Text),
    *point(),
    sa.Column("precision", sa.Text),
    sa.Column("province", sa.Text),
    sa.Column("grade", sa.Text, nullable=False),
    sa.Column("grade_reason", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    *names("origins"),
    refers("operation_id", "operations.operation_id", index=True),
    one_of("kind", KINDS),
    one_of("precision", get_args(PlacePrecision)),
    one_of("grade", GRADES),
    one_of("status", STATUSES),
)

claim_events = sa.Table(
    "claim_events",
    metadata,
    refers("claim_id", "claims.claim_id", primary_key=True),
    refers("event_id", "events.event_id", nullable=False, index=True),
)

event_claims = sa.Table(
    "event_claims",
    metadata,
    refers("event_id", "events.event_id", primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    position(),
    refers("claim_id", "claims.claim_id", nullable=False, index=True),
    sa.UniqueConstraint("event_id", "role", "claim_id"),
    one_of("role", ("asserts", "denies")),
)

event_rivals = sa.Table(
    "event_rivals",
    metadata,
    refers("event_id", "events.event_id", primary_key=True),
    position(),
    refers("rival_id", "events.event_id", nullable=False, index=True),
)

operation_events = sa.Table(
    "operation_events",
    metadata,
    refers("operation_id", "operations.operation_id", primary_key=True),
    position(),
    refers("event_id", "events.event_id", nullable=False, index=True),
)

numbers = sa.Table(
    "numbers",
    metadata,
    refers("event_id", "events.event_id", primary_key=True),
    position(),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("low", sa.BigInteger),
    sa.Column("best", sa.BigInteger),
    sa.Column("high", sa.BigInteger),
    refers("best_claim", "claims.claim_id", nullable=False, index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("part_of", sa.Text),
    one_of("what", COUNT_WHATS),
    one_of("part_of", COUNT_WHATS),
    ordered("low", "high", "range"),
    ordered("low", "best", "best_low"),
    ordered("best", "high", "best_high"),
)

number_claims = sa.Table(
    "number_claims",
    metadata,
    refers("event_id", "events.event_id", primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    position(),
    refers("claim_id", "claims.claim_id", nullable=False, index=True),
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
    position(key=False),
    refers("claim_id", "claims.claim_id", nullable=False, index=True),
    *count(),
    sa.Column("source", sa.Text),
    sa.Column("source_type", sa.Text, nullable=False),
    sa.Column("place", sa.Text),
    sa.Column("country", sa.Text),
    *names("actors", "targets"),
    *days(),
    refers("operation_id", "operations.operation_id", index=True),
    refers("superseded_by", "tolls.toll_id", index=True),
    one_of("source_type", SOURCE_TYPES),
)

toll_parts = sa.Table(
    "toll_parts",
    metadata,
    refers("toll_id", "tolls.toll_id", primary_key=True),
    position(),
    *count(),
)

controls = sa.Table(
    "controls",
    metadata,
    position(),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("since_start", sa.Date),
    sa.Column("since_end", sa.Date),
    sa.Column("ended", sa.Boolean, nullable=False),
    sa.Column("until_start", sa.Date),
    sa.Column("until_end", sa.Date),
    *point(),
    *names("contested_by", "lost_by"),
    ordered("since_start", "since_end", "since"),
    ordered("until_start", "until_end", "until"),
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
    position(),
    refers("claim_id", "claims.claim_id", nullable=False, index=True),
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

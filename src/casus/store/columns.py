"""What the tables of the record are built of: columns and checks that many of them share.

Rules of the tables are in :mod:`casus.store.schema`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import SchemaItem

from casus.record import COUNT_WHATS

metadata = sa.MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def one_of(column: str, values: Iterable[str]) -> sa.CheckConstraint:
    """A check that the column holds one of the coded values (or nothing, where the column may be empty)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def ordered(low: str, high: str, name: str) -> sa.CheckConstraint:
    """A check that a range is not upside down; an unknown end is always in order."""
    return sa.CheckConstraint(f"{low} IS NULL OR {high} IS NULL OR {low} <= {high}", name=name)


def span() -> list[SchemaItem]:
    """Offsets of a passage in a document's text; a passage has at least one letter."""
    return [
        sa.Column("begin_at", sa.Integer, nullable=False),
        sa.Column("end_at", sa.Integer, nullable=False),
        sa.CheckConstraint("begin_at >= 0 AND begin_at < end_at", name="span"),
    ]


def days() -> list[SchemaItem]:
    """An interval of days, either end open."""
    return [
        sa.Column("date_start", sa.Date),
        sa.Column("date_end", sa.Date),
        ordered("date_start", "date_end", "days"),
    ]


def point() -> list[SchemaItem]:
    """A grounded place with its point."""
    return [
        sa.Column("country", sa.Text),
        sa.Column("place_id", sa.Text),
        sa.Column("lat", sa.Double),
        sa.Column("lon", sa.Double),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name="lat"),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name="lon"),
    ]


def count() -> list[SchemaItem]:
    """A count as claimed: what is counted, a range either end of which may be open, and where the text says so."""
    return [
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("min", sa.BigInteger),
        sa.Column("max", sa.BigInteger),
        sa.Column("begin_at", sa.Integer),
        sa.Column("end_at", sa.Integer),
        one_of("what", COUNT_WHATS),
        ordered("min", "max", "range"),
    ]


def names(*columns: str) -> list[SchemaItem]:
    """Lists of names, as JSON."""
    return [sa.Column(column, sa.JSON, nullable=False) for column in columns]


def refers(column: str, target: str, *, part: bool = False, **options: Any) -> sa.Column[str]:
    """A column that must name a row of another table; ``part``: it goes when that row goes."""
    key = sa.ForeignKey(target, ondelete="CASCADE" if part else None, deferrable=True, initially="DEFERRED")
    return sa.Column(column, sa.Text, key, **options)


def position(*, key: bool = True) -> sa.Column[int]:
    """The place in the order in which the values of a row were given."""
    return sa.Column("position", sa.Integer, primary_key=key, nullable=False, autoincrement=False)

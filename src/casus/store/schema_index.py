"""What the record keeps so that it can be asked fast: one narrow row for each document, claim and event, and the names in them.

Nothing here is told to people; all of it is derived from the other tables by :mod:`casus.store.indexing`, in the same transaction. Rows go
with what they stand for. Conventions of the columns:

* ``number`` tells rows apart and grows; ``tie`` is a digest of the identifier, which orders rows that are equal in what they are sorted by,
  and stays the same when a row is written anew;
* days are proleptic ordinals (:meth:`datetime.date.toordinal`), :data:`NO_DAY` where none is known; an open end is the known one;
* ``long_last`` is ``last_day`` of what lasts longer than :data:`LONG_DAYS`, else empty: so that what overlaps some days is found from its
  first day alone, but for these few;
* ``killed`` is the best figure of the dead, :data:`NO_NUMBER` where none is known;
* ``first_day`` of a name is that of its owner, so that the rows of a name are walked by day;
* ``x``, ``y``, ``z`` are the point on the unit sphere: distances need no trigonometry in the database.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from casus.store.columns import metadata, refers
from casus.store.search_ddl import MOST_DEAD, POSTGRESQL, SQLITE, raw

NO_DAY = 0
NO_NUMBER = -1
LONG_DAYS = 31
ROLES = {"actor": 1, "target": 2, "place": 3, "publisher": 4, "source": 5, "province": 6}
"""As what a name stands in an event or claim."""

_Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _own(identifier: str, target: str) -> list[sa.Column[Any]]:
    return [
        sa.Column("number", _Number, primary_key=True, autoincrement=False),
        refers(identifier, target, part=True, nullable=False, unique=True),
        sa.Column("tie", sa.BigInteger, nullable=False),
        sa.Column("first_day", sa.Integer, nullable=False),
        sa.Column("last_day", sa.Integer, nullable=False),
        sa.Column("long_last", sa.Integer),
    ]


def _point() -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Double) for name in ("lat", "lon", "x", "y", "z")]


names = sa.Table(
    "names",
    metadata,
    sa.Column("number", _Number, primary_key=True, autoincrement=False),
    sa.Column("folded", sa.Text, nullable=False, unique=True),
)
"""Names as they are compared (:func:`casus.store.folding.fold`); an identifier stands as it is, after ``=``."""

document_index = sa.Table(
    "document_index",
    metadata,
    *_own("document", "documents.key"),
    sa.Column("publisher", sa.BigInteger),
)

claim_index = sa.Table(
    "claim_index",
    metadata,
    *_own("claim_id", "claims.claim_id"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("country", sa.Text),
    *_point(),
    sa.Column("killed", sa.BigInteger, nullable=False),
)

event_index = sa.Table(
    "event_index",
    metadata,
    *_own("event_id", "events.event_id"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("country", sa.Text),
    *_point(),
    sa.Column("killed", sa.BigInteger, nullable=False),
    sa.Column("grade", sa.Text, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
    sa.Column("origins", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)


def _numbered(name: str, table: str) -> sa.Column[Any]:
    target = sa.ForeignKey(f"{table}.number", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return sa.Column(name, _Number, target, autoincrement=False)


def _names_of(table: str, owner: str) -> sa.Table:
    return sa.Table(
        table,
        metadata,
        _numbered("owner", owner),
        sa.Column("name", sa.BigInteger, autoincrement=False),
        sa.Column("role", sa.SmallInteger, autoincrement=False),
        sa.Column("first_day", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "owner", "role", "name"
        ),  # of many names, those that a row has in one role are looked at
        sqlite_with_rowid=False,
    )


claim_names = _names_of("claim_names", "claim_index")
event_names = _names_of("event_names", "event_index")
for _table in (claim_names, event_names):
    sa.Index(f"ix_{_table.name}_name", _table.c.name, _table.c.role, _table.c.first_day, _table.c.owner)

event_members = sa.Table(
    "event_members",
    metadata,
    _numbered("claim", "claim_index"),
    _numbered("event", "event_index"),
    sa.PrimaryKeyConstraint("claim", "event"),
    sqlite_with_rowid=False,
)
"""Which claims assert which events, by their numbers: what is found by the words of claims is an event without a look at identifiers."""
sa.Index("ix_event_members_event", event_members.c.event, event_members.c.claim)

event_days = sa.Table(
    "event_days",
    metadata,
    sa.Column("first_day", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("killed", sa.BigInteger, nullable=False),
)
"""How many events begin on a day, and their dead (of each at most :data:`~casus.store.search_ddl.MOST_DEAD`); the database itself counts them when rows of ``event_index`` come and go."""


row_counts = sa.Table(
    "row_counts",
    metadata,
    sa.Column("what", sa.Text, primary_key=True),
    sa.Column("block", _Number, primary_key=True, autoincrement=False),
    sa.Column("held", sa.Integer, nullable=False),
)
"""How many rows ``document_index`` and ``claim_index`` have of each thousand numbers: how much there is is known without a look at all. In blocks, for a
row that one transaction changes a million times is slow on PostgreSQL. The database itself counts."""


def counted_dead(killed: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """The dead of an event as they count in a sum, as in ``event_days``: none where no number is known, at most :data:`~casus.store.search_ddl.MOST_DEAD`."""
    return sa.case((killed < 0, 0), (killed > MOST_DEAD, MOST_DEAD), else_=killed)


for _table in (document_index, claim_index, event_index):
    _beside = [_table.c.last_day, _table.c.killed] if "killed" in _table.c else []  # so that counts by week read no row
    sa.Index(f"ix_{_table.name}_first_day", _table.c.first_day, _table.c.tie, *_beside)
    _long = _table.c.long_last.is_not(None)
    _beside = [_table.c[name] for name in ("first_day", "kind", "country", "killed") if name in _table.c]
    sa.Index(f"ix_{_table.name}_long_last", _table.c.long_last, *_beside, sqlite_where=_long, postgresql_where=_long)
sa.Index("ix_document_index_publisher", document_index.c.publisher, document_index.c.first_day, document_index.c.tie)
for _table in (claim_index, event_index):
    for _name in ("country", "kind"):
        _beside = [_table.c.last_day, _table.c.killed] if (_table is event_index and _name == "country") else []
        sa.Index(f"ix_{_table.name}_{_name}", _table.c[_name], _table.c.first_day, _table.c.tie, *_beside)
    sa.Index(f"ix_{_table.name}_point", _table.c.lat, _table.c.lon).ddl_if(dialect="postgresql")
for _name in ("country", "kind"):
    _beside = [event_index.c[name] for name in ("killed", "tie", "first_day", "last_day")]
    sa.Index(f"ix_event_index_{_name}_killed", event_index.c[_name], *_beside)
sa.Index("ix_event_index_grade", event_index.c.grade, event_index.c.first_day, event_index.c.tie)
for _name in ("killed", "claims", "origins", "version"):
    sa.Index(f"ix_event_index_{_name}", event_index.c[_name], event_index.c.tie)

# --------------------------------------------------------------------------------------------- versions of the record

record_versions = sa.Table(
    "record_versions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("program", sa.Text, nullable=False),
    sa.Column("linker", sa.Text, nullable=False),
)
"""Linkings that changed events; ``made_at`` (ISO, UTC) is the only thing in a record that depends on the clock."""

record_changes = sa.Table(
    "record_changes",
    metadata,
    sa.Column("version", sa.Integer, sa.ForeignKey("record_versions.number", deferrable=True, initially="DEFERRED"), primary_key=True, autoincrement=False),
    sa.Column("event_id", sa.Text, primary_key=True, index=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("digest", sa.Text),
    sa.CheckConstraint("what IN ('added', 'changed', 'withdrawn')", name="what"),
)  # fmt: skip
"""What each version added, changed and withdrew; never changed, never emptied. ``digest`` is of the event's content, empty for one withdrawn."""

record_touched = sa.Table(
    "record_touched", metadata, sa.Column("event_id", sa.Text, primary_key=True), sa.Column("digest", sa.Text)
)
"""Events written or taken out since the last version, with the digest of their content now (empty: it is not there)."""

vector_blocks = sa.Table(
    "vector_blocks",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("claim_ids", sa.Text, nullable=False),
    sa.Column("vectors", sa.LargeBinary, nullable=False),
)
"""What claims say as vectors (:mod:`casus.store.vectors`): some thousand at a time, ids one a line. Those of claims that are gone stay till they are swept."""

INDEX_TABLES = (event_members, event_names, event_index, claim_names, claim_index, document_index, names)
"""The derived tables, in the order in which they can be emptied."""

COUNTED_TABLES = (event_days, row_counts)
"""Tables that the database fills by itself from other rows."""

for _dialect, _statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
    for _statement in _statements:
        sa.event.listen(metadata, "after_create", raw(_statement).execute_if(dialect=_dialect))

"""A record many times over: copies of all rows of a linked one beside them, as wars elsewhere.

Copies have other identifiers, other keys under which texts and claims meet, other names of places and other wars, so they are never linked with anything and
repeat nothing; how groups grew is copied as it is. What the record is asked by (narrow tables, full text, points, days, the review queue) is copied
with the rows or filled by the database itself. Every table is written in one statement, in the order of its keys where it is kept in that order, so
that a record of a million documents takes minutes: row by row and copy by copy, each new copy would look through all that is there already.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from pathlib import Path

import sqlalchemy as sa

from casus.store import schema, schema_filed
from casus.store.digests import digest_of
from casus.store.schema_index import COUNTED_TABLES, ROLES

UNCOPIED = frozenset(
    ["meta", "problems", schema_filed.pending.name, "decisions", "decision_claims", "record_versions", "record_touched", *(table.name for table in COUNTED_TABLES)]
)  # fmt: skip
IDS = frozenset(
    ["key", "id", "document", "claim_id", "event_id", "operation_id", "toll_id", "rival_id", "best_claim", "superseded_by", "copy_of", "original", "address", "place", "one", "other", "war", "identifier"]
)  # fmt: skip
NUMBERED = {
    ("controls", "position"): ("controls", "position"),
    ("control_claims", "control"): ("controls", "position"),
    ("filed_spells", "control"): ("controls", "position"),
    ("copy_signatures", "number"): ("copy_signatures", "number"),
    ("copy_keys", "number"): ("copy_signatures", "number"),
    ("document_index", "number"): ("document_index", "number"),
    ("claim_index", "number"): ("claim_index", "number"),
    ("claim_names", "owner"): ("claim_index", "number"),
    ("event_members", "claim"): ("claim_index", "number"),
    ("event_index", "number"): ("event_index", "number"),
    ("event_names", "owner"): ("event_index", "number"),
    ("event_members", "event"): ("event_index", "number"),
    ("names", "number"): ("names", "number"),
}
"""Columns of numbers, and which numbers they are: those of a copy come behind those of the one before."""
MASKED = (("filed_keys", "key"), ("copy_keys", "key"))
TIED = {"document_index": "document", "claim_index": "claim_id", "event_index": "event_id", "review_queue": "claim_id"}
"""Tables with a column ``tie``, and of what it is the digest."""
TOLD_FROM = 5.0
"""Of tables that take more seconds it is said how many."""
CACHE = "cache_size = -2000000"
"""Two gigabytes of the file in memory: indexes of identifiers grow everywhere at once."""


def multiply(source: Path, place: Path, first: int, copies: int) -> None:
    """Put copies of the rows of ``source``, from this number on, into the record at ``place``, which holds these rows and copies of lower numbers."""
    connection = sqlite3.connect(place, isolation_level=None)
    connection.create_function("tie_of", 1, digest_of, deterministic=True)
    # broken off, the file is of no use in any case
    for pragma in (CACHE, "journal_mode = OFF", "synchronous = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("ATTACH ? AS source", (str(source),))
    connection.execute("CREATE TEMP TABLE copies (copy INTEGER PRIMARY KEY, mask INTEGER NOT NULL)")
    masks = [(copy, random.Random(copy).getrandbits(62)) for copy in range(first, first + copies)]
    connection.executemany("INSERT INTO temp.copies VALUES (?, ?)", masks)
    connection.execute("CREATE TEMP TABLE local_names (number INTEGER PRIMARY KEY)")
    for table in ("claim_names", "event_names"):
        connection.execute(
            f"INSERT OR IGNORE INTO temp.local_names SELECT t.name FROM source.{table} AS t JOIN source.names AS n ON n.number = t.name"
            f" WHERE t.role = {ROLES['place']} AND n.folded NOT LIKE '=%'"  # identifiers stay what they are
        )
    for table in schema.metadata.sorted_tables:
        if table.name not in UNCOPIED and _has_rows(connection, table.name):
            began = time.perf_counter()
            connection.execute("BEGIN")
            connection.execute(_copying(connection, table))
            connection.execute("COMMIT")
            took = time.perf_counter() - began
            if took > TOLD_FROM:
                print(f"{table.name}: {took:.0f} s", file=sys.stderr, flush=True)
    connection.execute("DETACH source")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _copying(connection: sqlite3.Connection, table: sa.Table) -> str:
    columns = [f'"{column.name}"' for column in table.columns]
    values = [_copied(connection, table.name, column.name) for column in table.columns]
    where = " WHERE t.number IN (SELECT number FROM temp.local_names)" if table.name == "names" else ""
    kept_in_order = not table.dialect_options["sqlite"]["with_rowid"]
    places = [columns.index(f'"{column.name}"') + 1 for column in table.primary_key]
    order = f" ORDER BY {', '.join(map(str, places))}" if kept_in_order else ""
    return (
        f"INSERT INTO main.{table.name} ({', '.join(columns)}) SELECT {', '.join(values)} "
        f"FROM temp.copies AS c CROSS JOIN source.{table.name} AS t{where}{order}"
    )


def _copied(connection: sqlite3.Connection, table: str, column: str) -> str:
    """The expression of a column in a copy."""
    own = f't."{column}"'
    if (table, column) in MASKED:
        return f"({own} | c.mask) - ({own} & c.mask)"
    if (table, column) in NUMBERED:
        return f"{own} + c.copy * {_stride(connection, *NUMBERED[table, column])}"
    if (table, column) == ("filed_parts", "identifier"):
        stride = _stride(connection, "controls", "position")
        return f"CASE t.what WHEN 'control' THEN {own} + c.copy * {stride} ELSE {own} || '~' || c.copy END"
    if (table, column) in (("claim_names", "name"), ("event_names", "name")):
        local = f"t.role = {ROLES['place']} AND {own} IN (SELECT number FROM temp.local_names)"
        return f"CASE WHEN {local} THEN {own} + c.copy * {_stride(connection, 'names', 'number')} ELSE {own} END"
    if (table, column) == ("names", "folded"):
        return f"{own} || ' ' || c.copy"  # as folding parts words
    if column == "tie":
        return f"tie_of(t.{TIED[table]} || '~' || c.copy)"
    return f"{own} || '~' || c.copy" if column in IDS else own


def _stride(connection: sqlite3.Connection, table: str, column: str) -> int:
    """How far the numbers of one copy are from those of the next."""
    found = connection.execute(f"SELECT max({column}) FROM source.{table}").fetchone()
    return int(found[0] or 0) + 1


def _has_rows(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute(f"SELECT 1 FROM source.{table} LIMIT 1").fetchone() is not None

"""What is made of a war (its events, operations, tolls and spells of control), each with all its rows: written where it is another one than before.

All functions work on a connection that is inside a transaction of the record's.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from casus.record import Links
from casus.store import schema
from casus.store import schema_filed as filed
from casus.store.batches import batches
from casus.store.changing import note_gone, note_written
from casus.store.coded_rows import Columns
from casus.store.indexing import index_events
from casus.store.link_rows import link_rows
from casus.store.table_rows import insert

_OWNED: Mapping[str, Mapping[sa.Table, str]] = {
    "event": {
        schema.events: "event_id",
        schema.event_claims: "event_id",
        schema.event_rivals: "event_id",
        schema.numbers: "event_id",
        schema.number_claims: "event_id",
        schema.claim_events: "event_id",
    },
    "operation": {schema.operations: "operation_id", schema.operation_events: "operation_id"},
    "toll": {schema.tolls: "toll_id", schema.toll_parts: "toll_id"},
    "control": {schema.controls: "position", schema.control_claims: "control"},
}
"""By what is made of a war, the tables that hold it and the column of its identifier, its own table first."""

_Part = dict[sa.Table, list[Columns]]


def write_wars(connection: sa.Connection, wars: Mapping[str, Links]) -> None:
    """Write all that is made of some wars: rows that are as they were stay untouched."""
    fresh: list[tuple[str, str, str, str, _Part]] = []
    for war in wars:
        there = list(connection.execute(sa.select(filed.parts).where(filed.parts.c.war == war)))
        by_digest = {(row.what, row.digest): row.identifier for row in there}
        stay: set[tuple[str, str]] = set()
        for what, identifier, part in _parts(wars[war]):
            digest = _digest(part)
            if (what, digest) in by_digest:
                stay.add((what, by_digest[what, digest]))
            else:
                fresh.append((war, what, identifier, digest, part))
        for what in _OWNED:
            _take_out(
                connection,
                war,
                what,
                [r.identifier for r in there if r.what == what and (what, r.identifier) not in stay],
            )
    _put_in(connection, fresh)
    new = {identifier: digest for _, what, identifier, digest, _ in fresh if what == "event"}
    note_written(connection, new)
    index_events(connection, [one for links in wars.values() for one in links.events if one.event_id in new])


def _take_out(connection: sa.Connection, war: str, what: str, identifiers: Sequence[str]) -> None:
    if what == "event":
        note_gone(connection, identifiers)
    for table, column in _OWNED[what].items():
        values = [int(one) for one in identifiers] if what == "control" else identifiers
        delete_rows(connection, table, table.c[column], values)
    for some in batches(identifiers):
        table = filed.parts
        connection.execute(
            sa.delete(table).where(table.c.war == war, table.c.what == what, table.c.identifier.in_(some))
        )


def _put_in(connection: sa.Connection, fresh: Sequence[tuple[str, str, str, str, _Part]]) -> None:
    rows: _Part = defaultdict(list)
    parts: list[Columns] = []
    free = (connection.scalar(sa.select(sa.func.max(schema.controls.c.position))) or 0) + 1
    for war, what, identifier, digest, part in fresh:
        if what == "control":
            identifier = str(free)
            for table, column in _OWNED[what].items():
                for row in part[table]:
                    row[column] = free
            free += 1
        parts.append({"war": war, "what": what, "identifier": identifier, "digest": digest})
        for table, mine in part.items():
            rows[table] += mine
    for table in reversed(schema.LINK_TABLES):
        insert(connection, table, rows.get(table, ()))
    insert(connection, filed.parts, parts)


def _parts(links: Links) -> Iterator[tuple[str, str, _Part]]:
    """Each thing that is made of a war, its identifier and all its rows; its place among others is in none of them."""
    rows = link_rows(links)
    for what, owned in _OWNED.items():
        of: dict[str, _Part] = {}
        own = next(iter(owned))
        for table, column in owned.items():
            for row in rows[table]:
                part = of.setdefault(str(row[column]), {one: [] for one in owned})
                part[table].append({**row, "position": 0} if table is own else dict(row))
        if what == "control":
            for part in of.values():
                for row in part[schema.control_claims]:
                    row["control"] = 0
        for identifier, part in of.items():
            yield what, identifier, part


def event_digests(links: Links) -> dict[str, str]:
    """Digests of the content of events, by id."""
    return {identifier: _digest(part) for what, identifier, part in _parts(links) if what == "event"}


def _digest(part: _Part) -> str:
    told = [(table.name, [sorted(row.items()) for row in mine]) for table, mine in part.items()]
    return hashlib.blake2b(repr(told).encode(), digest_size=12).hexdigest()


def delete_rows(connection: sa.Connection, table: sa.Table, column: sa.Column[Any], values: Iterable[Any]) -> None:
    """Delete the rows that have one of the values."""
    for some in batches(values):
        connection.execute(sa.delete(table).where(column.in_(some)))

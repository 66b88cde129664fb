"""What is made of wars, as rows: only what differs from what is there is written, and noted for the next version of the record.

All functions work on a connection that is inside a transaction of the record's.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.filed import WarChange
from casus.record import Links
from casus.store import schema
from casus.store import schema_filed as filed
from casus.store.batches import batches
from casus.store.changing import note_gone, note_written
from casus.store.coded_rows import Columns
from casus.store.indexing import index_events
from casus.store.kept import write_kept
from casus.store.link_rows import link_rows
from casus.store.table_rows import delete, insert

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


class _Fresh(NamedTuple):
    """Something of a war that is to be written; of a spell of control also the key of its place."""

    war: str
    what: str
    identifier: str
    digest: str
    part: _Part
    spot: str | None


def write_wars(connection: sa.Connection, wars: Mapping[str, WarChange]) -> None:
    """Write what is made of some wars and kept of them: rows that are as they were stay untouched."""
    fresh: list[_Fresh] = []
    at: list[Columns] = []  # of spells of control that stay
    for war, change in wars.items():
        there = _there(connection, war, change)
        by_digest: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in there:
            by_digest[row.what, row.digest].append(row.identifier)
        stay: set[tuple[str, str]] = set()
        spots = dict(enumerate(change.control_at))
        for what, identifier, part in _parts(change.links):
            digest = _digest(part)
            same = by_digest.get((what, digest))
            if same:
                stay.add((what, same[-1]))
                if what == "control":
                    at.append({"control": int(same[-1]), "war": war, "spot": spots[int(identifier)]})
                same.pop()
            else:
                spot = spots[int(identifier)] if what == "control" else None
                fresh.append(_Fresh(war, what, identifier, digest, part, spot))
        for what in _OWNED:
            gone = [row.identifier for row in there if row.what == what and (what, row.identifier) not in stay]
            _take_out(connection, war, what, gone)
    write_kept(connection, wars)
    delete(connection, filed.spells.c.control, [one["control"] for one in at])
    insert(connection, filed.spells, at)
    if fresh:
        _put_in(connection, fresh)
    new = {one.identifier: one.digest for one in fresh if one.what == "event"}
    note_written(connection, new)
    index_events(connection, [one for change in wars.values() for one in change.links.events if one.event_id in new])


def _there(connection: sa.Connection, war: str, change: WarChange) -> list[Any]:
    """What is there of a war and may be another now: what, identifier and digest."""
    table = filed.parts
    if change.whole:
        return list(connection.execute(sa.select(table).where(table.c.war == war)))
    links = change.links
    at = sa.select(filed.spells.c.control).where(filed.spells.c.war == war)
    controls = [
        one
        for some in batches(sorted(change.spots))
        for one in connection.scalars(at.where(filed.spells.c.spot.in_(some)))
    ]
    wanted: dict[str, set[str]] = {
        "event": {*change.gone, *(one.event_id for one in links.events)},
        "operation": {*change.gone_operations, *(one.operation_id for one in links.operations)},
        "toll": {*change.gone_tolls, *(one.toll_id for one in links.tolls)},
        "control": set(map(str, controls)),
    }
    found: list[Any] = []
    for what, identifiers in wanted.items():
        mine = sa.select(table).where(table.c.war == war, table.c.what == what)
        for some in batches(sorted(identifiers)):
            found += connection.execute(mine.where(table.c.identifier.in_(some)))
    return found


def _take_out(connection: sa.Connection, war: str, what: str, identifiers: Sequence[str]) -> None:
    if what == "event":
        note_gone(connection, identifiers)
    for table, column in _OWNED[what].items():
        values = [int(one) for one in identifiers] if what == "control" else identifiers
        delete(connection, table.c[column], values)
    if what == "control":
        delete(connection, filed.spells.c.control, map(int, identifiers))
    for some in batches(identifiers):
        table = filed.parts
        connection.execute(
            sa.delete(table).where(table.c.war == war, table.c.what == what, table.c.identifier.in_(some))
        )


def _put_in(connection: sa.Connection, fresh: Sequence[_Fresh]) -> None:
    rows: _Part = defaultdict(list)
    parts: list[Columns] = []
    spots: list[Columns] = []
    free = (connection.scalar(sa.select(sa.func.max(schema.controls.c.position))) or 0) + 1
    for war, what, identifier, digest, part, spot in fresh:
        if what == "control":
            identifier = str(free)
            for table, column in _OWNED[what].items():
                for row in part[table]:
                    row[column] = free
            spots.append({"control": free, "war": war, "spot": spot})
            free += 1
        parts.append({"war": war, "what": what, "identifier": identifier, "digest": digest})
        for table, mine in part.items():
            rows[table] += mine
    for table in reversed(schema.LINK_TABLES):
        insert(connection, table, rows.get(table, ()))
    insert(connection, filed.parts, parts)
    insert(connection, filed.spells, spots)


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


def made_parts(change: WarChange) -> list[tuple[str, str, str, str | None]]:
    """Each thing that is made of a war: what, its identifier, the digest of its rows, and of a spell of control the key of its place."""
    return [
        (what, identifier, _digest(part), change.control_at[int(identifier)] if what == "control" else None)
        for what, identifier, part in _parts(change.links)
    ]


def event_digests(links: Links) -> dict[str, str]:
    """Digests of the content of events, by id."""
    return {identifier: _digest(part) for what, identifier, part in _parts(links) if what == "event"}


def _digest(part: _Part) -> str:
    told = [(table.name, [sorted(row.items()) for row in mine]) for table, mine in part.items()]
    return hashlib.blake2b(repr(told).encode(), digest_size=12).hexdigest()

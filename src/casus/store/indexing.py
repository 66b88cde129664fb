"""Fills the tables that make the record fast to ask (:mod:`casus.store.schema_index`).

All functions work on a connection inside the transaction that writes what they index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from casus.record import Claim, Count, Document, Event, Number
from casus.store import schema
from casus.store import schema_index as index
from casus.store.batches import batches
from casus.store.coded_rows import Columns
from casus.store.digests import digest_of
from casus.store.folding import fold
from casus.store.globe import unit
from casus.store.queueing import queue_claims
from casus.store.reading import read_claims, read_documents_in_order, read_events
from casus.store.revisions import as_corrected
from casus.store.schema_index import LONG_DAYS, NO_DAY, NO_NUMBER, ROLES

LONGEST_NAME = 300
_Names = set[tuple[str, str]]
"""Roles and names, as they are compared."""


def index_documents(connection: sa.Connection, documents: Sequence[Document]) -> None:
    """Index documents that have just been stored."""
    publishers = {one.key: as_name(one.publisher) for one in documents}
    numbers = numbers_of(connection, {name for name in publishers.values() if name})
    free = _free(connection, index.document_index.c.number)
    rows = [
        {
            **_own(free + n, "document", one.key, one.date.start, one.date.end),
            "publisher": numbers.get(publishers[one.key]),
        }
        for n, one in enumerate(documents)
    ]
    _insert(connection, index.document_index, rows)


def index_claims(connection: sa.Connection, claims: Sequence[Claim]) -> None:
    """Index claims that have just been stored, as people corrected them."""
    queue_claims(connection, [claim.claim_id for claim in claims])
    claims = as_corrected(connection, claims).claims
    free = _free(connection, index.claim_index.c.number)
    rows, named = [], []
    for number, claim in enumerate(claims, free):
        rows.append(
            {
                **_own(number, "claim_id", claim.claim_id, claim.interval.start, claim.interval.end),
                **_what(claim),
                "killed": _killed({count.what: _said(count) for count in claim.counts}),
            }
        )
        here = _sides(claim.actors, claim.actor_ids, "actor") | _sides(claim.targets, claim.target_ids, "target")
        here |= _sides([claim.place or ""], [claim.place_id or ""], "place")
        here |= _sides([claim.province or ""], (), "province")
        here |= _sides([claim.source or ""], [claim.source_id or ""], "source")
        named.append((number, here))
    _insert(connection, index.claim_index, rows)
    _insert_names(connection, index.claim_names, named)


def reindex_claims(connection: sa.Connection, claim_ids: Collection[str]) -> None:
    """Index claims anew of which people have decided something; those that are not here are passed over."""
    for some in batches(claim_ids):
        table = index.claim_index
        owned = sa.select(table.c.number).where(table.c.claim_id.in_(some))
        connection.execute(sa.delete(index.claim_names).where(index.claim_names.c.owner.in_(owned)))
        connection.execute(sa.delete(table).where(table.c.claim_id.in_(some)))
        index_claims(connection, read_claims(connection, some))


def index_events(connection: sa.Connection, events: Iterable[Event]) -> None:
    """Index events that have just been stored, with the claims that assert them and their documents."""
    for some in batches(events, 300):
        from_claims = _of_claims(connection, {claim: one.event_id for one in some for claim in one.claim_ids}, some)
        free = _free(connection, index.event_index.c.number)
        rows, named = [], []
        for number, event in enumerate(some, free):
            rows.append(
                {
                    **_own(number, "event_id", event.event_id, event.interval.start, event.interval.end),
                    **_what(event),
                    "killed": _killed({one.what: _best(one) for one in event.numbers}),
                    "grade": event.grade,
                    "claims": len(event.claim_ids),
                    "origins": len(event.origins),
                    "version": 0,
                }
            )
            here = _sides(event.actors, (), "actor") | _sides(event.targets, (), "target")
            here |= _sides([event.place or ""], [event.place_id or ""], "place")
            here |= _sides([event.province or ""], (), "province")
            named.append((number, here | from_claims[event.event_id]))
        _insert(connection, index.event_index, rows)
        _insert_names(connection, index.event_names, named)
        queue_claims(connection, [claim for event in some for claim in event.claim_ids])


def reindex(connection: sa.Connection) -> None:
    """Make all of it anew from what is stored."""
    for table in index.INDEX_TABLES:
        connection.execute(sa.delete(table))
    index_all_but_events(connection)
    for ids in batches(
        list(connection.scalars(sa.select(schema.events.c.event_id).order_by(schema.events.c.event_id)))
    ):
        index_events(connection, read_events(connection, ids))


def index_all_but_events(connection: sa.Connection) -> None:
    """Index all documents and claims, none of which are indexed yet."""
    table = schema.documents
    for keys in batches(list(connection.scalars(sa.select(table.c.key).order_by(table.c.key)))):
        index_documents(connection, read_documents_in_order(connection, keys))
    claims = schema.claims.c
    for ids in batches(list(connection.scalars(sa.select(claims.claim_id).order_by(claims.document, claims.position)))):
        index_claims(connection, read_claims(connection, ids))


def as_name(name: str | None) -> str:
    """A name as it stands in ``names``; nothing for one without a letter."""
    return fold(name or "")[:LONGEST_NAME]


def as_identifier(identifier: str) -> str:
    """An identifier as it stands in ``names``."""
    return f"={identifier}".encode("utf8", "backslashreplace").decode().replace("\0", "")[:LONGEST_NAME]


# --------------------------------------------------------------------------------------------- what stands in the rows


def _own(number: int, column: str, identifier: str, start: date | None, end: date | None) -> Columns:
    first, last = start or end, end or start
    long = first and last and (last - first).days > LONG_DAYS
    return {
        "number": number,
        column: identifier,
        "tie": digest_of(identifier),
        "first_day": first.toordinal() if first else NO_DAY,
        "last_day": last.toordinal() if last else NO_DAY,
        "long_last": last.toordinal() if last and long else None,
    }


def _what(one: Claim | Event) -> Columns:
    placed = one.lat is not None and one.lon is not None
    x, y, z = unit(one.lat, one.lon) if one.lat is not None and one.lon is not None else (None, None, None)
    return {
        "kind": one.kind,
        "status": one.status,
        "country": one.country,
        "lat": one.lat if placed else None,
        "lon": one.lon if placed else None,
        "x": x,
        "y": y,
        "z": z,
    }


def _killed(figures: Mapping[str, int]) -> int:
    """The dead: the whole where it is told, else civilians (or children) and combatants."""
    civilians = figures.get("killed_civilians", figures.get("killed_children"))
    parts = [figure for figure in (civilians, figures.get("killed_combatants")) if figure is not None]
    return min(figures.get("killed", sum(parts) if parts else NO_NUMBER), 2**62)


def _best(number: Number) -> int:
    return next((one for one in (number.best, number.low, number.high) if one is not None), NO_NUMBER)


def _said(count: Count) -> int:
    return next((one for one in (count.min, count.max) if one is not None), NO_NUMBER)


def _sides(given: Iterable[str], identifiers: Iterable[str], role: str) -> _Names:
    return {(role, as_name(name)) for name in given if as_name(name)} | {
        (role, as_identifier(one)) for one in identifiers if one
    }


def _of_claims(
    connection: sa.Connection, event_of: Mapping[str, str], events: Sequence[Event]
) -> defaultdict[str, _Names]:
    """Who the claims of events come from, and the identifiers of the sides in them."""
    claims, documents = schema.claims, schema.documents
    query = sa.select(
        claims.c.claim_id, claims.c.actor_ids, claims.c.target_ids, claims.c.source, claims.c.source_id, documents.c.publisher
    ).join(documents, documents.c.key == claims.c.document)  # fmt: skip
    found: dict[str, _Names] = {}
    for some in batches(event_of):
        for row in connection.execute(query.where(claims.c.claim_id.in_(some))):
            found[row.claim_id] = (
                _sides((), row.actor_ids, "actor")
                | _sides((), row.target_ids, "target")
                | _sides([row.source or ""], [row.source_id or ""], "source")
                | _sides([row.publisher or ""], (), "publisher")
            )
    gathered: defaultdict[str, _Names] = defaultdict(set)
    for event in events:
        gathered[event.event_id].update(*(found.get(claim, set()) for claim in event.claim_ids))
    return gathered


# --------------------------------------------------------------------------------------------- writing


def _free(connection: sa.Connection, number: sa.Column[Any]) -> int:
    return (connection.scalar(sa.select(sa.func.max(number))) or 0) + 1


def numbers_of(connection: sa.Connection, wanted: Collection[str]) -> dict[str, int]:
    """The numbers of names; those that are new get one."""
    table, found = index.names, {}
    for some in batches(wanted):
        for row in connection.execute(sa.select(table).where(table.c.folded.in_(some))):
            found[row.folded] = row.number
    new = sorted(set(wanted) - found.keys())
    if new:
        numbered = dict(zip(new, _count_from(_free(connection, table.c.number)), strict=False))
        _insert(connection, table, [{"number": number, "folded": name} for name, number in numbered.items()])
        found |= numbered
    return found


def _count_from(number: int) -> Iterator[int]:
    while True:
        yield number
        number += 1


def _insert_names(connection: sa.Connection, table: sa.Table, named: Sequence[tuple[int, _Names]]) -> None:
    numbers = numbers_of(connection, {name for _, here in named for _, name in here})
    rows = [
        {"owner": owner, "name": number, "role": role}
        for owner, here in named
        for number, role in sorted((numbers[name], ROLES[role]) for role, name in here)
    ]
    _insert(connection, table, rows)


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Columns]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)

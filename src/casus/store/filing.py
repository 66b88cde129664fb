"""Linked claims filed in the record, and how what linking changes is written.

All functions work on a connection that is inside a transaction of the record's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from casus.decision import Decision
from casus.filed import Filed, LinkChanges, WarChange
from casus.record import Claim, Document, Links
from casus.store import coded_rows, decision_rows, schema
from casus.store import schema_filed as filed
from casus.store.adding import store_added
from casus.store.batches import batches
from casus.store.changing import Clock, close_version, note_all_gone, note_written, now
from casus.store.coded_rows import Columns
from casus.store.copies import documents_by_key
from casus.store.dialect import insert_missing, one_of_many
from casus.store.digests import digest_of
from casus.store.filed_index import FiledIndex
from casus.store.indexing import index_events, reindex_claims
from casus.store.marks import read_meta, write_meta
from casus.store.revisions import counting_decisions, note_claims
from casus.store.table_rows import delete, insert
from casus.store.war_rows import event_digests, write_wars

LINKER = "linker"
"""The name in ``meta`` of the version of the linker that made the links."""


class LinkShelf(FiledIndex):
    """The links of a record and what is filed beside them, inside one transaction."""

    def __init__(self, engine: sa.Engine, connection: sa.Connection) -> None:
        super().__init__(connection)
        self._engine = engine

    def filed_by(self) -> str | None:
        """The version of the linker that filed all claims but those of :meth:`pending`; ``None`` when none did."""
        return filed_by(self._connection)

    def pending(self) -> list[str]:
        """The keys of the documents that came or changed since the last linking."""
        return list(self._connection.scalars(sa.select(filed.pending.c.document).order_by(filed.pending.c.document)))

    def claims_of(self, documents: Collection[str]) -> list[Claim]:
        """The claims of these documents as they are now, by id."""
        found: list[Claim] = []
        for some in batches(documents):
            found += _claims_of(self._connection, some)
        return sorted(found, key=lambda claim: claim.claim_id)

    def documents_behind(self, keys: Collection[str]) -> dict[str, Document]:
        """These documents, those that they repeat, and the first texts of all of these, by key."""
        found = documents_by_key(self._connection, keys)
        wanted = {repeat.original for one in found.values() for repeat in one.repeats}
        wanted |= {one.copy_of for one in found.values() if one.copy_of}
        while wanted := wanted - found.keys():
            more = documents_by_key(self._connection, sorted(wanted))
            found |= more
            wanted = {one.copy_of for one in more.values() if one.copy_of}
        return found

    @property
    def connection(self) -> sa.Connection:
        """The connection of the transaction, for questions of :mod:`casus.store.queries` inside it."""
        return self._connection

    def decisions(self) -> list[Decision]:
        """All decisions that can change what is linked, in the order in which they were taken."""
        return counting_decisions(self._connection)

    def linked_by(self) -> str | None:
        """The version of the linker whose links are here; ``None`` when they are out of date or missing."""
        return linked_by(self._connection)

    def documents_of(self, claims: Collection[str]) -> list[str]:
        """The keys of the documents of these claims, without those that a later version supersedes."""
        table = schema.claims
        keys = {row.document for row in self._among(sa.select(table.c.document), table.c.claim_id, claims)}
        old = set(self._connection.scalars(sa.select(schema.versions.c.document))) if keys else set()
        return sorted(keys - old)

    def keep(self, decision: Decision) -> bool:
        """Keep a decision for good; returns whether it is new. What it changes of the links is to be written in the same transaction."""
        return keep_decision(self._connection, decision)

    def write(self, changes: LinkChanges, linker: str, *, anew: bool = False, clock: Clock = now) -> None:
        """Write what a linking of this version changes; ``anew``: it is all that there is. Changed events make a version of the record."""
        if anew:
            clear(self._connection)
        write_changes(self._connection, changes)
        for name in (LINKER, filed.FILED):
            write_meta(self._connection, name, linker)
        close_version(self._connection, linker, clock)


def keep_decision(connection: sa.Connection, decision: Decision) -> bool:
    """Keep a decision for good, with the claim that it adds, and index its claims as they are to be read now; returns whether it is new."""
    row = decision_rows.decision_row(decision)
    known = sa.select(schema.decisions.c.decision_id).where(schema.decisions.c.decision_id == decision.decision_id)
    if connection.scalar(known) is not None:
        return False
    connection.execute(sa.insert(schema.decisions), row)
    if decision.kind == "add":
        store_added(connection, decision)
    reindex_claims(connection, note_claims(connection, decision))
    return True


def finish_links(connection: sa.Connection, links: Links, linker: str, clock: Clock = now) -> None:
    """Index events that have just been written, all that there are, and log what has changed as a version of the record."""
    note_links(connection, links)
    close_version(connection, linker, clock)


def note_links(connection: sa.Connection, links: Links) -> None:
    """Index events that have just been written, and note them for the next version."""
    note_written(connection, event_digests(links))
    index_events(connection, links.events)


def linked_by(connection: sa.Connection) -> str | None:
    """The version of the linker whose links are in the record; ``None`` when they are out of date or missing."""
    waiting = connection.execute(sa.select(filed.pending).limit(1)).first()
    return read_meta(connection, LINKER) if waiting is None else None


def filed_by(connection: sa.Connection) -> str | None:
    """The version of the linker that filed the linked claims; ``None`` when none did."""
    return read_meta(connection, filed.FILED)


# --------------------------------------------------------------------------------------------- writing


def _claims_of(connection: sa.Connection, documents: Sequence[str]) -> Iterator[Claim]:
    mine = schema.claims.c.document.in_(documents)
    counts: dict[str, list[Any]] = defaultdict(list)
    query = sa.select(schema.counts).join(schema.claims).where(mine).order_by(schema.counts.c.position)
    for row in connection.execute(query):
        counts[row.claim_id].append(row)
    for row in connection.execute(sa.select(schema.claims).where(mine)):
        yield coded_rows.claim_from(row, counts.get(row.claim_id, ()))


def clear(connection: sa.Connection) -> None:
    """Empty all link tables and everything filed."""
    note_all_gone(connection)
    for table in (*schema.LINK_TABLES, *filed.TABLES):
        connection.execute(sa.delete(table))


def await_linking(connection: sa.Connection, documents: Collection[str]) -> None:
    """Note documents as ones to be linked."""
    if documents:
        rows = [{"document": key} for key in sorted(documents)]
        connection.execute(insert_missing(connection.engine, filed.pending), rows)


def set_pending(connection: sa.Connection, documents: Collection[str]) -> None:
    """Note that documents are about to change, and take out what has been made of the wars that they tell of."""
    if not documents:
        return
    await_linking(connection, documents)
    wars = (
        sa.select(filed.events.c.war)
        .join(filed.claims, filed.claims.c.event_id == filed.events.c.event_id)
        .where(one_of_many(connection, filed.claims.c.document, documents))
        .distinct()
    )
    write_wars(connection, {war: WarChange(Links()) for war in sorted(connection.scalars(wars))})


def write_changes(connection: sa.Connection, changes: LinkChanges) -> None:
    """Write what a linking changes, and that nothing is left to link."""
    gone, grown = changes.gone, changes.grown
    delete(connection, filed.events.c.event_id, changes.superseded)
    delete(connection, filed.claims.c.claim_id, gone)
    delete(connection, filed.sketches.c.claim_id, gone)
    _drop_pairs(connection, gone)
    event_of = {claim: one.event_id for one in grown for claim in one.claim_ids}
    new = {one.claim.claim_id: one for one in changes.filed}
    before = {claim: event for claim, event in _events_of(connection, {*event_of, *new}).items() if claim not in gone}
    delete(connection, filed.claims.c.claim_id, new)
    insert(connection, filed.claims, [_filed_row(one, event_of.get(key) or before[key]) for key, one in new.items()])
    delete(connection, filed.sketches.c.claim_id, changes.sketches)
    insert(connection, filed.sketches, [{"claim_id": key, **one._asdict()} for key, one in changes.sketches.items()])
    moved = [{"mine": c, "its": e} for c, e in event_of.items() if c not in new and before.get(c) != e]
    if moved:
        update = sa.update(filed.claims).where(filed.claims.c.claim_id == sa.bindparam("mine"))
        connection.execute(update.values(event_id=sa.bindparam("its")), moved)
    insert(
        connection,
        filed.events,
        [{"event_id": one.event_id, "war": one.war, "merges": [list(merge) for merge in one.merges]} for one in grown],
    )
    rows = sorted({(digest_of(key), claim) for claim, keys in changes.keys.items() for key in keys})
    if rows:  # a claim that was here before may have left some of its keys
        connection.execute(
            insert_missing(connection.engine, filed.keys), [{"key": key, "claim_id": claim} for key, claim in rows]
        )
    both = sorted({*changes.agreeing, *((other, one) for one, other in changes.agreeing)})
    insert(connection, filed.pairs, [{"one": one, "other": other} for one, other in both])
    write_wars(connection, changes.wars)
    connection.execute(sa.delete(filed.pending))


def _filed_row(one: Filed, event: str) -> Columns:
    return {
        "claim_id": one.claim.claim_id,
        "document": one.claim.document,
        "event_id": event,
        "origin": one.origin,
        "origin_name": one.origin_name,
        "home": one.home,
    }


def _events_of(connection: sa.Connection, claims: Collection[str]) -> dict[str, str]:
    table = filed.claims
    return {
        row.claim_id: row.event_id
        for some in batches(claims)
        for row in connection.execute(sa.select(table).where(table.c.claim_id.in_(some)))
    }


def _drop_pairs(connection: sa.Connection, gone: Collection[str]) -> None:
    table = filed.pairs
    for some in batches(sorted(gone)):
        others = sorted(set(connection.scalars(sa.select(table.c.other).where(table.c.one.in_(some)))))
        connection.execute(sa.delete(table).where(table.c.one.in_(some)))
        for portion in batches(others):
            connection.execute(sa.delete(table).where(table.c.one.in_(portion), table.c.other.in_(some)))

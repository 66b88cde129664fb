"""Versions of the record: which linking added, changed and withdrew which events.

Whoever writes or takes out an event notes it (:func:`note_written`, :func:`note_gone`, :func:`note_all_gone`), also in transactions
before the links are whole again; at the end of a linking :func:`close_version` compares what is noted with what was logged. A record
linked anew with the same result gets no new version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from casus.store import schema
from casus.store import schema_index as index
from casus.store.batches import batches
from casus.store.dialect import insert_or_replace
from casus.store.errors import NotInRecordError

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Version:
    """A linking that changed events: its number (the first is 1), when it was (ISO, UTC), by which Casus, and how much it changed."""

    number: int
    made_at: str
    program: str
    linker: str
    added: int = 0
    changed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two versions: ids of events, sorted."""

    since: int
    version: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


# --------------------------------------------------------------------------------------------- writing


def note_written(connection: sa.Connection, digests: Mapping[str, str]) -> None:
    """Note events that were just written, with digests of their content."""
    _note(connection, digests.items())


def note_gone(connection: sa.Connection, event_ids: Iterable[str]) -> None:
    """Note events that were just taken out."""
    _note(connection, ((one, None) for one in event_ids))


def note_all_gone(connection: sa.Connection) -> None:
    """Note that all events are about to be taken out."""
    touched, ids = index.record_touched, sa.select(schema.events.c.event_id)
    connection.execute(sa.delete(touched).where(touched.c.event_id.in_(ids)))
    connection.execute(sa.insert(touched).from_select(["event_id"], ids))


def _note(connection: sa.Connection, noted: Iterable[tuple[str, str | None]]) -> None:
    rows = [{"event_id": event, "digest": digest} for event, digest in sorted(noted)]
    if rows:
        connection.execute(insert_or_replace(connection.engine, index.record_touched), rows)


def close_version(connection: sa.Connection, linker: str, clock: Clock = now) -> None:
    """Log what the events noted have become; nothing is logged where all are as they were."""
    from casus import __version__

    touched = {row.event_id: row.digest for row in connection.execute(sa.select(index.record_touched))}
    before = _last_logged(connection, sorted(touched))
    rows = []
    for event, digest in sorted(touched.items()):
        logged = before.get(event)
        was = logged[1] if logged else None
        if digest != was:
            what = "added" if was is None else "withdrawn" if digest is None else "changed"
            rows.append({"event_id": event, "what": what, "digest": digest})
    version = last_version(connection)
    if rows:
        version += 1
        made_at = clock().astimezone(UTC).isoformat(timespec="seconds")
        own = {"number": version, "made_at": made_at, "program": __version__, "linker": linker}
        connection.execute(sa.insert(index.record_versions), own)
        connection.execute(sa.insert(index.record_changes), [{"version": version, **row} for row in rows])
    now_at = {event: logged[0] for event, logged in before.items()} | {row["event_id"]: version for row in rows}
    _mark(connection, {event: now_at[event] for event, digest in touched.items() if digest is not None})
    connection.execute(sa.delete(index.record_touched))


def _mark(connection: sa.Connection, versions: Mapping[str, int]) -> None:
    """Note beside events in which version they became what they are."""
    table = index.event_index
    rows = [{"mine": event, "its": version} for event, version in versions.items()]
    if rows:
        update = sa.update(table).where(table.c.event_id == sa.bindparam("mine"))
        connection.execute(update.values(version=sa.bindparam("its")), rows)


def _last_logged(
    connection: sa.Connection, events: Sequence[str], until: int | None = None
) -> dict[str, tuple[int, str | None]]:
    """By event, the last version that changed it (up to ``until``) and its digest then."""
    table = index.record_changes
    found: dict[str, tuple[int, str | None]] = {}
    for some in batches(events):
        query = sa.select(table).where(table.c.event_id.in_(some)).order_by(table.c.version)
        if until is not None:
            query = query.where(table.c.version <= until)
        found |= {row.event_id: (row.version, row.digest) for row in connection.execute(query)}
    return found  # fmt: skip


# --------------------------------------------------------------------------------------------- reading


def last_version(connection: sa.Connection) -> int:
    """The number of the newest version; 0 before the first."""
    return connection.scalar(sa.select(sa.func.max(index.record_versions.c.number))) or 0


def read_versions(connection: sa.Connection) -> list[Version]:
    """All versions, with how many events each added, changed and withdrew."""
    table, changes = index.record_versions, index.record_changes
    counted: dict[tuple[int, str], int] = {}
    query = sa.select(changes.c.version, changes.c.what, sa.func.count()).group_by(changes.c.version, changes.c.what)
    for version, what, number in connection.execute(query):
        counted[version, what] = number
    rows: Iterable[Any] = connection.execute(sa.select(table).order_by(table.c.number))
    return [
        Version(
            row.number, row.made_at, row.program, row.linker,
            *(counted.get((row.number, what), 0) for what in ("added", "changed", "withdrawn")),
        )
        for row in rows
    ]  # fmt: skip


def read_changes(connection: sa.Connection, since: int) -> Changes:
    """What differs now from a version (0: from an empty record). Raises :class:`NotInRecordError` for a version that is not there."""
    newest = last_version(connection)
    if not 0 <= since <= newest:
        raise NotInRecordError(f"there is no version {since}; the newest is {newest}")
    table = index.record_changes
    after = sa.select(table).where(table.c.version > since).order_by(table.c.version)
    is_now = {row.event_id: row.digest for row in connection.execute(after)}
    was = {event: digest for event, (_, digest) in _last_logged(connection, sorted(is_now), since).items()}
    found: dict[str, list[str]] = {"added": [], "changed": [], "withdrawn": []}
    for event, digest in sorted(is_now.items()):
        old = was.get(event)
        if digest != old:
            found["added" if old is None else "withdrawn" if digest is None else "changed"].append(event)
    return Changes(since, newest, *(tuple(found[what]) for what in ("added", "changed", "withdrawn")))


def learned(connection: sa.Connection, event_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By event, when the record first held it, and when it became what it is now (ISO, UTC); events of no version are left out."""
    changes, versions = index.record_changes, index.record_versions
    found: dict[str, tuple[str, str]] = {}
    for some in batches(event_ids):
        ends = sa.select(
            changes.c.event_id, sa.func.min(changes.c.version).label("a"), sa.func.max(changes.c.version).label("z")
        )
        told = ends.where(changes.c.event_id.in_(some)).group_by(changes.c.event_id).subquery()
        first, last = versions.alias(), versions.alias()
        query = (
            sa.select(told.c.event_id, first.c.made_at.label("first_at"), last.c.made_at.label("last_at"))
            .join(first, first.c.number == told.c.a)
            .join(last, last.c.number == told.c.z)
        )
        found |= {row.event_id: (row.first_at, row.last_at) for row in connection.execute(query)}
    return found

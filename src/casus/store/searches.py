"""Searches that people saved under a name, each with a key by which its feeds are read."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC

import sqlalchemy as sa

from casus.store import schema
from casus.store.changing import Clock, now
from casus.store.errors import ImpossibleValueError, NotInRecordError

KEY_BYTES = 24
MOST_SEARCHES = 1_000
"""So many an owner may have."""
LONGEST_NAME, LONGEST_QUERY = 200, 8_000
"""Letters."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search: ``query`` holds parameters as of an address (``kind=shelling&country=SY``); ``made_at`` is ISO 8601, UTC."""

    key: str
    name: str
    owner: str
    query: str
    made_at: str


def save_search(connection: sa.Connection, name: str, owner: str, query: str, clock: Clock = now) -> SavedSearch:
    """Save a search under a key that cannot be guessed.

    Raises :class:`ImpossibleValueError` when the owner has one of this name or too many, or when a text is empty or too long.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise ImpossibleValueError(f"a search is saved under a name of 1 to {LONGEST_NAME} letters")
    if len(query) > LONGEST_QUERY:
        raise ImpossibleValueError(f"a search of more than {LONGEST_QUERY} letters cannot be saved; leave filters out")
    known = searches_of(connection, owner)
    if any(one.name == name for one in known):
        raise ImpossibleValueError(f"a search called {name!r} is saved already; remove it or choose another name")
    if len(known) >= MOST_SEARCHES:
        raise ImpossibleValueError(f"{MOST_SEARCHES} searches are saved; remove some that nobody reads")
    made_at = clock().astimezone(UTC).isoformat(timespec="seconds")
    saved = SavedSearch(secrets.token_urlsafe(KEY_BYTES), name, owner, query, made_at)
    connection.execute(sa.insert(schema.saved_searches), asdict(saved))
    return saved


def remove_search(connection: sa.Connection, key: str, owner: str) -> None:
    """Remove an owner's search; its feeds end. Raises :class:`NotInRecordError` for one that is not there, or another's."""
    table = schema.saved_searches
    gone = connection.execute(sa.delete(table).where(table.c.key == key, table.c.owner == owner))
    if gone.rowcount == 0:
        raise NotInRecordError("no search of this key is saved")


def searches_of(connection: sa.Connection, owner: str) -> list[SavedSearch]:
    """The searches of an owner, by name."""
    table = schema.saved_searches
    rows = connection.execute(sa.select(table).where(table.c.owner == owner))
    return sorted((SavedSearch(**row._mapping) for row in rows), key=lambda one: (one.name.casefold(), one.key))


def find_search(connection: sa.Connection, key: str) -> SavedSearch:
    """The search of a key. Raises :class:`NotInRecordError`."""
    table = schema.saved_searches
    row = connection.execute(sa.select(table).where(table.c.key == key)).first()
    if row is None:
        raise NotInRecordError("no search of this key is saved; it may have been removed")
    return SavedSearch(**row._mapping)

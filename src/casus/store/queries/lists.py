"""Plain lists of the record, in the order of a key, each page going on behind the key where the one before ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.record import Control, Problem, Relation, Toll
from casus.store import coded_rows, schema
from casus.store.batches import batches
from casus.store.coded_rows import Row
from casus.store.link_rows import links_from
from casus.store.queries.surroundings import read_tolls


class PlaceRow(NamedTuple):
    """A place of events, and how many there are at it."""

    place_id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    events: int


def tolls_after(
    connection: sa.Connection,
    after: str | None,
    limit: int,
    *,
    operation: str | None = None,
    what: str | None = None,
    country: str | None = None,
    standing: bool = False,
) -> list[Toll]:
    """Tolls by id, those behind ``after``; ``standing``: only those that no later total replaces."""
    c = schema.tolls.c
    where: list[sa.ColumnElement[bool]] = [sa.true()]
    where += [c.toll_id > after] if after is not None else []
    where += [c.operation_id == operation] if operation is not None else []
    where += [c.what == what] if what is not None else []
    where += [c.country == country] if country is not None else []
    where += [c.superseded_by.is_(None)] if standing else []
    return read_tolls(connection, sa.and_(*where), limit)


def controls(
    connection: sa.Connection, *, country: str | None = None, begun_by: date | None = None
) -> tuple[Control, ...]:
    """Who is said to hold what, by place; ``begun_by``: only what may have begun by that day."""
    c = schema.controls.c
    where: list[sa.ColumnElement[bool]] = [sa.true()]
    where += [c.country == country] if country is not None else []
    where += [sa.func.coalesce(c.since_start, c.since_end) <= begun_by] if begun_by is not None else []
    return read_controls(connection, sa.and_(*where))


def read_controls(connection: sa.Connection, where: sa.ColumnElement[bool]) -> tuple[Control, ...]:
    """Spells of control for which a condition holds, by place and time."""
    table = schema.controls
    query = sa.select(table).where(where).order_by(table.c.place, table.c.position)
    rows: dict[sa.Table, list[Row]] = {one: [] for one in schema.LINK_TABLES}
    rows[table] = list(connection.execute(query))
    told = schema.control_claims
    for some in batches([row.position for row in rows[table]]):
        rows[told] += connection.execute(sa.select(told).where(told.c.control.in_(some)))
    return links_from(rows).controls


def documents_of_copies(connection: sa.Connection, key: str) -> list[Row]:
    """The documents that are copies of one, each with ``key``, ``id``, ``title``, ``publisher`` and ``url``."""
    c = schema.documents.c
    query = sa.select(c.key, c.id, c.title, c.publisher, c.url).where(c.copy_of == key).order_by(c.key)
    return list(connection.execute(query))


def copies_of_documents(connection: sa.Connection, keys: Collection[str]) -> dict[str, list[Row]]:
    """The copies of each of these documents, as :func:`documents_of_copies` gives them, by the key of what they copy."""
    c = schema.documents.c
    found: dict[str, list[Row]] = {}
    for some in batches(sorted(set(keys))):
        query = (
            sa.select(c.key, c.id, c.title, c.publisher, c.url, c.copy_of).where(c.copy_of.in_(some)).order_by(c.key)
        )
        for row in connection.execute(query):
            found.setdefault(row.copy_of, []).append(row)
    return found


def document_keys_of(connection: sa.Connection, name: str) -> list[str]:
    """The keys of the documents of this key, else of this id."""
    c = schema.documents.c
    by_key = list(connection.scalars(sa.select(c.key).where(c.key == name)))
    return by_key or list(connection.scalars(sa.select(c.key).where(c.id == name).order_by(c.key)))


def ids_of_documents(connection: sa.Connection, keys: Collection[str]) -> dict[str, str]:
    """What their givers call documents, by key."""
    c = schema.documents.c
    found: dict[str, str] = {}
    for some in batches(sorted(set(keys))):
        found |= {row.key: row.id for row in connection.execute(sa.select(c.key, c.id).where(c.key.in_(some)))}
    return found


def relations_of(connection: sa.Connection, actor_id: str, limit: int) -> list[Relation]:
    """The relations of an actor, by document and place in it."""
    table = schema.relations
    mine = (table.c.subject_id == actor_id) | (table.c.object_id == actor_id)
    query = sa.select(table).where(mine).order_by(table.c.document, table.c.position).limit(limit)
    return [coded_rows.relation_from(row) for row in connection.execute(query)]


def problems_after(connection: sa.Connection, after: Sequence[str] | None, limit: int) -> list[Problem]:
    """Problems of inputs and in documents, once each, by locator, stage and reason, those behind ``after``."""
    names = ("locator", "stage", "reason")
    arms = (sa.select(*(table.c[name] for name in names)) for table in (schema.problems, schema.document_problems))
    told = sa.union(*arms).subquery()
    columns = [told.c[name] for name in names]
    query = sa.select(*columns).order_by(*columns).limit(limit)
    if after is not None:
        query = query.where(sa.tuple_(*columns) > sa.tuple_(*map(sa.literal, after)))
    return [coded_rows.problem_from(row) for row in connection.execute(query)]


def places_of_events(connection: sa.Connection) -> list[PlaceRow]:
    """The places of events, by id; of several names or points of one place the least."""
    c = schema.events.c
    columns: list[sa.ColumnElement[Any]] = [
        c.place_id, sa.func.min(c.place), sa.func.min(c.country), sa.func.min(c.lat), sa.func.min(c.lon), sa.func.count(),
    ]  # fmt: skip
    query = sa.select(*columns).where(c.place_id.is_not(None)).group_by(c.place_id).order_by(c.place_id)
    return [PlaceRow(*row) for row in connection.execute(query)]

"""What the pages of an operation, an actor and a place tell: parts of the record around them, read by what they are called."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.record import Control, Interval, Relation, Toll
from casus.store import coded_rows, schema
from casus.store import schema_index as index
from casus.store.batches import batches
from casus.store.queries.lists import PlaceRow, read_controls
from casus.store.queries.surroundings import read_tolls
from casus.store.schema_index import ROLES

ALWAYS = Interval()


class OperationLine(NamedTuple):
    """An operation as a list is sorted by it."""

    operation_id: str
    name: str
    country: str | None
    first: date | None
    last: date | None
    events: int


def operation_lines(connection: sa.Connection) -> list[OperationLine]:
    """All operations in short, by id."""
    c, member = schema.operations.c, schema.operation_events.c
    query = (
        sa.select(c.operation_id, c.name, c.country, c.date_start, c.date_end, sa.func.count(member.event_id))
        .outerjoin_from(schema.operations, schema.operation_events, member.operation_id == c.operation_id)
        .group_by(c.operation_id, c.name, c.country, c.date_start, c.date_end)
        .order_by(c.operation_id)
    )
    return [OperationLine(*row) for row in connection.execute(query)]


def control_at(connection: sa.Connection, place_ids: Collection[str], days: Interval = ALWAYS) -> tuple[Control, ...]:
    """The spells of control of some places, by place and time, as far as they may reach into some days."""
    c = schema.controls.c
    near: list[sa.ColumnElement[bool]] = [sa.true()]
    near += [sa.func.coalesce(c.since_start, c.since_end) <= days.end] if days.end else []
    near += [sa.not_(c.ended) | (sa.func.coalesce(c.until_end, c.until_start) >= days.start)] if days.start else []
    found: list[Control] = []
    for some in batches(sorted(set(place_ids))):
        found += read_controls(connection, sa.and_(c.place_id.in_(some), *near))
    return tuple(found)


def control_by_claims(connection: sa.Connection, claim_ids: Collection[str]) -> set[str]:
    """The ids of places of whose control some claims tell."""
    table, told = schema.controls, schema.control_claims
    found: set[str] = set()
    for some in batches(sorted(set(claim_ids))):
        query = sa.select(table.c.place_id).join(told, told.c.control == table.c.position)
        found |= set(connection.scalars(query.where(told.c.claim_id.in_(some), table.c.place_id.is_not(None))))
    return found


def replacing(connection: sa.Connection, tolls: Collection[Toll]) -> list[Toll]:
    """The tolls that replace some tolls, and are not among them."""
    known = {one.toll_id for one in tolls}
    wanted = sorted({one.superseded_by for one in tolls if one.superseded_by} - known)
    return [one for some in batches(wanted) for one in read_tolls(connection, schema.tolls.c.toll_id.in_(some))]


def tolls_at(connection: sa.Connection, place: str, country: str | None, limit: int) -> list[Toll]:
    """Tolls of a place, by its name and country."""
    c = schema.tolls.c
    return read_tolls(connection, sa.and_(c.place == place, c.country.is_not_distinct_from(country)), limit)


def days_of_claims(connection: sa.Connection, claim_ids: Collection[str]) -> dict[str, date | None]:
    """The day on which each claim was reported, by claim id."""
    claim, document = schema.claims.c, schema.documents.c
    found: dict[str, date | None] = {}
    for some in batches(sorted(set(claim_ids))):
        query = sa.select(claim.claim_id, document.date_start, document.date_end).join(
            schema.documents, document.key == claim.document
        )
        for row in connection.execute(query.where(claim.claim_id.in_(some))):
            found[row.claim_id] = row.date_end or row.date_start
    return found


def place_of_events(connection: sa.Connection, number: int | None, place_id: str) -> PlaceRow | None:
    """A place of events by its id, and the number under which that is kept; what it is called is that of its first event."""
    if number is None:
        return None
    own, at, event = index.event_names.c, index.event_index.c, schema.events.c
    mine = sa.and_(own.name == number, own.role == ROLES["place"])
    here: sa.Select[Any] = (
        sa.select(event.place, event.country, event.lat, event.lon)
        .join_from(index.event_names, index.event_index, at.number == own.owner)
        .join(schema.events, event.event_id == at.event_id)
        .where(mine, event.place_id == place_id)
        .order_by(own.owner)
        .limit(1)
    )
    row = connection.execute(here).first()
    if row is None:
        return None
    events = connection.scalar(sa.select(sa.func.count()).select_from(index.event_names).where(mine)) or 0
    return PlaceRow(place_id, row.place or place_id, row.country, row.lat, row.lon, events)


def operations_at(connection: sa.Connection, number: int, role: str, limit: int) -> list[tuple[str, int]]:
    """The ids of operations with most events in which a name (by its number) has one of the roles, and how many."""
    own, at, event = index.event_names.c, index.event_index.c, schema.events.c
    many = sa.func.count().label("events")
    query = (
        sa.select(event.operation_id, many)
        .join_from(index.event_names, index.event_index, at.number == own.owner)
        .join(schema.events, event.event_id == at.event_id)
        .where(own.name == number, own.role == ROLES[role], event.operation_id.is_not(None))
        .group_by(event.operation_id)
        .order_by(many.desc(), event.operation_id)
        .limit(limit)
    )
    return [(row.operation_id, row.events) for row in connection.execute(query)]


def relations_among(connection: sa.Connection, actor_ids: Collection[str], limit: int) -> list[Relation]:
    """What reports tell of how some actors stand to anybody, by document and place in it."""
    table = schema.relations
    found: dict[str, Relation] = {}
    for some in batches(sorted(set(actor_ids))):
        mine = table.c.subject_id.in_(some) | table.c.object_id.in_(some)
        query = sa.select(table).where(mine).order_by(table.c.document, table.c.position).limit(limit)
        found |= {row.relation_id: coded_rows.relation_from(row) for row in connection.execute(query)}
    return list(found.values())


def actors_of_record(connection: sa.Connection) -> set[str]:
    """The ids of all actors that take part in claims or relations."""
    own, given, relation = index.claim_names.c, index.names.c, schema.relations.c
    parts = sa.select(own.name).where(own.role.in_([ROLES["actor"], ROLES["target"]])).distinct().subquery()
    query = sa.select(given.folded).join(parts, parts.c.name == given.number).where(given.folded.like("=%"))
    found = {folded.removeprefix("=") for folded in connection.scalars(query)}
    for column in (relation.subject_id, relation.object_id):
        found |= set(connection.scalars(sa.select(column).distinct()))
    return found


def names_of_actor(connection: sa.Connection, number: int | None, actor_id: str, looked_at: int) -> tuple[str, ...]:
    """What an actor is called in the latest claims about it (so many, and in its relations as many), the most frequent first."""
    counted: dict[str, int] = {}
    own, at, claim = index.claim_names.c, index.claim_index.c, schema.claims.c
    for role, ids, said in (("actor", "actor_ids", "actors"), ("target", "target_ids", "targets")):
        query = (
            sa.select(claim[ids].label("ids"), claim[said].label("said"))
            .join_from(index.claim_names, index.claim_index, at.number == own.owner)
            .join(schema.claims, claim.claim_id == at.claim_id)
            .where(own.name == number, own.role == ROLES[role])
            .order_by(own.owner.desc())
            .limit(looked_at)
        )
        for row in connection.execute(query) if number is not None else ():
            for one, name in zip(row.ids, row.said, strict=False):
                if one == actor_id:
                    counted[name] = counted.get(name, 0) + 1
    for relation in relations_among(connection, [actor_id], looked_at):
        for one, name in ((relation.subject_id, relation.subject), (relation.object_id, relation.object)):
            if one == actor_id:
                counted[name] = counted.get(name, 0) + 1
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))

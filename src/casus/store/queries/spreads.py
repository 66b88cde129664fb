"""How the events of one name lie in time and how well they are attested; how many events each name has.

Names are asked for exactly: an identifier of a side, place or source, or a whole name as it is compared (:mod:`casus.store.folding`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.record import Grade, Kind, Status
from casus.store import schema_index as index
from casus.store.index_rows import as_identifier, as_name
from casus.store.schema_decisions import decisions
from casus.store.schema_index import NO_DAY, ROLES


@dataclass(slots=True)
class Spread:
    """Some events: how many, how many of them without a day, by grade, and by the month (``2017-02``) in which they began and grade."""

    events: int = 0
    undated: int = 0
    grades: Counter[Grade] = field(default_factory=Counter)
    months: dict[str, Counter[Grade]] = field(default_factory=dict)


class Said(NamedTuple):
    """How many claims of a source are of a kind and status; ``role``: as what the source itself takes part in them, if asked."""

    kind: Kind
    status: Status
    claims: int
    role: str | None = None


def number_of_name(connection: sa.Connection, *, identifier: str | None = None, name: str | None = None) -> int | None:
    """The number under which an identifier, or a whole name, is kept; ``None``: nothing has it."""
    folded = as_identifier(identifier) if identifier is not None else as_name(name)
    return connection.scalar(sa.select(index.names.c.number).where(index.names.c.folded == folded))


def spread_of(connection: sa.Connection, number: int | None, role: str) -> Spread:
    """The events in which a name (by its number) stands as ``actor``, ``target``, ``place``, ``publisher`` or ``source``."""
    found = Spread()
    if number is None:
        return found
    own, event = index.event_names.c, index.event_index.c
    query = (
        sa.select(event.first_day, event.grade, sa.func.count())
        .join_from(index.event_names, index.event_index, event.number == own.owner)
        .where(own.name == number, own.role == ROLES[role])
        .group_by(event.first_day, event.grade)
    )
    months: defaultdict[str, Counter[Grade]] = defaultdict(Counter)
    for first_day, grade, events in connection.execute(query):
        found.events += events
        found.grades[grade] += events
        if first_day == NO_DAY:
            found.undated += events
        else:
            months[date.fromordinal(first_day).isoformat()[:7]][grade] += events
    found.months = dict(sorted(months.items()))
    return found


def events_by_name(
    connection: sa.Connection, roles: Collection[str], *, identified: bool | None = None
) -> dict[tuple[str, str], int]:
    """How many events each name has, by the name as it is kept and the role; ``identified``: identifiers only, or names only."""
    own, given = index.event_names.c, index.names.c
    counted = (
        sa.select(own.name, own.role, sa.func.count().label("events"))
        .where(own.role.in_([ROLES[role] for role in roles]))
        .group_by(own.name, own.role)
        .subquery()
    )
    query = sa.select(given.folded, counted.c.role, counted.c.events).join(counted, counted.c.name == given.number)
    if identified is not None:
        query = query.where(given.folded.like("=%") if identified else given.folded.not_like("=%"))
    called = {number: role for role, number in ROLES.items()}
    return {(row.folded, called[row.role]): row.events for row in connection.execute(query)}


def said_by(connection: sa.Connection, number: int | None) -> list[Said]:
    """What a cited source (by its number) says: its claims by kind and status, the most frequent first."""
    if number is None:
        return []
    own, claim = index.claim_names.c, index.claim_index.c
    query = (
        sa.select(claim.kind, claim.status, sa.func.count().label("claims"))
        .join_from(index.claim_names, index.claim_index, claim.number == own.owner)
        .where(own.name == number, own.role == ROLES["source"])
        .group_by(claim.kind, claim.status)
    )
    return sorted(
        (Said(*row) for row in connection.execute(query)), key=lambda one: (-one.claims, one.kind, one.status)
    )


def said_of_itself(connection: sa.Connection, number: int | None) -> list[Said]:
    """What a source says of itself: its claims in which it is doer or target, by kind, status and role."""
    if number is None:
        return []
    claim = index.claim_index.c
    mine, role = _of_itself(number)
    query = (
        sa.select(claim.kind, claim.status, sa.func.count().label("claims"), role)
        .select_from(mine.join(index.claim_index, claim.number == role.table.c.owner))
        .group_by(claim.kind, claim.status, role)
    )
    called = {ROLES["actor"]: "actor", ROLES["target"]: "target"}
    found = [Said(row.kind, row.status, row.claims, called[row.role]) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (-one.claims, one.kind, one.status, one.role or ""))


def latest_of_itself(connection: sa.Connection, number: int | None, limit: int) -> list[str]:
    """The ids of the latest claims that a source makes about itself."""
    if number is None:
        return []
    claim = index.claim_index.c
    mine, role = _of_itself(number)
    query = (
        sa.select(claim.claim_id, claim.first_day, claim.tie)
        .distinct()
        .select_from(mine.join(index.claim_index, claim.number == role.table.c.owner))
        .order_by(claim.first_day.desc(), claim.tie.desc())
        .limit(limit)
    )
    return [row.claim_id for row in connection.execute(query)]


def _of_itself(number: int) -> tuple[sa.Join, Any]:
    """Claims that a source makes and takes part in, and the column that says as what."""
    says, does = index.claim_names.alias(), index.claim_names.alias()
    told = sa.select(says.c.owner).where(says.c.name == number, says.c.role == ROLES["source"]).subquery()
    part = sa.and_(
        does.c.owner == told.c.owner, does.c.name == number, does.c.role.in_([ROLES["actor"], ROLES["target"]])
    )
    return told.join(does, part), does.c.role


def state_of_events(connection: sa.Connection) -> tuple[object, ...]:
    """What differs whenever documents, claims, events or decisions do: the last version and when it was made, decisions, last rows of the index."""
    versions = index.record_versions.c
    last = connection.execute(
        sa.select(versions.number, versions.made_at).order_by(versions.number.desc()).limit(1)
    ).first()
    tables: Mapping[str, sa.Table] = {
        "documents": index.document_index, "claims": index.claim_index, "events": index.event_index,
    }  # fmt: skip
    ends = [connection.scalar(sa.select(sa.func.count()).select_from(decisions)) or 0]
    ends += [connection.scalar(sa.select(sa.func.max(table.c.number))) or 0 for table in tables.values()]
    return (*(last or (0, "")), *ends)

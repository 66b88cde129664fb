"""Events as plain columns, for whoever makes a table of all of them: what the database gives, without values of the record being made of it.

Lists of names come as the JSON text that stands in the record, or as lists, and days as ISO text or as days: as the database's driver gives
them. Portions, order and state are those of :class:`casus.store.portions.Portions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.store import filing, schema
from casus.store.dialect import letter_by_letter, one_of_many
from casus.store.errors import NotInRecordError

Row = Any
_E, _C, _D, _M, _N = schema.events.c, schema.claims.c, schema.documents.c, schema.event_claims.c, schema.numbers.c


class RawEvent(NamedTuple):
    """An event's own columns."""

    event_id: str
    kind: str
    title: str
    status: str
    grade: str
    grade_reason: str
    date_start: Any
    date_end: Any
    place: str | None
    place_id: str | None
    province: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    actors: Any
    targets: Any
    origins: Any
    operation_id: str | None


class RawClaim(NamedTuple):
    """A claim beside an event, as what it stands there (``role``: asserts or denies)."""

    event_id: str
    role: str
    claim_id: str
    status: str
    source: str | None
    source_type: str
    confidence: float
    evidence: str
    begin: int
    end: int
    document: str
    kind: str
    actors: Any
    targets: Any
    actor_ids: Any
    target_ids: Any
    country: str | None
    date_start: Any
    date_end: Any
    trigger: str


class RawDocument(NamedTuple):
    """A report."""

    key: str
    id: str
    publisher: str | None
    url: str | None
    date_start: Any
    date_end: Any
    text: str


class RawNumber(NamedTuple):
    """A reconciled number."""

    event_id: str
    position: int
    what: str
    low: int | None
    best: int | None
    high: int | None
    part_of: str | None
    reason: str
    best_claim: str


class RawPortion(NamedTuple):
    """Some events with what leads back from them, by the events' ids; ``stated_by`` is by event and position of the number."""

    events: Sequence[RawEvent]
    claims: Mapping[str, Sequence[RawClaim]]
    documents: Mapping[str, RawDocument]
    numbers: Mapping[str, Sequence[RawNumber]]
    stated_by: Mapping[tuple[str, int], list[str]]
    rivals: Mapping[str, list[str]]
    operations: Mapping[str, str]


_EVENT = [_E[name] for name in RawEvent._fields]
_CLAIM = [
    _M.event_id, _M.role, _C.claim_id, _C.status, _C.source, _C.source_type, _C.confidence, _C.evidence, _C.begin_at, _C.end_at, _C.document,
    _C.kind, _C.actors, _C.targets, _C.actor_ids, _C.target_ids, _C.country, _C.date_start, _C.date_end, _C.trigger,
]  # fmt: skip
_DOCUMENT = [_D[name] for name in RawDocument._fields]
_NUMBER = [_N[name] for name in RawNumber._fields]


def event_ids(connection: sa.Connection) -> Iterator[str]:
    """The ids of all events, in the record's order."""
    order: Any = _E.position
    if filing.filed_by(connection) is not None:
        order = letter_by_letter(connection, _E.event_id)
    options = {"stream_results": True, "yield_per": 10_000}
    yield from connection.scalars(sa.select(_E.event_id).order_by(order), execution_options=options)


def raw_events(connection: sa.Connection, ids: Sequence[str]) -> RawPortion:
    """These events, in this order. Raises :class:`~casus.store.errors.NotInRecordError` for one that is not there."""
    query = sa.select(*_plain(_EVENT)).where(one_of_many(connection, _E.event_id, ids))
    found = {row[0]: RawEvent._make(row) for row in connection.execute(query).all()}
    gone = next((one for one in ids if one not in found), None)
    if gone is not None:
        raise NotInRecordError(f"there is no event {gone} in this record")
    return _portion(connection, [found[one] for one in ids])


def _portion(connection: sa.Connection, events: list[RawEvent]) -> RawPortion:
    ids = [event.event_id for event in events]
    claims: defaultdict[str, list[RawClaim]] = defaultdict(list)
    keys: dict[str, None] = {}
    query = sa.select(*_plain(_CLAIM)).join_from(schema.event_claims, schema.claims, _C.claim_id == _M.claim_id)
    for row in _of(connection, query, _M.event_id, ids, _M.event_id, _M.role, _M.position):
        claim = RawClaim._make(row)
        claims[claim.event_id].append(claim)
        keys[claim.document] = None
    numbers: defaultdict[str, list[RawNumber]] = defaultdict(list)
    for row in _of(connection, sa.select(*_NUMBER), _N.event_id, ids, _N.event_id, _N.position):
        numbers[row[0]].append(RawNumber._make(row))
    told = schema.number_claims.c
    stated_by: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    of_numbers = sa.select(told.event_id, told.number, told.claim_id)
    for event_id, number, claim_id in _of(connection, of_numbers, told.event_id, ids, told.event_id, told.number, told.position):  # fmt: skip
        stated_by[event_id, number].append(claim_id)
    other = schema.event_rivals.c
    rivals: defaultdict[str, list[str]] = defaultdict(list)
    of_rivals = sa.select(other.event_id, other.rival_id)
    for event_id, rival_id in _of(connection, of_rivals, other.event_id, ids, other.event_id, other.position):
        rivals[event_id].append(rival_id)
    documents = {
        row[0]: RawDocument._make(row) for row in _of(connection, sa.select(*_plain(_DOCUMENT)), _D.key, list(keys))
    }
    own = schema.operations.c
    around = list({event.operation_id for event in events if event.operation_id})
    operations = dict(map(tuple, _of(connection, sa.select(own.operation_id, own.name), own.operation_id, around)))
    return RawPortion(events, claims, documents, numbers, stated_by, rivals, operations)


def _of(
    connection: sa.Connection, query: sa.Select[Any], column: sa.Column[Any], values: list[str], *order: Any
) -> Sequence[Row]:
    return connection.execute(query.where(one_of_many(connection, column, values)).order_by(*order)).all()


def _plain(columns: Sequence[sa.Column[Any]]) -> list[sa.ColumnElement[Any]]:
    """The columns as the driver gives them: nothing is made of JSON and days."""
    return [sa.type_coerce(one, sa.Text) if isinstance(one.type, (sa.JSON, sa.Date)) else one for one in columns]

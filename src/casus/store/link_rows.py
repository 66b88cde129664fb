"""Events, operations, tolls and control as rows of the tables, and back.

:func:`link_rows` spreads one :class:`~casus.record.Links` over the tables; :func:`links_from` gathers it again. Values keep their
order, and what is read back equals what was stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from casus.record import Control, Event, Interval, Links, Number, Operation, Toll
from casus.store import schema
from casus.store.coded_rows import Columns, Row, count_from, count_row, days_from, days_row

Tables = dict[sa.Table, list[Columns]]


class Before(NamedTuple):
    """How many operations, events, tolls and spells of control stand before those of a part."""

    operations: int = 0
    events: int = 0
    tolls: int = 0
    controls: int = 0

    def and_of(self, links: Links) -> Before:
        """With those of this part too."""
        own = (links.operations, links.events, links.tolls, links.controls)
        return Before(*(number + len(more) for number, more in zip(self, own, strict=True)))


NOTHING = Before()


def link_rows(links: Links, before: Before = NOTHING) -> Tables:
    """The rows of every link table, in an order in which they can be inserted; of a part of all links, what stands ``before`` it."""
    rows: Tables = {table: [] for table in reversed(schema.LINK_TABLES)}
    for n, operation in enumerate(links.operations, before.operations):
        _add_operation(rows, n, operation)
    for n, event in enumerate(links.events, before.events):
        _add_event(rows, n, event)
    for n, toll in enumerate(links.tolls, before.tolls):
        _add_toll(rows, n, toll)
    for n, control in enumerate(links.controls, before.controls):
        _add_control(rows, n, control)
    rows[schema.claim_events] = [{"claim_id": c, "event_id": e} for c, e in sorted(links.event_of.items())]
    return rows


def _listed(owner: Columns, column: str, values: Iterable[str]) -> list[Columns]:
    """One row for each value of a list, in its order, owned by the given key columns."""
    return [{**owner, "position": n, column: value} for n, value in enumerate(values)]


def _add_operation(rows: Tables, position: int, operation: Operation) -> None:
    owner: Columns = {"operation_id": operation.operation_id}
    rows[schema.operations].append(
        {
            **owner,
            "position": position,
            "name": operation.name,
            **days_row(operation.interval),
            "sides": [list(side) for side in operation.sides],
            "places": list(operation.places),
            "country": operation.country,
        }
    )
    rows[schema.operation_events] += _listed(owner, "event_id", operation.event_ids)


def _add_event(rows: Tables, position: int, event: Event) -> None:
    owner: Columns = {"event_id": event.event_id}
    rows[schema.events].append(
        {
            **owner,
            "position": position,
            "kind": event.kind,
            "title": event.title,
            **days_row(event.interval),
            "actors": list(event.actors),
            "targets": list(event.targets),
            "place": event.place,
            "place_id": event.place_id,
            "country": event.country,
            "lat": event.lat,
            "lon": event.lon,
            "precision": event.precision,
            "province": event.province,
            "grade": event.grade,
            "grade_reason": event.grade_reason,
            "status": event.status,
            "origins": list(event.origins),
            "operation_id": event.operation_id,
        }
    )
    rows[schema.event_claims] += _listed({**owner, "role": "asserts"}, "claim_id", event.claim_ids)
    rows[schema.event_claims] += _listed({**owner, "role": "denies"}, "claim_id", event.denial_ids)
    rows[schema.event_rivals] += _listed(owner, "rival_id", event.rival_ids)
    for n, number in enumerate(event.numbers):
        rows[schema.numbers].append(_number_row(owner, n, number))
        rows[schema.number_claims] += _listed({**owner, "number": n}, "claim_id", number.claim_ids)


def _number_row(owner: Columns, position: int, number: Number) -> Columns:
    return {
        **owner,
        "position": position,
        "what": number.what,
        "low": number.low,
        "best": number.best,
        "high": number.high,
        "best_claim": number.best_claim,
        "reason": number.reason,
        "part_of": number.part_of,
    }


def _add_toll(rows: Tables, position: int, toll: Toll) -> None:
    rows[schema.tolls].append(
        {
            "toll_id": toll.toll_id,
            "position": position,
            "claim_id": toll.claim_id,
            **count_row(toll.number),
            "source": toll.source,
            "source_type": toll.source_type,
            "place": toll.place,
            "country": toll.country,
            "actors": list(toll.actors),
            "targets": list(toll.targets),
            **days_row(toll.interval),
            "operation_id": toll.operation_id,
            "superseded_by": toll.superseded_by,
        }
    )
    rows[schema.toll_parts] += [
        {"toll_id": toll.toll_id, "position": n, **count_row(part)} for n, part in enumerate(toll.parts)
    ]


def _add_control(rows: Tables, position: int, control: Control) -> None:
    until = control.until or Interval()
    rows[schema.controls].append(
        {
            "position": position,
            "place": control.place,
            "holder": control.holder,
            "since_start": control.since.start,
            "since_end": control.since.end,
            "ended": control.until is not None,
            "until_start": until.start,
            "until_end": until.end,
            "place_id": control.place_id,
            "country": control.country,
            "lat": control.lat,
            "lon": control.lon,
            "contested_by": list(control.contested_by),
            "lost_by": list(control.lost_by),
        }
    )
    rows[schema.control_claims] += _listed({"control": position}, "claim_id", control.claim_ids)


# --------------------------------------------------------------------------------------------- and back


def links_from(rows: Mapping[sa.Table, list[Row]]) -> Links:
    """The links whose rows these are; every list is in the order of its ``position``."""
    asserts = _grouped((row for row in rows[schema.event_claims] if row.role == "asserts"), "event_id")
    denies = _grouped((row for row in rows[schema.event_claims] if row.role == "denies"), "event_id")
    rivals = _grouped(rows[schema.event_rivals], "event_id")
    parts = _grouped(rows[schema.toll_parts], "toll_id")
    held_by = _grouped(rows[schema.control_claims], "control")
    numbers = _numbers(rows)
    return Links(
        events=tuple(
            _event(row, asserts[row.event_id], denies[row.event_id], rivals[row.event_id], numbers[row.event_id])
            for row in rows[schema.events]
        ),
        operations=operations_from(rows),
        tolls=tuple(_toll(row, parts[row.toll_id]) for row in rows[schema.tolls]),
        controls=tuple(_control(row, held_by[row.position]) for row in rows[schema.controls]),
        event_of={row.claim_id: row.event_id for row in rows[schema.claim_events]},
    )


def operations_from(rows: Mapping[sa.Table, list[Row]]) -> tuple[Operation, ...]:
    """The operations whose rows these are."""
    members = _grouped(rows[schema.operation_events], "operation_id")
    return tuple(_operation(row, members[row.operation_id]) for row in rows[schema.operations])


def _grouped(rows: Iterable[Row], column: str) -> defaultdict[object, list[Row]]:
    """The rows by the value of a column, in the order of their ``position``."""
    groups: defaultdict[object, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: int(row.position)):
        groups[getattr(row, column)].append(row)
    return groups


def _numbers(rows: Mapping[sa.Table, list[Row]]) -> defaultdict[str, list[Number]]:
    stated_by = defaultdict(list)
    for row in sorted(rows[schema.number_claims], key=lambda row: int(row.position)):
        stated_by[row.event_id, row.number].append(row.claim_id)
    numbers = defaultdict(list)
    for row in sorted(rows[schema.numbers], key=lambda row: int(row.position)):
        numbers[row.event_id].append(
            Number(
                what=row.what,
                low=row.low,
                best=row.best,
                high=row.high,
                best_claim=row.best_claim,
                reason=row.reason,
                claim_ids=tuple(stated_by[row.event_id, row.position]),
                part_of=row.part_of,
            )
        )
    return numbers


def _event(row: Row, asserts: list[Row], denies: list[Row], rivals: list[Row], numbers: list[Number]) -> Event:
    return Event(
        event_id=row.event_id,
        kind=row.kind,
        title=row.title,
        claim_ids=tuple(part.claim_id for part in asserts),
        interval=days_from(row),
        actors=tuple(row.actors),
        targets=tuple(row.targets),
        place=row.place,
        place_id=row.place_id,
        country=row.country,
        lat=row.lat,
        lon=row.lon,
        precision=row.precision,
        province=row.province,
        numbers=tuple(numbers),
        grade=row.grade,
        grade_reason=row.grade_reason,
        status=row.status,
        origins=tuple(row.origins),
        denial_ids=tuple(part.claim_id for part in denies),
        rival_ids=tuple(part.rival_id for part in rivals),
        operation_id=row.operation_id,
    )


def _operation(row: Row, members: list[Row]) -> Operation:
    return Operation(
        operation_id=row.operation_id,
        name=row.name,
        event_ids=tuple(part.event_id for part in members),
        interval=days_from(row),
        sides=tuple(tuple(side) for side in row.sides),
        places=tuple(row.places),
        country=row.country,
    )


def _toll(row: Row, parts: list[Row]) -> Toll:
    return Toll(
        toll_id=row.toll_id,
        claim_id=row.claim_id,
        number=count_from(row),
        parts=tuple(count_from(part) for part in parts),
        source=row.source,
        source_type=row.source_type,
        place=row.place,
        country=row.country,
        actors=tuple(row.actors),
        targets=tuple(row.targets),
        interval=days_from(row),
        operation_id=row.operation_id,
        superseded_by=row.superseded_by,
    )


def _control(row: Row, held_by: list[Row]) -> Control:
    return Control(
        place=row.place,
        holder=row.holder,
        since=Interval(row.since_start, row.since_end),
        until=Interval(row.until_start, row.until_end) if row.ended else None,
        claim_ids=tuple(part.claim_id for part in held_by),
        place_id=row.place_id,
        country=row.country,
        lat=row.lat,
        lon=row.lon,
        contested_by=tuple(row.contested_by),
        lost_by=tuple(row.lost_by),
    )

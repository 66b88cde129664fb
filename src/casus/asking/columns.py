"""The columns of each kind of value in a table: what ``to_polars`` and ``to_pandas`` give. Documented in docs/python.md, which tests compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casus.linking.numbers import largest
from casus.record import COUNT_WHATS, Claim, Control, Count, Document, Event, Interval, Number, Operation, Toll

Row = dict[str, Any]
COUNTED = tuple(what for what in COUNT_WHATS if what != "killed")


def event_row(event: Event) -> Row:
    """An event: the dead as low, best and high, of all else that is counted the best figure; how many claims and origins."""
    numbers: Mapping[str, Number] = {number.what: number for number in event.numbers}
    killed = numbers.get("killed")
    return {
        "event_id": event.event_id, "title": event.title, "kind": event.kind, **_days(event.interval),
        "place": event.place, "province": event.province, "country": event.country, "lat": event.lat, "lon": event.lon, "precision": event.precision,
        "place_id": event.place_id, "actors": list(event.actors), "targets": list(event.targets),
        "killed_low": killed.low if killed else None, "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        **{what: numbers[what].best if what in numbers else None for what in COUNTED},
        "grade": event.grade, "status": event.status, "claims": len(event.claim_ids), "origins": list(event.origins),
        "operation_id": event.operation_id,
    }  # fmt: skip


def claim_row(claim: Claim) -> Row:
    """A claim; of what it counts, the least and the greatest figure: of several counts of one thing the largest."""
    counts: Mapping[str, Count] = {count.what: count for count in largest(claim.counts)}
    figures = {
        f"{what}_{end}": getattr(counts[what], end) if what in counts else None for what in COUNT_WHATS for end in ("min", "max")
    }  # fmt: skip
    return {
        "claim_id": claim.claim_id, "document": claim.document, "kind": claim.kind, **_days(claim.interval),
        "place": claim.place, "province": claim.province, "country": claim.country, "lat": claim.lat, "lon": claim.lon, "precision": claim.precision,
        "place_id": claim.place_id, "actors": list(claim.actors), "targets": list(claim.targets),
        "actor_ids": list(claim.actor_ids), "target_ids": list(claim.target_ids), **figures,
        "source": claim.source, "source_type": claim.source_type, "status": claim.status, "aggregate": claim.aggregate,
        "confidence": claim.confidence, "begin": claim.begin, "end": claim.end, "evidence": claim.evidence,
    }  # fmt: skip


def document_row(document: Document) -> Row:
    """A document; ``copy_of`` and ``superseded_by`` are keys."""
    return {
        "key": document.key, "id": document.id, "title": document.title, "publisher": document.publisher, "url": document.url,
        "date_start": document.date.start, "date_end": document.date.end, "date_basis": document.date.basis,
        "copy_of": document.copy_of, "superseded_by": document.superseded_by, "text": document.text,
    }  # fmt: skip


def operation_row(operation: Operation) -> Row:
    """An operation with how many events it has."""
    return {
        "operation_id": operation.operation_id, "name": operation.name, **_days(operation.interval),
        "sides": [" and ".join(side) for side in operation.sides], "places": list(operation.places),
        "country": operation.country, "events": len(operation.event_ids),
    }  # fmt: skip


def toll_row(toll: Toll) -> Row:
    """A toll as claimed."""
    return {
        "toll_id": toll.toll_id, "what": toll.number.what, "min": toll.number.min, "max": toll.number.max, **_days(toll.interval),
        "place": toll.place, "country": toll.country, "actors": list(toll.actors), "targets": list(toll.targets),
        "source": toll.source, "source_type": toll.source_type, "claim_id": toll.claim_id,
        "operation_id": toll.operation_id, "superseded_by": toll.superseded_by,
    }  # fmt: skip


def control_row(control: Control) -> Row:
    """Who holds a place; ``until`` columns are empty while nobody else does."""
    until = control.until or Interval()
    return {
        "place": control.place, "holder": control.holder, "since_start": control.since.start, "since_end": control.since.end,
        "ended": control.until is not None, "until_start": until.start, "until_end": until.end, "country": control.country,
        "lat": control.lat, "lon": control.lon, "contested_by": list(control.contested_by), "lost_by": list(control.lost_by),
        "claims": len(control.claim_ids),
    }  # fmt: skip


def _days(interval: Interval) -> Row:
    return {"date_start": interval.start, "date_end": interval.end}


EMPTY: Mapping[Callable[..., Row], Any] = {
    event_row: Event("", "shelling", "", ()),
    claim_row: Claim("", "", "shelling", 0, 1, ""),
    document_row: Document("", ""),
    operation_row: Operation("", "", ()),
    toll_row: Toll("", "", Count("killed")),
    control_row: Control("", "", Interval(), None, ()),
}
"""A value of each kind with nothing known: its row has the names of the columns."""


def columns_of(row: Callable[..., Row]) -> tuple[str, ...]:
    """The names of the columns that a function of this module gives."""
    return tuple(row(EMPTY[row]))

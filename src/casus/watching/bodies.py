"""What there is to say of an event, a toll or a place, as values of JSON: with numbers, days, grade, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from casus.record import Claim, Control, Count, Event, Number, Operation, Toll
from casus.store.queries.surroundings import documents_behind
from casus.store.reading import read_claims

SHOWN_CLAIMS = 3  # with a notice; the event has all
Body = dict[str, Any]


def event_body(connection: sa.Connection, event: Event, why: str) -> Body:
    """An event, with why it is told."""
    return {
        "why": why,
        "title": event.title,
        "event_id": event.event_id,
        "operation_id": event.operation_id,
        "kind": event.kind,
        "place": event.place,
        "country": event.country,
        "start": _day(event.interval.start),
        "end": _day(event.interval.end),
        "grade": event.grade,
        "grade_reason": event.grade_reason,
        "numbers": [_number(one) for one in event.numbers],
        "evidence": evidence(connection, event.claim_ids),
    }


def toll_body(connection: sa.Connection, operation: Operation, toll: Toll, before: int) -> Body:
    """A toll of an operation that has risen above what was told ``before``."""
    what = toll.number.what
    return {
        "why": "Toll has risen",
        "title": f"{operation.name}: {figure(toll.number):,} {what.replace('_', ' ')} (told before: {before:,})",
        "operation_id": operation.operation_id,
        "toll_id": toll.toll_id,
        "what": what,
        "before": before,
        "now": figure(toll.number),
        "source": toll.source,
        "evidence": evidence(connection, (toll.claim_id,)),
    }


def control_body(connection: sa.Connection, latest: Control, value: str, before: str | None) -> Body:
    """The latest spell of control of a place, with all who hold it now (``value``) and who did when it was told last."""
    return {
        "why": "Control has changed",
        "title": f"{latest.place}: now said to be held by {value}{f' (before: {before})' if before else ''}",
        "place": latest.place,
        "place_id": latest.place_id,
        "country": latest.country,
        "holder": value,
        "before": before,
        "since": since_day(latest) or None,
        "evidence": evidence(connection, latest.claim_ids),
    }


def figure(count: Count) -> int:
    """The least that a count says."""
    return (count.min if count.min is not None else count.max) or 0


def since_day(one: Control) -> str:
    """The day (ISO) since when a place is said to be held; empty where nobody says."""
    return str(one.since.start or one.since.end or "")


def evidence(connection: sa.Connection, claim_ids: Iterable[str]) -> list[Body]:
    """The words of the first claims, with who says so, and where they stand."""
    claims: list[Claim] = list(read_claims(connection, list(claim_ids)[:SHOWN_CLAIMS]))
    documents = documents_behind(connection, {one.document for one in claims})
    return [
        {
            "text": " ".join(one.evidence.split()),
            "claim_id": one.claim_id,
            "source": one.source,
            "publisher": documents[one.document].publisher,
            "title": documents[one.document].title,
            "url": documents[one.document].url,
        }
        for one in claims
    ]


def _number(one: Number) -> Body:
    return {"what": one.what, "low": one.low, "best": one.best, "high": one.high}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

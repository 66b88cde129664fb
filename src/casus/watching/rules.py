"""What an alert finds in the record as it is: subjects, their values, and what there is to say of those that changed.

An event is known by its claims, not by its id, which changes when claims join it: so an event that grows is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import sqlalchemy as sa

from casus.record import Claim, Control, Count, Event, Number, Operation, Toll
from casus.store.alerts import Alert
from casus.store.errors import QueryError
from casus.store.folding import fold
from casus.store.queries.asked import all_of
from casus.store.queries.filters import Filter
from casus.store.queries.lists import controls
from casus.store.queries.subjects import EVENTS
from casus.store.queries.surroundings import documents_behind, read_operations, read_tolls
from casus.store.queries.written import read_query
from casus.store.reading import read_claims
from casus.store.schema import tolls as tolls_table

RISING = ("denied", "contested", "reported", "corroborated", "confirmed")
SHOWN_CLAIMS = 3  # with a notice; the event has all
Body = dict[str, Any]


@dataclass(slots=True)
class Findings:
    """``states``: what is seen now of subjects that are new or changed; ``told``: subject, value and, made when it is wanted, body of what there is to say."""

    states: dict[str, str] = field(default_factory=dict)
    told: list[tuple[str, str, Callable[[], Body]]] = field(default_factory=list)


Rule = Callable[[sa.Connection, Alert, Filter, Mapping[str, str]], Findings]


def find(connection: sa.Connection, alert: Alert, seen: Mapping[str, str]) -> Findings:
    """What an alert finds beyond what it saw before."""
    return RULES[alert.rule](connection, alert, read_query(alert.query), seen)


def check_alert(alert: Alert) -> None:
    """Refuse an alert whose filter or threshold cannot be. Raises :class:`QueryError`."""
    wanted = read_query(alert.query)
    if alert.rule == "grade" and alert.least not in RISING:
        raise QueryError(f"there is no grade {alert.least!r}; known are {', '.join(RISING)}")
    if alert.rule == "toll" and not (alert.least or "").isdecimal():
        raise QueryError("say by how many per cent a toll must rise, as in --rises 10")
    if alert.rule == "control":
        wanted.only({"places", "countries", "actors"}, "control")


def _new_events(connection: sa.Connection, _alert: Alert, wanted: Filter, seen: Mapping[str, str]) -> Findings:
    return _events(connection, all_of(connection, EVENTS, wanted, order="oldest"), seen, "New event")


def _graded(connection: sa.Connection, alert: Alert, wanted: Filter, seen: Mapping[str, str]) -> Findings:
    least = RISING.index(alert.least or "")
    events: Iterable[Event] = all_of(connection, EVENTS, wanted, order="oldest")
    reached = (event for event in events if RISING.index(event.grade) >= least)
    return _events(connection, reached, seen, f"Now {alert.least} or better")


def _events(connection: sa.Connection, events: Iterable[Event], seen: Mapping[str, str], why: str) -> Findings:
    found = Findings()
    for event in events:
        new = {claim: "told" for claim in event.claim_ids if claim not in seen}
        if len(new) == len(event.claim_ids):
            found.told.append((event.event_id, "told", partial(_event_body, connection, event, why)))
        found.states |= new
    return found


def _risen(connection: sa.Connection, alert: Alert, wanted: Filter, seen: Mapping[str, str]) -> Findings:
    """Of each operation with an event of the filter, the highest standing total of each class of people."""
    found = Findings()
    factor = 1 + int(alert.least or 0) / 100
    events: Iterable[Event] = all_of(connection, EVENTS, wanted, order="oldest")
    ids = sorted({event.operation_id for event in events if event.operation_id})
    for operation in read_operations(connection, ids):
        standing = read_tolls(
            connection,
            sa.and_(tolls_table.c.operation_id == operation.operation_id, tolls_table.c.superseded_by.is_(None)),
        )
        for what, toll in sorted(_highest(standing).items()):
            subject, now = f"{operation.operation_id} {what}", _figure(toll.number)
            before = int(seen[subject]) if subject in seen else None
            if before is None:
                found.states[subject] = str(now)
            elif now > before and now >= before * factor:
                found.states[subject] = str(now)
                found.told.append((subject, str(now), partial(_toll_body, connection, operation, toll, before)))
    return found


def _highest(tolls: Iterable[Toll]) -> dict[str, Toll]:
    highest: dict[str, Toll] = {}
    for toll in sorted(tolls, key=lambda one: one.toll_id):
        known = highest.get(toll.number.what)
        if known is None or _figure(toll.number) > _figure(known.number):
            highest[toll.number.what] = toll
    return highest


def _figure(count: Count) -> int:
    """The least that a count says."""
    return (count.min if count.min is not None else count.max) or 0


def _changed_hands(connection: sa.Connection, _alert: Alert, wanted: Filter, seen: Mapping[str, str]) -> Findings:
    """Of each place, who holds it now. What is told goes by its day too, for a place can fall to the same side again."""
    found = Findings()
    held: dict[str, list[Control]] = {}
    for one in controls(connection):
        if one.until is None and _wants(wanted, one):
            held.setdefault(one.place_id or one.place, []).append(one)
    for subject, spells in sorted(held.items()):
        value = "; ".join(sorted({_holder(one) for one in spells}))
        if seen.get(subject) != value:
            found.states[subject] = value
            latest = max(spells, key=_since)
            told = f"{value} since {_since(latest)}".removesuffix(" since ")
            found.told.append((subject, told, partial(_control_body, connection, latest, value, seen.get(subject))))
    return found


def _wants(wanted: Filter, one: Control) -> bool:
    folded = f" {fold(one.place)} "
    at_place = any(place == one.place_id or f" {fold(place)} " in folded for place in wanted.places)
    sides = f" {' | '.join(map(fold, (one.holder, *one.contested_by, *one.lost_by)))} "
    of_side = any(f" {fold(actor)} " in sides for actor in wanted.actors)
    return (
        (not wanted.places or at_place)
        and (not wanted.countries or one.country in wanted.countries)
        and (not wanted.actors or of_side)
    )


def _since(one: Control) -> str:
    """The day (ISO) since when a place is said to be held; empty where nobody says."""
    return str(one.since.start or one.since.end or "")


def _holder(one: Control) -> str:
    contested = f", contested by {', '.join(sorted(one.contested_by))}" if one.contested_by else ""
    return f"{one.holder}{contested}"


RULES: Mapping[str, Rule] = {"event": _new_events, "grade": _graded, "toll": _risen, "control": _changed_hands}

# ------------------------------------------------------------------------------------------------- what there is to say


def _event_body(connection: sa.Connection, event: Event, why: str) -> Body:
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


def _toll_body(connection: sa.Connection, operation: Operation, toll: Toll, before: int) -> Body:
    what = toll.number.what
    return {
        "why": "Toll has risen",
        "title": f"{operation.name}: {_figure(toll.number):,} {what.replace('_', ' ')} (told before: {before:,})",
        "operation_id": operation.operation_id,
        "toll_id": toll.toll_id,
        "what": what,
        "before": before,
        "now": _figure(toll.number),
        "source": toll.source,
        "evidence": evidence(connection, (toll.claim_id,)),
    }


def _control_body(connection: sa.Connection, latest: Control, value: str, before: str | None) -> Body:
    return {
        "why": "Control has changed",
        "title": f"{latest.place}: now said to be held by {value}{f' (before: {before})' if before else ''}",
        "place": latest.place,
        "place_id": latest.place_id,
        "country": latest.country,
        "holder": value,
        "before": before,
        "since": _since(latest) or None,
        "evidence": evidence(connection, latest.claim_ids),
    }


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


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None

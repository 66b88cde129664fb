"""Values of reviewing as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import sqlalchemy as sa

from casus import rows
from casus.decision import Decision
from casus.linking.effects import in_words
from casus.record import Event
from casus.rows import Row
from casus.store.queries.asked import events_page
from casus.store.queries.filters import make_filter
from casus.store.queries.review import Assignment, Told, history
from casus.store.queries.surroundings import read_operations
from casus.store.reading import read_events
from casus.store.schema_review import queue

HISTORY_SHOWN = 200
NEAR_DAYS, NEAR_SHOWN = 7, 25


def decision_row(decision: Decision, undone: Decision | None = None) -> Row:
    """A decision with what it says in words."""
    words = decision.reason if decision.kind == "comment" else in_words(decision)
    return rows.decision_to_row(decision) | {"words": words, "undone_by": undone.decision_id if undone else None}


def told_rows(told: Iterable[Told]) -> list[Row]:
    """Decisions with what undid them."""
    return [decision_row(one.decision, one.undone) for one in told]


def history_rows(connection: sa.Connection, claim_ids: Sequence[str]) -> list[Row]:
    """What was decided about some claims, the last first."""
    return told_rows(history(connection, claims=claim_ids, limit=HISTORY_SHOWN))


def assignment_row(given: Assignment | None) -> Row | None:
    """Who has a claim on the desk."""
    if given is None:
        return None
    until = given.until.isoformat() if given.until else None
    return {"claim": given.claim_id, "coder": given.coder, "given_by": given.given_by, "until": until}


def priority_of(connection: sa.Connection, claim_id: str) -> int:
    """How much a claim should be looked at."""
    return connection.scalar(sa.select(queue.c.priority).where(queue.c.claim_id == claim_id)) or 0


def near_events(connection: sa.Connection, event: Event) -> list[Event]:
    """Other events that one may be one with: at its place within a week, and of its operation."""
    found: dict[str, Event] = {}
    start, end = event.interval.start or event.interval.end, event.interval.end or event.interval.start
    where = event.place_id or event.place
    if where:
        week = timedelta(days=NEAR_DAYS)
        wanted = make_filter(place=where, since=start - week if start else None, until=end + week if end else None)
        found |= {one.event_id: one for one in events_page(connection, wanted, limit=NEAR_SHOWN).values}
    if event.operation_id and len(found) < NEAR_SHOWN:
        for operation in read_operations(connection, [event.operation_id]):
            ids = [one for one in operation.event_ids if one not in found][:NEAR_SHOWN]
            found |= {one.event_id: one for one in read_events(connection, ids)}
    found.pop(event.event_id, None)
    return list(found.values())[:NEAR_SHOWN]

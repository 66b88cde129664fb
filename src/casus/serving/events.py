"""Events, and the operations that they are of."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from casus import rows
from casus.linking.explain import GRADES
from casus.linking.explain_operations import operation_lines
from casus.serving import examples
from casus.serving.answer_models import EventDetail, EventPage, OperationDetail
from casus.serving.answers import Answers, Body, next_page
from casus.serving.asked import EventsQuery, Identifier
from casus.serving.events_in_full import read_event_in_full
from casus.serving.shelf import View
from casus.serving.values import brief, lines_of
from casus.store.errors import NotInRecordError
from casus.store.queries.asked import events_page
from casus.store.queries.filters import Filter
from casus.store.queries.pages import count
from casus.store.queries.subjects import EVENTS
from casus.store.queries.surroundings import (
    around_operation,
    read_decisions,
    read_operations,
)
from casus.store.reading import read_claims

FIRST = 20
"""How many events are told with what they belong to."""


def latest_events(view: View, wanted: Filter, path: str) -> Body:
    """The latest events of a filter, and the address where all are; ``path`` is that address."""
    found = events_page(view.connection, wanted, limit=FIRST)
    more = f"{path}&limit={FIRST}&cursor={found.cursor}" if found.cursor else None
    return {"items": [rows.event_to_row(one) for one in found.values], "next": more, "total": None}


def add_events(router: APIRouter, answers: Answers) -> None:
    """The addresses of events and operations."""

    @router.get("/events", response_model=EventPage, tags=["events"], responses=examples.of("events"))
    def events(request: Request, asked: EventsQuery) -> Response:
        """A page of events, by any combination of filters. Several values of one filter: one of them must hold; several filters: all."""
        wanted = asked.filter()

        def make(view: View) -> Body:
            found = events_page(view.connection, wanted, order=asked.sort, limit=asked.limit, cursor=asked.cursor)
            total = count(view.connection, EVENTS, wanted) if asked.count else None
            return {
                "items": [rows.event_to_row(one) for one in found.values],
                "next": next_page(request, found.cursor),
                "total": total._asdict() if total else None,
            }

        return answers.give(request, make)

    @router.get("/events/{event_id}", response_model=EventDetail, tags=["events"], responses=examples.of("event"))
    def event(request: Request, event_id: Identifier) -> Response:
        """An event with its claims, its grade and the rule that gave it, its rivals, its operation, and an explanation in sentences."""
        return answers.give(request, lambda view: _event(view, event_id))

    @router.get(
        "/operations/{operation_id}",
        response_model=OperationDetail,
        tags=["operations"],
        responses=examples.of("operation"),
    )
    def operation(request: Request, operation_id: Identifier) -> Response:
        """An operation with its tolls, and why its events belong together."""
        return answers.give(request, lambda view: _operation(view, operation_id))


def _event(view: View, event_id: str) -> Body:
    told = read_event_in_full(view, event_id)
    return {
        "event": rows.event_to_row(told.event),
        "claims": told.claim_rows(view),
        "documents": [brief(told.documents[key]) for key in dict.fromkeys(claim.document for claim in told.claims)],
        "rivals": [rows.event_to_row(one) for one in told.rivals],
        "operation": rows.operation_to_row(told.operation) if told.operation else None,
        "grade_rule": GRADES[told.event.grade],
        "explanation": told.explanation(),
    }


def _operation(view: View, operation_id: str) -> Body:
    found = read_operations(view.connection, [operation_id])
    if not found:
        raise NotInRecordError(f"no operation has the id {operation_id!r}")
    decisions = read_decisions(view.connection)
    links = around_operation(view.connection, found[0], decisions)
    claims = {one.claim_id: one for one in read_claims(view.connection, list(links.event_of))}
    return {
        "operation": rows.operation_to_row(found[0]),
        "tolls": [rows.toll_to_row(one) for one in links.tolls],
        "explanation": lines_of(operation_lines(found[0], claims, links, decisions)),
        "events": f"/api/v1/events?operation={operation_id}",
    }

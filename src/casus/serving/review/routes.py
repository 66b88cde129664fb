"""The addresses of reviewing. Answers are of this moment, and are not kept by anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from casus import rows
from casus.agreement import agreement, blind_readings
from casus.decision import REVIEWS, Decision
from casus.desk import CollisionError, Desk, OutOfDateError, at_the_desk
from casus.linking.deciding import DecisionError
from casus.serving.accounts.people import Caller
from casus.serving.accounts.routes import NO_STORE, needs
from casus.serving.answers import Body as Told
from casus.serving.answers import next_page, read_cursor, write_cursor
from casus.serving.asked import Identifier
from casus.serving.errors import RefusedError
from casus.serving.examples import written
from casus.serving.review import answers as models
from casus.serving.review.asked import DecisionGiven, HistoryQuery, QueueQuery
from casus.serving.review.blinding import add_blind, take_blind
from casus.serving.review.deciding import decide
from casus.serving.review.desks import add_desks
from casus.serving.review.sharing import TAG, Reviewing, asked_for
from casus.serving.review.telling import queue_items, tell_claim, tell_document, tell_event, tell_operation
from casus.serving.review.values import decision_row, told_rows
from casus.serving.shelf import Shelf, View
from casus.store import queueing
from casus.store.blind import all_blind, opened
from casus.store.errors import QueryError
from casus.store.queries.review import give_back, history, queue_page
from casus.store.queries.surroundings import claims_of_events, events_of_claims
from casus.store.reading import read_claims, read_events
from casus.store.revisions import claims_behind, decisions_about, versions_of

FORMULA = (queueing.__doc__ or "").split("``")[1]


def add_review(router: APIRouter, shelf: Shelf, clock: Callable[[], datetime], *, safe: bool) -> None:
    """The addresses of reviewing."""
    here = Reviewing(shelf, clock, safe=safe)
    _add_reading(router, here)
    add_desks(router, here)
    add_blind(router, here)
    _add_deciding(router, here)


def _add_reading(router: APIRouter, here: Reviewing) -> None:
    @asked_for(router, "/review/queue", models.QueuePage, "queue")
    def review_queue(request: Request, asked: QueueQuery) -> Response:
        """Claims to look at, the least certain and most consequential first; without those on somebody else's desk. For coders."""

        def make(view: View, caller: Caller) -> Told:
            page = queue_page(
                view.connection, asked.filter(), state=asked.state, coder=caller.name, mine=asked.mine, now=here.clock(), limit=asked.limit,
                cursor=asked.cursor,
            )  # fmt: skip
            return {
                "items": queue_items(view, {one.claim_id: one.priority for one in page.items}, here.clock()),
                "next": next_page(request, page.cursor),
                "formula": FORMULA,
            }

        return here.tell(request, "coder", make)

    @asked_for(router, "/review/claims/{claim_id}", models.ReviewClaim, "review_claim")
    def review_claim(request: Request, claim_id: Identifier) -> Response:
        """A claim with all that is needed to judge it: text, suggestions, event, history, version. For coders."""
        return here.tell(request, "coder", lambda view, caller: tell_claim(view, claim_id, here.clock(), caller.name))

    @asked_for(router, "/review/events/{event_id}", models.ReviewEvent, "review_event")
    def review_event(request: Request, event_id: Identifier) -> Response:
        """An event with its claims to pick from, and events near it. For coders."""
        return here.tell(request, "coder", lambda view, _caller: tell_event(view, event_id))

    @asked_for(router, "/review/documents/{key}", models.ReviewDocument, "review_document")
    def review_document(request: Request, key: Identifier) -> Response:
        """A document with its claims, to see whether one was missed. For coders."""
        return here.tell(request, "coder", lambda view, _caller: tell_document(view, key))

    @asked_for(router, "/review/operations/{operation_id}", models.ReviewOperation, "review_operation")
    def review_operation(request: Request, operation_id: Identifier) -> Response:
        """An operation with its version, to give it another name. For coders."""
        return here.tell(request, "coder", lambda view, _caller: tell_operation(view, operation_id))

    @asked_for(router, "/decisions", models.DecisionPage, "decisions")
    def decisions(request: Request, asked: HistoryQuery) -> Response:
        """Who decided what and when, the last first; decisions that were undone too. For readers with an account."""

        def make(view: View, _caller: Caller) -> Told:
            claims = [asked.claim] if asked.claim else None
            if asked.event:
                claims = sorted(claims_of_events(view.connection, [asked.event]))
            found = history(
                view.connection, claims=claims, author=asked.author, after=_after(asked.cursor), limit=asked.limit + 1
            )
            shown = found[: asked.limit]
            last = shown[-1].decision if len(found) > asked.limit else None
            cursor = write_cursor([last.made_at.isoformat(), last.decision_id]) if last else None
            return {"items": told_rows(shown), "next": next_page(request, cursor)}

        return here.tell(request, "reader", make)

    @asked_for(router, "/agreement", models.AgreementRow, "agreement")
    def coders_agree(request: Request) -> Response:
        """Krippendorff's alpha for each field, over the claims that two coders or more judged blind. For coders."""

        def make(view: View, _caller: Caller) -> Told:
            blind = opened(all_blind(view.connection))
            claims = read_claims(view.connection, sorted(blind))
            read = blind_readings(claims, decisions_about(view.connection, blind), blind)
            fields = [{name: getattr(one, name) for name in models.FieldRow.model_fields} for one in agreement(read)]
            return {"claims": len(read), "fields": fields}

        return here.tell(request, "coder", make)


def _add_deciding(router: APIRouter, here: Reviewing) -> None:
    @router.post(
        "/decisions",
        response_model=models.TakenRow,
        status_code=201,
        tags=[TAG],
        responses=written("taken", 401, 403, 409, ok=201),
    )
    def take_decision(request: Request, given: DecisionGiven) -> Response:
        """Decide. What was looked at is named by its version; where somebody else has decided since, 409 says what, and nothing is kept.

        Coders accept, reject, correct and comment, and undo their own; editors do all, and undo others' decisions.
        """
        caller = needs(request, "coder")
        here.check()
        with here.shelf.deciding:
            try:
                with at_the_desk(here.shelf.source, here.clock) as desk:
                    decision = decide(desk, given, caller)
                    blind = take_blind(desk, decision, caller)
                    if blind is None:
                        desk.take(decision)
                    row = _taken(desk, decision, sealed=blind is False)
            except CollisionError as error:
                between = [decision_row(one) for one in error.between]
                raise RefusedError(409, str(error), version=error.version, between=between) from error
            except DecisionError as error:
                raise RefusedError(409, str(error)) from error
            except OutOfDateError as error:
                raise RefusedError(409, "events are out of date; build the record again, then decide") from error
        return JSONResponse(row, 201, headers=NO_STORE)


def _taken(desk: Desk, decision: Decision, *, sealed: bool) -> Told:
    connection = desk.connection
    claims = claims_behind(connection, decision)
    for claim in claims if decision.kind in REVIEWS else ():
        give_back(connection, claim)
    known = read_claims(connection, claims)
    events = sorted(set(events_of_claims(connection, claims).values()))
    return {
        "decision": decision_row(decision),
        "versions": versions_of(connection, known),
        "events": [rows.event_to_row(one) for one in read_events(connection, events)],
        "sealed": sealed,
    }


def _after(cursor: str | None) -> tuple[datetime, str] | None:
    key = read_cursor(cursor, 2)
    if key is None:
        return None
    try:
        moment = datetime.fromisoformat(key[0])
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise QueryError("this cursor has been changed; leave it out to begin with the first page")
    return moment, key[1]

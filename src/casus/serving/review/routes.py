"""The addresses of reviewing. Answers are of this moment, and are not kept by anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from casus import rows
from casus.agreement import agreement, readings
from casus.decision import Decision
from casus.desk import CollisionError, Desk, OutOfDateError, at_the_desk
from casus.linking.deciding import DecisionError
from casus.record import Event
from casus.serving.accounts.routes import NO_STORE, needs
from casus.serving.answers import Body as Told
from casus.serving.answers import next_page, read_cursor, write_cursor
from casus.serving.asked import Identifier
from casus.serving.errors import RefusedError
from casus.serving.examples import written
from casus.serving.review import answers as models
from casus.serving.review.asked import AssignmentGiven, DecisionGiven, HistoryQuery, QueueQuery
from casus.serving.review.deciding import decide
from casus.serving.review.values import (
    assignment_row,
    claims_of_document,
    decision_row,
    history_rows,
    near_events,
    priority_of,
    told_rows,
)
from casus.serving.shelf import Shelf, View
from casus.serving.values import as_coded_rows, brief, claim_rows
from casus.store import queueing
from casus.store.accounts import may
from casus.store.errors import NotInRecordError, QueryError
from casus.store.queries.review import Assignment, assign, assignments_of, give_back, history, queue_page
from casus.store.queries.surroundings import claims_of_events, documents_behind, events_of_claims
from casus.store.reading import read_claims, read_events
from casus.store.revisions import claims_behind, version_of_group, versions_of

FORMULA = (queueing.__doc__ or "").split("``")[1]
LEASE = timedelta(minutes=30)
"""How long a claim that somebody has opened is kept from others."""
TAG = "review"
SAFE = "nothing is decided here (--safe)"


class Reviewing:
    """What the addresses share."""

    def __init__(self, shelf: Shelf, clock: Callable[[], datetime], *, safe: bool) -> None:
        self.shelf, self.clock, self.safe = shelf, clock, safe

    def give(self, make: Callable[[View], Told]) -> Response:
        """What is told of the record as it is now. Raises :class:`RefusedError` with `--safe`."""
        self.check()
        with self.shelf.look() as view:
            return JSONResponse(make(view), headers=NO_STORE)

    def check(self) -> None:
        """Raises :class:`RefusedError` where nothing may be reviewed."""
        if self.safe:
            raise RefusedError(403, SAFE)


def add_review(router: APIRouter, shelf: Shelf, clock: Callable[[], datetime], *, safe: bool) -> None:
    """The addresses of reviewing."""
    here = Reviewing(shelf, clock, safe=safe)
    _add_reading(router, here)
    _add_desks(router, here)
    _add_deciding(router, here)


def _add_reading(router: APIRouter, here: Reviewing) -> None:
    @router.get("/review/queue", response_model=models.QueuePage, tags=[TAG], responses=written("queue", 401, 403))
    def review_queue(request: Request, asked: QueueQuery) -> Response:
        """Claims to look at, the least certain and most consequential first; without those on somebody else's desk. For coders."""
        caller = needs(request, "coder")
        wanted = asked.filter()

        def make(view: View) -> Told:
            page = queue_page(
                view.connection, wanted, state=asked.state, coder=caller.name, mine=asked.mine, now=here.clock(), limit=asked.limit,
                cursor=asked.cursor,
            )  # fmt: skip
            return {
                "items": _queue_items(view, {one.claim_id: one.priority for one in page.items}, here.clock()),
                "next": next_page(request, page.cursor),
                "formula": FORMULA,
            }

        return here.give(make)

    @router.get(
        "/review/claims/{claim_id}",
        response_model=models.ReviewClaim,
        tags=[TAG],
        responses=written("review_claim", 401, 403),
    )
    def review_claim(request: Request, claim_id: Identifier) -> Response:
        """A claim with all that is needed to judge it: text, suggestions, event, history, version. For coders."""
        needs(request, "coder")
        return here.give(lambda view: _claim(view, claim_id, here.clock()))

    @router.get(
        "/review/events/{event_id}",
        response_model=models.ReviewEvent,
        tags=[TAG],
        responses=written("review_event", 401, 403),
    )
    def review_event(request: Request, event_id: Identifier) -> Response:
        """An event with its claims to pick from, and events near it. For coders."""
        needs(request, "coder")
        return here.give(lambda view: _event(view, event_id))

    @router.get("/decisions", response_model=models.DecisionPage, tags=[TAG], responses=written("decisions", 401, 403))
    def decisions(request: Request, asked: HistoryQuery) -> Response:
        """Who decided what and when, the last first; decisions that were undone too. For readers with an account."""
        needs(request, "reader")

        def make(view: View) -> Told:
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

        return here.give(make)

    @router.get("/agreement", response_model=models.AgreementRow, tags=[TAG], responses=written("agreement", 401, 403))
    def coders_agree(request: Request) -> Response:
        """Krippendorff's alpha for each field, over the claims that two coders or more judged. For coders."""
        needs(request, "coder")

        def make(view: View) -> Told:
            found = view.record.decisions()
            judged = {claim for one in found for claim in one.claim_ids}
            claims = read_claims(view.connection, sorted(judged))
            number = sum(len(one) > 1 for one in readings(claims, found).values())
            fields = [
                {name: getattr(one, name) for name in models.FieldRow.model_fields} for one in agreement(claims, found)
            ]
            return {"claims": number, "fields": fields}

        return here.give(make)


def _add_desks(router: APIRouter, here: Reviewing) -> None:
    @router.post(
        "/review/claims/{claim_id}/desk",
        response_model=models.AssignmentRow,
        tags=[TAG],
        responses=written("assignment", 401, 403, 409),
    )
    def take_claim(request: Request, claim_id: Identifier) -> Response:
        """Put a claim on one's own desk for half an hour, so that nobody else does the same. 409 where somebody has it. For coders."""
        caller = needs(request, "coder")
        here.check()
        now = here.clock()
        with here.shelf.source.reviewing() as connection:
            if not read_claims(connection, [claim_id]):
                raise NotInRecordError(f"no claim has the id {claim_id!r}")
            there = assignments_of(connection, [claim_id], now).get(claim_id)
            if there is not None and there.coder != caller.name:
                raise RefusedError(409, f"{there.coder} has this claim on the desk", desk=assignment_row(there))
            given = Assignment(claim_id, str(caller.name), str(caller.name), now + LEASE)
            if there is None or there.until is not None:
                assign(connection, given)
        return JSONResponse(
            assignment_row(there if there is not None and there.until is None else given), headers=NO_STORE
        )

    @router.delete(
        "/review/claims/{claim_id}/desk",
        response_model=models.AssignmentList,
        tags=[TAG],
        responses=written("assignments", 401, 403),
    )
    def give_claim_back(request: Request, claim_id: Identifier) -> Response:
        """Take a claim from the desk: one's own, or for editors anybody's."""
        caller = needs(request, "coder")
        here.check()
        with here.shelf.source.reviewing() as connection:
            there = assignments_of(connection, [claim_id], here.clock()).get(claim_id)
            if there is not None and there.coder != caller.name and not caller.may("editor"):
                raise RefusedError(403, f"this is on the desk of {there.coder}; ask an editor")
            give_back(connection, claim_id)
        return JSONResponse({"items": []}, headers=NO_STORE)

    @router.post(
        "/review/assignments",
        response_model=models.AssignmentList,
        tags=[TAG],
        responses=written("assignments", 401, 403, 409),
    )
    def assign_claims(request: Request, given: AssignmentGiven) -> Response:
        """Put claims on somebody's desk until they are given back or judged. For editors."""
        caller = needs(request, "editor")
        here.check()
        coder = _who_codes(here, given.coder) if caller.accounts else given.coder
        told = [Assignment(claim, coder, str(caller.name), None) for claim in dict.fromkeys(given.claims)]
        with here.shelf.source.reviewing() as connection:
            known = {one.claim_id for one in read_claims(connection, [one.claim_id for one in told])}
            for one in told:
                if one.claim_id not in known:
                    raise NotInRecordError(f"no claim has the id {one.claim_id!r}")
                assign(connection, one)
        return JSONResponse({"items": [assignment_row(one) for one in told]}, headers=NO_STORE)


def _who_codes(here: Reviewing, name: str) -> str:
    """The name, as it is kept, of somebody who can judge claims: on any other desk they would be out of everybody's sight. Raises :class:`RefusedError`."""
    with here.shelf.source.accounts() as accounts:
        user = accounts.get(name)
    if user.disabled or not may(user.role, "coder"):
        raise RefusedError(409, f"{user.name} cannot judge claims; give the name of a coder, an editor or an admin")
    return user.name


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
                    desk.take(decision)
                    row = _taken(desk, decision)
            except CollisionError as error:
                between = [decision_row(one) for one in error.between]
                raise RefusedError(409, str(error), version=error.version, between=between) from error
            except DecisionError as error:
                raise RefusedError(409, str(error)) from error
            except OutOfDateError as error:
                raise RefusedError(409, "events are out of date; build the record again, then decide") from error
        return JSONResponse(row, 201, headers=NO_STORE)


def _taken(desk: Desk, decision: Decision) -> Told:
    connection = desk.connection
    claims = claims_behind(connection, decision)
    for claim in claims if decision.kind in ("accept", "reject", "correct") else ():
        give_back(connection, claim)
    known = read_claims(connection, claims)
    events = sorted(set(events_of_claims(connection, claims).values()))
    return {
        "decision": decision_row(decision),
        "versions": versions_of(connection, known),
        "events": [rows.event_to_row(one) for one in read_events(connection, events)],
    }


# --------------------------------------------------------------------------------------------- what is told


def _queue_items(view: View, priorities: dict[str, int], now: datetime) -> list[Told]:
    claims = read_claims(view.connection, list(priorities))
    told = {row["claim_id"]: row for row in claim_rows(view, claims)}
    versions = versions_of(view.connection, claims)
    documents = documents_behind(view.connection, {claim.document for claim in claims})
    events = {
        one.event_id: one
        for one in read_events(view.connection, sorted({row["event_id"] for row in told.values() if row["event_id"]}))
    }
    desks = assignments_of(view.connection, priorities, now)
    return [
        {
            "claim": told[claim.claim_id],
            "version": versions[claim.claim_id],
            "priority": priorities[claim.claim_id],
            "document": brief(documents[claim.document]),
            "event": _event_row(events, told[claim.claim_id]["event_id"]),
            "desk": assignment_row(desks.get(claim.claim_id)),
        }
        for claim in claims
    ]


def _event_row(events: dict[str, Event], event_id: str | None) -> Told | None:
    event = events.get(event_id or "")
    return rows.event_to_row(event) if event is not None else None


def _claim(view: View, claim_id: str, now: datetime) -> Told:
    found = read_claims(view.connection, [claim_id])
    if not found:
        raise NotInRecordError(f"no claim has the id {claim_id!r}")
    (claim,) = found
    document = documents_behind(view.connection, [claim.document])[claim.document]
    around = read_claims(view.connection, claims_of_document(view.connection, claim.document))
    told = {row["claim_id"]: row for row in claim_rows(view, around, {document.key: document.text})}
    event_id = told[claim_id]["event_id"]
    members = sorted(claims_of_events(view.connection, [event_id])) if event_id else []
    versions = versions_of(view.connection, read_claims(view.connection, [claim_id, *members]))
    events = read_events(view.connection, [event_id] if event_id else [])
    mentions = [
        one for one in view.record.mentions(claim.document) if one.type in ("place", "organisation", "nationality")
    ]
    return {
        "claim": told[claim_id],
        "coded": as_coded_rows(view, found)[0],
        "version": versions[claim_id],
        "priority": priority_of(view.connection, claim_id),
        "document": {
            **brief(document),
            "date": document.date.day.isoformat() if document.date.day else None,
            "text": document.text,
        },
        "others": [told[one.claim_id] for one in around if one.claim_id != claim_id],
        "mentions": [rows.mention_to_row(one) for one in mentions],
        "event": rows.event_to_row(events[0]) if events else None,
        "event_version": version_of_group(versions, members) if members else None,
        "history": history_rows(view.connection, [claim_id]),
        "desk": assignment_row(assignments_of(view.connection, [claim_id], now).get(claim_id)),
    }


def _event(view: View, event_id: str) -> Told:
    found = read_events(view.connection, [event_id])
    if not found:
        raise NotInRecordError(f"no event has the id {event_id!r}; it may be part of another by now")
    claims = read_claims(view.connection, sorted(claims_of_events(view.connection, [event_id])))
    versions = versions_of(view.connection, claims)
    documents = documents_behind(view.connection, {claim.document for claim in claims})
    told = claim_rows(view, claims)
    return {
        "event": rows.event_to_row(found[0]),
        "version": version_of_group(versions, [claim.claim_id for claim in claims]),
        "claims": [
            {"claim": row, "version": versions[row["claim_id"]], "document": brief(documents[row["document"]])}
            for row in told
        ],
        "near": [rows.event_to_row(one) for one in near_events(view.connection, found[0])],
        "history": history_rows(view.connection, [claim.claim_id for claim in claims]),
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

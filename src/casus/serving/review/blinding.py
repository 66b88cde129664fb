"""Judging blind: what is given to whom, how far it is, and that nobody sees a judgement before all have judged."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from casus.agreement import blind_readings, same_reading
from casus.decision import REVIEWS, Decision
from casus.desk import Desk
from casus.serving.accounts.people import Caller
from casus.serving.accounts.routes import NO_STORE, needs
from casus.serving.answers import Body as Told
from casus.serving.errors import RefusedError
from casus.serving.examples import written
from casus.serving.review import answers as models
from casus.serving.review.asked import BlindGiven
from casus.serving.review.desks import who_codes
from casus.serving.review.sharing import TAG, Reviewing, asked_for
from casus.serving.shelf import View
from casus.store.blind import BlindCoding, all_blind, blind_codings, give_blind, is_open, opened, seal
from casus.store.errors import NotInRecordError
from casus.store.queries.review import give_back
from casus.store.reading import read_claims
from casus.store.revisions import decisions_about, judged

State = Literal["yours", "sealed", "others"]
CLOSED = "this claim is being judged blind by others; wait until all of them have judged"
SEALED = "your judgement of this claim is sealed until the others have judged; then it can be undone"


def state_for(codings: list[BlindCoding], name: str | None) -> State | None:
    """How somebody stands to a claim that is judged blind: it waits for them, their judgement is sealed, or it is for others; ``None``: it is open."""
    if not is_open(codings):
        return None
    mine = next((one for one in codings if one.coder == name), None)
    return "others" if mine is None else "yours" if mine.decision_id is None else "sealed"


def take_blind(desk: Desk, decision: Decision, caller: Caller) -> bool | None:
    """Take a decision on a claim that is judged blind: ``False``: it is sealed; ``True``: it was the last, and all are opened; ``None``: the
    claim is not judged blind, and the decision is still to be taken. Raises :class:`RefusedError` for who must not judge it now.
    """
    if decision.kind not in REVIEWS | {"comment"} or decision.kind == "add":
        return None
    for claim, codings in blind_codings(desk.connection, decision.claim_ids).items():
        state = state_for(codings, caller.name)
        if state is None:
            continue
        if state == "others":
            raise RefusedError(409, CLOSED)
        if state == "sealed":
            raise RefusedError(409, SEALED)
        if decision.kind == "comment":
            raise RefusedError(409, "a remark would be seen by who judges this claim blind; judge it first")
        ready = seal(desk.connection, claim, str(caller.name), decision)
        for one in ready:
            desk.take(one)
        return bool(ready)
    return None


def add_blind(router: APIRouter, here: Reviewing) -> None:
    """The addresses of blind coding."""

    @asked_for(router, "/review/blind", models.BlindList, "blind")
    def blind(request: Request) -> Response:
        """Claims that are judged blind, how far each is, and where the judgements differ. For editors."""
        return here.tell(request, "editor", lambda view, _caller: tell_blind(view))

    @router.post(
        "/review/blind",
        response_model=models.BlindList,
        status_code=201,
        tags=[TAG],
        responses=written("blind", 401, 403, 409, ok=201),
    )
    def code_blind(request: Request, given: BlindGiven) -> Response:
        """Give claims that nobody has judged to two people or more, none of whom sees what the others judge until all have. For editors."""
        caller = needs(request, "editor")
        here.check()
        coders = sorted({who_codes(here, name) for name in given.coders})
        if len(coders) < 2:
            raise RefusedError(409, "blind coding takes two people or more; name others")
        claims = list(dict.fromkeys(given.claims))
        with here.shelf.source.reviewing() as connection:
            known = {one.claim_id for one in read_claims(connection, claims)}
            taken = {*judged(decisions_about(connection, claims)), *blind_codings(connection, claims)}
            for claim in claims:
                if claim not in known:
                    raise NotInRecordError(f"no claim has the id {claim!r}")
                if claim in taken:
                    raise RefusedError(409, f"claim {claim} has been judged, or is judged blind already; leave it out")
                give_back(connection, claim)
            now = here.clock()
            codings = [BlindCoding(claim, coder, str(caller.name), now) for claim in claims for coder in coders]
            give_blind(connection, codings)
        items = [blind_row(claim, [one for one in codings if one.claim_id == claim], None) for claim in claims]
        return JSONResponse({"items": items}, 201, headers=NO_STORE)


def tell_blind(view: View) -> Told:
    """All claims that are judged blind."""
    codings = all_blind(view.connection)
    done = opened(codings)
    claims = read_claims(view.connection, list(done))
    read = blind_readings(claims, decisions_about(view.connection, list(done)), done)
    return {
        "items": [
            blind_row(claim, mine, same_reading(read[claim].values()) if claim in read else None)
            for claim, mine in codings.items()
        ]
    }


def blind_row(claim: str, codings: list[BlindCoding], same: bool | None) -> Told:
    """How far the blind coding of a claim is; never what was judged."""
    return {
        "claim": claim,
        "given_by": codings[0].given_by,
        "given_at": codings[0].given_at.isoformat(),
        "coders": [{"name": one.coder, "judged": one.decision_id is not None} for one in codings],
        "open": is_open(codings),
        "same": same,
    }

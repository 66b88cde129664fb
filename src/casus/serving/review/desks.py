"""The addresses of desks: who looks at which claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from casus.serving.accounts.routes import NO_STORE, needs
from casus.serving.asked import Identifier
from casus.serving.errors import RefusedError
from casus.serving.examples import written
from casus.serving.review import answers as models
from casus.serving.review.asked import AssignmentGiven
from casus.serving.review.sharing import TAG, Reviewing, asked_for
from casus.serving.review.values import assignment_row
from casus.store.accounts import may
from casus.store.blind import blind_codings, is_open
from casus.store.errors import NotInRecordError
from casus.store.queries.review import Assignment, assign, assignments_of, give_back
from casus.store.reading import read_claims

LEASE = timedelta(minutes=30)
"""How long a claim that somebody has opened is kept from others."""


def add_desks(router: APIRouter, here: Reviewing) -> None:
    """The addresses of desks."""

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
            given = Assignment(claim_id, str(caller.name), str(caller.name), now + LEASE)
            if is_open(blind_codings(connection, [claim_id]).get(claim_id, ())):
                return JSONResponse(
                    assignment_row(given), headers=NO_STORE
                )  # several people have it, each for themselves
            if there is not None and there.coder != caller.name:
                raise RefusedError(409, f"this claim is on the desk of {there.coder}", desk=assignment_row(there))
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

    @asked_for(router, "/review/coders", models.CoderList, "coders")
    def coders(request: Request) -> Response:
        """Who can judge claims, to give them some. For editors."""
        caller = needs(request, "editor")
        here.check()
        return JSONResponse({"items": _who_may(here) if caller.accounts else [caller.name]}, headers=NO_STORE)

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
        coder = who_codes(here, given.coder) if caller.accounts else given.coder
        told = [Assignment(claim, coder, str(caller.name), None) for claim in dict.fromkeys(given.claims)]
        with here.shelf.source.reviewing() as connection:
            ids = [one.claim_id for one in told]
            known = {one.claim_id for one in read_claims(connection, ids)}
            desks, blind = assignments_of(connection, ids, here.clock()), blind_codings(connection, ids)
            for one in told:
                if one.claim_id not in known:
                    raise NotInRecordError(f"no claim has the id {one.claim_id!r}")
                _check_held(one.claim_id, given.held, desks.get(one.claim_id))
                if is_open(blind.get(one.claim_id, ())):
                    raise RefusedError(409, f"claim {one.claim_id} is being judged blind; leave it out")
                assign(connection, one)
        return JSONResponse({"items": [assignment_row(one) for one in told]}, headers=NO_STORE)


def _check_held(claim_id: str, held: Mapping[str, str | None], there: Assignment | None) -> None:
    """Raises :class:`RefusedError` where a claim has gone to another desk since it was looked at."""
    now = there.coder if there is not None else None
    if claim_id in held and held[claim_id] != now:
        where = f"is on the desk of {now}" if now else "is on nobody's desk"
        raise RefusedError(409, f"claim {claim_id} {where} by now; look at the queue again", desk=assignment_row(there))


def _who_may(here: Reviewing) -> list[str]:
    """The names of all who can judge claims."""
    with here.shelf.source.accounts() as accounts:
        return sorted(one.name for one in accounts.all() if not one.disabled and may(one.role, "coder"))


def who_codes(here: Reviewing, name: str) -> str:
    """The name, as it is kept, of somebody who can judge claims: on any other desk they would be out of everybody's sight. Raises :class:`RefusedError`."""
    with here.shelf.source.accounts() as accounts:
        user = accounts.get(name)
    if user.disabled or not may(user.role, "coder"):
        raise RefusedError(
            409, f"claims cannot be judged by {user.name}; give the name of a coder, an editor or an admin"
        )
    return user.name

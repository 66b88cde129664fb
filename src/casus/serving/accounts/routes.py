"""Logging in and out, passwords, invitations, and who there is."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from casus.rows import Row
from casus.serving.accounts.asked import (
    InvitationRow,
    Login,
    NewInvitation,
    NewPassword,
    SessionRow,
    UsedInvitation,
    UserChange,
    UserList,
    UserRow,
)
from casus.serving.accounts.passwords import digest_of as password_digest
from casus.serving.accounts.passwords import fits
from casus.serving.accounts.people import FORWARDED, LASTS, Caller, People, cookie_name
from casus.serving.accounts.throttle import Throttle
from casus.serving.accounts.tokens import csrf_of, digest_of, new_token
from casus.serving.errors import RefusedError
from casus.serving.examples import written
from casus.serving.settings import is_loopback
from casus.serving.shelf import Shelf
from casus.store.accounts import LOCAL, User
from casus.store.schema_accounts import Role

INVITATION_LASTS = timedelta(days=7)
WRONG = "this name and password do not go together, or the account is disabled"
IN_THE_CLEAR = (
    "a password would cross the network in the clear here; ask over https (casus serve behind a proxy with TLS that --proxy names), "
    "or have the server started with --insecure-login"
)
NO_STORE = {"Cache-Control": "no-store"}


def caller_of(request: Request) -> Caller:
    """Who asks."""
    caller: Caller = request.state.caller
    return caller


def needs(request: Request, role: Role) -> Caller:
    """Who asks, who must have a role. Raises :class:`RefusedError`."""
    caller = caller_of(request)
    if caller.role is None:
        raise RefusedError(401, "this needs an account; log in")
    if not caller.may(role):
        raise RefusedError(403, f"this is for {role}s; you are {'an' if caller.role[0] in 'ae' else 'a'} {caller.role}")
    return caller


def check_passage(request: Request, *, insecure: bool) -> None:
    """Raises :class:`RefusedError` where a password would come over the network in the clear: by plain HTTP, and not from this machine itself.

    The scheme is what a proxy says that is named with ``--proxy``, and of no other.
    """
    client = request.client.host if request.client else ""
    here = is_loopback(client) and not any(name in request.headers for name in FORWARDED)
    if request.url.scheme != "https" and not here and not insecure:
        raise RefusedError(403, IN_THE_CLEAR)


def add_accounts(router: APIRouter, shelf: Shelf, people: People, *, safe: bool, insecure: bool = False) -> None:
    """The addresses of accounts; ``insecure``: passwords are taken in the clear."""
    _add_session(router, shelf, people, safe=safe, insecure=insecure)
    _add_people(router, shelf, people)


def _add_session(router: APIRouter, shelf: Shelf, people: People, *, safe: bool, insecure: bool) -> None:
    throttle = Throttle()

    def begin(request: Request, user: User, status: int = 200) -> Response:
        """Begin a new session, whatever cookie came along; the one that it belonged to ends. ``user`` is the account as it was checked."""
        token, now = new_token(), people.clock()
        with shelf.source.accounts() as accounts:
            if accounts.find(user.name) != user:  # changed while the password was checked
                raise RefusedError(401, WRONG)
            old = caller_of(request).token
            if old is not None:
                accounts.log_out(digest_of(old))
            accounts.log_in(user.name, digest_of(token), now, now + LASTS)
            reading = accounts.reading()
        caller = Caller(user.name, user.role, csrf_of(token), token, reading, accounts=True)
        answer = JSONResponse(session_row(caller, safe=safe), status, headers=NO_STORE)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            cookie_name(secure=secure), token, max_age=int(LASTS.total_seconds()), path="/", secure=secure, httponly=True, samesite="strict"
        )  # fmt: skip
        return answer

    @router.get("/session", response_model=SessionRow, tags=["accounts"], responses=written("session"))
    def session(request: Request) -> Response:
        """Who asks, and the token that goes with all that is written."""
        return JSONResponse(session_row(caller_of(request), safe=safe), headers=NO_STORE)

    @router.post("/session", response_model=SessionRow, tags=["accounts"], responses=written("session", 401, 429))
    def log_in(request: Request, given: Login) -> Response:
        """Log in. A session lasts a week, and ends with the password, the role or the account."""
        check_passage(request, insecure=insecure)
        throttle.check(given.name, _address(request))
        with shelf.source.accounts() as accounts:
            user = accounts.find(given.name)
        right = fits(given.password, user.password if user else None)
        if user is None or not right or user.disabled:
            raise RefusedError(401, WRONG)
        throttle.clear(given.name)
        return begin(request, user)

    @router.delete("/session", response_model=SessionRow, tags=["accounts"], responses=written("session", 401, 403))
    def log_out(request: Request) -> Response:
        """Log out."""
        token = caller_of(request).token
        if token is not None:
            with shelf.source.accounts() as accounts:
                accounts.log_out(digest_of(token))
        caller = caller_of(request)
        row = session_row(Caller(reading=caller.reading, accounts=caller.accounts), safe=safe)
        answer = JSONResponse(row, headers=NO_STORE)
        secure = request.url.scheme == "https"
        answer.delete_cookie(cookie_name(secure=secure), path="/", secure=secure, httponly=True, samesite="strict")
        return answer

    @router.put(
        "/session/password",
        response_model=SessionRow,
        tags=["accounts"],
        responses=written("session", 401, 403, 409, 429),
    )
    def change_password(request: Request, given: NewPassword) -> Response:
        """Change one's password: all sessions end, and a new one begins here."""
        caller = needs(request, "reader")
        check_passage(request, insecure=insecure)
        if caller.name is None or caller.token is None:
            raise RefusedError(409, f"{LOCAL} has no password; make an account with: casus user add NAME")
        throttle.check(caller.name, _address(request))
        with shelf.source.accounts() as accounts:
            user = accounts.get(caller.name)
        if not fits(given.old, user.password):
            raise RefusedError(403, "this is not the old password")
        throttle.clear(caller.name)
        digest = password_digest(given.new)
        with shelf.source.accounts() as accounts:
            user = accounts.change(caller.name, password=digest)
        return begin(request, user)

    @router.post(
        "/invitations/use",
        response_model=SessionRow,
        status_code=201,
        tags=["accounts"],
        responses=written("session", 409, 429, ok=201),
    )
    def use_invitation(request: Request, given: UsedInvitation) -> Response:
        """Make an account by invitation, and log in."""
        check_passage(request, insecure=insecure)
        throttle.check("", _address(request))
        digest = password_digest(given.password)
        with shelf.source.accounts() as accounts:
            user = accounts.use_invitation(digest_of(given.token), given.name, digest, people.clock())
        throttle.clear("")
        return begin(request, user, 201)


def _address(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def _add_people(router: APIRouter, shelf: Shelf, people: People) -> None:
    @router.get("/users", response_model=UserList, tags=["accounts"], responses=written("users", 401, 403))
    def users(request: Request) -> Response:
        """Everybody with an account; for admins."""
        needs(request, "admin")
        with shelf.source.accounts() as accounts:
            found = accounts.all()
        return JSONResponse({"items": [user_row(one) for one in found]}, headers=NO_STORE)

    @router.patch(
        "/users/{name}", response_model=UserRow, tags=["accounts"], responses=written("user", 401, 403, 404, 409)
    )
    def change_user(request: Request, name: str, given: UserChange) -> Response:
        """Change somebody's role, or disable an account; who is changed is logged out. For admins."""
        needs(request, "admin")
        with shelf.source.accounts() as accounts:
            if accounts.find(name) is None:
                raise RefusedError(404, f"nobody is called {name!r}")
            user = accounts.change(name, role=given.role, disabled=given.disabled)
        return JSONResponse(user_row(user), headers=NO_STORE)

    @router.post(
        "/invitations",
        response_model=InvitationRow,
        status_code=201,
        tags=["accounts"],
        responses=written("invitation", 401, 403, ok=201),
    )
    def invite(request: Request, given: NewInvitation) -> Response:
        """Invite somebody: a link by which an account can be made once, within a week. For admins."""
        caller = needs(request, "admin")
        token, now = new_token(), people.clock()
        over = now + INVITATION_LASTS
        with shelf.source.accounts() as accounts:
            accounts.invite(given.role, str(caller.name), digest_of(token), now, over)
        row = {"token": token, "role": given.role, "expires_at": over.isoformat()}
        return JSONResponse(row, 201, headers=NO_STORE)


def session_row(caller: Caller, *, safe: bool) -> Row:
    """Who asks, as it is told; never the token of the session."""
    return {
        "name": caller.name,
        "role": caller.role,
        "csrf": caller.csrf,
        "local": caller.name == LOCAL,
        "accounts": caller.accounts,
        "reading": caller.reading,
        "may_read": caller.may_read,
        "may_write": not safe,
    }


def user_row(user: User) -> Row:
    """Somebody, without the digest of the password."""
    return {"name": user.name, "role": user.role, "disabled": user.disabled, "made_at": user.made_at.isoformat()}

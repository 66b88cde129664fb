"""What stands before the API: who may read at all, and that whoever writes is a page of ours.

Writing needs all of: a body of JSON (which no form of another site can send), an ``Origin`` (or ``Sec-Fetch-Site``) of this server, and
the token of the session in ``X-CSRF-Token``. Logging in and taking an invitation have no session yet, and need the first two.

Programs that read feeds have no cookie: the key of a saved search or an alert stands for its owner, for the feeds of that alone.
"""

from __future__ import annotations

import hmac
import re

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from casus.serving.accounts.people import Caller, People
from casus.serving.errors import problem, unreadable_now
from casus.store.errors import RecordError

API = "/api/"
OPEN = ("/api/v1/session", "/api/v1/invitations/use")
"""Addresses that somebody unknown may ask, to become known."""
READS = ("GET", "HEAD", "OPTIONS")
FEED = re.compile(r"/feeds/(?:alerts/)?([^/]+)\.[a-z]+")
"""Where the feeds of a saved search or an alert lie; the key by itself."""
LARGEST = 256 * 1024
"""Bytes of what may be written at once."""


class Gate:
    """Middleware: finds out who asks, and refuses reading and writing that may not be. The caller is ``request.state.caller``."""

    def __init__(self, app: ASGIApp, *, people: People) -> None:
        self._app, self._people = app, people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http" or is_open(str(scope["path"])):
            await self._app(scope, receive, send)
            return
        headers, secure = Headers(scope=scope), scope.get("scheme") == "https"
        try:
            caller = await anyio.to_thread.run_sync(lambda: self._people.caller(headers, secure=secure))
            lent = not caller.may_read and await anyio.to_thread.run_sync(lambda: self._has_key(scope))
        except RecordError as error:
            await unreadable_now(error)(scope, receive, send)
            return
        scope.setdefault("state", {})["caller"] = caller
        refused = None if lent else refusal(scope, headers, caller)
        if refused is None:
            await self._app(scope, receive, send)
        else:
            await problem(*refused, {"Cache-Control": "no-store"})(scope, receive, send)

    def _has_key(self, scope: Scope) -> bool:
        """Whether a request reads a feed by the key of somebody who may read."""
        found = FEED.fullmatch(str(scope["path"])) if scope["method"] in READS else None
        return found is not None and self._people.lends(found[1])


def is_open(path: str) -> bool:
    """Whether what lies at a path tells nothing of the record: pages of the app (which then ask the API), files, the documentation."""
    return not path.startswith((API, "/feeds"))


def refusal(scope: Scope, headers: Headers, caller: Caller) -> tuple[int, str] | None:
    """Why a request may not be, as a status and what to do; ``None``: it may."""
    path, method = str(scope["path"]), str(scope["method"])
    if method not in READS:
        return _of_writing(scope, headers, caller, path, method)
    if path not in OPEN and not caller.may_read:
        return 401, "reading this record needs an account; log in"
    return None


def _of_writing(scope: Scope, headers: Headers, caller: Caller, path: str, method: str) -> tuple[int, str] | None:
    if not _is_own(scope, headers):
        return 403, "this was sent by a page of another site, or by none; write through this server's own pages"
    if method != "DELETE" and headers.get("content-type", "").split(";")[0].strip().casefold() != "application/json":
        return 415, "write JSON, with Content-Type: application/json"
    length = headers.get("content-length")
    if method != "DELETE" and (length is None or not length.isdecimal() or int(length) > LARGEST):
        return 413, f"say with Content-Length how long it is: at most {LARGEST} bytes"
    if path in OPEN and method == "POST":
        return None
    if caller.role is None:
        return 401, "writing needs an account; log in"
    if not hmac.compare_digest(headers.get("x-csrf-token", "").encode(), caller.csrf.encode()):
        return 403, "the token of the session is missing or not the right one; load the page anew"
    return None


def _is_own(scope: Scope, headers: Headers) -> bool:
    """Whether a request comes from a page of this server. Browsers say so with every request that writes."""
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is None:
        return site == "same-origin"
    return origin.casefold() == f"{scope.get('scheme')}://{headers.get('host', '')}".casefold()

"""How an answer is made: from one state of the record, with a tag by which it need not be sent again, and where its next page is."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from starlette.responses import JSONResponse

from casus.serving.shelf import Shelf, View
from casus.store.errors import QueryError

Body = dict[str, Any]


class Answers:
    """Makes the answers of one server."""

    def __init__(self, shelf: Shelf, *, safe: bool) -> None:
        self.shelf = shelf
        self.safe = safe

    def give(self, request: Request, make: Callable[[View], Body], *, asker: str | None = None) -> Response:
        """What ``make`` tells of the record as it is now; 304 without a body where the asker has it already.

        The tag is a weak one: it stands for the state of the record (and for ``asker``, where the answer is for one person), and bodies may be
        packed or not.
        """

        def told(view: View) -> Response:
            body = make(view)
            headers = {"Link": f'<{body["next"]}>; rel="next"'} if body.get("next") else None
            return JSONResponse(body, headers=headers)

        return self.send(request, told, asker=asker)

    def send(self, request: Request, make: Callable[[View], Response], *, asker: str | None = None) -> Response:
        """The same, of an answer of any media type."""
        with self.shelf.look() as view:
            headers = _headers(view, asker)
            if _has(request.headers.get("if-none-match", ""), headers["ETag"]):
                return Response(status_code=304, headers=headers)
            answer = make(view)
        answer.headers.update(headers)
        return answer

    def give_packed(self, request: Request, make: Callable[[View], bytes]) -> Response:
        """The same of JSON that is already packed with gzip; unpacked for who cannot do it."""
        with self.shelf.look() as view:
            headers = _headers(view) | {"Vary": "Accept-Encoding"}
            if _has(request.headers.get("if-none-match", ""), headers["ETag"]):
                return Response(status_code=304, headers=headers)
            packed = make(view)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(gzip.decompress(packed), headers=headers, media_type="application/json")
        return Response(packed, headers=headers | {"Content-Encoding": "gzip"}, media_type="application/json")


def _headers(view: View, asker: str | None = None) -> dict[str, str]:
    """``asker``: whose answer it is. Browsers send the tag of somebody else's along where only the cookie differs."""
    if asker is None:
        return {"ETag": f'W/"{view.tag}"', "Cache-Control": "private, no-cache"}
    own = hashlib.blake2b(f"{view.tag}\x1f{asker}".encode(), digest_size=9).hexdigest()
    return {"ETag": f'W/"{own}"', "Cache-Control": "private, no-cache", "Vary": "Cookie"}


def _has(given: str, tag: str) -> bool:
    """Whether ``If-None-Match`` names the tag, weakly compared (RFC 9110, 13.1.2)."""
    bare = tag.removeprefix("W/")
    return given.strip() == "*" or any(one.strip().removeprefix("W/") == bare for one in given.split(","))


def next_page(request: Request, cursor: str | None) -> str | None:
    """The address of the next page, without the server's name."""
    if cursor is None:
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.url.path}?{urlencode([*kept, ('cursor', cursor)])}"


def write_cursor(key: list[str]) -> str:
    """Where a plain list goes on."""
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, length: int = 1) -> list[str] | None:
    """Where a plain list goes on. Raises :class:`QueryError` for a cursor that is none."""
    if cursor is None:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        key = None
    if not isinstance(key, list) or len(key) != length or not all(isinstance(one, str) for one in key):
        raise QueryError(f"{cursor[:40]!r} is no cursor of this list; leave it out to begin with the first page")
    if any("\x00" in one or any("\ud800" <= letter <= "\udfff" for letter in one) for one in key):
        raise QueryError("this cursor has been changed; leave it out to begin with the first page")
    return key

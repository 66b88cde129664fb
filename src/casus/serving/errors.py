"""What goes wrong, told as ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

import json
import sys
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from casus.store.accounts import AccountError
from casus.store.errors import NotInRecordError, QueryError, RecordError
from casus.store.patience import TookTooLongError

PROBLEM = "application/problem+json"
UNREADABLE = "the record cannot be read just now; try again, or see what the server's log says"


class RefusedError(Exception):
    """A request that is refused, with the status and what to do."""

    def __init__(self, status: int, detail: str, wait: int | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.wait = wait  # seconds
        self.more = more


def problem_body(status: int, detail: str, **more: Any) -> bytes:
    """The body of an answer that tells what went wrong."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return json.dumps(told, ensure_ascii=True).encode()


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """An answer that tells what went wrong."""
    return Response(problem_body(status, detail, **more), status, headers=headers, media_type=PROBLEM)


def unreadable_now(error: RecordError) -> Response:
    """What is answered when the record cannot be read; the reason is for standard error, as it may name files and servers."""
    sys.stderr.write(f"casus: {' '.join(str(error).split())}\n")
    return problem(503, UNREADABLE, {"Retry-After": "5", "Cache-Control": "no-store"})


def _named(where: tuple[Any, ...]) -> str:
    """What a parameter, or a field of what was written, is called."""
    return ".".join(str(one) for one in where[1:]) or "?" if where[0] == "body" else str([*where, "?"][1])


def wants_page(request: Request) -> bool:
    """Whether an address that is none was asked for by somebody at a browser, who is shown a page; programs that ask the API are told a problem."""
    path = request.url.path
    asks = request.headers.get("accept", "").casefold()
    return request.method == "GET" and "text/html" in asks and not path.startswith(("/api/", "/static/", "/feeds"))


def add_handlers(app: FastAPI) -> None:
    """Tell all errors as problems; those of the server itself also on standard error."""

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> Response:
        found = [{"parameter": _named(one["loc"]), "reason": one["msg"]} for one in error.errors()]
        first = found[0]
        return problem(422, f"{first['parameter']}: {first['reason']}", errors=found)

    @app.exception_handler(RefusedError)
    def refused(_request: Request, error: RefusedError) -> Response:
        headers = {} if error.wait is None else {"Retry-After": str(error.wait)}
        return problem(error.status, error.detail, headers, **error.more)

    @app.exception_handler(AccountError)
    def no_account(_request: Request, error: AccountError) -> Response:
        return problem(409, str(error))

    @app.exception_handler(QueryError)
    def wrong_question(_request: Request, error: QueryError) -> Response:
        return problem(400, str(error))

    @app.exception_handler(NotInRecordError)
    def unknown(_request: Request, error: NotInRecordError) -> Response:
        return problem(404, str(error))

    @app.exception_handler(TookTooLongError)
    def too_long(_request: Request, error: TookTooLongError) -> Response:
        return problem(503, str(error))

    @app.exception_handler(RecordError)
    def unreadable(_request: Request, error: RecordError) -> Response:
        return unreadable_now(error)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404 and wants_page(request):
            missing: Response = request.app.state.missing_page()
            return missing
        detail = f"there is nothing at {request.url.path}; see /docs" if error.status_code == 404 else str(error.detail)
        return problem(error.status_code, detail, dict(error.headers or {}))

    @app.exception_handler(Exception)
    def broken(_request: Request, _error: Exception) -> Response:
        return problem(500, "an error of the program; please report it with what the server's log says")

"""What stands before every answer: which hosts may be asked for, how often one address may ask, and headers that keep browsers careful."""

from __future__ import annotations

from collections.abc import Collection

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casus.serving.errors import PROBLEM, problem_body

SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
"""On every answer; the pages of the web app bring a policy of their own (:func:`casus.serving.web.policy`), all others have no scripts."""


def read_rate(given: str) -> str | None:
    """A rate such as ``600/minute``, checked; ``None`` for ``0``. Raises :class:`ValueError`."""
    if given.strip() == "0":
        return None
    parse(given)
    return given


class Guard:
    """Middleware: answers what must not come through, and gives all answers :data:`SAFE_HEADERS`. HEAD is GET without the body."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], rate: str | None, share: bool) -> None:
        self._app = app
        self._hosts = frozenset(host.casefold() for host in hosts)
        self._rate: RateLimitItem | None = parse(rate) if rate else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._headers = SAFE_HEADERS | ({} if share else {"Cross-Origin-Resource-Policy": "same-origin"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if self._hosts and _host(Headers(scope=scope).get("host", "")) not in self._hosts:
            await _refuse(careful, 421, "this server does not go by that name; start it with --allow-host NAME")
        elif (
            self._rate is not None
            and not _is_asset(scope)
            and not self._limiter.hit(self._rate, (scope.get("client") or ("",))[0])
        ):
            wait = self._rate.get_expiry()
            await _refuse(careful, 429, f"more than {self._rate} from one address; wait, then go on", wait)
        else:
            await self._app({**scope, "method": "GET"} if head else scope, receive, careful)


def _is_asset(scope: Scope) -> bool:
    """Whether a file of the web app is asked for: they come from memory, and one page loads many."""
    return str(scope["path"]).startswith("/static/")


def _host(given: str) -> str:
    """The name in a ``Host`` header, without the port and the brackets of an IPv6 address."""
    name = given.casefold()
    if name.startswith("["):
        return name[1:].split("]")[0]
    return name.rsplit(":", 1)[0] if name.count(":") == 1 else name


async def _refuse(send: Send, status: int, detail: str, wait: int | None = None) -> None:
    body = problem_body(status, detail)
    headers = [(b"content-type", PROBLEM.encode()), (b"content-length", str(len(body)).encode())]
    if wait is not None:
        headers.append((b"retry-after", str(wait).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""Who may write over HTTP: only a server that says so, and only for pages of its own."""

from __future__ import annotations

from fastapi import Request

from casus.serving.errors import RefusedError

LOCAL = "local"
"""Who owns what is saved as long as nobody has an account."""


def must_be_own(request: Request, *, writable: bool) -> None:
    """Refuse what another site's page asks a browser to write, and all writing where the server does not allow it.

    Browsers say where a request comes from (``Sec-Fetch-Site``, ``Origin``); programs that are no browsers say nothing. Raises
    :class:`RefusedError`.
    """
    if not writable:
        raise RefusedError(403, "nothing can be saved here: the server is open to other machines, or runs with --safe")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise RefusedError(403, "a page of another site may not write here")
    origin = request.headers.get("origin")
    if origin is not None and origin != f"{request.url.scheme}://{request.url.netloc}":
        raise RefusedError(403, "a page of another site may not write here")
    if (
        request.method != "DELETE"
        and request.headers.get("content-type", "").split(";")[0].strip() != "application/json"
    ):
        raise RefusedError(415, "send JSON, with the header Content-Type: application/json")

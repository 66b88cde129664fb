"""The web app: its page for all of its addresses, and the files that the page loads; both come with the package."""

from __future__ import annotations

import gzip
import json
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from starlette.responses import HTMLResponse

from casus.serving.errors import problem
from casus.serving.settings import Settings

PAGES = (
    "/", "/events/{id:path}", "/operations", "/operations/{id:path}", "/actors", "/actors/{id:path}", "/places", "/places/{id:path}",
    "/documents/{id:path}", "/sources", "/sources/{id:path}", "/search", "/review", "/review/claims/{id:path}", "/review/documents/{id:path}",
    "/history", "/account", "/users", "/about",
)  # fmt: skip
"""Addresses of the app, as in ``web/app/src/lib/routes.ts``; the app itself finds out what they mean."""
FOR_EVER = "public, max-age=31536000, immutable"
"""How long files may be kept whose names change with their contents."""
NO_SETTINGS = '<meta name="casus:settings" content="{}" />'
NOT_BUILT = (
    "the web app was not built (casus/serving/static); run `pip install -e .` in the source folder. The API is at /docs"
)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: ``packed`` with gzip where that makes it smaller."""

    body: bytes
    packed: bytes | None
    media_type: str


def add_web(app: FastAPI, settings: Settings) -> None:
    """The pages of the app, and ``/static``; where the package was built without the app, they say so."""
    folder = files("casus.serving") / "static"
    headers = {"Content-Security-Policy": policy(settings.tiles), "Cache-Control": "no-cache"}

    @lru_cache(maxsize=1)
    def index() -> str | None:
        page = folder / "index.html"
        return with_settings(page.read_text("utf-8"), settings) if page.is_file() else None

    def answer(status: int) -> Response:
        told = index()
        return HTMLResponse(told, status, headers=headers) if told is not None else problem(503, NOT_BUILT)

    def page() -> Response:
        return answer(200)

    for path in PAGES:
        app.add_api_route(path, page, methods=["GET"], include_in_schema=False)
    app.state.missing_page = lambda: answer(404)

    @lru_cache(maxsize=512)
    def asset(name: str) -> Asset | None:
        return read_asset(folder, name)

    @app.get("/static/{name:path}", include_in_schema=False)
    def static(request: Request, name: str) -> Response:
        found = asset(name)
        if found is None:
            return problem(404, f"there is no file {name}")
        told = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(found.packed, headers=told | {"Content-Encoding": "gzip"}, media_type=found.media_type)
        return Response(found.body, headers=told, media_type=found.media_type)


def read_asset(folder: Traversable, name: str) -> Asset | None:
    """A file of ``assets/``, packed once; ``None`` where there is none of the name."""
    parts = name.split("/")
    if len(parts) != 2 or parts[0] != "assets" or parts[1] in ("", ".", "..") or "\\" in name or "\x00" in name:
        return None
    path = folder / parts[0] / parts[1]
    if not path.is_file():
        return None
    body = path.read_bytes()
    packed = gzip.compress(body, 9, mtime=0)
    media_type = "text/javascript" if name.endswith((".js", ".mjs")) else mimetypes.guess_type(name)[0]
    return Asset(body, packed if len(packed) < len(body) * 0.9 else None, media_type or "application/octet-stream")


def with_settings(page: str, settings: Settings) -> str:
    """The app's page with what the server tells it. Raises :class:`ValueError` for a page without the place for it."""
    if NO_SETTINGS not in page:
        raise ValueError("the web app's page has no place for settings; build it anew")
    told = {"tiles": settings.tiles, "tilesCredit": settings.tiles_credit} if settings.tiles else {}
    content = escape(json.dumps(told, ensure_ascii=True), quote=True)
    return page.replace(NO_SETTINGS, f'<meta name="casus:settings" content="{content}" />')


def policy(tiles: str | None) -> str:
    """The content security policy of the app's pages: its own scripts and styles, its own API, and tiles where they are wanted.

    The map needs two things: its images are made in the browser (``blob:``), and its worker is a file of the app.
    """
    elsewhere = f" {origin(tiles)}" if tiles else ""
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' blob: data:{elsewhere}",
        "connect-src": f"'self'{elsewhere}",
        "worker-src": "'self'",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def origin(address: str) -> str:
    """Scheme, host and port of an address. Raises :class:`ValueError` for one that is not of the web."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or set(parts.netloc) & set(" ;,'\"@"):
        raise ValueError(
            f"{address} is no address of tiles; give one such as https://tiles.example/{{z}}/{{x}}/{{y}}.png"
        )
    return f"{parts.scheme}://{parts.netloc}"

"""The HTTP API and the web app, put together: ``make_app(Settings(place))`` is an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from casus import __version__
from casus.serving.about import add_about
from casus.serving.accounts.gate import Gate
from casus.serving.accounts.people import People
from casus.serving.accounts.routes import add_accounts
from casus.serving.actor_stories import add_actors
from casus.serving.alerts import add_alert_feeds, add_alerts
from casus.serving.answer_models import ProblemDetails
from casus.serving.answers import Answers
from casus.serving.cities import add_cities
from casus.serving.documents import add_documents
from casus.serving.dossier import add_dossier
from casus.serving.errors import add_handlers
from casus.serving.events import add_events
from casus.serving.guards import Guard
from casus.serving.operation_stories import add_operations
from casus.serving.overview import add_overview
from casus.serving.pages import add_feeds_page, add_pages
from casus.serving.place_stories import add_places
from casus.serving.review.routes import add_review
from casus.serving.searches import add_feeds, add_searches
from casus.serving.settings import Settings
from casus.serving.shelf import Shelf
from casus.serving.sides import add_sides, add_tolls
from casus.serving.sources import add_sources
from casus.serving.suggestions import add_suggestions
from casus.serving.web import add_web

AT_ONCE = 12
"""Requests that read the record at the same time; fewer than the database's pool has connections (15)."""
PACKED_FROM = 2_000
"""Answers of so many bytes are packed, where the asker can unpack them."""
DESCRIPTION = """Read a record of Casus: who is said to have done what to whom, where and when, with what toll, and who says so.

All addresses answer JSON to GET; only saved searches are also written. Lists come in pages: `next` is the address of the next one. Every answer has an `ETag`: send it back as
`If-None-Match` and get 304 while the record has not changed. Errors are `application/problem+json` with what to do in `detail`."""


ADDRESSES = (
    add_events, add_dossier, add_suggestions, add_documents, add_operations, add_tolls, add_actors, add_places, add_sides, add_sources, add_cities, add_about,
)  # fmt: skip
"""What adds addresses; stories of actors and places go before :func:`add_sides`, whose addresses take any path."""


def make_app(settings: Settings) -> FastAPI:
    """The application. Raises :class:`~casus.store.errors.RecordError` when the record cannot be opened."""
    shelf = Shelf(settings)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        yield
        shelf.close()

    app = FastAPI(
        title="Casus",
        version=__version__,
        description=DESCRIPTION,
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_name,
    )
    app.state.shelf = shelf
    people = People(lambda: shelf.source, local=settings.local, clock=settings.now)
    answers, router = Answers(shelf, safe=settings.safe), APIRouter(prefix="/api/v1")
    for add in ADDRESSES:
        add(router, answers)
    app.state.prepare = add_overview(router, answers)
    add_searches(router, answers)
    add_alerts(router, answers, settings.now)
    add_review(router, shelf, settings.now, safe=settings.safe)
    add_accounts(router, shelf, people, safe=settings.safe, insecure=settings.insecure_login)
    app.include_router(router)
    add_feeds(app, answers)
    add_alert_feeds(app, answers)
    add_pages(app)
    add_feeds_page(app, answers)
    add_web(app, settings)
    add_handlers(app)
    app.add_middleware(Gate, people=people)
    app.add_middleware(GZipMiddleware, minimum_size=PACKED_FROM, compresslevel=5)
    if settings.cors:
        app.add_middleware(
            CORSMiddleware, allow_origins=settings.cors, allow_methods=["GET"], expose_headers=["ETag", "Link"]
        )
    app.add_middleware(Guard, hosts=settings.hosts, rate=settings.rate, share=bool(settings.cors))
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _name(route: APIRoute) -> str:
    """What clients that are generated from the description call an address."""
    return route.name


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, with what errors look like."""
    if app.openapi_schema is None:
        told = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        schema = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
        told["components"]["schemas"]["ProblemDetails"] = schema
        app.openapi_schema = told
    return app.openapi_schema

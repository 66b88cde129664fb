"""Saving searches, and feeds of what they find."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, FastAPI, Request, Response

from casus.serving import examples
from casus.serving.answers import Answers, Body
from casus.serving.asked import EventsQuery, Identifier, SavingAsked
from casus.serving.errors import RefusedError
from casus.serving.feeds import MEDIA, Feed, entries_of, write_feed
from casus.serving.search_models import Removed, SavedSearches
from casus.serving.search_models import SavedSearch as SavedSearchRow
from casus.serving.shelf import View
from casus.store.errors import ImpossibleValueError, QueryError
from casus.store.queries.filters import Filter
from casus.store.queries.written import read_query, write_query
from casus.store.searches import SavedSearch, find_search, remove_search, save_search, searches_of

Form = Literal["rss", "atom", "json"]
ENTRIES, MOST_ENTRIES = 50, 100
"""Events of a feed."""
UNTOLD = "there are no saved searches and no feeds here (--safe): when the record learned of an event would tell what is held back"


def add_searches(router: APIRouter, answers: Answers) -> None:
    """The addresses of saved searches: everybody has their own."""

    @router.get("/searches", response_model=SavedSearches, tags=["search"], responses=examples.of("searches", 403))
    def searches(request: Request) -> Response:
        """The searches that were saved, with the addresses of their feeds."""
        _refuse_safe(answers)
        owner = _owner(request)
        return answers.give(
            request, lambda view: {"items": [_row(one) for one in searches_of(view.connection, owner)]}, asker=owner
        )

    @router.post(
        "/searches", response_model=SavedSearchRow, tags=["search"], responses=examples.of("saved", 403, 409, 415)
    )
    def save(request: Request, asked: SavingAsked) -> Body:
        """Save a search of events under a name, as one's own. Not with `--safe`."""
        _refuse_safe(answers)
        query = write_query(_read(asked.query))
        try:
            with answers.shelf.record().changing() as connection:
                return _row(save_search(connection, asked.name, _owner(request), query))
        except ImpossibleValueError as error:
            raise RefusedError(409, str(error)) from error

    @router.delete("/searches/{key}", response_model=Removed, tags=["search"], responses=examples.of("removed", 403))
    def remove(request: Request, key: Identifier) -> Body:
        """Remove a saved search; its feeds end."""
        _refuse_safe(answers)
        with answers.shelf.record().changing() as connection:
            remove_search(connection, key, _owner(request))
        return {"removed": key}

    @router.get("/events.{form}", include_in_schema=False)
    def feed(request: Request, form: Form, asked: EventsQuery) -> Response:
        """The events of a filter as a feed."""
        _refuse_safe(answers)
        wanted, limit = asked.filter(), min(asked.limit, MOST_ENTRIES)
        return answers.send(request, lambda view: _feed(view, request, form, "Casus", wanted, limit))


def add_feeds(app: FastAPI, answers: Answers) -> None:
    """The addresses of the feeds of saved searches."""

    @app.get("/feeds/{key}.{form}", include_in_schema=False)
    def saved_feed(request: Request, key: str, form: Form) -> Response:
        _refuse_safe(answers)

        def make(view: View) -> Response:
            search = find_search(view.connection, key)
            return _feed(view, request, form, search.name, read_query(search.query), ENTRIES)

        return answers.send(request, make)


def _feed(view: View, request: Request, form: Form, title: str, wanted: Filter, limit: int) -> Response:
    base, query = str(request.base_url).rstrip("/"), write_query(wanted)
    entries = entries_of(view, wanted, base, limit)
    feed = Feed(title, f"{base}/?{query}" if query else f"{base}/", str(request.url), entries)
    return Response(write_feed(form, feed), media_type=MEDIA[form])


def _owner(request: Request) -> str:
    """Whose searches these are; nobody's, where somebody unknown may only read."""
    return request.state.caller.name or ""


def _refuse_safe(answers: Answers) -> None:
    if answers.safe:
        raise RefusedError(403, UNTOLD)


def _read(query: str) -> Filter:
    """A query as a filter. Raises :class:`RefusedError` for one that cannot be asked."""
    try:
        return read_query(query)
    except QueryError as error:
        raise RefusedError(422, str(error)) from error


def _row(one: SavedSearch) -> Body:
    return {
        "key": one.key,
        "name": one.name,
        "query": one.query,
        "owner": one.owner,
        "made_at": one.made_at,
        "feeds": {form: f"/feeds/{one.key}.{form}" for form in ("rss", "atom", "json")},
    }

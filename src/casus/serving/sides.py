"""Actors, places, who holds what, and tolls."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from casus import rows
from casus.codes import actor_index
from casus.linking.control import holdings
from casus.linking.explain_tolls import toll_lines
from casus.serving import examples
from casus.serving.answer_models import (
    ActorDetail,
    ActorPage,
    ControlList,
    HoldingList,
    PlaceDetail,
    PlacePage,
    TollDetail,
    TollPage,
)
from casus.serving.answers import Answers, Body, next_page, read_cursor, write_cursor
from casus.serving.asked import ControlQuery, Identifier, NamesQuery, TollsQuery
from casus.serving.events import latest_events
from casus.serving.shelf import View
from casus.serving.values import claim_rows, lines_of, relation_rows
from casus.store import schema
from casus.store.actors import names_of_actors
from casus.store.errors import NotInRecordError
from casus.store.queries.filters import make_filter
from casus.store.queries.lists import PlaceRow, controls, places_of_events, relations_of, tolls_after
from casus.store.queries.surroundings import around_toll, documents_behind, read_tolls
from casus.store.reading import read_claims

MOST_RELATIONS = 500


def add_sides(router: APIRouter, answers: Answers) -> None:
    """The addresses of actors, places and control."""

    @router.get("/actors", response_model=ActorPage, tags=["actors"], responses=examples.of("actors"))
    def actors(request: Request, asked: NamesQuery) -> Response:
        """A page of actors, by id, with what they are called in the record."""

        def make(view: View) -> Body:
            known = _actors(view)
            items = [
                {"actor_id": one, "names": list(names)}
                for one, names in known.items()
                if asked.name is None or any(asked.name.casefold() in name.casefold() for name in (one, *names))
            ]
            return _part(request, items, "actor_id", asked)

        return answers.give(request, make)

    @router.get("/actors/{actor_id:path}", response_model=ActorDetail, tags=["actors"], responses=examples.of("actor"))
    def actor(request: Request, actor_id: Identifier) -> Response:
        """An actor: names, kind, relations that reports tell of, and its latest events."""
        return answers.give(request, lambda view: _actor(view, actor_id))

    @router.get("/places", response_model=PlacePage, tags=["places"], responses=examples.of("places"))
    def places(request: Request, asked: NamesQuery) -> Response:
        """A page of the places of events, by id, with how many events are at each."""

        def make(view: View) -> Body:
            items = [
                one._asdict()
                for one in _places(view).values()
                if asked.name is None or asked.name.casefold() in one.name.casefold()
            ]
            return _part(request, items, "place_id", asked)

        return answers.give(request, make)

    @router.get("/places/{place_id:path}", response_model=PlaceDetail, tags=["places"], responses=examples.of("place"))
    def place(request: Request, place_id: Identifier) -> Response:
        """A place: who is said to hold it, since when, and its latest events."""

        def make(view: View) -> Body:
            found = _places(view).get(place_id)
            if found is None:
                raise NotInRecordError(f"no event is at a place of the id {place_id!r}")
            held = [one for one in controls(view.connection) if one.place_id == place_id]
            path = f"/api/v1/events?place={quote(place_id, safe='')}"
            return {
                "place": found._asdict(),
                "control": [rows.control_to_row(one) for one in held],
                "events": latest_events(view, make_filter(place=place_id), path),
            }

        return answers.give(request, make)

    @router.get(
        "/control", response_model=ControlList | HoldingList, tags=["control"], responses=examples.of("control")
    )
    def control(request: Request, asked: ControlQuery) -> Response:
        """Who is said to hold which place: all spells, or with `at` the state on one day."""

        def make(view: View) -> Body:
            spells = controls(view.connection, country=asked.country, begun_by=asked.at)
            if asked.at is None:
                return {"items": [rows.control_to_row(one) for one in spells]}
            items = [
                {"place": one.place, "standing": one.standing, "spells": [rows.control_to_row(s) for s in one.spells]}
                for one in holdings(spells, asked.at)
            ]
            return {"at": asked.at.isoformat(), "items": items}

        return answers.give(request, make)


def add_tolls(router: APIRouter, answers: Answers) -> None:
    """The addresses of tolls."""

    @router.get("/tolls", response_model=TollPage, tags=["tolls"], responses=examples.of("tolls"))
    def tolls(request: Request, asked: TollsQuery) -> Response:
        """A page of tolls as claimed, by id. Tolls overlap each other and include the numbers of events: they are not to be added up."""

        def make(view: View) -> Body:
            after = read_cursor(asked.cursor)
            found = tolls_after(
                view.connection,
                after[0] if after else None,
                asked.limit + 1,
                operation=asked.operation,
                what=asked.what,
                country=asked.country,
                standing=asked.standing,
            )
            more = write_cursor([found[asked.limit - 1].toll_id]) if len(found) > asked.limit else None
            items = [rows.toll_to_row(one) for one in found[: asked.limit]]
            return {"items": items, "next": next_page(request, more)}

        return answers.give(request, make)

    @router.get("/tolls/{toll_id}", response_model=TollDetail, tags=["tolls"], responses=examples.of("toll"))
    def toll(request: Request, toll_id: Identifier) -> Response:
        """A toll, who claims it, in which words, and what it replaces."""

        def make(view: View) -> Body:
            found = read_tolls(view.connection, schema.tolls.c.toll_id == toll_id)
            if not found:
                raise NotInRecordError(f"no toll has the id {toll_id!r}")
            links = around_toll(view.connection, found[0])
            claims = {one.claim_id: one for one in read_claims(view.connection, [found[0].claim_id])}
            documents = documents_behind(view.connection, {one.document for one in claims.values()})
            texts = {key: one.text for key, one in documents.items()}
            return {
                "toll": rows.toll_to_row(found[0]),
                "claim": claim_rows(view, list(claims.values()), texts)[0],
                "explanation": lines_of(toll_lines(found[0], claims, documents, links)),
            }

        return answers.give(request, make)


def _actors(view: View) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = view.remember("actors", lambda: names_of_actors(view.connection))
    return found


def _places(view: View) -> dict[str, PlaceRow]:
    found: dict[str, PlaceRow] = view.remember(
        "places", lambda: {one.place_id: one for one in places_of_events(view.connection)}
    )
    return found


def _actor(view: View, actor_id: str) -> Body:
    names = _actors(view).get(actor_id)
    if names is None:
        raise NotInRecordError(f"no actor has the id {actor_id!r}; see /api/v1/actors?name=...")
    known = actor_index(None).actor(actor_id)
    return {
        "actor_id": actor_id,
        "names": list(names),
        "name": known.name if known else names[0],
        "kind": known.kind if known else None,
        "country": known.country if known else None,
        "relations": relation_rows(view, relations_of(view.connection, actor_id, MOST_RELATIONS)),
        "events": latest_events(view, make_filter(actor=actor_id), f"/api/v1/events?actor={quote(actor_id, safe='')}"),
    }


def _part(request: Request, items: list[Body], key: str, asked: NamesQuery) -> Body:
    """A page of a list that is sorted by ``key``."""
    after = read_cursor(asked.cursor)
    rest = [one for one in items if after is None or one[key] > after[0]]
    shown = rest[: asked.limit]
    more = write_cursor([shown[-1][key]]) if len(rest) > asked.limit else None
    return {"items": shown, "next": next_page(request, more)}

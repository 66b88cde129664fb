"""Actors, places, who holds what, and tolls."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from casus import rows
from casus.codes import actor_index
from casus.linking.control import holdings
from casus.linking.explain_tolls import toll_lines
from casus.serving import examples
from casus.serving.actor_stories import LOOKED_AT
from casus.serving.answer_models import (
    ActorDetail,
    ControlList,
    HoldingList,
    PlaceDetail,
    TollDetail,
    TollPage,
)
from casus.serving.answers import Answers, Body, next_page, read_cursor, write_cursor
from casus.serving.asked import ControlQuery, Identifier, TollsQuery
from casus.serving.events import latest_events
from casus.serving.shelf import View
from casus.serving.values import claim_rows, lines_of, relation_rows
from casus.store import schema
from casus.store.errors import NotInRecordError
from casus.store.queries.filters import make_filter
from casus.store.queries.lists import controls, relations_of, tolls_after
from casus.store.queries.spreads import number_of_name
from casus.store.queries.stories import control_at, names_of_actor, place_of_events
from casus.store.queries.surroundings import around_toll, documents_behind, read_tolls
from casus.store.reading import read_claims

MOST_RELATIONS = 500


def add_sides(router: APIRouter, answers: Answers) -> None:
    """The addresses of actors, places and control."""

    @router.get("/actors/{actor_id:path}", response_model=ActorDetail, tags=["actors"], responses=examples.of("actor"))
    def actor(request: Request, actor_id: Identifier) -> Response:
        """An actor: names, kind, relations that reports tell of, and its latest events."""
        return answers.give(request, lambda view: _actor(view, actor_id))

    @router.get("/places/{place_id:path}", response_model=PlaceDetail, tags=["places"], responses=examples.of("place"))
    def place(request: Request, place_id: Identifier) -> Response:
        """A place: who is said to hold it, since when, and its latest events."""

        def make(view: View) -> Body:
            number = number_of_name(view.connection, identifier=place_id)
            found = place_of_events(view.connection, number, place_id)
            if found is None:
                raise NotInRecordError(f"no event is at a place of the id {place_id!r}")
            held = control_at(view.connection, [place_id])
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


def _actor(view: View, actor_id: str) -> Body:
    number = number_of_name(view.connection, identifier=actor_id)
    names = names_of_actor(view.connection, number, actor_id, LOOKED_AT)
    if not names:
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

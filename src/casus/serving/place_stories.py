"""The list of places, and one place: who is said to hold it, its events over time, tolls that are claimed for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request, Response

from casus.record import Links
from casus.serving import examples
from casus.serving.answer_models import PlacePage
from casus.serving.answers import Answers, Body
from casus.serving.asked import Identifier, PlacesQuery
from casus.serving.kept import Kept
from casus.serving.shelf import View
from casus.serving.sorted_lists import Key, part_of
from casus.serving.story_models import PlaceStory
from casus.serving.telling import claim_briefs, series_rows, share_rows, spells_by_place, spread_row
from casus.store.errors import NotInRecordError
from casus.store.folding import fold
from casus.store.queries.lists import PlaceRow, places_of_events
from casus.store.queries.spreads import number_of_name, spread_of
from casus.store.queries.stories import control_at, operations_at, place_of_events, replacing, tolls_at

SHOWN = 20
MOST_TOLLS = 200

ORDERS: Mapping[str, Callable[[PlaceRow], Key]] = {
    "id": lambda one: (0, one.place_id, ""),
    "name": lambda one: (0, fold(one.name), one.place_id),
    "events": lambda one: (-one.events, one.place_id, ""),
    "country": lambda one: (0, f"{one.country or '~'} {fold(one.name)}", one.place_id),
}


def add_places(router: APIRouter, answers: Answers) -> None:
    """The addresses of places as a list and as stories."""
    kept = Kept()

    @router.get("/places", response_model=PlacePage, tags=["places"], responses=examples.of("places"))
    def places(request: Request, asked: PlacesQuery) -> Response:
        """A page of the places of events, with how many events are at each."""

        def make(view: View) -> Body:
            order = ORDERS[asked.sort]
            lines = kept.get(view, ("places", asked.sort), lambda: sorted(_all(view, kept), key=order))
            wanted = [one for one in lines if asked.name is None or fold(asked.name) in fold(one.name)]
            shown, more = part_of(request, wanted, order, asked, asked.sort)
            return {"items": [one._asdict() for one in shown], "next": more}

        return answers.give(request, make)

    @router.get(
        "/places/{place_id:path}/story",
        response_model=PlaceStory,
        tags=["places"],
        responses=examples.of("place story"),
    )
    def place_story(request: Request, place_id: Identifier) -> Response:
        """A place: who is said to hold it since when, by which claims, its events over time, and tolls that are claimed for it."""
        return answers.give(request, lambda view: kept.get(view, ("place", place_id), lambda: _story(view, place_id)))


def _all(view: View, kept: Kept) -> list[PlaceRow]:
    return kept.get(view, "places", lambda: places_of_events(view.connection))


def _story(view: View, place_id: str) -> Body:
    connection = view.connection
    number = number_of_name(connection, identifier=place_id)
    place = place_of_events(connection, number, place_id)
    if place is None or number is None:
        raise NotInRecordError(f"no event is at a place of the id {place_id!r}")
    control = spells_by_place(control_at(connection, [place_id]))
    tolls = tolls_at(connection, place.name, place.country, MOST_TOLLS)
    tolls += replacing(connection, tolls)
    behind = [toll.claim_id for toll in tolls]
    for one in control:
        behind += [name for spell in one["spells"] for name in (*spell["claim_ids"], *spell["contested_by"])]
    briefs = claim_briefs(view, behind)
    return {
        "place": place._asdict(),
        "control": control[0] if control else None,
        "events": spread_row(spread_of(connection, number, "place")),
        "tolls": series_rows(view, Links(tolls=tuple(tolls)), briefs),
        "operations": share_rows(view, operations_at(connection, number, "place", SHOWN)),
        "claims": briefs,
    }

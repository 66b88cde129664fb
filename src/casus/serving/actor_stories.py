"""The list of actors, and one actor: names, ties, its events by role, and what it says as a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from casus.record import Interval
from casus.rows import Row
from casus.serving import examples
from casus.serving.answer_models import ActorPage
from casus.serving.answers import Answers, Body
from casus.serving.asked import ActorsQuery, Identifier
from casus.serving.kept import Kept
from casus.serving.shelf import View
from casus.serving.sorted_lists import Key, part_of
from casus.serving.story_models import ActorStory
from casus.serving.telling import claim_briefs, said_rows, share_rows, spread_row, tie_rows
from casus.store.errors import NotInRecordError
from casus.store.folding import fold
from casus.store.queries.spreads import (
    events_by_name,
    latest_of_itself,
    number_of_name,
    said_of_itself,
    spread_of,
)
from casus.store.queries.stories import actors_of_record, names_of_actor, operations_at, relations_among
from casus.ties import aliases_in_packs, name_in_packs, pack_side

LOOKED_AT, LOOKED_AT_IN_LISTS = 1_000, 20
"""Claims by which it is told what an actor is called."""
SHOWN = 20
MOST_RELATIONS = 500
TIES = frozenset({"backs", "part_of", "allied_with", "fights", "split_from", "formerly"})


class ActorLine(NamedTuple):
    """An actor as a list is sorted by it; ``name`` is that of the packs, else the words of its id."""

    actor_id: str
    name: str
    as_actor: int
    as_target: int


ORDERS: Mapping[str, Callable[[ActorLine], Key]] = {
    "id": lambda one: (0, one.actor_id, ""),
    "name": lambda one: (0, fold(one.name), one.actor_id),
    "events": lambda one: (-max(one.as_actor, one.as_target), one.actor_id, ""),
    "actor": lambda one: (-one.as_actor, one.actor_id, ""),
    "target": lambda one: (-one.as_target, one.actor_id, ""),
}


def add_actors(router: APIRouter, answers: Answers) -> None:
    """The addresses of actors as a list and as stories."""
    kept = Kept()

    @router.get("/actors", response_model=ActorPage, tags=["actors"], responses=examples.of("actors"))
    def actors(request: Request, asked: ActorsQuery) -> Response:
        """A page of actors, with what they are called in the record and how many events they have as doer and as target."""

        def make(view: View) -> Body:
            order = ORDERS[asked.sort]
            lines = kept.get(view, ("actors", asked.sort), lambda: sorted(_all(view, kept), key=order))
            wanted = [one for one in lines if asked.name is None or _called(one, asked.name)]
            shown, more = part_of(request, wanted, order, asked, asked.sort)
            names: dict[str, tuple[str, ...]] = kept.get(view, "names of actors", dict)
            return {"items": [_row(view, one, names) for one in shown], "next": more}

        return answers.give(request, make)

    @router.get(
        "/actors/{actor_id:path}/story",
        response_model=ActorStory,
        tags=["actors"],
        responses=examples.of("actor story"),
    )
    def actor_story(request: Request, actor_id: Identifier) -> Response:
        """An actor: names, allegiances and backers with their days, events over time by role, and what it says of itself."""
        return answers.give(request, lambda view: kept.get(view, ("actor", actor_id), lambda: _story(view, actor_id)))


def _all(view: View, kept: Kept) -> list[ActorLine]:
    return kept.get(view, "actors", lambda: _lines(view))


def _lines(view: View) -> list[ActorLine]:
    events = events_by_name(view.connection, ("actor", "target"), identified=True)
    return [
        ActorLine(one, _known_as(one), events.get((f"={one}", "actor"), 0), events.get((f"={one}", "target"), 0))
        for one in sorted(actors_of_record(view.connection))
    ]


def _row(view: View, one: ActorLine, known: dict[str, tuple[str, ...]]) -> Row:
    """An actor with its names; ``known`` holds those that have been looked for."""
    if one.actor_id not in known:
        number = number_of_name(view.connection, identifier=one.actor_id)
        known[one.actor_id] = names_of_actor(view.connection, number, one.actor_id, LOOKED_AT_IN_LISTS)
    names = known[one.actor_id]
    name = name_in_packs(one.actor_id) or (names[0] if names else one.name)
    return one._asdict() | {"name": name, "names": list(names)}


def _known_as(actor_id: str) -> str:
    return name_in_packs(actor_id) or actor_id.split(":")[-1].replace("-", " ")


def _called(one: ActorLine, name: str) -> bool:
    """Whether part of a name is in what the packs call an actor, or in its id, which is made of a name."""
    wanted = name.casefold()
    aliases = aliases_in_packs(one.actor_id)
    return any(wanted in given.casefold() for given in (one.actor_id, one.name, *aliases))


def _story(view: View, actor_id: str) -> Body:
    connection = view.connection
    number = number_of_name(connection, identifier=actor_id)
    names = names_of_actor(connection, number, actor_id, LOOKED_AT)
    if not names:
        raise NotInRecordError(f"no actor has the id {actor_id!r}; see /api/v1/actors?name=...")
    known = pack_side(actor_id)
    relations = relations_among(connection, [actor_id], MOST_RELATIONS)
    return {
        "actor_id": actor_id,
        "name": known.name if known else names[0],
        "kind": known.kind if known else None,
        "country": known.country if known else None,
        "names": list(names),
        "pack_names": [
            {"name": name, "since": _iso(days.start), "until": _iso(days.end)}
            for name, days in (known.names if known else ())
        ],
        "ties": tie_rows([actor_id], relations, days=Interval(), kinds=TIES, names={actor_id: names[0]}),  # type: ignore[arg-type]
        "as_actor": spread_row(spread_of(connection, number, "actor")),
        "as_target": spread_row(spread_of(connection, number, "target")),
        "as_source": spread_row(spread_of(connection, number, "source")),
        "operations": share_rows(view, operations_at(connection, number, "actor", SHOWN) if number is not None else []),
        "itself": said_rows(said_of_itself(connection, number)),
        "itself_claims": claim_briefs(view, latest_of_itself(connection, number, SHOWN)),
    }


def _iso(day: object) -> str | None:
    return str(day) if day else None

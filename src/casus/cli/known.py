"""What theatre packs and the gazetteer know of the actors and places of a record, as exports want it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casus.exporting.values import ActorFacts, Who
    from casus.record import Event


def who_is_who() -> Who:
    """Tells of actors by their ids, by all theatre packs and the table of states."""
    from casus.cli.codes import actor_index
    from casus.exporting.values import ActorFacts
    from casus.grounding.theatre import load_theatres

    index = actor_index(None)
    acled = {
        actor.actor_id: actor
        for theatre in sorted(load_theatres(None), key=lambda theatre: theatre.id != "generic")
        for actor in theatre.actors
        if actor.acled
    }

    def who(actor_id: str, on: date | None) -> ActorFacts | None:
        match = index.actor(actor_id, on)
        if match is None:
            return None
        named = acled.get(match.actor_id)
        return ActorFacts(match.actor_id, match.name, match.kind, match.country, named.acled_on(on) if named else None)

    return who


def provinces_of(events: Iterable[Event]) -> dict[str, str]:
    """The first-level division of each place of the events, by place id, as far as packs and the gazetteer tell."""
    from casus.grounding.divisions import province_of
    from casus.grounding.gazetteer import Gazetteer
    from casus.grounding.names import slug
    from casus.grounding.theatre import load_theatres

    packs = {
        f"{theatre.id}:{slug(place.name)}": place.province
        for theatre in load_theatres(None)
        for place in theatre.places
        if place.province
    }
    gazetteer = Gazetteer()
    found: dict[str, str] = {}
    for event in events:
        place_id, name = event.place_id or "", event.place or ""
        if not place_id or place_id in found:
            continue
        inner = place_id.split("/")[0]
        if event.precision == "province":
            found[place_id] = name
        elif inner in packs:
            found[place_id] = packs[inner]
        elif inner.removeprefix("gn:").isdigit():
            province = province_of(int(inner.removeprefix("gn:")), name, gazetteer)
            found |= {place_id: province} if province else {}
    return found

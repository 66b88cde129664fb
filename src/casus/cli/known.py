"""What theatre packs and the gazetteer know of the actors and places of a record, as exports want it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casus.exporting.values import ActorFacts, Who
    from casus.grounding.gazetteer import Gazetteer
    from casus.record import Event


def who_is_who() -> Who:
    """Tells of actors by their ids, by all theatre packs and the table of states."""
    from casus.codes import actor_index
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
        place_id = event.place_id or ""
        if place_id and place_id not in found:
            found[place_id] = packs.get(place_id.split("/")[0]) or _province(event, gazetteer)
    return {place_id: province for place_id, province in found.items() if province}


def _province(event: Event, gazetteer: Gazetteer) -> str:
    """The province of an event's place that no pack tells; "" for areas that are larger, and where the gazetteer does not tell."""
    from casus.grounding.divisions import province_near, province_of

    name, number = event.place or "", (event.place_id or "").split("/")[0].removeprefix("gn:")
    if event.precision == "province":
        return name
    if number.isdigit():
        return province_of(int(number), name, gazetteer)
    if event.precision in ("exact", "near") and event.country and event.lat is not None and event.lon is not None:
        return province_near(name, event.country, (event.lat, event.lon), gazetteer)
    return ""

"""What theatre packs and the gazetteer know of the actors and places of a record, as exports want it."""

from __future__ import annotations

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


class Provinces:
    """The first-level divisions of places, as far as packs and the gazetteer tell. Each place is looked for once, and none before it is asked for."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._packs: dict[str, str] = {}
        self._gazetteer: Gazetteer | None = None

    def of(self, event: Event) -> str:
        """The division of an event's place; "" where none is known."""
        place_id = event.place_id or ""
        if place_id and place_id not in self._found:
            gazetteer = self._opened()
            self._found[place_id] = self._packs.get(place_id.split("/")[0]) or _province(event, gazetteer)
        return self._found.get(place_id, "")

    def _opened(self) -> Gazetteer:
        from casus.grounding.gazetteer import Gazetteer
        from casus.grounding.names import slug
        from casus.grounding.theatre import load_theatres

        if self._gazetteer is None:
            self._gazetteer = Gazetteer()
            self._packs = {
                f"{theatre.id}:{slug(place.name)}": place.province
                for theatre in load_theatres(None)
                for place in theatre.places
                if place.province
            }
        return self._gazetteer


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

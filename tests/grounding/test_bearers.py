"""Who bears a name: places of packs, states and the gazetteer as rows of one form, and places made of rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casus.grounding.bearers import PACK_SIZE, STATE_SIZE, Bearers
from casus.grounding.gazetteer import (
    ALTERNATE,
    COUNTRY,
    DISTRICT,
    NAME,
    NATURE,
    OWN_NUMBERS,
    PROVINCE,
    QUARTER,
    REGION,
    SKELETON,
    TOWN,
    Gazetteer,
)
from casus.grounding.gazetteer_build import Row, write_index
from casus.grounding.theatre import Theatre, TheatrePlace
from casus.record import Place

if TYPE_CHECKING:
    from casus.grounding.gazetteer import Entries

DELTA = Theatre("delta", "Delta", ("SD",), places=(
    TheatrePlace("Wad Amara", 14.00, 33.00, "SD", aliases=("Amara Station",)),
    TheatrePlace("Kadugl Plain", 11.0, 30.0, "SD", "region", "South Kordofan"),
    TheatrePlace("Rashad", 11.9, 31.0, "SD", "district"),
    TheatrePlace("al-Qutayna", 14.9, 32.4, "SD"),
))  # fmt: skip
COAST = Theatre("coast", "Coast", ("MZ",), places=(TheatrePlace("Wad Amara", -12.0, 40.0, "MZ"),))


def row(
    number: int,
    name: str,
    country: str,
    lat: float,
    lon: float,
    people: int,
    feature: int = TOWN,
    province: str = "",
    *others: str,
) -> Row:
    return Row(number, name, country, province, lat, lon, people, feature, others)  # fmt: skip


ROWS = [
    row(1, "Wad Amara", "SD", 14.05, 33.05, 320_000),
    row(2, "Wad Amara", "TD", 13.0, 19.0, 4_000),
    row(3, "Mexico", "MX", 19.4, -99.1, 9_000_000, PROVINCE, "09"),
    row(4, "Mexico", "PH", 15.1, 120.7, 170_000),
    row(5, "Zarqa", "JO", 32.1, 36.1, 790_000, TOWN, "13"),
    row(6, "Zarqa", "JO", 32.0, 36.6, 1_400_000, PROVINCE, "13"),
    row(7, "Ituri", "CD", 1.5, 29.8, 4_000_000, PROVINCE, "24"),
    row(8, "Ituri", "CD", 1.2, 29.5, 60_000, TOWN, "24"),
    row(9, "Helm", "AF", 31.0, 64.0, 80_000, PROVINCE, "10"),
    row(10, "Helm", "AF", 31.1, 64.1, 40_000, TOWN, "10"),
    row(11, "Tawila", "SD", 13.5, 24.8, 90_000, TOWN, "55", "Darra"),
    row(12, "Darra", "SD", 13.4, 24.9, 100_000, PROVINCE, "55"),
    row(13, "Bahr Lake", "TD", 13.0, 14.0, 0, NATURE),
    row(14, "Sawad", "IQ", 32.0, 45.0, 0, REGION),
    row(15, "Kunud", "AF", 34.9, 71.1, 30_000, DISTRICT),
    row(16, "Old Quarter", "YE", 15.3, 44.2, 5_000, QUARTER),
    row(OWN_NUMBERS + 17, "Nukhayb Post", "IQ", 32.04, 42.25, 0),
    row(18, "Al Kufrah", "LY", 24.2, 23.3, 60_000),
    row(19, "Bari", "SO", 10.0, 50.0, 900_000, PROVINCE, "03"),
    row(20, "Bari", "IT", 41.1, 16.9, 316_000, TOWN, "13"),
]  # fmt: skip


@pytest.fixture(scope="module")
def bearers(tmp_path_factory: pytest.TempPathFactory) -> Bearers:
    path: Path = tmp_path_factory.mktemp("bearers") / "own.db"
    write_index(path, ROWS)
    return Bearers((DELTA, COAST), Gazetteer(path))


def lands(rows: Entries) -> list[str]:
    return [one.decode() for one in rows["country"]]


def features(rows: Entries) -> list[int]:
    return [int(one) for one in rows["feature"]]


# ------------------------------------------------------------------------------------------------- packs and gazetteer


def test_places_of_all_packs_count_where_no_theatre_and_no_country_is_given(bearers: Bearers) -> None:
    assert sorted(lands(bearers.of("Wad Amara"))) == ["MZ", "SD", "TD"]


@pytest.mark.parametrize(
    ("theatres", "countries", "found"),
    [
        (("delta",), (), ["SD", "TD"]),
        (("coast",), (), ["MZ", "SD", "TD"]),
        ((), ("MZ",), ["MZ", "SD", "TD"]),
        (("elsewhere",), ("FR",), ["SD", "TD"]),
    ],
)
def test_a_pack_counts_in_its_theatre_and_in_its_countries(
    bearers: Bearers, theatres: tuple[str, ...], countries: tuple[str, ...], found: list[str]
) -> None:
    rows = bearers.of("Wad Amara", theatres, countries)
    assert sorted(lands(rows)) == found


def test_one_place_in_pack_and_gazetteer_is_the_packs_with_the_gazetteers_people(bearers: Bearers) -> None:
    (here,) = [one for one in bearers.of("Wad Amara", ("delta",)) if one["country"] == b"SD"]
    assert here["lat"] == pytest.approx(14.00)
    assert here["population"] == 320_000


def test_a_pack_place_far_from_its_namesakes_keeps_the_packs_size(bearers: Bearers) -> None:
    (far,) = [one for one in bearers.of("Wad Amara", ("coast",)) if one["country"] == b"MZ"]
    assert far["population"] == PACK_SIZE


def test_weighing_one_name_twice_changes_nothing(bearers: Bearers) -> None:
    assert bearers.of("Wad Amara").tolist() == bearers.of("Wad Amara").tolist()


def test_another_name_of_a_pack_place_is_known_as_such(bearers: Bearers) -> None:
    assert int(bearers.of("Wad Amara", ("coast",))["match"][0]) == NAME
    assert [int(one) for one in bearers.of("Amara Station")["match"]] == [ALTERNATE]


@pytest.mark.parametrize("name", ["al-Qutayna", "Al Qutayna", "Qutayna", "QUTAYNA"])
def test_the_article_of_a_pack_place_may_be_left_out(bearers: Bearers, name: str) -> None:
    assert lands(bearers.of(name)) == ["SD"]


def test_only_packs_have_local_names(bearers: Bearers) -> None:
    assert bearers.local("Amara Station")
    assert not bearers.local("Zarqa")


def test_a_name_that_nobody_bears(bearers: Bearers) -> None:
    assert len(bearers.of("Nowhere at All")) == len(bearers.of("")) == 0


# ------------------------------------------------------------------------------------------------- states


def test_a_country_is_not_a_place_of_its_name_in_it(bearers: Bearers) -> None:
    rows = bearers.of("Mexico")
    assert list(zip(lands(rows), features(rows), strict=True)) == [("MX", COUNTRY), ("PH", TOWN)]
    assert int(rows["population"][0]) == STATE_SIZE


def test_a_state_is_found_by_its_other_names(bearers: Bearers) -> None:
    state = bearers.state("Burma")
    assert state is not None
    assert state.code == "MM"
    assert bearers.state("Zarqa") is None


# ------------------------------------------------------------------------------------------------- towns and provinces


def test_a_bare_name_is_the_town_and_not_its_province(bearers: Bearers) -> None:
    assert features(bearers.of("Zarqa")) == [TOWN]
    assert sorted(features(bearers.all_of("Zarqa"))) == [TOWN, PROVINCE]


@pytest.mark.parametrize(
    "name", ["Ituri", "Helm", "Darra", "Bari"],
    ids=["a small part of the province", "a small town", "a town that only also goes by the name", "a town in another country"],
)  # fmt: skip
def test_a_province_stays_where_no_large_town_of_its_own_has_the_name(bearers: Bearers, name: str) -> None:
    assert PROVINCE in features(bearers.of(name))


# ------------------------------------------------------------------------------------------------- loose spelling


def test_a_pack_place_is_found_by_loose_spelling_in_its_theatre(bearers: Bearers) -> None:
    rows = bearers.loosely("el-Kuteina", ("delta",), ())
    assert [(bearers.title(rows[:1]), int(rows["match"][0]))] == [("al-Qutayna", SKELETON)]
    assert len(bearers.loosely("el-Kuteina", ("coast",), ("SD",))) == 0


def test_loose_spelling_reaches_the_gazetteer_only_in_the_countries_of_the_text(bearers: Bearers) -> None:
    assert [bearers.title(rows) for rows in (bearers.loosely("Kufra", (), ("LY",)),)] == ["Al Kufrah"]
    assert len(bearers.loosely("Kufra", (), ("EG",))) == 0


# ------------------------------------------------------------------------------------------------- from a row to a place


def only(bearers: Bearers, name: str, **where: tuple[str, ...]) -> Place:
    rows = bearers.all_of(name, **where)
    return bearers.place(rows[:1], "as written")


@pytest.mark.parametrize(
    ("name", "place_id", "country", "precision"),
    [
        ("Zarqa", "gn:6", "JO", "province"),
        ("Tawila", "gn:11", "SD", "exact"),
        ("Bahr Lake", "gn:13", "TD", "region"),
        ("Sawad", "gn:14", "IQ", "region"),
        ("Kunud", "gn:15", "AF", "district"),
        ("Old Quarter", "gn:16", "YE", "exact"),
        ("Nukhayb Post", "casus:iq:nukhayb-post", "IQ", "exact"),
        ("Yemen", "country:YE", "YE", "country"),
        ("Amara Station", "delta:wad-amara", "SD", "exact"),
        ("Rashad", "delta:rashad", "SD", "district"),
        ("Kadugl Plain", "delta:kadugl-plain", "SD", "region"),
    ],
)
def test_each_sort_of_row_makes_a_place(
    bearers: Bearers, name: str, place_id: str, country: str, precision: str
) -> None:
    place = only(bearers, name)
    assert (place.place_id, place.country, place.precision) == (place_id, country, precision)
    assert place.name == "as written"
    assert place.lat is not None
    assert place.lon is not None


def test_a_place_has_the_point_people_and_province_of_its_source(bearers: Bearers) -> None:
    town, plain = only(bearers, "Tawila"), only(bearers, "Kadugl Plain")
    assert (town.lat, town.lon, town.population, town.province) == (13.5, 24.8, 90_000, "North Darfur")
    assert (plain.lat, plain.lon, plain.province) == (11.0, 30.0, "South Kordofan")


@pytest.mark.parametrize(
    ("name", "title"),
    [("Amara Station", "Wad Amara"), ("Burma", "Myanmar"), ("tawila", "Tawila"), ("Nukhayb post", "Nukhayb Post")],
)
def test_a_row_has_its_own_name(bearers: Bearers, name: str, title: str) -> None:
    assert bearers.title(bearers.all_of(name)[:1]) == title

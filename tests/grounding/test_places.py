"""Place phrases resolve to places, named as the text names them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.distance import distance_km
from casus.grounding.places import PlaceResolver
from casus.grounding.settling import PlaceContext
from casus.record import Place

SYRIA = PlaceContext(("syria", "generic"), ("SY", "TR"))


@pytest.mark.parametrize(
    ("phrase", "name", "place_id", "precision"),
    [
        ("the northern city of Aleppo", "Aleppo", "syria:aleppo", "exact"),
        ("Syria's second city of Aleppo", "Aleppo", "syria:aleppo", "exact"),
        ("Al Bab", "Al Bab", "syria:al-bab", "exact"),
        ("Deir Ezzor", "Deir Ezzor", "syria:deir-ez-zor", "exact"),
        ("Dayr az-Zawr", "Dayr az-Zawr", "syria:deir-ez-zor", "exact"),
        ("north of Raqqa", "Raqqa", "syria:raqqa", "near"),
        ("the outskirts of Manbij", "Manbij", "syria:manbij", "near"),
        ("east of the Euphrates", "east of the Euphrates", "syria:euphrates/east", "region"),
        ("north of the Hasakah province", "Hasakah province", "syria:hasakah-province", "province"),
        ("Azaz, Aleppo District", "Azaz", "gn:3", "exact"),
        ("Hasakah province", "Hasakah province", "syria:hasakah-province", "province"),
        ("the countryside of Aleppo", "Aleppo countryside", "syria:aleppo-province", "province"),
        ("Syria", "Syria", "country:SY", "country"),
        ("northern Syria", "northern Syria", "country:SY/northern", "region"),
        ("Syria's north", "northern Syria", "country:SY/northern", "region"),
        ("the town of Azaz", "Azaz", "gn:3", "exact"),
        ("Safira", "Safira", "gn:7", "exact"),
        ("Idlib", "Idlib", "syria:idlib", "exact"),
        ("Idlib province", "Idlib province", "syria:idlib-province", "province"),
        ("Kilis province", "Kilis province", "gn:4/province", "province"),
    ],
)
def test_place_phrases(places: PlaceResolver, phrase: str, name: str, place_id: str, precision: str) -> None:
    place = places.resolve(phrase, SYRIA)
    assert place is not None
    assert (place.name, place.place_id, place.precision) == (name, place_id, precision)


@pytest.mark.parametrize(
    "phrase",
    [
        "the city",
        "there",
        "",
        "the border",
        "its western outskirts",
        "June",
        "Western",
        "Turkish",
        "Isis",
        "the Turkish state",
    ],
)
def test_phrases_without_a_name_are_no_place(places: PlaceResolver, phrase: str) -> None:
    assert places.resolve(phrase, SYRIA) is None


@pytest.mark.parametrize(("country", "place_id"), [("LB", "gn:2"), ("LY", "gn:1")])
def test_namesakes_are_told_apart_by_country(places: PlaceResolver, country: str, place_id: str) -> None:
    place = places.resolve("Tripoli", PlaceContext((), (country,)))
    assert place is not None
    assert place.place_id == place_id


def test_namesakes_are_told_apart_by_nearness(places: PlaceResolver) -> None:
    peoria = Place("gn:9", "Peoria", "US", 40.7, -89.6)
    near = places.resolve("Springfield", PlaceContext((), ("US",), (peoria,)))
    alone = places.resolve("Springfield", PlaceContext((), ("US",)))
    assert near is not None
    assert alone is not None
    assert (near.place_id, alone.place_id) == ("gn:5", "gn:6")


def test_a_small_place_of_a_country_out_of_question_is_not_taken(places: PlaceResolver) -> None:
    place = places.resolve("Smallville", SYRIA)
    assert place is not None
    assert (place.place_id, place.lat, place.country) == ("unlocated:sy:smallville", None, "SY")


def test_a_street_in_a_town_stands_near_the_town(places: PlaceResolver) -> None:
    place = places.resolve("Bazaar Street, Kilis", SYRIA)
    assert place is not None
    assert (place.name, place.lat, place.precision) == ("Bazaar Street, Kilis", 36.7, "near")


def test_a_place_that_nobody_knows_in_a_country_has_its_own_name_and_the_country(places: PlaceResolver) -> None:
    place = places.resolve("Rustdal, Syria", SYRIA)
    assert place is not None
    assert (place.name, place.country, place.precision) == ("Rustdal", "SY", "country")


def test_two_countries_together_have_no_one_country(places: PlaceResolver) -> None:
    place = places.resolve("Iraq and Syria", SYRIA)
    assert place is not None
    assert (place.name, place.country) == ("Iraq and Syria", None)


def test_countries_by_how_often_they_are_named(places: PlaceResolver) -> None:
    text = "US-backed forces took a town in Syria. Syrian state media denied it. Aleppo is quiet, and so is Turkey, a Britain-based group said."
    assert places.find_countries(text) == ("SY", "TR")


def test_distance() -> None:
    assert distance_km((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20015, abs=2)
    assert distance_km((36.2, 37.16), (36.2, 37.16)) == 0


@given(st.text(max_size=60))
def test_resolving_never_fails_and_ranges_hold(places: PlaceResolver, text: str) -> None:
    place: Place | None = places.resolve(text, SYRIA)
    if place is not None and place.lat is not None and place.lon is not None:
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180


@pytest.mark.parametrize(("countries", "code"), [(("SY", "TR"), "SY"), (("TR", "SY"), "TR")])
def test_a_border_of_two_peoples_is_called_by_both(
    places: PlaceResolver, countries: tuple[str, ...], code: str
) -> None:
    found = places.resolve("the Turkish-Syrian border", PlaceContext(countries=countries))
    assert found is not None
    assert (found.name, found.country) == ("Turkish-Syrian border", code)


@pytest.mark.parametrize("held", ["Turkish-held", "YPG-controlled", "rebel-held"])
def test_who_holds_a_place_is_no_part_of_its_name(places: PlaceResolver, held: str) -> None:
    found = places.resolve(f"{held} Azaz", PlaceContext(countries=("SY",)))
    assert found is not None
    assert (found.name, found.country, found.precision) == ("Azaz", "SY", "exact")

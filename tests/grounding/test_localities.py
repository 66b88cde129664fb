"""Small places told inside larger ones."""

from __future__ import annotations

import pytest

from casus.grounding.localities import Named, with_localities
from casus.grounding.places import PlaceResolver
from casus.grounding.settling import PlaceContext
from casus.record import Place

PAKISTAN = PlaceContext(("generic",), ("PK",))
PESHAWAR = Place("gn:11", "Peshawar", "PK", 34.0, 71.6)


def told(
    text: str, places: PlaceResolver, named: tuple[Named, ...] = (), context: PlaceContext = PAKISTAN
) -> list[str]:
    """The names of the places of one sentence."""
    return [place.name for place, _, _ in with_localities(named, text, 0, len(text), places, context)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They stormed the Rose Colony area of Peshawar.", "Rose Colony"),
        ("A mine went off near Karwan village in Peshawar.", "Karwan"),
        ("He was shot on Lantern Road in Peshawar.", "Lantern Road"),
        ("A bomb lay at Copper Bazaar of Peshawar.", "Copper Bazaar"),
        ("They clashed near Nambal in Peshawar District.", "Nambal"),
        ("A car blew up in Peshawar's Lantern Gate district.", "Lantern Gate district"),
        ("A car blew up in Peshawar city’s Lantern Gate.", "Lantern Gate"),
        ("They clashed around Nambal, in Peshawar district.", "Nambal"),
        ("They clashed near Nambal da Serra in Peshawar.", "Nambal da Serra"),
        ("They clashed in Nambal, Peshawar District, at dawn.", "Nambal"),
        ("They took the villages of Nambal and Ost, south of Peshawar.", "Nambal"),
        ("They entered the town of Nambal in northern Peshawar.", "Nambal"),
        ("Drones hit the Copper Hill power station near Peshawar.", "Copper Hill power station"),
        ("A patrol was ambushed at Nambal, about 20 kilometres from Peshawar.", "Nambal"),
    ],
)
def test_what_lies_in_a_known_place_is_a_place(places: PlaceResolver, text: str, name: str) -> None:
    assert told(text, places) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "They stormed the Peshawar suburb of Rose Colony.",  # the inner one is named behind
        "They met in March in Peshawar.",
        "They came from Turkey in Peshawar's worst year.",
        "They clashed near Nambal in Pakistan.",  # tells no more than the country
        "They clashed near Nambal in Otherwhere.",
    ],
)
def test_what_tells_no_place_inside_a_known_one(places: PlaceResolver, text: str) -> None:
    assert told(text, places) == []


def test_the_small_place_stands_for_both(places: PlaceResolver) -> None:
    text = "Near Azaz, they stormed the Rose Colony area of Peshawar."
    azaz = Place("gn:3", "Azaz", "SY", 36.6, 37.0)
    first, last = (text.index("Azaz"), text.index("Azaz") + 4), (text.index("Peshawar"), len(text) - 1)
    named = ((PESHAWAR, *last), (azaz, *first))
    assert told(text, places, named) == ["Rose Colony", "Azaz"]
    place, begin, end = with_localities(named, text, 0, len(text), places, PAKISTAN)[0]
    assert text[begin:end] == "Rose Colony"
    assert (place.country, place.lat, place.lon, place.precision) == ("PK", 34.0, 71.6, "near")


def test_a_place_that_is_known_there_keeps_its_own_point(places: PlaceResolver) -> None:
    text = "They clashed near Idlib town in Idlib province."
    (found,) = with_localities((), text, 0, len(text), places, PlaceContext(("syria",), ("SY",)))
    assert (found[0].place_id, found[0].precision) == ("syria:idlib", "exact")


def test_only_the_sentence_is_read(places: PlaceResolver) -> None:
    text = "They clashed near Nambal in Peshawar. It rained."
    assert with_localities((), text, text.index("It"), len(text), places, PAKISTAN) == []

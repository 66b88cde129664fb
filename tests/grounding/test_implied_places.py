"""Places told by a side of a country or by a people's adjective."""

from __future__ import annotations

import pytest

from casus.grounding.implied_places import implied_places
from casus.grounding.places import PlaceResolver
from casus.record import Place

MALI = Place("country:ML", "Mali", "ML", 17.0, -4.0, "country")


def told(text: str, places: PlaceResolver, country: Place | None = MALI) -> list[tuple[str, str]]:
    """What is implied, and the words that tell it."""
    return [(one.text, text[one.begin : one.end]) for one in implied_places(text, 0, len(text), country, places)]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("They withdrew from the country's north-east.", "north-east Mali", "the country's north-east"),
        ("They withdrew from the country’s far north.", "northern Mali", "the country’s far north"),
        ("Mines went off in the centre of the country.", "central Mali", "the centre of the country"),
        ("Fighting went on in Ukraine's east.", "eastern Ukraine", "Ukraine's east"),
        ("She gave herself up in the far east of Ukraine.", "eastern Ukraine", "the far east of Ukraine"),
        ("Two posts were lost in the far north.", "northern Mali", "in the far north"),
        ("Fighting in the north-east has uprooted thousands.", "north-east Mali", "in the north-east"),
        ("Herders left much of the Tuareg north, he said.", "northern Mali", "much of the Tuareg north"),
        ("He sits in a Turkish jail.", "Turkey", "Turkish jail"),
        ("Three came to a southern Turkish border town.", "southern Turkey", "southern Turkish border town"),
    ],
)
def test_a_side_or_an_adjective_tells_a_place(places: PlaceResolver, text: str, name: str, words: str) -> None:
    assert told(text, places) == [(name, words)]


@pytest.mark.parametrize(
    "text",
    [
        "They came from the north of Kharkiv.",  # beside a town, which its own name tells
        "Ukraine's Eastern Command spoke.",
        "Turkish troops came.",
        "The Turkish state media said so.",
        "Grey towns lay there.",
        "A shell fell in the north of a village.",
        "They hold two streets in the south-west and some in the centre.",
        "A colony in the northern department was raided.",
        "He served in the Middle East.",
    ],
)
def test_other_words_tell_none(places: PlaceResolver, text: str) -> None:
    assert told(text, places) == []


def test_the_country_is_none_where_nobody_knows_which(places: PlaceResolver) -> None:
    assert told("They withdrew from the country's north.", places, None) == []

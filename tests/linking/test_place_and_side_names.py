"""Names of places and sides are compared by what they name, not by how a report spells them."""

import pytest

from casus.linking.names import actor_likeness, country_of_word, directions_clash, fold, place_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("El Fasher", "al-Fashir"),
        ("North Kordofan", "Kordofan province"),
        ("Severodonetsk", "Sévérodonetsk"),
        ("western Omdurman", "Omdurman"),
        ("the town of Merowe", "Merowe"),
        ("Omdurman University", "Omdurman city"),
        ("Raqqa", "Raqqah"),
    ],
)
def test_spellings_levels_and_directions_share_the_local_place(one: str, other: str) -> None:
    assert place_name(one).keys == place_name(other).keys
    assert place_name(one).keys


def test_a_quarter_shares_its_town_and_keeps_its_own_name() -> None:
    quarter, town = place_name("Al-Thawra quarter, Omdurman"), place_name("Omdurman")
    assert town.keys < quarter.keys


@pytest.mark.parametrize(
    "wide",
    ["Sudan", "northern Sudan", "Iraq and Syria", "Sudanese desert", "the Turkish-Syrian border", "Syria’s east"],
)
def test_countries_and_their_parts_are_wide(wide: str) -> None:
    assert place_name(wide).wide


def test_no_place_is_neither_wide_nor_local() -> None:
    nowhere = place_name(None)
    assert not nowhere.wide
    assert not nowhere.keys


def test_different_towns_stay_apart() -> None:
    assert not place_name("Merowe").keys & place_name("Omdurman").keys
    assert not place_name("Bakhmut").keys & place_name("Kharkiv").keys


def test_opposite_directions_clash() -> None:
    assert directions_clash(place_name("north-east Syria"), place_name("north-west Syria"))
    assert not directions_clash(place_name("northern Syria"), place_name("north-west Syria"))


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Rapid Support Forces", "RSF", "same"),
        ("United States", "US", "same"),
        ("Sudanese army", "Sudanese government", "same"),
        ("Turkey", "Turkish-backed rebels", "related"),
        ("US-led coalition", "US", "related"),
        ("Syrian rebels", "rebels", "related"),
        ("Syrian rebels", "Syrian government", "different"),
        ("Free Syrian Army", "Syrian army", "different"),
        ("PKK", "Turkey", "different"),
    ],
)
def test_sides_named_at_different_levels(one: str, other: str, likeness: str) -> None:
    assert actor_likeness(one, other) == likeness
    assert actor_likeness(other, one) == likeness


def test_words_are_folded() -> None:
    assert fold("Şırnak’s") == "sirnak"
    assert country_of_word("ukrainian") == "UA"
    assert country_of_word("omdurman") is None

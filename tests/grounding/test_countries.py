"""Which countries a text speaks of: by the names, people, capitals and pack places in its running words."""

from __future__ import annotations

import pytest

from casus.grounding.countries import CountryNames
from casus.grounding.theatre import Theatre, TheatrePlace

HILLS = Theatre(
    "hills",
    "Hills",
    ("ML",),
    places=(TheatrePlace("Tin Zawat", 20.0, 0.5, "ML", aliases=("Tinzawat Wells",)),),
)


@pytest.fixture(scope="module")
def names() -> CountryNames:
    return CountryNames((HILLS,))


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("Sudan waits.", {"SD": 2.0}),
        ("Sudanese farmers wait.", {"SD": 1.0}),
        ("Khartoum waits.", {"SD": 1.0}),
        ("Sudan and Sudanese farmers wait in Khartoum.", {"SD": 4.0}),
        ("Guards wait in Tin Zawat.", {"ML": 2.0}),
        ("Guards wait at the Tinzawat Wells.", {"ML": 2.0}),
        ("South Sudan waits.", {"SS": 2.0}),
        ("Nobody waits.", {}),
        ("", {}),
    ],
)
def test_a_name_counts_two_and_people_and_capitals_count_one(
    names: CountryNames, text: str, weights: dict[str, float]
) -> None:
    assert names.weights(text) == weights


def test_the_most_named_country_comes_first_and_equals_go_by_code(names: CountryNames) -> None:
    assert list(names.weights("Chad spoke. Yemen spoke. Ethiopia spoke of Ethiopia.")) == ["ET", "TD", "YE"]


@pytest.mark.parametrize("word", ["backed", "led", "based", "made", "allied", "linked", "trained", "supplied"])
def test_a_country_that_only_backs_is_not_spoken_of(names: CountryNames, word: str) -> None:
    assert names.weights(f"Rwanda-{word} fighters entered Congo's hills.") == {"CD": 2.0}
    assert "RW" in names.weights(f"Rwanda {word} fighters.")


def test_other_words_after_a_hyphen_do_not_hide_a_country(names: CountryNames) -> None:
    assert names.weights("The Rwanda-Uganda border is shut.") == {"RW": 2.0, "UG": 2.0}


def test_names_are_found_where_they_stand_and_people_and_capitals_are_not(names: CountryNames) -> None:
    text = "Sudanese officers flew from Khartoum to Tin Zawat, then to Chad."
    assert [text[begin:end] for begin, end in names.find(text)] == ["Tin Zawat", "Chad"]


def test_without_packs_only_states_are_known() -> None:
    assert CountryNames(()).weights("Guards of Mali wait in Tin Zawat.") == {"ML": 2.0}

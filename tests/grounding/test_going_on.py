"""What a report tells right after something happened at a place of its own happened there too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casus.grounding.going_on import IN_LINES, Scene
from casus.grounding.whereabouts import Option
from casus.record import Draft, Kind, Phrase, Place

TEXT = "Gunmen stormed Izyum.\n\nThey burned a school." + " " * IN_LINES + "\nThey fled."
IZYUM = Option(Place("t:izyum", "Izyum", "UA", 49.2, 37.3), "clause", 15, 20)
KHARKIV = Option(Place("gn:10", "Kharkiv", "UA", 50.0, 36.2), "local")
STORMED = Draft("armed_clash", 0, 21, Phrase(7, 14, "stormed"), (0, 21))
BURNED = Draft("property_destruction", 23, 44, Phrase(28, 34, "burned"), (23, 44))


def place_of(second: Draft = BURNED, chosen: Option = KHARKIV, first: Option = IZYUM, text: str = TEXT) -> str | None:
    """Where the second of two claims played, ``first`` and ``chosen`` being the places chosen for them."""
    scene = Scene(text)
    scene.place(STORMED, first)
    found = scene.place(second, chosen).place
    return found.name if found else None


def test_what_is_told_next_without_a_place_happened_there() -> None:
    assert place_of() == "Izyum"
    assert place_of(chosen=Option(None, "none")) == "Izyum"


def test_a_place_of_its_own_is_a_claim_s_place() -> None:
    assert place_of(chosen=replace(KHARKIV, origin="clause")) == "Kharkiv"


@pytest.mark.parametrize(
    "second",
    [
        replace(BURNED, aggregate=True),
        replace(BURNED, status="planned"),
        replace(BURNED, status="denied"),
        replace(BURNED, begin=23 + IN_LINES, end=44 + IN_LINES),
    ],
)
def test_a_toll_a_plan_a_denial_and_what_is_told_far_behind_play_where_they_may(second: Draft) -> None:
    assert place_of(second) == "Kharkiv"


def test_a_wide_place_tells_nothing_of_the_next_claim() -> None:
    wide = replace(IZYUM, place=Place("country:UA", "Ukraine", "UA", 49.0, 32.0, "country"))
    assert place_of(first=wide) == "Kharkiv"


def test_a_place_spoken_of_since_or_in_another_country_is_kept() -> None:
    assert place_of(chosen=replace(KHARKIV, begin=30)) == "Kharkiv"
    abroad = Option(Place("t:belgorod", "Belgorod", "RU", 50.6, 36.6), "local")
    assert place_of(chosen=abroad) == "Belgorod"


# ------------------------------------------------------------------------------------------------- within a paragraph

RUNNING = "Gunmen stormed Izyum. {} burned a school."
BEHIND = RUNNING.index("{}")


def told_next(
    words: str, kind: Kind = "property_destruction", first: Option = IZYUM, aggregate: bool = False
) -> str | None:
    """Where what a sentence tells played that begins with some words and follows one about Izyum."""
    text = RUNNING.format(words)
    end = len(text)
    second = Draft(kind, BEHIND, end, Phrase(BEHIND, BEHIND + 1, text[BEHIND]), (BEHIND, end), aggregate=aggregate)
    return place_of(second, first=first, text=text)


@pytest.mark.parametrize("words", ["They", "The attackers", "Three of them"])
def test_who_is_told_more_of_did_it_in_the_same_place(words: str) -> None:
    assert told_next(words) == "Izyum"


def test_in_running_text_the_choice_stands_for_what_others_did() -> None:
    assert told_next("Looters") == "Kharkiv"


def test_another_claim_of_the_same_kind_tells_of_the_same_place() -> None:
    assert told_next("Looters", kind="armed_clash") == "Izyum"
    assert told_next("Looters", kind="armed_clash", aggregate=True) == "Kharkiv"


def test_a_country_is_not_handed_on_but_a_place_that_nobody_can_locate_is() -> None:
    wide = replace(IZYUM, place=Place("country:UA", "Ukraine", "UA", 49.0, 32.0, "country"))
    assert told_next("They", first=wide) == "Kharkiv"
    hut = replace(IZYUM, place=Place("unlocated:ua:hut", "Hut", "UA", precision="country"))
    assert told_next("They", first=hut) == "Hut"


def test_a_claim_without_a_place_hands_none_on() -> None:
    assert told_next("They", first=Option(None, "none")) == "Kharkiv"


def test_what_is_handed_on_is_said_to_be_of_the_claim_before() -> None:
    text = RUNNING.format("They")
    scene = Scene(text)
    scene.place(STORMED, IZYUM)
    second = Draft(
        "property_destruction", BEHIND, len(text), Phrase(BEHIND + 5, BEHIND + 11, "burned"), (BEHIND, len(text))
    )
    assert scene.place(second, KHARKIV).origin == "told"


STORY = "Gunmen stormed Izyum. "


def place_behind(sentence: str, kind: Kind = "armed_clash", *, aggregate: bool = False) -> str | None:
    """Where a claim of a sentence played that follows in the same paragraph and names no place."""
    text, begin = STORY + sentence, len(STORY)
    second = Draft(
        kind, begin, len(text), Phrase(begin, begin + 1, text[begin]), (begin, len(text)), aggregate=aggregate
    )
    return place_of(second, text=text)


@pytest.mark.parametrize("sentence", ["Two soldiers fell in an ambush.", "Locals burned a school."])
def test_others_are_elsewhere(sentence: str) -> None:
    assert place_behind(sentence, "property_destruction") == "Kharkiv"


@pytest.mark.parametrize("turn", ["Elsewhere, gunmen", "In a separate incident, gunmen", "In another raid, gunmen"])
def test_what_turns_to_something_else_was_at_no_place_told(turn: str) -> None:
    assert place_behind("Gunmen attacked an army post.") == "Izyum"
    assert place_behind(f"{turn} attacked an army post.") == "Kharkiv"


def test_a_toll_is_not_of_the_place_of_what_was_told() -> None:
    assert place_behind("They lost 40 men in a year.", "casualty_report", aggregate=True) == "Kharkiv"

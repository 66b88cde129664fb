"""What a report tells right after something happened at a place of its own happened there too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casus.grounding.going_on import IN_LINES, Scene
from casus.grounding.whereabouts import Option
from casus.record import Draft, Phrase, Place

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


def test_in_running_text_the_choice_stands() -> None:
    assert place_of(text=TEXT.replace("\n", " ")) == "Kharkiv"

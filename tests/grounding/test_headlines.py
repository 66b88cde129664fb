"""What a headline tells is told again in the report below it, and coded there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casus.grounding.headlines import headline_end, without_headline
from casus.record import Claim

HEADLINE = "Jets bomb Azaz market"
TEXT = f"{HEADLINE}\nBy Ada Lind\n\nWar planes bombed the market of Azaz on Monday."
TOLD = Claim("", "d", "air_strike", 0, len(HEADLINE), HEADLINE, actor_ids=("a",), place_id="azaz", country="SY")
BELOW = replace(TOLD, begin=TEXT.index("War planes"), end=len(TEXT), evidence="War planes bombed ...")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (TEXT, len(HEADLINE)),
        ("War planes bombed Azaz on Monday.\n\nFour people died.", 0),  # the report's own first sentence
        ("War planes bombed Azaz on Monday", 0),
        (f"{'Words ' * 60}\nmore", 0),
        ("\nWar planes bombed Azaz", 0),
        ("", 0),
    ],
)
def test_a_headline_is_a_short_first_line_that_is_no_sentence(text: str, end: int) -> None:
    assert headline_end(text) == end


def test_a_claim_of_the_headline_is_coded_in_the_report_below() -> None:
    assert without_headline([TOLD, BELOW], TEXT) == [BELOW]


@pytest.mark.parametrize("place", ["azaz", "elsewhere"])
def test_the_report_may_know_the_place_better_where_a_side_is_the_same(place: str) -> None:
    assert without_headline([TOLD, replace(BELOW, place_id=place)], TEXT) == [replace(BELOW, place_id=place)]


@pytest.mark.parametrize(
    "below",
    [
        replace(BELOW, kind="shelling"),
        replace(BELOW, status="denied"),
        replace(BELOW, country="TR"),
        replace(BELOW, place_id="elsewhere", actor_ids=("b",)),
        replace(BELOW, begin=5000, end=5040),
    ],
)
def test_what_only_the_headline_tells_is_kept(below: Claim) -> None:
    assert without_headline([TOLD, below], TEXT) == [TOLD, below]


def test_without_a_headline_nothing_is_left_out() -> None:
    text = TEXT.replace(HEADLINE, f"{HEADLINE}.")
    assert without_headline([TOLD, BELOW], text) == [TOLD, BELOW]

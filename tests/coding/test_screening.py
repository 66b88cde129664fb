"""Which news is dropped before it is coded: only what has no word of conflict or protest."""

from __future__ import annotations

import pytest

from casus.coding.screening import STEP, STRETCH, packaged_screen, stretches

WAR = "Government shelling killed four civilians in the town of Harran on Sunday, a rebel spokesman said. Troops had besieged it for months."
PROTEST = "Thousands of protesters marched through the capital and clashed with police, who fired tear gas at the demonstrators."
SPORT = (
    "The striker scored twice as the league leaders beat their rivals at home, and the coach praised his midfield after the match. "
    "They play the cup final next week, when the goalkeeper hopes to be back from injury. "
)
PHONES = "The company said that profits rose in the third quarter as sales of its new mobile phones and software grew, and its shares gained. "


@pytest.mark.parametrize("text", [WAR, PROTEST, WAR.upper(), "Bombing kills ten in market"])
def test_reports_are_kept(text: str) -> None:
    assert not packaged_screen().drops(text)


@pytest.mark.parametrize("text", [SPORT, PHONES, PHONES * 20])
def test_news_of_other_things_is_dropped(text: str) -> None:
    assert packaged_screen().drops(text)


def test_what_is_surely_not_about_conflict_is_likely_not() -> None:
    screen = packaged_screen()
    assert screen.limits["sure"] < screen.limits["likely"]
    assert screen.drops(SPORT, "likely")
    assert not screen.drops(WAR, "likely")


def test_pairs_of_words_count() -> None:
    rows = packaged_screen().rows
    assert set(rows(["car", "bomb"])) != set(rows(["bomb", "car"]))


@pytest.mark.parametrize("before", [0, 3, 30])
def test_one_paragraph_about_war_is_enough(before: int) -> None:
    assert not packaged_screen().drops(f"{SPORT * before}\n{WAR}\n{SPORT * (30 - before)}")


def test_the_score_does_not_depend_on_what_was_scored_before() -> None:
    screen = packaged_screen()
    first = screen.score(WAR)
    for text in (SPORT, PHONES, PROTEST):
        screen.score(text)
    assert screen.score(WAR) == first


@pytest.mark.parametrize("number", [0, 1, STRETCH, STRETCH + 1, STRETCH + STEP, 1000])
def test_every_word_is_in_a_stretch(number: int) -> None:
    words = [f"{'abcdefghij'[n // 100]}{'abcdefghij'[n // 10 % 10]}{'abcdefghij'[n % 10]}" for n in range(number)]
    found = list(stretches(" ".join(words)))
    assert {word for one in found for word in one} == set(words)
    assert all(len(one) <= STRETCH for one in found)
    assert found

"""An event in one sentence: what, when, how many and who says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casus.linking.sentences import TOLD, days_in_sentence, event_sentence, numbers_in_words
from casus.record import GRADES, Event, Interval, Number

DAY = date(2017, 2, 9)
EVENT = Event(
    "e1", "shelling", "Shelling of Oldtown by Ruritania", ("a",), Interval(DAY, DAY), grade="reported", origins=("residents",),
    numbers=(Number("killed", 3, 3, 3, "a", ""),),
)  # fmt: skip


def test_a_sentence_tells_what_when_how_many_and_who_says_so() -> None:
    assert (
        event_sentence(EVENT)
        == "Shelling of Oldtown by Ruritania on 9 February 2017: 3 killed, told by residents alone."
    )


def test_two_origins_are_named_and_more_are_others() -> None:
    two = replace(EVENT, grade="corroborated", origins=("residents", "the Herald"))
    assert event_sentence(two).endswith("told by residents and the Herald independently of each other.")
    more = replace(EVENT, grade="confirmed", origins=("residents", "the Herald", "police"))
    assert event_sentence(more).endswith("confirmed by residents, the Herald and others.")


def test_doubt_is_said() -> None:
    assert "Ruritania (said with doubt) on 9" in event_sentence(replace(EVENT, status="possible"))


@pytest.mark.parametrize("grade", GRADES)
def test_every_grade_has_its_words(grade: str) -> None:
    assert TOLD[grade][1] in event_sentence(replace(EVENT, grade=grade, origins=()))  # type: ignore[arg-type]


def test_an_event_without_numbers_tells_none() -> None:
    assert event_sentence(replace(EVENT, numbers=())).startswith(
        "Shelling of Oldtown by Ruritania on 9 February 2017, told"
    )


def test_a_part_is_told_within_its_whole() -> None:
    numbers = (
        Number("killed", 200, 255, 300, "a", ""), Number("killed_civilians", 24, 24, 24, "a", "", part_of="killed"),
        Number("wounded", 40, 40, None, "a", ""),
    )  # fmt: skip
    assert numbers_in_words(numbers) == "255 (from 200 to 300) killed, of them 24 civilians; 40 or more wounded"


def test_a_part_that_is_put_higher_than_its_whole_is_told_beside_it() -> None:
    numbers = (
        Number("killed", 3, 3, 3, "a", ""), Number("killed_combatants", 8, 8, 8, "b", "", part_of="killed"),
    )  # fmt: skip
    assert numbers_in_words(numbers) == "3 killed; 8 killed combatants"


def test_a_part_whose_whole_is_not_told_stands_by_itself() -> None:
    numbers = (Number("killed_civilians", 24, 24, 24, "a", "", part_of="killed"),)
    assert numbers_in_words(numbers) == "24 killed civilians"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (DAY, DAY, "on 9 February 2017"),
        (date(2017, 2, 1), date(2017, 2, 28), "in February 2017"),
        (date(2017, 1, 1), date(2017, 12, 31), "in 2017"),
        (date(2016, 1, 1), date(2017, 12, 31), "in 2016 to 2017"),
        (date(2017, 1, 1), date(2017, 2, 28), "between January and February 2017"),
        (date(2016, 11, 1), date(2017, 2, 28), "between November 2016 and February 2017"),
        (DAY, date(2017, 2, 12), "between 9 and 12 February 2017"),
        (DAY, date(2017, 3, 2), "between 9 February and 2 March 2017"),
        (date(2016, 12, 30), date(2017, 1, 2), "between 30 December 2016 and 2 January 2017"),
        (None, DAY, "by 9 February 2017"),
        (DAY, None, "from 9 February 2017 on"),
        (None, None, "on a day not told"),
    ],
)
def test_days_are_told_as_a_sentence_goes_on(start: date | None, end: date | None, words: str) -> None:
    assert days_in_sentence(Interval(start, end)) == words


def test_a_part_of_one_is_told_as_one() -> None:
    dead = Number("killed", 3, 6, 6, "a", "")
    child = Number("killed_children", 1, 1, 1, "a", "", part_of="killed")
    assert numbers_in_words((dead, child)) == "6 (from 3 to 6) killed, of them 1 child"
    some = replace(child, high=4)
    assert numbers_in_words((dead, some)).endswith("of them 1 (from 1 to 4) children")

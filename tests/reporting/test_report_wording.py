"""Dates, counts and names as a report says them."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.record import (
    COUNT_WHATS,
    GRADES,
    KINDS,
    SOURCE_TYPES,
    STATUSES,
    Count,
    DateBasis,
    Interval,
    Number,
    PlacePrecision,
)
from casus.reporting import wording


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((2024, 11, 29), (2024, 11, 29), "29 Nov 2024"),
        ((2024, 11, 27), (2024, 11, 29), "27–29 Nov 2024"),
        ((2024, 10, 30), (2024, 11, 2), "30 Oct – 2 Nov 2024"),
        ((2024, 12, 30), (2025, 1, 2), "30 Dec 2024 – 2 Jan 2025"),
        ((2017, 2, 1), (2017, 2, 28), "Feb 2017"),
        ((2016, 2, 1), (2016, 4, 30), "Feb–Apr 2016"),
        ((2016, 1, 1), (2016, 12, 31), "2016"),
        ((2014, 1, 1), (2016, 12, 31), "2014–2016"),
        ((2018, 5, 3), None, "since 3 May 2018"),
        (None, (2018, 5, 3), "until 3 May 2018"),
        (None, None, "undated"),
    ],
)
def test_a_span_of_days_reads_as_people_say_it(
    start: tuple[int, int, int] | None, end: tuple[int, int, int] | None, words: str
) -> None:
    assert wording.interval(Interval(date(*start) if start else None, date(*end) if end else None)) == words


def test_a_change_known_from_one_end_only_says_which() -> None:
    assert wording.moment(Interval(None, date(2017, 2, 9))) == "9 Feb 2017 or earlier"
    assert wording.moment(Interval(date(2017, 2, 9), None)) == "9 Feb 2017 or later"
    assert wording.moment(Interval(date(2017, 2, 8), date(2017, 2, 9))) == "8–9 Feb 2017"


@given(st.dates(), st.dates())
def test_every_span_names_its_last_year(one: date, two: date) -> None:
    start, end = sorted((one, two))
    assert str(end.year) in wording.interval(Interval(start, end))


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (255, 255, "255 killed"),
        (20, None, "at least 20 killed"),
        (21, None, "more than 20 killed"),
        (None, 20, "up to 20 killed"),
        (24, 99, "24–99 killed"),
        (20000, 20000, "20\u202f000 killed"),
        (None, None, "not stated killed"),
    ],
)
def test_a_claimed_count_keeps_its_open_ends(low: int | None, high: int | None, words: str) -> None:
    assert wording.count(Count("killed", low, high)) == words


def test_a_part_drops_the_word_that_its_whole_has_said() -> None:
    assert wording.count(Count("killed_civilians", 24, 24), part=True) == "24 civilians"
    assert wording.count(Count("killed_civilians", 1, 1)) == "1 civilian killed"


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (4, 4, 4, ("4", "")),
        (4, 9, 12, ("9", "4–12")),
        (4, 12, 12, ("12", "4–12")),
        (20, 20, None, ("at least 20", "")),
        (None, 20, 20, ("up to 20", "")),
        (20, None, None, ("at least 20", "")),
        (2, 5, None, ("5", "at least 2")),
    ],
)
def test_a_reconciled_number_is_its_best_value_and_where_claims_differ_its_range(
    low: int | None, best: int | None, high: int | None, words: tuple[str, str]
) -> None:
    assert wording.number(Number("killed", low, best, high, "c", "")) == words


def test_a_place_says_its_country_once() -> None:
    assert wording.place("al-Bab", "SY") == "al-Bab, Syria"
    assert wording.place("northern Syria", "SY") == "northern Syria"
    assert wording.place(None, "SY") == "Syria"
    assert wording.place(None, None) is None


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("kinds", KINDS),
        ("whats", COUNT_WHATS),
        ("grades", GRADES),
        ("source_types", SOURCE_TYPES),
        ("status", STATUSES),
        ("precision", get_args(PlacePrecision)),
        ("date_basis", get_args(DateBasis)),
    ],
)
def test_every_value_of_the_record_has_its_words(table: str, values: tuple[str, ...]) -> None:
    assert set(wording.texts()[table]) == set(values)


def test_a_part_of_one_is_told_as_one() -> None:
    assert wording.count(Count("killed_children", 1, 1), part=True) == "1 child"
    assert wording.count(Count("killed_children", 4, 4), part=True) == "4 children"
    assert wording.count(Count("wounded", 1, 1), part=True) == "1 wounded"

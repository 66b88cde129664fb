"""Expressions of time mean days, counted from Wednesday 20 June 2018."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.grounding.times import find_times
from casus.record import DocumentDate, Interval

TODAY = date(2018, 6, 20)
ANCHOR = DocumentDate(TODAY, TODAY, "given")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on Thursday", "2018-06-14", "2018-06-14"),
        ("early on Wednesday", "2018-06-20", "2018-06-20"),
        ("last Wednesday", "2018-06-13", "2018-06-13"),
        ("next Friday", "2018-06-22", "2018-06-22"),
        ("yesterday", "2018-06-19", "2018-06-19"),
        ("overnight", "2018-06-19", "2018-06-20"),
        ("this week", "2018-06-18", "2018-06-20"),
        ("last week", "2018-06-11", "2018-06-17"),
        ("last month", "2018-05-01", "2018-05-31"),
        ("last year", "2017-01-01", "2017-12-31"),
        ("earlier this month", "2018-06-01", "2018-06-20"),
        ("the weekend", "2018-06-16", "2018-06-17"),
        ("last August", "2017-08-01", "2017-08-31"),
        ("in August", "2017-08-01", "2017-08-31"),
        ("in May", "2018-05-01", "2018-05-31"),
        ("in October 2017", "2017-10-01", "2017-10-31"),
        ("on 19 June", "2018-06-19", "2018-06-19"),
        ("on June 19", "2018-06-19", "2018-06-19"),
        ("June 19, 2017", "2017-06-19", "2017-06-19"),
        ("the 3rd of May 2016", "2016-05-03", "2016-05-03"),
        ("2018-06-19", "2018-06-19", "2018-06-19"),
        ("5-7 April", "2018-04-05", "2018-04-07"),
        ("in 2016", "2016-01-01", "2016-12-31"),
        ("between 2011 and 2013", "2011-01-01", "2013-12-31"),
        ("from Friday to Sunday", "2018-06-15", "2018-06-17"),
        ("2011-13", "2011-01-01", "2013-12-31"),
        ("in summer 2016", "2016-06-01", "2016-08-31"),
        ("last winter", "2017-12-01", "2018-02-28"),
        ("since Saturday", "2018-06-16", "2018-06-20"),
        ("since 2015", "2015-01-01", "2018-06-20"),
        ("in recent weeks", "2018-05-21", "2018-06-20"),
        ("over the last three years", "2015-06-20", "2018-06-20"),
        ("two months ago", "2018-04-01", "2018-04-30"),
        ("three days ago", "2018-06-17", "2018-06-17"),
        ("for a second day", "2018-06-19", "2018-06-20"),
        ("the past 48 hours", "2018-06-18", "2018-06-20"),
        ("next month", "2018-07-01", "2018-07-31"),
        ("by the end of September", "2018-06-20", "2018-09-30"),
        ("until March 2017", None, "2017-03-31"),
    ],
)
def test_expressions(text: str, start: str | None, end: str) -> None:
    (found,) = find_times(text, ANCHOR)
    assert (found.interval.start and str(found.interval.start), str(found.interval.end)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "The 24th Brigade",
        "they may leave",
        "Syria's second city",
        "the March on Rome",
        "about 2000 fighters",
        "a Sunday Times report",
        "Black Friday",
        "1,500 people",
        "page 12",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, ANCHOR) == []


def test_a_day_earlier_counts_from_the_expression_before() -> None:
    first, second = find_times(
        "They entered on Tuesday, a day earlier than planned; a day earlier they had shelled it.", ANCHOR
    )[:2]
    assert (first.interval.start, second.interval.start) == (date(2018, 6, 19), date(2018, 6, 18))
    (alone,) = find_times("A day earlier they had left.", ANCHOR, Interval(date(2018, 6, 10), date(2018, 6, 10)))
    assert alone.interval.start == date(2018, 6, 9)


def test_later_than_something_not_named_is_unknown() -> None:
    (found,) = find_times("Two weeks later she was killed.", ANCHOR)
    assert not found.interval.known


def test_parts_of_a_period_are_narrower() -> None:
    whole, early = find_times("in 2017", ANCHOR)[0].interval, find_times("in early 2017", ANCHOR)[0].interval
    assert early.start == whole.start
    assert early.end is not None
    assert whole.end is not None
    assert early.end < whole.end


def test_without_a_date_only_calendar_dates_are_known() -> None:
    relative, absolute = find_times("on Tuesday, as in 2016", DocumentDate())
    assert not relative.interval.known
    assert absolute.interval == Interval(date(2016, 1, 1), date(2016, 12, 31))


WORDS = st.sampled_from(
    [
        "on",
        "since",
        "until",
        "Tuesday",
        "last",
        "May",
        "5",
        "2017",
        "between",
        "and",
        "March",
        "early",
        "the",
        "a",
        "day",
        "earlier",
        "for",
        "second",
        "week",
        "31",
        "ago",
        "two",
        "months",
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_expressions_quote_the_text_in_order_and_never_run_backwards(text: str, day: date) -> None:
    found = find_times(text, DocumentDate(day, day, "given"))
    assert all(text[item.begin : item.end] == item.text for item in found)
    assert all(a.end <= b.begin for a, b in pairwise(found))
    for item in found:
        start, end = item.interval.start, item.interval.end
        assert start is None or end is None or start <= end


@given(st.sampled_from(["Monday", "Tuesday", "Sunday"]), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_a_weekday_is_the_last_such_day(name: str, day: date) -> None:
    (found,) = find_times(f"on {name}", DocumentDate(day, day, "given"))
    assert found.interval.start is not None
    assert 0 <= (day - found.interval.start).days <= 6
    assert found.interval.start.strftime("%A") == name

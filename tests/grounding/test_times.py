"""Expressions of time mean days, counted from Wednesday 20 June 2018."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.grounding.times import DOUBTFUL, doubtful_dates, find_times
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
        ("since the beginning of the month", "2018-06-01", "2018-06-20"),
        ("since the start of the year", "2018-01-01", "2018-06-20"),
        ("by the end of the month", "2018-06-20", "2018-06-30"),
        ("on the night of Monday to Tuesday", "2018-06-18", "2018-06-19"),
        ("as early as August", "2018-08-01", "2018-08-31"),
        ("dawn on Sunday", "2018-06-17", "2018-06-17"),
        ("in the early hours of Monday", "2018-06-18", "2018-06-18"),
        ("at 10 pm on Friday", "2018-06-15", "2018-06-15"),
        ("overnight on Sunday", "2018-06-17", "2018-06-17"),
        ("Thursday last week", "2018-06-14", "2018-06-14"),
        ("Mon 5 March 2018", "2018-03-05", "2018-03-05"),
        ("on the 14th.", "2018-06-14", "2018-06-14"),
        ("on Nov. 29", "2017-11-29", "2017-11-29"),
        ("the 29th of November", "2017-11-29", "2017-11-29"),
        ("29.11.2017", "2017-11-29", "2017-11-29"),
        ("2017/03/04", "2017-03-04", "2017-03-04"),
        ("11/29/2017", "2017-11-29", "2017-11-29"),
        ("29/11/2017", "2017-11-29", "2017-11-29"),
        ("5/5/2017", "2017-05-05", "2017-05-05"),
        ("New Year’s Day", "2018-01-01", "2018-01-01"),
        ("Christmas Eve 2016", "2016-12-24", "2016-12-24"),
        ("on the eve of 5 May", "2018-05-04", "2018-05-04"),
        ("three days after 5 May", "2018-05-08", "2018-05-08"),
        ("between 3 and 7 March", "2018-03-03", "2018-03-07"),
        ("from Friday to Thursday", "2018-06-08", "2018-06-14"),
        ("on Friday and Saturday", "2018-06-15", "2018-06-16"),
        ("June-August 2017", "2017-06-01", "2017-08-31"),
        ("November-January 2018", "2017-11-01", "2018-01-31"),
        ("in March and April", "2018-03-01", "2018-04-30"),
        ("in 1988 and 1991", "1988-01-01", "1991-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("the early 1990s", "1990-01-01", "1993-05-02"),
        ("the first half of 2018", "2018-01-01", "2018-06-30"),
        ("the first quarter of 2017", "2017-01-01", "2017-03-31"),
        ("Q3 2017", "2017-07-01", "2017-09-30"),
        ("the last two weeks of March", "2018-03-18", "2018-03-31"),
        ("mid-2017", "2017-06-01", "2017-07-31"),
        ("by the end of April", "2018-04-20", "2018-04-30"),
        ("a year ago", "2017-06-01", "2017-06-30"),
        ("four years ago", "2014-01-01", "2014-12-31"),
        ("four years ago today", "2014-06-20", "2014-06-20"),
        ("a month ago to the day", "2018-05-20", "2018-05-20"),
        ("in the past month", "2018-05-20", "2018-06-20"),
        ("this past week", "2018-06-13", "2018-06-20"),
        ("recently", "2018-05-21", "2018-06-20"),
        ("within a month", "2018-06-20", "2018-07-20"),
        ("in the coming weeks", "2018-06-20", "2018-07-20"),
        ("in its fifth year", "2014-06-20", "2018-06-20"),
        ("the four-year campaign", "2014-06-20", "2018-06-20"),
        ("two months of clashes", "2018-04-20", "2018-06-20"),
        ("weeks of shelling", "2018-05-21", "2018-06-20"),
        ("the August offensive", "2017-08-01", "2017-08-31"),
        ("February’s assault", "2018-02-01", "2018-02-28"),
        ("came in September 2015 and have been there ever since", "2015-09-01", "2018-06-20"),
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
        "a 15-year-old",
        "5,000 years ago",
        "the Christmas market",
        "a 48-hour ceasefire",
        "for days to come",
        "until recently",
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


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("On 5 May they came. The following week they left", "2018-05-07", "2018-05-13"),
        ("On 5 May they came. Three days after that, they left", "2018-05-08", "2018-05-08"),
        ("On 5 May they came, and the same day they left", "2018-05-05", "2018-05-05"),
        ("In 2016 they came. The following year they left", "2017-01-01", "2017-12-31"),
        ("In 2016 they came, and that June they left", "2016-06-01", "2016-06-30"),
        ("On 5 May they came, a day after a storm", "2018-05-04", "2018-05-04"),
        ("They came a day after a storm", "2018-06-19", "2018-06-19"),
    ],
)
def test_what_is_counted_from_another_expression(text: str, start: str, end: str) -> None:
    last = find_times(text, ANCHOR)[-1]
    assert (str(last.interval.start), str(last.interval.end)) == (start, end)


@pytest.mark.parametrize(
    "text", ["31 February 2017", "on 30 February", "April 31st", "2017-02-30", "31.04.2017", "40/40/2017"]
)
def test_a_day_that_the_calendar_lacks_is_no_other_day(text: str) -> None:
    (found,) = find_times(text, ANCHOR)
    (doubtful,) = doubtful_dates(f"They came {text}.", DocumentDate())
    assert not found.interval.known
    assert doubtful.kind in DOUBTFUL
    assert doubtful.text in text


def test_day_and_month_that_may_be_month_and_day_are_not_guessed() -> None:
    (found,) = find_times("03/04/2017", ANCHOR)
    assert (found.kind, found.interval) == ("unclear", Interval())


def test_dates_that_are_there_are_not_doubtful() -> None:
    assert doubtful_dates("They came on 29 February, on 2017-02-28 and in May 2017.", ANCHOR) == []


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


@given(st.text(max_size=120), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_no_text_and_no_day_is_too_odd(text: str, day: date) -> None:
    found = find_times(text, DocumentDate(day, day, "given"))
    assert all(text[item.begin : item.end] == item.text for item in found)


@given(
    st.lists(
        st.sampled_from(["999", "decades", "ago", "years", "within", "in", "next", "a", "for", "later"]), max_size=8
    ),
    st.sampled_from([date(1, 1, 1), date(9999, 12, 31)]),
)
def test_counting_beyond_the_years_that_there_are_gives_nothing(words: list[str], day: date) -> None:
    for item in find_times(" ".join(words), DocumentDate(day, day, "given")):
        assert item.interval.start is None or item.interval.start.year >= 1


PLAIN = st.lists(st.sampled_from(["rebels", "entered", "the", "old", "town", "they", "said", ","]), max_size=8).map(
    " ".join
)


@given(
    PLAIN,
    st.sampled_from(["on Tuesday", "in March 2017", "last week", "on 5 May", "since Saturday", "three days ago"]),
    PLAIN,
)
def test_words_around_an_expression_do_not_change_it(before: str, expression: str, after: str) -> None:
    (alone,) = find_times(expression, ANCHOR)
    (found,) = find_times(f"{before} {expression} {after}", ANCHOR)
    assert (found.interval, found.kind) == (alone.interval, alone.kind)
    assert alone.text in found.text

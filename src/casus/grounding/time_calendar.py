"""Rules for what the calendar names: dates, months, years, decades, seasons, feasts that have a fixed day.

A date without a year is the last such day before the document's date, or one announced for the weeks after it.
"""

from __future__ import annotations

import re
from datetime import date

from casus.grounding.calendrics import (
    FEASTS,
    MONTHS,
    SEASONS,
    coming_month,
    day_without_year,
    last_month,
    month_of,
    season_of,
    year_of,
)
from casus.grounding.time_patterns import (
    DOM,
    MONTH,
    SEASON,
    WEEKDAY,
    YEAR,
    Rules,
    month_number,
    one_day,
    safe_day,
)
from casus.record import Interval

CALENDAR = Rules()
_MONTH_2 = MONTH.replace("<month>", "<month2>")
_FEAST = "|".join(FEASTS).replace("'", "['’]")
_BRACKET = r"|(?<=\()"
_LAST = r"(?P<last>[12]?[0-9]|3[01])(?:st|nd|rd|th)?"
_ANY_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_BEFORE_MONTH = (
    "in,since,until,till,by,during,from,before,after,early,late,mid-,mid,of,between,to,through,throughout,and,that"
)
_BEFORE_YEAR = (
    "in,since,until,by,during,from,before,after,of,early,late,mid-,the,a,and,to,between,’s,'s,its,their,around,through"
)


def _after(words: str, more: str = "") -> str:
    """A look-behind for one of some words."""
    endings = (word if word.endswith("-") else rf"\b{word}\s" for word in words.split(","))
    return "(?:" + "|".join(f"(?<={ending})" for ending in endings) + more + ")"


# ------------------------------------------------------------------------------------------------- days


@CALENDAR.rule(r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<day>\d\d?)(?:T[\d:.]+Z?)?", "day", "year", anchored=False, strict="impossible")  # fmt: skip
@CALENDAR.rule(
    r"(?P<day>\d\d?)\.(?P<m>\d\d?)\.(?P<year>(?:19|20)\d\d)", "day", "year", anchored=False, strict="impossible"
)
def _numeric(match: re.Match[str], _: date) -> Interval:
    return safe_day(int(match["year"]), int(match["m"]), int(match["day"]))


@CALENDAR.rule(
    r"(?P<one>\d\d?)(?P<sep>[-/])(?P<two>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d)",
    "day",
    "year",
    anchored=False,
    strict="unclear",
)
def _slashed(match: re.Match[str], _: date) -> Interval:
    """Day or month first: the days of both readings where they agree, else nothing is known."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    readings = {span for span in (safe_day(year, two, one), safe_day(year, one, two)) if span.known}
    return readings.pop() if len(readings) == 1 else Interval()


@CALENDAR.rule(rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?{_ANY_DAY}(?:\s+of|-)?[\s-]*{MONTH},?[\s-]+(?:of\s+)?{YEAR}", "day", "month", anchored=False, strict="impossible")  # fmt: skip
@CALENDAR.rule(
    rf"(?:{WEEKDAY},?\s+)?{MONTH}\s+(?:the\s+)?{_ANY_DAY},?\s+{YEAR}",
    "day",
    "month",
    anchored=False,
    strict="impossible",
)
def _full_date(match: re.Match[str], _: date) -> Interval:
    return safe_day(int(match["year"]), month_number(match), int(match["day"]))


@CALENDAR.rule(rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?{DOM}(?:\s+of)?\s+{MONTH}", "day", "month", strict="impossible")
@CALENDAR.rule(
    rf"(?:{WEEKDAY},?\s+)?{MONTH}\s+(?:the\s+)?{DOM}(?![\d:,]*\d)(?!\s*(?:%|percent|per cent|a\.?m|p\.?m))",
    "day",
    "month",
    strict="impossible",
)
def _day_and_month(match: re.Match[str], anchor: date) -> Interval:
    return day_without_year(int(match["day"]), month_number(match), anchor)


@CALENDAR.rule(r"on\s+the\s+(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)(?=\s*(?:[,.;:)]|$))", "day", "digits")
def _day_alone(match: re.Match[str], anchor: date) -> Interval:
    months = (month_of(anchor.year, anchor.month - back).start for back in range(3))
    days = (safe_day(first.year, first.month, int(match["day"])) for first in months if first)
    return next((span for span in days if span.start and span.start <= anchor), Interval())


@CALENDAR.rule(rf"{DOM}\s*(?:-|–|to|and)\s*{_LAST}\s+{MONTH}(?:,?\s+{YEAR})?", "period", "month")
@CALENDAR.rule(rf"{MONTH}\s+{DOM}\s*(?:-|–|to|and)\s*{_LAST}(?:,?\s+{YEAR})?(?![\d:])", "period", "month")
def _day_range(match: re.Match[str], anchor: date) -> Interval:
    month, year = month_number(match), match["year"]
    first, last = (
        safe_day(int(year), month, int(match[name])) if year else day_without_year(int(match[name]), month, anchor)
        for name in ("day", "last")
    )
    ordered = first.start is not None and last.end is not None and first.start <= last.end
    return Interval(first.start, last.end) if ordered else Interval()


@CALENDAR.rule(
    rf"(?:the\s+)?{DOM}(?:\s+of)?\s+{MONTH}\s+(?P<which>last|this)\s+year", "day", "month", strict="impossible"
)
@CALENDAR.rule(rf"{MONTH}\s+{DOM}\s+(?P<which>last|this)\s+year", "day", "month", strict="impossible")
def _day_of_which_year(match: re.Match[str], anchor: date) -> Interval:
    return safe_day(anchor.year - (match["which"].lower() == "last"), month_number(match), int(match["day"]))


@CALENDAR.rule(r"9/11", "day", "digits", anchored=False)
def _september_11(_: re.Match[str], __: date) -> Interval:
    return one_day(date(2001, 9, 11))


@CALENDAR.rule(
    rf"(?P<feast>{_FEAST})(?:,?\s+(?:of\s+|in\s+)?{YEAR})?(?!\s+(?:market|tree|part|gift|card|carol|shopp|present|light|message|holiday))",
    "day",
    "feast",
)
def _feast(match: re.Match[str], anchor: date) -> Interval:
    month, day = FEASTS[" ".join(match["feast"].lower().replace("’", "'").split())]
    return safe_day(int(match["year"]), month, day) if match["year"] else day_without_year(day, month, anchor)


# ------------------------------------------------------------------------------------------------- months


@CALENDAR.rule(rf"{MONTH},?\s+(?:of\s+)?{YEAR}", "month", "month", anchored=False)
def _month_and_year(match: re.Match[str], _: date) -> Interval:
    return month_of(int(match["year"]), month_number(match))


@CALENDAR.rule(
    rf"{MONTH}\s*(?:-|–|—|\s(?:and|to)\s)\s*{_MONTH_2},?\s+{YEAR}",
    "period",
    "month",
    anchored=False,
)
def _months_of_year(match: re.Match[str], _: date) -> Interval:
    first, last = month_number(match), MONTHS[match["month2"].rstrip(".").lower()]
    year = int(match["year"])
    return Interval(month_of(year - (first > last), first).start, month_of(year, last).end)


@CALENDAR.rule(rf"{MONTH}\s+(?:of\s+)?(?P<which>last|this|next)\s+year", "month", "month")
def _month_of_which_year(match: re.Match[str], anchor: date) -> Interval:
    return month_of(anchor.year + {"last": -1, "this": 0, "next": 1}[match["which"].lower()], month_number(match))


@CALENDAR.rule(rf"(?P<lead>last|late\s+last|early\s+last|this|this\s+past|next|coming)\s+{MONTH}", "month", "month")
def _which_month(match: re.Match[str], anchor: date) -> Interval:
    lead = match["lead"].lower().split()[-1]
    if lead in ("next", "coming"):
        return coming_month(month_number(match), anchor)
    return last_month(month_number(match), anchor, strictly=lead == "last")


@CALENDAR.rule(rf"{_after(_BEFORE_MONTH)}{MONTH}(?!\s+(?:\d|on\s+(?-i:[A-Z][a-z]+)))", "month", "month")
@CALENDAR.rule(rf"(?<=\bthe\s)(?!March|May){MONTH}(?=\s+(?-i:[a-z]))", "month", "month")
@CALENDAR.rule(rf"{MONTH}(?=['’]s\b)", "month", "month")
def _month_alone(match: re.Match[str], anchor: date) -> Interval:
    month = month_number(match)
    before = match.string[: match.start()].lower().rstrip()
    ahead = re.search(
        r"\b(?:by|until|till)(?:\s+the\s+(?:end|start|beginning|middle)\s+of|\s+(?:early|late|mid)-?)?$", before
    )
    past, coming = last_month(month, anchor), coming_month(month, anchor)
    nearer = past.end and coming.start and coming.start - anchor < anchor - past.end
    return coming if ahead and nearer else past


# ------------------------------------------------------------------------------------------------- years, decades, seasons


@CALENDAR.rule(rf"{YEAR}\s*(?:-|–|/)\s*(?P<last>\d\d(?:\d\d)?)", "period", "year", anchored=False)
def _year_range(match: re.Match[str], _: date) -> Interval:
    first, last = int(match["year"]), match["last"]
    second = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return Interval(date(first, 1, 1), date(second, 12, 31)) if first < second <= first + 60 else Interval()


@CALENDAR.rule(rf"{_after(_BEFORE_YEAR, _BRACKET)}{YEAR}", "year", "year", anchored=False)
def _year_alone(match: re.Match[str], _: date) -> Interval:
    return year_of(int(match["year"]))


@CALENDAR.rule(r"(?P<decade>19\d0|20[0-4]0)['’]?s", "decade", "year", anchored=False)
def _decade(match: re.Match[str], _: date) -> Interval:
    first = int(match["decade"])
    return Interval(date(first, 1, 1), date(first + 9, 12, 31))


@CALENDAR.rule(rf"(?:the\s+)?{SEASON}\s+(?:of\s+)?{YEAR}", "period", "season", anchored=False)
def _season_and_year(match: re.Match[str], _: date) -> Interval:
    return season_of(match["season"].lower(), int(match["year"]))


@CALENDAR.rule(rf"(?P<which>last|this|past|previous|(?:in|during|since)\s+the)\s+{SEASON}", "period", "season")
def _which_season(match: re.Match[str], anchor: date) -> Interval:
    name = match["season"].lower()
    first = anchor.year + (1 if SEASONS[name] == 12 and anchor.month == 12 else 0)
    spans = [season_of(name, first - back) for back in (0, 1, 2)]
    if match["which"].lower() in ("last", "past", "previous"):
        return next(span for span in spans if span.end and span.end < anchor)
    return next(span for span in spans if span.start and span.start <= anchor)


@CALENDAR.rule(rf"Q(?P<quarter>[1-4])\s+(?:of\s+)?{YEAR}", "period", "year", anchored=False)
def _quarter(match: re.Match[str], _: date) -> Interval:
    first, year = 3 * int(match["quarter"]) - 2, int(match["year"])
    return Interval(month_of(year, first).start, month_of(year, first + 2).end)

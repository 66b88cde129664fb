"""Calendar arithmetic and the words of the calendar: months, weekdays, seasons, small numbers; pure functions on dates."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from casus.record import Interval

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in tuple(MONTHS.items())} | {"sept": 9}
MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
"""The full names of the months, for patterns."""
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "couple": 2, "a couple of": 2,
    "couple of": 2, "few": 3, "a few": 3, "several": 4, "some": 3, "many": 6, "dozen": 12, "a dozen": 12, "half a dozen": 6, "a half": 1,
}  # fmt: skip
ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "2nd": 2, "3rd": 3, "4th": 4,
    "5th": 5, "6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10,
}  # fmt: skip
FEASTS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "new year": (1, 1), "valentine's day": (2, 14), "may day": (5, 1),
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
}  # fmt: skip
"""Month and day of feasts that have a fixed day; those that follow the moon are left out."""
VAGUE = {"hour": 1, "day": 7, "week": 30, "month": 120, "year": 1095, "decade": 7300}
"""Days that a plural without a number stands for; "in recent weeks" as 30 days is the coding guidelines' convention."""
DAY = timedelta(days=1)


def month_of(year: int, month: int) -> Interval:
    """A month, first to last day; months outside 1 to 12 run over into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def year_of(year: int) -> Interval:
    """A year, first to last day."""
    return Interval(date(year, 1, 1), date(year, 12, 31))


def months_before(day: date, months: int) -> date:
    """The same day of the month some months earlier (or later, if negative), or the last day that month has."""
    year, month = day.year + (day.month - months - 1) // 12, (day.month - months - 1) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_weekday(weekday: int, anchor: date, strictly: bool = False) -> date:
    """The last such weekday (Monday is 0) on or before a day, or before it if ``strictly``."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=7 if strictly and back == 0 else back)


def next_weekday(weekday: int, anchor: date) -> date:
    """The first such weekday after a day."""
    return anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)


def last_month(month: int, anchor: date, strictly: bool = False) -> Interval:
    """The most recent such month: the anchor's own counts unless ``strictly``."""
    earlier = month < anchor.month or (month == anchor.month and not strictly)
    return month_of(anchor.year if earlier else anchor.year - 1, month)


def coming_month(month: int, anchor: date) -> Interval:
    """The next such month, the anchor's own included."""
    return month_of(anchor.year if month >= anchor.month else anchor.year + 1, month)


def day_without_year(day: int, month: int, anchor: date) -> Interval:
    """The last such calendar day before the anchor, or one up to 45 days after it (an announced date); unknown if there is none."""
    for year in range(anchor.year + 1, anchor.year - 5, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= anchor + 45 * DAY:
            return Interval(found, found)
    return Interval()


def season_of(name: str, year: int) -> Interval:
    """A season of the northern year, by whole months; winter begins in December of the year before."""
    first = SEASONS[name]
    start = month_of(year - 1 if first == 12 else year, first).start
    end = month_of(year - 1 if first == 12 else year, first + 2).end
    return Interval(start, end)


def part_of(span: Interval, part: str) -> Interval:
    """The "early", "mid" or "late" part of a span of days; short or open spans stay whole.

    Early and late are a third; the middle of a year is June and July, of a month the 11th to 20th.
    """
    days = span.days()
    if days is None or span.start is None or span.end is None or days < 3:
        return span
    if part == "mid" and 365 <= days <= 366 and span.start.day == 1:
        return Interval(months_before(span.start, -5), months_before(span.start, -7) - DAY)
    third = timedelta(days=days // 3)
    if part == "early":
        return Interval(span.start, span.start + third)
    if part == "late":
        return Interval(span.end - third, span.end)
    return Interval(span.start + third, span.end - third)


def share_of(span: Interval, number: int, parts: int) -> Interval:
    """The n-th (from 1) of the equal parts of a span, by whole months where the span has a multiple of them; open spans stay whole."""
    days = span.days()
    if days is None or span.start is None or span.end is None or days < parts:
        return span
    months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
    if span.start.day == 1 and (span.end + DAY).day == 1 and months % parts == 0:
        step = months // parts
        return Interval(
            months_before(span.start, -step * (number - 1)), months_before(span.start, -step * number) - DAY
        )
    bounds = [span.start + timedelta(days=days * at // parts) for at in (number - 1, number)]
    return Interval(bounds[0], bounds[1] - DAY)


def unit_of(day: date, unit: str) -> Interval:
    """The calendar week (from Monday), month, year or decade that a day lies in; the day itself for smaller units."""
    if unit in ("week", "fortnight"):
        monday = last_weekday(0, day)
        return Interval(monday, monday + timedelta(days=6 if unit == "week" else 13))
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "decade":
        first = day.year - day.year % 10
        return Interval(date(first, 1, 1), date(first + 9, 12, 31))
    return year_of(day.year) if unit == "year" else Interval(day, day)


def unit_days(unit: str) -> int:
    """Days in a unit of time, for durations."""
    return {"hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}[unit]


def back_by(anchor: date, number: int, unit: str) -> date:
    """The day some hours, days, weeks, months, years before a day (later, if the number is negative)."""
    if unit == "month":
        return months_before(anchor, number)
    if unit in ("year", "decade"):
        return months_before(anchor, 12 * number * (10 if unit == "decade" else 1))
    if unit == "hour":
        return anchor - timedelta(days=round(number / 24))
    return anchor - timedelta(days=number * unit_days(unit))

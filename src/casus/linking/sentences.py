"""An event in one sentence, made from its fields: what, where, by whom, when, how many, and who says so."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date

from casus.linking.number_words import counted, range_in_words
from casus.linking.titles import MONTHS, listing
from casus.record import Event, Grade, Interval, Number

TOLD: Mapping[Grade, tuple[str, str]] = {
    "confirmed": ("confirmed by {who}", "confirmed"),
    "corroborated": ("told by {who} independently of each other", "told by independent origins"),
    "reported": ("told by {who} alone", "told by one origin alone"),
    "contested": ("told by {who} and contested", "contested"),
    "denied": ("only denials are known", "only denials are known"),
}
"""How a sentence ends for each grade: with origins to name, and without."""
_NAMED = 2
"""So many origins are named."""


def event_sentence(event: Event) -> str:
    """The event as one sentence: "Shelling of Oldtown by Ruritania on 9 February 2017: 3 killed, told by residents alone."

    Numbers are low, best and high as reconciled; a part is told as one of its whole.
    """
    doubt = " (said with doubt)" if event.status == "possible" else ""
    numbers = numbers_in_words(event.numbers)
    named, bare = TOLD[event.grade]
    end = named.format(who=listing(event.origins, _NAMED)) if event.origins else bare
    return f"{event.title}{doubt} {days_in_sentence(event.interval)}{f': {numbers}' if numbers else ''}{';' if ';' in numbers else ','} {end}."


def numbers_in_words(numbers: Sequence[Number]) -> str:
    """Numbers side by side, each with the parts of it: "255 killed, of them 24 civilians; 40 wounded".

    A part that other claims put higher than the whole is told beside it: they do not speak of the same dead.
    """
    stated = {one.what: one for one in numbers}
    wholes = [one for one in numbers if not _within(one, stated.get(one.part_of or one.what))]
    return "; ".join(
        _with_parts(one, [n for n in numbers if n.part_of == one.what and _within(n, one)]) for one in wholes
    )


def _within(part: Number, whole: Number | None) -> bool:
    if whole is None or whole is part:
        return False
    return part.best is None or whole.best is None or part.best <= whole.best


def _with_parts(whole: Number, parts: Sequence[Number]) -> str:
    told = f"{range_in_words(whole.low, whole.best, whole.high)} {counted(whole.what)}"
    if not parts:
        return told
    among = ", ".join(
        f"{range_in_words(one.low, one.best, one.high)} {_people(counted(one.what).removeprefix(f'{whole.what} '), one)}"
        for one in parts
    )
    return f"{told}, of them {among}"


def _people(words: str, number: Number) -> str:
    """Who is counted, as one where there is one for sure: "1 child"."""
    alone = (number.low, number.best, number.high) in ((1, 1, 1), (None, 1, None))
    return (
        {"children": "child", "civilians": "civilian", "combatants": "combatant"}.get(words, words) if alone else words
    )


def days_in_sentence(interval: Interval) -> str:
    """When, as a sentence goes on: "on 9 February 2017", "in February 2017", "between 1 and 5 February 2017", "on a day not told"."""
    start, end = interval.start, interval.end
    if start is None or end is None:
        known = start or end
        if known is None:
            return "on a day not told"
        return f"from {_day(known)} on" if start else f"by {_day(known)}"
    if start == end:
        return f"on {_day(start)}"
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        return _months(start, end)
    if (start.year, start.month) == (end.year, end.month):
        return f"between {start.day} and {_day(end)}"
    if start.year == end.year:
        return f"between {start.day} {MONTHS[start.month - 1]} and {_day(end)}"
    return f"between {_day(start)} and {_day(end)}"


def _months(start: date, end: date) -> str:
    last = f"{MONTHS[end.month - 1]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"in {last}"
    if start.month == 1 and end.month == 12:
        return f"in {start.year}" if start.year == end.year else f"in {start.year} to {end.year}"
    first = MONTHS[start.month - 1] + ("" if start.year == end.year else f" {start.year}")
    return f"between {first} and {last}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

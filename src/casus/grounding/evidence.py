"""What in an undated text speaks of its date: milestones it refers to and how it tells them, and the clues of its calendar words.

How a milestone is told decides how much it says: as news (among the first sentences, not as past), aside (further down) or
as past ("since", "last year", "the former"); and how long it lasted: a point, a short or long span, or an era.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casus.grounding.calendrics import DAY, MONTH_NAMES, MONTHS
from casus.grounding.clues import (
    WEEKDAY_NAMES,
    Clue,
    ages,
    calendar_clues,
    dateline,
    nth_day,
    quoted,
    url_date,
    weekdays_in,
    years_since,
)  # fmt: skip
from casus.grounding.milestones import MilestoneIndex, Spot, folded
from casus.grounding.theatre import Milestone
from casus.grounding.times import find_times
from casus.record import DocumentDate, Interval

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(A-Z])|\n+")
_BACKGROUND = re.compile(
    rf"\b(?:since (?:(?:19|20)\d\d|last|the|its|{MONTH_NAMES})|(?:months?|years?|decades?) ago|after the (?:fall|loss|capture|defeat)|former(?:ly)?|ex-|last (?:year|summer|winter|spring|autumn|fall|month|{MONTH_NAMES})|years? (?:ago|later|earlier)|back in|had been|the anniversary|in (?:early |late |mid-)?(?:{MONTH_NAMES}))\b",
    re.IGNORECASE,
)
_BEGAN = re.compile(
    r"\b(?:began|begin|begun|launched|started|announced|opened|took effect|entered into force)\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?:ago|yesterday|earlier this|(?:last|this|past|previous) (?:day|week|month|year|weekend)|overnight)\b",
    re.IGNORECASE,
)
_MONTH_BESIDE = re.compile(rf"\b(?:last|in|since|early|late|mid-?)\s?({MONTH_NAMES})\b(?!\s\d)")
_FRESH = re.compile(
    r"\b(?:(?:on|since|by|until|late|early)\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|overnight|this (?:morning|week|weekend)|(?:past|last) (?:24|48|few) (?:hours|days)|in recent days)\b",
    re.IGNORECASE,
)
_HOW = {"past": "as past", "fresh": "as of these days", "news": "as news", "aside": "further down"}
_SIZES = ((3, "point"), (45, "short"), (200, "long"))
_ANCHOR = date(2001, 6, 15)  # any day: relative expressions are shifts
SHORTEST_ERA = 201


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks of the date: a day that settles it, with its reason, or clues."""

    settled: tuple[date, str] | None
    clues: tuple[Clue, ...]


def gather(text: str, index: MilestoneIndex, url: str = "", title: str = "") -> Evidence:
    """Collect the evidence of one text, its address and its title."""
    if found := dateline(text):
        return Evidence((found[0], f"the text carries the date {found[1]!r}"), ())
    if found := url_date(url):
        return Evidence((found[0], f"the address carries the date {found[1]!r}"), ())
    sentences = [part for part in _SENTENCE_END.split(text) if part and part.strip()]
    if title and title not in text:
        sentences.insert(0, title)
    lead = min(len(sentences), max(6, len(sentences) // 4))
    references, wars = index.find(folded(sentences))
    clues = [
        *(clue for milestones, spots in _same(references) for clue in _reference(milestones, spots, sentences, lead)),
        *calendar_clues(sentences, lead),
        *ages(sentences, wars),
    ]
    return Evidence(None, tuple(clues))


def _size(milestone: Milestone) -> str:
    start, end = milestone.interval.start, milestone.interval.end
    days = (end - start).days + 1 if start and end else SHORTEST_ERA
    return next((name for most, name in _SIZES if days <= most), "era")


# ------------------------------------------------------------------------------------------------- milestones


def _same(
    references: Sequence[tuple[Milestone, list[Spot]]],
) -> list[tuple[list[Milestone], list[Spot]]]:
    """References with those put together that rest on the same words: a term of two office-holds means one of them."""
    grouped: dict[tuple[Spot, ...], list[Milestone]] = {}
    for milestone, spots in references:
        grouped.setdefault(tuple(spots), []).append(milestone)
    return [(milestones, list(spots)) for spots, milestones in grouped.items()]


def _reference(
    milestones: Sequence[Milestone], spots: Sequence[Spot], sentences: Sequence[str], lead: int
) -> Iterator[Clue]:
    milestone, *others = sorted(milestones, key=lambda item: (_size(item) == "era", str(item.interval.start)))
    start, end = milestone.interval.start, milestone.interval.end
    if start is None or end is None:
        return
    around = [sentences[spot.sentence] for spot in spots]
    past = all(_BACKGROUND.search(sentence) or str(start.year) in sentence for sentence in around)
    fresh = any(_FRESH.search(sentence) for sentence in around)
    told = "past" if past else "fresh" if fresh else "news" if spots[0].sentence < lead else "aside"
    how = _HOW[told]
    words = quoted(around[0], around[0].casefold().find(spots[0].term.split(" + ")[0].casefold().strip("*")))
    size = _size(milestone)
    so = (
        f"so it is later than {start}"
        if past
        else "so it is of that time"
        if size == "era"
        else "so it is of those days or later"
    )
    reason = f'"{words}": tells {how}, by the words "{spots[0].term}": {_named(milestone)}, {so}'
    several = tuple(other.interval for other in others if _size(other) == size)
    reason += "".join(f"; or of {_named(other)}" for other in others if _size(other) == size)
    yield Clue(f"{told}.{size}", start, end, reason, several=several)
    if size in ("point", "short", "long"):
        yield from _beside(milestone, start, end, around, past)
    number = nth_day(sentences, lead)
    if number and not past and any(start.weekday() in weekdays_in(sentence) for sentence in around):
        day = start + timedelta(days=number - 1)
        yield Clue("beside.nth", day, day, f"it is the {number}. day of what it tells, which began on {start}")


def _beside(milestone: Milestone, start: date, end: date, around: Sequence[str], past: bool) -> Iterator[Clue]:
    """What is said beside a milestone of when it was: a weekday, a month without its year, "two weeks ago"."""
    point = (end - start).days == 0
    for sentence in around:
        if not past and (point or _BEGAN.search(sentence)) and start.weekday() in weekdays_in(sentence):
            name = WEEKDAY_NAMES[start.weekday()]
            yield Clue(
                "beside.weekday",
                start,
                start,
                f"names {name} beside {_named(milestone)}: written within the week from then",
            )
            break
    for sentence in around:
        months = {MONTHS[match[1].lower()] for match in _MONTH_BESIDE.finditer(sentence)}
        if months & {start.month, end.month} and str(start.year) not in sentence:
            yield Clue(
                "beside.month",
                end,
                end,
                f"names the month of {_named(milestone)} without its year: within a year of it",
            )
            break
    for sentence in around:
        if since := years_since(sentence, end):
            yield Clue("beside.years", since[1], since[2], f"says {since[0]!r} beside {_named(milestone)}")
            break
    for sentence in around if _size(milestone) != "long" else ():
        for item in find_times(sentence, DocumentDate(_ANCHOR, _ANCHOR, "given")) if _RELATIVE.search(sentence) else ():
            back = _back(item.interval, item.text)
            if back:
                yield Clue(
                    "beside.relative", start + back[0], end + back[1], f"says {item.text!r} beside {_named(milestone)}"
                )
                return


def _back(interval: Interval, words: str) -> tuple[timedelta, timedelta] | None:
    """How long after something a text appears that tells it so: shortest and longest; calendar units may lie at either end."""
    if interval.start is None or interval.end is None or interval.end > _ANCHOR or not _RELATIVE.search(words):
        return None
    least, most = _ANCHOR - interval.end, _ANCHOR - interval.start
    unit = interval.end - interval.start + DAY
    if interval.start.day == 1 and unit.days >= 28:  # "last month", "last year": from a day to two units
        return DAY, 2 * unit
    slack = most / 5  # "two months ago" is a round number
    return max(least - slack, timedelta(0)), most + slack


def _named(milestone: Milestone) -> str:
    start, end = milestone.interval.start, milestone.interval.end
    return f"{milestone.text} ({start})" if start == end else f"{milestone.text} ({start} to {end})"

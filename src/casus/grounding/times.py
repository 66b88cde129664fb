"""Expressions of time in a sentence and the days they mean, counted from the document's date.

Conventions are those of the coding guidelines: a month or year is its first to last day, a weekday the last such day on or
before publication, an ongoing thing with a stated start runs to publication. Each rule is a pattern and a function from
the match to an interval; the longest match at a place wins. An expression that needs an anchor has an unknown interval
where the document has no date; so has a date that the calendar lacks ("31 February 2017"), whose kind is "impossible", and
one that can be read in two ways ("03/04/2017"), which is "unclear".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from casus.grounding.calendrics import DAY, NUMBERS, ORDINALS, back_by, part_of, share_of
from casus.grounding.time_anchor import ANCHORED
from casus.grounding.time_calendar import CALENDAR
from casus.grounding.time_patterns import ABOUT, CUES, NUMBER, UNIT, Rule
from casus.grounding.time_relative import NEWS, ONWARD, RELATIVE
from casus.record import DocumentDate, Interval

_PART = {
    "early": "early", "start": "early", "beginning": "early", "late": "late", "end": "late", "mid": "mid", "middle": "mid", "outset": "early",
    "earlier": "", "later": "", "close": "late", "height": "",
}  # fmt: skip
_PART_BEFORE = re.compile(
    r"(?:\b(?P<part>early|late|mid|earlier|later)(?:\s+(?:in|on|of))?[\s-]+|\b(?:the\s+)?(?P<edge>end|start|beginning|middle|close|outset)\s+of\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
_SHARE_BEFORE = re.compile(
    rf"\b(?:the\s+)?(?P<nth>first|second|third|fourth|last|final)\s+(?:(?P<share>half|third|quarter)|{NUMBER}\s+(?P<units>day|week|month|year)s|(?P<unit>day|week|month|year))\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_EVE_BEFORE = re.compile(r"\b(?:on\s+)?(?:the\s+)?eve\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_LENGTH_BEFORE = re.compile(rf"\b{ABOUT}{NUMBER}\s+{UNIT}\s+(?P<way>before|after|from)\s+(?:the\s+)?$", re.IGNORECASE)
_LINK_BEFORE = re.compile(
    r"\b(?P<link>since|until|till|by|before|from|between)(?:\s+(?:at\s+least|about|around))?\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:and|to|until|till|through|into|[-–—])\s*(?:the\s+)?$", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:and|[-–—])\s*(?:on\s+|in\s+)?$", re.IGNORECASE)
_EVER_SINCE = re.compile(r"[^.;]*?\bever\s+since\b", re.IGNORECASE)
_DAYS = ("day", "weekday")
_DIGIT = re.compile(r"\d")
_LEAP_DAY = date(2000, 2, 29)
_REMEMBERED = 1_000  # texts whose expressions are kept in memory
DOUBTFUL: Mapping[str, str] = {
    "impossible": "there is no such day in the calendar",
    "unclear": "it may be day and month or month and day",
}
"""Kinds of expression that should name a day and name none, and why."""
_PERIODS = (*_DAYS, "month", "year", "decade", "period")


@dataclass(frozen=True)
class TimeExpression:
    """A stretch of text that tells a time.

    ``kind``: day, weekday, period, month, year, decade; since, until; duration ("for two weeks"), length ("the two-week operation"), vague
    ("recently"), ahead ("within a month"), now; event ("a day after": the day of what follows it); impossible (a date that the calendar lacks) or unclear (one that may be two days).
    """

    begin: int
    end: int
    text: str
    interval: Interval
    kind: str


@dataclass(frozen=True, slots=True)
class _Found:
    begin: int
    end: int
    interval: Interval
    kind: str
    relative: tuple[Rule, re.Match[str]] | None = None  # to be counted from an expression before it


def find_times(text: str, anchor: DocumentDate, previous: Interval | None = None) -> list[TimeExpression]:
    """Expressions of time in a sentence or paragraph, in order, with offsets into ``text``.

    ``anchor`` is the document's date; ``previous`` the interval of the last expression before this text, from which "a day
    earlier" is counted (without one, from the anchor; "two weeks later" than nothing named is unknown).
    """
    found = _alone(text, anchor.day)
    found = _relate(found, previous, anchor.day)
    found = _longest([_narrowed(text, item) for item in found])
    found = _merge_ranges(text, found)
    return [_expression(text, _with_link(text, item, anchor.day)) for item in found]


def doubtful_dates(text: str, anchor: DocumentDate) -> list[TimeExpression]:
    """Dates in a text that name no day: those that the calendar lacks, and those that may be two days."""
    since = (
        anchor if anchor.day else DocumentDate(_LEAP_DAY, _LEAP_DAY)
    )  # whether there is such a day does not hang on the year
    if not _DIGIT.search(text):
        return []
    cues = {cue for cue, pattern in CUES.items() if pattern.search(text)}
    strict = [rule for rule in CALENDAR if rule.cue in cues and rule.strict]
    if not any(item.kind in DOUBTFUL for rule in strict for item in _matches(rule, text, since.day)):
        return []
    found = [item for rule in CALENDAR if rule.cue in cues for item in _matches(rule, text, since.day)]
    return [_expression(text, item) for item in _longest(found) if item.kind in DOUBTFUL]


@lru_cache(maxsize=_REMEMBERED)
def _alone(text: str, anchor: date | None) -> Sequence[_Found]:
    """What a text says of times without what was told before it; remembered, for sentences and mentions are read more than once."""
    return tuple(_longest(list(_candidates(text, anchor))))


def _candidates(text: str, anchor: date | None) -> Iterator[_Found]:
    cues = {cue for cue, pattern in CUES.items() if pattern.search(text)}
    if not cues:
        return
    absolute, relative = _rules(frozenset(cues))
    for rule in absolute:
        yield from _matches(rule, text, anchor)
    for rule in relative:
        for match in rule.pattern.finditer(text):
            yield _Found(match.start(), match.end(), Interval(), rule.kind, (rule, match))


@cache
def _rules(cues: frozenset[str]) -> tuple[Sequence[Rule], Sequence[Rule]]:
    """The rules that may match where these cues stand: those that give days, and those that count from an expression before."""
    absolute = tuple(rule for rule in (*CALENDAR, *ANCHORED) if rule.cue in cues)
    return absolute, tuple(rule for rule in RELATIVE if rule.cue in cues)


def _matches(rule: Rule, text: str, anchor: date | None) -> Iterator[_Found]:
    for match in rule.pattern.finditer(text):
        interval = _interval(rule, match, anchor)
        if interval.known or (rule.anchored and anchor is None):
            yield _Found(match.start(), match.end(), interval, rule.kind)
        elif rule.strict:
            yield _Found(match.start(), match.end(), interval, rule.strict)


def _interval(rule: Rule, match: re.Match[str], anchor: date | None) -> Interval:
    """What a rule makes of a match; nothing where it needs an anchor, or leads out of the years that dates have."""
    if rule.anchored and anchor is None:
        return Interval()
    try:
        return rule.make(match, anchor or date.min)
    except (OverflowError, ValueError):
        return Interval()


def _longest(found: Sequence[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for item in sorted(found, key=lambda item: (item.begin - item.end, item.begin)):
        if all(item.end <= other.begin or item.begin >= other.end for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.begin)


def _relate(found: Sequence[_Found], previous: Interval | None, anchor: date | None) -> list[_Found]:
    """Count what is relative from the expression before it: days from a day, years from anything."""
    related: list[_Found] = []
    last = previous if previous and previous.known else None
    for item in found:
        if item.relative:
            rule, match = item.relative
            named = (rule.kind == "event" and not NEWS.search(match[0])) or (
                rule.kind != "event" and ONWARD.search(match[0])
            )
            base = last.end or last.start if last else None if named else anchor
            item = replace(item, interval=_interval(rule, match, base) if base else Interval())
        if item.kind in _PERIODS and item.interval.known:
            last = item.interval
        related.append(item)
    return related


def _narrowed(text: str, item: _Found) -> _Found:
    """Narrow "early 2017", "the end of April", "the first half of 2018", "the eve of 5 May" to the part that is meant."""
    if item.kind not in _PERIODS or not item.interval.known:
        return item
    eve = _EVE_BEFORE.search(text, 0, item.begin)
    if eve and item.interval.start and item.interval.start > date.min:
        return replace(item, begin=eve.start(), interval=Interval(item.interval.start - DAY, item.interval.start - DAY), kind="day")  # fmt: skip
    counted = _LENGTH_BEFORE.search(text, 0, item.begin)
    if counted and item.interval.start and item.interval.end:
        return _counted_from(item, counted)
    if item.kind in _DAYS:
        return item
    share = _SHARE_BEFORE.search(text, 0, item.begin)
    if share:
        return replace(item, begin=share.start(), interval=_share(item.interval, share), kind="period")
    match = _PART_BEFORE.search(text, 0, item.begin)
    if not match:
        return item
    part = _PART[(match["part"] or match["edge"]).lower()]
    return replace(item, begin=match.start(), interval=part_of(item.interval, part) if part else item.interval)


def _counted_from(item: _Found, counted: re.Match[str]) -> _Found:
    """ "three days after 5 May"."""
    text, unit = " ".join(counted["number"].lower().split()), counted["unit"].lower()
    number = int(text) if text.isdigit() else NUMBERS[text]
    before = counted["way"].lower() == "before"
    base = item.interval.start if before else item.interval.end
    try:
        day = back_by(base or date.min, number if before else -number, unit)
    except (OverflowError, ValueError):
        return item
    return replace(item, begin=counted.start(), interval=Interval(day, day), kind="day")


def _share(span: Interval, match: re.Match[str]) -> Interval:
    """ "the first half", "the last two weeks", "the first month" of a span."""
    last = match["nth"].lower() in ("last", "final")
    nth = 1 if match["nth"].lower() == "first" else ORDINALS.get(match["nth"].lower(), 1)
    if match["share"]:
        parts = {"half": 2, "third": 3, "quarter": 4}[match["share"].lower()]
        return share_of(span, parts if last else nth, parts) if nth <= parts else span
    text = " ".join((match["number"] or "one").lower().split())
    number = int(text) if text.isdigit() else NUMBERS[text]
    unit = (match["units"] or match["unit"]).lower()
    if span.start is None or span.end is None:
        return span
    first = back_by(span.end + DAY, number, unit) if last else back_by(span.start, -number * (nth - 1), unit)
    end = span.end if last else back_by(first, -number, unit) - DAY
    return Interval(first, end) if span.start <= first <= end <= span.end else span


def _merge_ranges(text: str, found: Sequence[_Found]) -> list[_Found]:
    """ "between 2011 and 2013", "from Friday to Sunday", "in June and July" are one period."""
    merged: list[_Found] = []
    for item in found:
        last = merged[-1] if merged else None
        joined = _joined(text, last, item) if last else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(item)
    return merged


def _joined(text: str, last: _Found, item: _Found) -> _Found | None:
    """The period that two expressions make, if they make one."""
    start, end = last.interval.start, item.interval.end
    if start is None or end is None or last.interval.end is None or item.interval.start is None:
        return None
    weekdays = last.kind == item.kind == "weekday"
    link = _LINK_BEFORE.search(text, 0, last.begin)
    if link and link["link"].lower() in ("between", "from") and _JOIN.fullmatch(text, last.end, item.begin):
        if weekdays and start > end:  # "from Friday to Monday", told on a Saturday
            start -= 7 * DAY
        return _Found(link.start(), item.end, Interval(start, end), "period") if start <= end else None
    near = item.kind == "year" or item.interval.start - last.interval.end <= DAY
    alike = last.kind == item.kind and item.kind in ("weekday", "month", "year") and near and start <= end
    listed = alike and _LIST.fullmatch(text, last.end, item.begin)
    return _Found(last.begin, item.end, Interval(start, end), "period") if listed else None


def _with_link(text: str, item: _Found, anchor: date | None) -> _Found:
    if item.kind not in _PERIODS:
        return item
    start, end = item.interval.start, item.interval.end
    if anchor and start and start <= anchor and _EVER_SINCE.match(text, item.end):
        return replace(item, interval=Interval(start, anchor), kind="since")
    match = _LINK_BEFORE.search(text, 0, item.begin)
    link = match["link"].lower() if match else ""
    if not match:
        return item
    if link == "since" or (
        link == "from" and re.match(r"\s+(?:on(?:wards?)?\b(?!\s+[A-Z])|onwards?\b)", text[item.end :])
    ):
        ongoing = start is not None and (anchor is None or start <= anchor)
        return replace(item, begin=match.start(), interval=Interval(start, anchor) if ongoing else item.interval, kind="since")  # fmt: skip
    if link in ("until", "till", "by"):
        later = anchor is not None and end is not None and end >= anchor
        past = item.kind in _DAYS or not later
        interval = item.interval if past and link == "by" else Interval(anchor if later else None, end)
        return replace(item, begin=match.start(), interval=interval, kind="until")
    return item


def _expression(text: str, item: _Found) -> TimeExpression:
    return TimeExpression(item.begin, item.end, text[item.begin : item.end], item.interval, item.kind)

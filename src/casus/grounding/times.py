"""Expressions of time in a sentence and the days they mean, counted from the document's date.

Conventions are those of the coding guidelines: a month or year is its first to last day, a weekday the last such day on or
before publication, an ongoing thing with a stated start runs to publication. Each rule is a pattern and a function from
the match to an interval; the longest match at a place wins. An expression that needs an anchor has an unknown interval
where the document has no date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from casus.grounding.calendrics import part_of
from casus.grounding.time_rules import RULES, shifted
from casus.record import DocumentDate, Interval

_PART = {
    "early": "early", "start": "early", "beginning": "early", "late": "late", "end": "late", "mid": "mid", "middle": "mid", "outset": "early",
    "earlier": "", "later": "", "close": "late",
}  # fmt: skip
_PART_BEFORE = re.compile(
    r"(?:\b(?P<part>early|late|mid|earlier|later)(?:\s+(?:in|on|of))?[\s-]+|\b(?:the\s+)?(?P<edge>end|start|beginning|middle|close|outset)\s+of\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
_LINK_BEFORE = re.compile(
    r"\b(?P<link>since|until|till|by|before|from|between)(?:\s+(?:at\s+least|about|around))?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:and|to|until|till|through|[-–—])\s*(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class TimeExpression:
    """A stretch of text that tells a time. ``kind``: day, weekday, period, month, year, since, until, duration or vague."""

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
    relative: bool = False  # to be counted from an expression before it


def find_times(text: str, anchor: DocumentDate, previous: Interval | None = None) -> list[TimeExpression]:
    """Expressions of time in a sentence or paragraph, in order, with offsets into ``text``.

    ``anchor`` is the document's date; ``previous`` the interval of the last expression before this text, from which "a day
    earlier" is counted (without one, from the anchor; "two weeks later" than nothing named is unknown).
    """
    found = _longest(_candidates(text, anchor.day))
    found = _relate(text, found, previous, anchor.day)
    found = [_with_part(text, item) for item in found]
    found = _merge_ranges(text, found)
    return [_expression(text, _with_link(text, item, anchor.day)) for item in found]


def _candidates(text: str, anchor: date | None) -> list[_Found]:
    found = []
    for pattern, kind, maker, anchored in RULES:
        for match in pattern.finditer(text):
            if anchored and anchor is None:
                interval = Interval()
            else:
                interval = maker(match, anchor or date.min)
                if not interval.known:
                    continue
            found.append(_Found(match.start(), match.end(), interval, kind, relative=maker is shifted))
    return found


def _longest(found: Sequence[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for item in sorted(found, key=lambda item: (item.begin - item.end, item.begin)):
        if all(item.end <= other.begin or item.begin >= other.end for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.begin)


def _relate(text: str, found: Sequence[_Found], previous: Interval | None, anchor: date | None) -> list[_Found]:
    related: list[_Found] = []
    last = previous.end if previous else None
    for item in found:
        if item.relative:
            onward = re.search(r"later|after|following|next", text[item.begin : item.end], re.IGNORECASE)
            base = last or (None if onward else anchor)  # "two weeks later" than something not named is unknown
            match = next(
                (
                    match
                    for pattern, _, maker, _ in RULES
                    if maker is shifted
                    for match in [pattern.match(text, item.begin)]
                    if match
                ),
                None,
            )
            interval = shifted(match, base) if base and match else Interval()
            item = replace(item, interval=interval)
        elif item.kind in ("day", "weekday"):
            last = item.interval.end or last
        related.append(item)
    return related


def _with_part(text: str, item: _Found) -> _Found:
    """Narrow "early 2017", "the end of April", "late last year" to the part that is meant."""
    match = _PART_BEFORE.search(text, 0, item.begin)
    if not match or item.kind not in ("month", "year", "period"):
        return item
    part = _PART[(match["part"] or match["edge"]).lower()]
    interval = part_of(item.interval, part, 6 if match["edge"] else 3) if part else item.interval
    return replace(item, begin=match.start(), interval=interval)


def _merge_ranges(text: str, found: Sequence[_Found]) -> list[_Found]:
    """ "between 2011 and 2013", "from Friday to Sunday" are one period."""
    merged: list[_Found] = []
    for item in found:
        last = merged[-1] if merged else None
        link = _LINK_BEFORE.search(text, 0, last.begin) if last else None
        opened = link is not None and link["link"].lower() in ("between", "from")
        joined = opened and last is not None and _JOIN.fullmatch(text, last.end, item.begin) is not None
        if (
            last
            and link
            and joined
            and last.interval.start
            and item.interval.end
            and last.interval.start <= item.interval.end
        ):
            merged[-1] = _Found(link.start(), item.end, Interval(last.interval.start, item.interval.end), "period")
            continue
        merged.append(item)
    return merged


def _with_link(text: str, item: _Found, anchor: date | None) -> _Found:
    match = _LINK_BEFORE.search(text, 0, item.begin)
    link = match["link"].lower() if match else ""
    if not match or item.kind in ("vague", "duration"):
        return item
    if link == "since":
        ongoing = item.interval.start is not None and (anchor is None or item.interval.start <= anchor)
        return replace(
            item,
            begin=match.start(),
            interval=Interval(item.interval.start, anchor) if ongoing else item.interval,
            kind="since",
        )
    if link in ("until", "till", "by"):
        later = anchor is not None and item.interval.end is not None and item.interval.end >= anchor
        past = item.kind in ("weekday", "day") or not later
        interval = item.interval if past and link == "by" else Interval(anchor if later else None, item.interval.end)
        return replace(item, begin=match.start(), interval=interval, kind="until")
    return item


def _expression(text: str, item: _Found) -> TimeExpression:
    return TimeExpression(item.begin, item.end, text[item.begin : item.end], item.interval, item.kind)

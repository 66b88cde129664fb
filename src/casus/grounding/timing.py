"""Which of its options a claim's days are, and why.

A conditional logistic regression weighs the options of :mod:`casus.grounding.time_options`; its weights (``data/timing.json``, fitted by
``training/timing.py``) know grammar and the calendar, not conflicts. The likeliest option is taken.

Where that leaves a claim without days, it has those of the one told right before it: a report that goes on telling seldom says the day again.
A denial has those of the claims of its kind before it, where they are of one time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from casus.grounding.going_on import ELSEWHERE, IN_LINES, one_event
from casus.grounding.pointing import Blend, packaged_blends, pointed
from casus.grounding.time_options import Option, options
from casus.grounding.times import TimeExpression, find_times
from casus.record import Document, Draft, Interval, Kind

GOES_ON = 150  # characters from the end of a claim in which the next one goes on telling of the same days
ANSWERED = 700  # characters from a claim in which a denial without a time of its own is of that
RECALLED = 5  # claims of a kind that a denial may be of
ONE_TIME = 3  # days; what took longer lends its days to nothing


@dataclass(frozen=True, slots=True)
class Timing:
    """The days of a claim, the expression that they were read from (offsets in its sentence), and in a few words why."""

    interval: Interval
    expression: TimeExpression | None
    reason: str


@cache
def packaged_weights() -> Mapping[str, float]:
    """The weights shipped in the package, read once per process."""
    data = json.loads((resources.files("casus.grounding") / "data" / "timing.json").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in data["weights"].items()}


def choose(
    found: Sequence[Option],
    weights: Mapping[str, float],
    draft: Draft | None = None,
    blends: Mapping[str, Blend] | None = None,
) -> Option:
    """The option with the highest score, blended with what the network points at where ``draft`` has pointers; of several the first."""
    if draft is None or draft.pointers is None or blends is None:
        return max(found, key=lambda option: own_score(option, weights))
    scores = [
        blends[blend_of(option)].score(own_score(option, weights), told)
        for option, told in zip(found, pointed_at(draft, found), strict=True)
    ]
    return found[scores.index(max(scores))]


def own_score(option: Option, weights: Mapping[str, float]) -> float:
    """The sum of an option's features by their weights."""
    return sum(weights.get(name, 0.0) * value for name, value in option.features.items())


def blend_of(option: Option) -> str:
    """Which blend an option has: that of a time told, of the report's day, or of no time."""
    return "time" if option.expression is not None else "report's day" if option.interval.known else "no time"


def pointed_at(draft: Draft, found: Sequence[Option]) -> list[float | None]:
    """What the network says of each option's expression."""
    start = draft.sentence[0]
    items = [option.expression for option in found]
    return pointed(draft, "time", [[(start + item.begin, start + item.end)] if item else [] for item in items])


class Timeline:
    """The times of a document as its claims are gone through in order of the text; each sentence is read once."""

    def __init__(self, document: Document, weights: Mapping[str, float] | None = None) -> None:
        """A timeline at the start of a document."""
        self.document = document
        self.last: Interval | None = None  # told last, from which "a day later" is counted
        self._before: tuple[int, Interval] | None = None  # where the claim before ends, and its days
        self._told: dict[Kind, list[tuple[int, Interval]]] = {}  # where the claims of a kind end, and their days
        self._weights = packaged_weights() if weights is None else weights
        self._read: tuple[tuple[int, int], list[TimeExpression]] = ((-1, -1), [])

    def expressions(self, begin: int, end: int) -> list[TimeExpression]:
        """Expressions of time in a sentence, with offsets in it."""
        if self._read[0] != (begin, end):
            text = self.document.text[begin:end]
            self._read = ((begin, end), find_times(text, self.document.date, self.last))
        return self._read[1]

    def options(self, draft: Draft) -> list[Option]:
        """What a draft's days may be, by what has been told before it."""
        begin, end = draft.sentence
        return options(draft, self.document.text[begin:end], self.expressions(begin, end), self.document.date)

    def timing(self, draft: Draft) -> Timing:
        """The days of a draft, which are then told; of one without any, those of the claim right before it."""
        option = choose(self.options(draft), self._weights, draft, packaged_blends().of)
        self.tell(option)
        timing = Timing(option.interval, option.expression, option.reason)
        if not timing.interval.known:
            timing = self._denied(draft) or self._going_on(draft) or timing
        elif one_event(draft):
            self._before = (draft.end, timing.interval) if _is_short(timing.interval) else None
        if draft.status != "denied" and timing.interval.known:
            self._told.setdefault(draft.kind, []).append((draft.end, timing.interval))
        return timing

    def _denied(self, draft: Draft) -> Timing | None:
        """The days of the claims of its kind nearby, for a draft that denies and tells no time; none where these are of several days."""
        if draft.status != "denied":
            return None
        near = {days for end, days in self._told.get(draft.kind, [])[-RECALLED:] if draft.begin - end <= ANSWERED}
        interval = next(iter(near), None)
        if len(near) != 1 or interval is None or not _is_short(interval):
            return None
        return Timing(interval, None, "no time is told, and what is denied was then")

    def _going_on(self, draft: Draft) -> Timing | None:
        """The days of the claim right before, for a draft of one event that has none of its own."""
        if self._before is None or not one_event(draft):
            return None
        end, interval = self._before
        if ELSEWHERE.match(self.document.text, *draft.sentence):
            return None
        reach = IN_LINES if "\n" in self.document.text[end : draft.begin] else GOES_ON
        if draft.begin - end > reach:
            return None
        self._before = (max(end, draft.end), interval)
        return Timing(interval, None, "no time is told, and what was told right before was then")

    def tell(self, option: Option) -> None:
        """Note which days were told, for what comes after."""
        if option.expression is not None:
            self.last = option.interval


def _is_short(interval: Interval) -> bool:
    """Whether both ends are known and few days apart."""
    start, end = interval.start, interval.end
    return start is not None and end is not None and (end - start).days < ONE_TIME

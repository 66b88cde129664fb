"""The date of an undated document, inferred from its own words, with the reasons.

A dateline settles it. Else every day of the theatres' span is scored by the evidence: a milestone that the text tells as
news speaks for the days in and soon after it, one told as past for the days after it, a date that the text names rules
out earlier days, a weekday beside a milestone puts the text in the following week, the weekdays of the first sentences
prefer the days that fit them. The scores are turned into shares of belief (softmax), and the narrowest run of days that
holds :data:`BELIEF` of it is the answer; a run of more than :data:`WIDEST` days is no answer but "unknown".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from casus.grounding.calendrics import DAY
from casus.grounding.evidence import Evidence, Reference, gather
from casus.grounding.theatre import Theatre
from casus.record import DocumentDate, Interval, Noise

BELIEF = 0.8
WIDEST = 366
_NEWS, _ASIDE, _BACKGROUND = (4.0, 30.0), (2.0, 120.0), (1.5, 700.0)  # weight, and days in which it fades
_EXPLICIT_FADE = {True: 400.0, False: 300.0}
_RECENCY = 75.0
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def infer_date(text: str, theatres: Sequence[Theatre], blocks: Sequence[Noise] = ()) -> DocumentDate:
    """When a text was published, judged by its words; stretches in ``blocks`` (boilerplate) are not read.

    The basis is "inferred", or "unknown" (without dates) where the evidence is too thin; the reasons say why either way.
    """
    evidence = gather(_without(text, blocks), theatres)
    if evidence.dateline:
        day, words = evidence.dateline
        return DocumentDate(day, day, "inferred", (f"the text carries the date {words!r}",))
    if not evidence.references and not any((interval.days() or 999) <= 31 for interval, _ in evidence.explicit):
        return DocumentDate(None, None, "unknown", ("no dateline, no dated milestone and no full date in the text",))
    first, last = _horizon(evidence)
    shares = _shares(evidence, first, last)
    start, end = _narrowest(shares)
    reasons = tuple(dict.fromkeys(_reasons(evidence)))
    if end - start + 1 > WIDEST:
        return DocumentDate(None, None, "unknown", (*reasons, f"these leave more than {WIDEST} days open"))
    return DocumentDate(first + timedelta(days=start), first + timedelta(days=end), "inferred", reasons)


def _without(text: str, blocks: Sequence[Noise]) -> str:
    for block in blocks:
        text = text[: block.begin] + " " * (block.end - block.begin) + text[block.end :]
    return text


def _horizon(evidence: Evidence) -> tuple[date, date]:
    """Days that come into question: from the latest thing named (a milestone may be misread, so some before) to two years on."""
    spans = [item.milestone.interval for item in evidence.references]
    if not spans:
        spans = [max((span for span, _ in evidence.explicit), key=lambda span: (span.start, span.end))]
    ends = [span.end for span in (*spans, *(span for span, _ in evidence.explicit)) if span.end]
    return min(span.start for span in spans if span.start), max(ends) + timedelta(days=730)


# ------------------------------------------------------------------------------------------------- scoring


def _shares(evidence: Evidence, first: date, last: date) -> list[float]:
    scores = [0.0] * ((last - first).days + 1)
    days = [first + timedelta(days=offset) for offset in range(len(scores))]
    for reference in evidence.references:
        _add_reference(scores, days, reference, evidence)
    _add_explicit(scores, days, evidence)
    _add_recency(scores, days, evidence)
    for index, day in enumerate(days):
        scores[index] += _weekday_fit(day, evidence.weekdays)
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def _add_reference(scores: list[float], days: Sequence[date], reference: Reference, evidence: Evidence) -> None:
    start, end = reference.milestone.interval.start, reference.milestone.interval.end
    if start is None or end is None:
        return
    weight, fade = _BACKGROUND if reference.background else _NEWS if reference.lead else _ASIDE
    pinned = start.weekday() in reference.weekdays and not reference.background
    span = (end - start).days + 1
    monthly = bool(reference.months & {start.month, end.month})
    told = max(
        (start + timedelta(days=(weekday - start.weekday()) % 7) for weekday in evidence.weekdays), default=start
    )
    for index, day in enumerate(days):
        if day < start:
            scores[index] -= 6.0 if reference.background else _too_early(day, start, 4.0)
            continue
        scores[index] += weight * (
            1 - 0.3 * (day - start).days / span if day <= end else 0.7 * math.exp(-(day - end).days / fade)
        )
        if pinned and (day - start).days <= 6:
            scores[index] += 3.0 if day >= told else -1.0  # a later weekday of that week is told too
        if monthly and (day - end).days > 365:
            scores[index] -= 3.0  # "in December" is the last December
        if evidence.nth_day and pinned and (day - start).days == evidence.nth_day - 1:
            scores[index] += 3.0


def _add_explicit(scores: list[float], days: Sequence[date], evidence: Evidence) -> None:
    if not evidence.explicit:
        return
    latest, _ = max(evidence.explicit, key=lambda item: (item[0].start, item[0].end))
    precise = (latest.days() or 999) <= 31
    for index, day in enumerate(days):
        if latest.start and day < latest.start:
            scores[index] -= _too_early(day, latest.start, 12.0) if precise else 4.0
        elif latest.end and day > latest.end:
            scores[index] -= min(3.0, (day - latest.end).days / _EXPLICIT_FADE[precise])


def _too_early(day: date, start: date, worst: float) -> float:
    """How much speaks against a day before something: little for the fortnight in which it may have been announced."""
    gap = (start - day).days
    return min(worst, 2.0 + gap / 7) if gap <= 14 else worst


def _add_recency(scores: list[float], days: Sequence[date], evidence: Evidence) -> None:
    """What a text tells last in time it tells soon after: belief fades from the latest milestone of less than a season."""
    ends = [
        span.end
        for item in evidence.references
        if ((span := item.milestone.interval).days() or 999) <= 100 and span.end
    ]
    for index, day in enumerate(days):
        if ends and day > max(ends):
            scores[index] -= min(4.0, (day - max(ends)).days / _RECENCY)


def _weekday_fit(day: date, weekdays: Sequence[int]) -> float:
    """News is published on the last day it names or the day after."""
    same = 1.5 if day.weekday() in weekdays else 0.0
    return same + (0.8 if (day - DAY).weekday() in weekdays else 0.0)


def _narrowest(shares: Sequence[float]) -> tuple[int, int]:
    """The shortest run of days that holds the wanted share of belief; of several, the fullest."""
    sums = [0.0, *accumulate(shares)]
    best = (len(shares), 0.0, 0, len(shares) - 1)
    end = 0
    for start in range(len(shares)):
        while end < len(shares) and sums[end] - sums[start] < BELIEF:
            end += 1
        held = sums[end] - sums[start]
        if held < BELIEF:
            break
        best = min(best, (end - start, -held, start, end - 1))
    return best[2], best[3]


# ------------------------------------------------------------------------------------------------- reasons


def _reasons(evidence: Evidence) -> list[str]:
    found = []
    for item in evidence.references:
        told = "as past" if item.background else "as news" if item.lead else "further down"
        found.append(f"tells {told}: {item.milestone.text} ({_span(item.milestone.interval)})")
        start = item.milestone.interval.start
        if start and start.weekday() in item.weekdays and not item.background:
            found.append(
                f"names {_WEEKDAY_NAMES[start.weekday()]} beside it, so it was written within the week from {start}"
            )
    if evidence.explicit:
        latest = max(evidence.explicit, key=lambda item: (item[0].start, item[0].end))
        found.append(f"the latest date it names is {latest[1]!r}, so it is not earlier")
    if evidence.weekdays:
        names = ", ".join(_WEEKDAY_NAMES[day] for day in evidence.weekdays)
        found.append(f"its first sentences name {names}: published on such a day or the day after")
    if evidence.nth_day:
        found.append(f"something is in its day {evidence.nth_day}")
    return found


def _span(interval: Interval) -> str:
    return str(interval.start) if interval.start == interval.end else f"{interval.start} to {interval.end}"

"""What a claim's days may be: each expression of its sentence, up to the day of the report, or nothing known.

Every option is described by features that hold no word of a conflict: in which clause the expression stands, on which side of the trigger and
how near, what sort of time it is, the clause's tense, the claim's status and sort of kind.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casus.grounding.times import TimeExpression
from casus.record import DocumentDate, Draft, Interval

ENDED = ("day", "weekday", "month", "year", "period", "decade")  # kinds that do not say how long it went on
SINCE = re.compile(r"\bsince\b[^,;:.]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Option:
    """One possible interval of a claim, with what speaks for it by name, and the reason in words should it be chosen."""

    interval: Interval
    reason: str
    expression: TimeExpression | None = None
    features: Mapping[str, float] = field(default_factory=dict)


def options(draft: Draft, text: str, found: Sequence[TimeExpression], published: DocumentDate) -> list[Option]:
    """All options of a claim, the unknown first; ``text`` is its sentence, ``found`` the expressions in that."""
    known = [item for item in found if item.interval.known and not (item.kind == "event" and _behind(item, draft))]
    out = [_unknown(known)]
    ranked = sorted(known, key=lambda item: (_gap(item, draft), item.begin))
    for rank, item in enumerate(ranked):
        out.append(_told_here(text, draft, item, rank, published))
    if published.end is not None and draft.ongoing and draft.status == "happened":
        out.append(_at_report(draft, known, published))
    return out


def _unknown(known: Sequence[TimeExpression]) -> Option:
    reason = "no expression of time in the sentence is the claim's" if known else "the sentence tells no time"
    return Option(Interval(), reason)


def _at_report(draft: Draft, known: Sequence[TimeExpression], published: DocumentDate) -> Option:
    """What goes on, without any word of when: it is still so when the report is published, and since when is not said."""
    features = {
        "report: any": 1.0,
        "report: time in sentence": float(bool(known)),
        "report: time in clause": float(any(_standing(item, draft) in ("own", "noun") for item in known)),
    }
    named = {name: value for name, value in features.items() if value}
    return Option(Interval(None, published.end), "told as going on when the report was published", None, named)


def _told_here(text: str, draft: Draft, item: TimeExpression, rank: int, published: DocumentDate) -> Option:
    """An expression of the sentence; one in a clause that "since" opens tells when what is outside it began, up to the report."""
    standing = _standing(item, draft)
    behind = _behind(item, draft)
    ahead = published.end is not None and item.interval.start is not None and item.interval.start > published.end
    to_come = item.kind == "ahead" or ahead
    since = _opened_by_since(text, draft, item, published)
    kind = "since" if since else item.kind
    planned = "planned" if draft.status == "planned" else "told"
    features = {
        f"here: {planned}": 1.0,
        f"here: stands {standing}": 1.0,
        f"here: {planned} stands {standing.split(':')[0]}": 1.0,
        f"here: kind {kind}": 1.0,
        f"here: behind {standing.split(':')[0]}": float(behind),
        "here: behind": float(behind),
        "here: far": math.log1p(_gap(item, draft) / 10),
        "here: nearest": float(rank == 0),
        f"here: {planned} to come": float(to_come),
        "here: length beside": float(item.kind == "length" and 0 <= draft.trigger.begin - draft.sentence[0] - item.end <= 30),
        "here: a toll": float(draft.aggregate),
        f"here: toll {kind}": float(draft.aggregate),
        "here: ongoing": float(draft.ongoing),
    }  # fmt: skip
    interval, where = item.interval, REASONS.get(standing.split(":")[0], "in the sentence")
    reason = f"{item.text!r} stands {where}"
    if since:
        interval, reason = Interval(item.interval.start, published.end), f"it has gone on since {item.text!r}"
    return Option(interval, reason, item, {name: value for name, value in features.items() if value})


REASONS = {
    "own": "in the clause of the event",
    "noun": "with the word for the event",
    "over": "in the clause that the event's hangs on",
    "under": "in a clause that hangs on the event's",
}


def _behind(item: TimeExpression, draft: Draft) -> bool:
    """Whether an expression stands behind the trigger."""
    return item.begin + draft.sentence[0] >= draft.trigger.end


def _opened_by_since(text: str, draft: Draft, item: TimeExpression, published: DocumentDate) -> bool:
    """Whether "since" stands before an expression in the same clause, with the trigger not between the two."""
    start, end = item.interval.start, published.end
    if item.kind not in ENDED or start is None or end is None or start >= end:
        return False
    before = text[: item.begin]
    match = SINCE.search(before)
    return match is not None and not match.start() <= draft.trigger.begin - draft.sentence[0] < item.begin


def _standing(item: TimeExpression, draft: Draft) -> str:
    """How the stretch in which an expression ends stands to the trigger ("aside" where coding did not say)."""
    begin, end = draft.sentence[0] + item.begin, draft.sentence[0] + item.end
    standings = [part.type for part in draft.clauses if part.begin < end and part.end > begin]
    return standings[-1] or "aside" if standings else "aside"


def _gap(item: TimeExpression, draft: Draft) -> int:
    """Characters between an expression and the trigger; an expression before it counts a little further away."""
    begin, end = draft.trigger.begin - draft.sentence[0], draft.trigger.end - draft.sentence[0]
    return item.begin - end if item.begin >= end else max(0, begin - item.end) + 10

"""Why the record says what it says of an event, in plain words: the claims, what joins them, the numbers, the grade."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from casus.linking import pairs
from casus.linking.origins import origin_of
from casus.linking.view import View, view
from casus.record import Claim, Document, Event, Interval, Links, Number

_SHOWN_REASONS = 4


def explain_event(event: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document], links: Links) -> str:
    """Several lines of text on one event. Raises ``KeyError`` when a claim or document of the event is missing."""
    told = [claims[claim_id] for claim_id in event.claim_ids]
    mine = [claim_id for claim_id in event.denial_ids if links.event_of.get(claim_id) == event.event_id]
    lines = [event.title, f"  {event.kind}, {event.place or 'place not named'}, {days(event.interval)}", ""]
    lines += ["Claims:", *(_claim_line(claim, documents) for claim in told)]
    lines += [f"{_claim_line(claims[claim_id], documents)} (denies it)" for claim_id in mine]
    views = [view(claim, documents[claim.document]) for claim in (*told, *(claims[claim_id] for claim_id in mine))]
    lines += ["", *_why_one(views)]
    if event.numbers:
        lines += ["", "Numbers:", *(_number_line(number) for number in event.numbers)]
    lines += ["", f"Grade: {event.grade} ({event.grade_reason})"]
    titles = {other.event_id: other.title for other in links.events}
    for rival in event.rival_ids:
        lines.append(f"Stands against: {titles.get(rival, rival)} ({rival})")
    for operation in links.operations:
        if operation.operation_id == event.operation_id:
            lines.append(f"Part of: {operation.name} ({operation.operation_id}), {days(operation.interval)}")
    return "\n".join(lines)


def days(interval: Interval) -> str:
    """An interval in words."""
    start, end = interval.start, interval.end
    if start is None and end is None:
        return "no date given"
    if start == end:
        return f"{start}"
    if start is None:
        return f"by {end}"
    return f"{start} to {end}" if end else f"from {start}"


def _claim_line(claim: Claim, documents: Mapping[str, Document]) -> str:
    quote = " ".join(claim.evidence.split())
    quote = quote if len(quote) <= 160 else f"{quote[:157]}..."
    return f'  {claim.claim_id}  {origin_of(claim, documents).name}, in {documents[claim.document].id}: "{quote}"'


def _why_one(views: list[View]) -> list[str]:
    if len(views) < 2:
        return ["One claim alone tells of it."]
    weight: dict[str, list[float]] = {}
    compared = list(combinations(views, 2))
    for one, other in compared:
        for name, value in pairs.agreement(one, other).parts:
            if value > 0 and name in pairs.REASONS:
                weight.setdefault(name, []).append(value)
    strongest = sorted(weight, key=lambda name: (-sum(weight[name]), name))[:_SHOWN_REASONS]
    lines = [f"Why these {len(views)} claims are one event:"]
    for name in strongest:
        many = "" if len(weight[name]) == len(compared) else f" ({len(weight[name])} of {len(compared)} pairs)"
        lines.append(f"  {pairs.REASONS[name]}{many}")
    return lines


def _number_line(number: Number) -> str:
    low, best, high = ("?" if value is None else str(value) for value in (number.low, number.best, number.high))
    part = f", part of {number.part_of}" if number.part_of else ""
    return f"  {number.what}: low {low}, best {best}, high {high}{part}; best from {number.best_claim}: {number.reason}"

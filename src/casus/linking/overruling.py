"""Numbers and names that people set, laid over what linking found; the reason says who set them, when and why.

Such a decision speaks of the claims that its event or operation had when it was taken. It bears on the one that holds most of
them now, so that it follows its event through later reports, merges and splits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from casus.decision import Decision
from casus.linking.numbers import WHOLES
from casus.record import COUNT_WHATS, SET_BY, Claim, CountWhat, Event, Links, Number, Operation


def bearer(decision: Decision, claims_of: Mapping[str, Sequence[str]]) -> str | None:
    """The id of the event (or operation) that holds most of a decision's claims, ``None`` where all of them are gone.

    ``claims_of`` gives the claims of each by its id. Of two that hold as many, the one with the smallest claim id bears it.
    """
    wanted = set(decision.claim_ids)
    held = {key: wanted.intersection(claim_ids) for key, claim_ids in claims_of.items()}
    best = min(((-len(mine), min(mine), key) for key, mine in held.items() if mine), default=None)
    return best[2] if best else None


def claims_of_operations(operations: Sequence[Operation], event_of: Mapping[str, str]) -> dict[str, list[str]]:
    """The claims of the events of each operation, by its id; ``event_of`` gives the event of each claim."""
    operation_of = {event_id: one.operation_id for one in operations for event_id in one.event_ids}
    found: dict[str, list[str]] = {one.operation_id: [] for one in operations}
    for claim_id, event_id in event_of.items():
        if event_id in operation_of:
            found[operation_of[event_id]].append(claim_id)
    return found


def laid_over(links: Links, claims: Iterable[Claim], standing: Sequence[Decision]) -> Links:
    """The links with the names and numbers that people set, of several the latest each.

    ``claims`` are those that were linked, ``standing`` as :func:`casus.amending.in_force` gives it.
    """
    if not any(one.kind in ("number", "name") for one in standing):
        return links
    told: dict[str, list[Claim]] = {event.event_id: [] for event in links.events}
    for claim in claims:
        told[links.event_of[claim.claim_id]].append(claim)
    return replace(
        links,
        events=tuple(_with_numbers(links.events, told, standing)),
        operations=tuple(_with_names(links.operations, links.event_of, standing)),
    )


def _with_names(
    operations: Sequence[Operation], event_of: Mapping[str, str], standing: Sequence[Decision]
) -> list[Operation]:
    claims_of = claims_of_operations(operations, event_of)
    names = {bearer(one, claims_of): one.name for one in standing if one.kind == "name"}
    return [replace(one, name=names.get(one.operation_id) or one.name) for one in operations]


def _with_numbers(
    events: Sequence[Event], told: Mapping[str, Sequence[Claim]], standing: Sequence[Decision]
) -> list[Event]:
    claims_of = {event_id: [claim.claim_id for claim in claims] for event_id, claims in told.items()}
    decided: dict[str, dict[CountWhat, Decision]] = {}
    for decision in standing:
        event_id = bearer(decision, claims_of) if decision.kind == "number" else None
        if event_id is not None and decision.what is not None:
            decided.setdefault(event_id, {})[decision.what] = decision
    return [
        _overruled(event, told[event.event_id], decided[event.event_id]) if event.event_id in decided else event
        for event in events
    ]


def _overruled(event: Event, told: Sequence[Claim], decided: Mapping[CountWhat, Decision]) -> Event:
    numbers = {number.what: number for number in event.numbers}
    claims = [claim for claim in told if claim.status != "denied"] or told
    for what, decision in decided.items():
        numbers[what] = _set(decision, what, numbers.get(what), claims)
    return replace(
        event,
        numbers=tuple(
            replace(numbers[what], part_of=next((whole for whole in WHOLES.get(what, ()) if whole in numbers), None))
            for what in COUNT_WHATS
            if what in numbers
        ),
    )


def _set(decision: Decision, what: CountWhat, found: Number | None, claims: Sequence[Claim]) -> Number:
    """The number as decided; an end that the decision leaves open is the claims' own, widened to hold the others."""
    low, best, high = decision.low, decision.best, decision.high
    if best is None:
        best = _within(found.best if found else None, low, high)
    if low is None and best is not None:
        low = best if found is None else None if found.low is None else min(found.low, best)
    if high is None and best is not None:
        high = best if found is None else None if found.high is None else max(found.high, best)
    states = [
        claim.claim_id
        for claim in claims
        for count in claim.counts
        if count.what == what and best in (count.min, count.max)
    ]
    spare = found.best_claim if found else min(claim.claim_id for claim in claims)
    return Number(
        what=what,
        low=low,
        best=best,
        high=high,
        best_claim=max(states, default=spare),
        reason=_reason(decision, found),
        claim_ids=found.claim_ids if found else (),
    )


def _within(value: int | None, low: int | None, high: int | None) -> int | None:
    """The value moved into the range; where there is none, the end that is given."""
    if value is None:
        return low if low is not None else high
    return max(value if high is None else min(value, high), low if low is not None else 0)


def _reason(decision: Decision, found: Number | None) -> str:
    alone = "no claim gives it" if found is None or found.best is None else f"the claims alone give {found.best}"
    return f"{SET_BY}{decision.author} on {decision.made_at.date()}: {decision.reason} ({alone})"

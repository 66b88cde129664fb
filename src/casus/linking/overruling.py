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
    return bearer_of(
        decision, {claim: key for key, claims in claims_of.items() for claim in wanted.intersection(claims)}
    )


def claims_of_operations(operations: Sequence[Operation], event_of: Mapping[str, str]) -> dict[str, list[str]]:
    """The claims of the events of each operation, by its id; ``event_of`` gives the event of each claim."""
    operation_of = {event_id: one.operation_id for one in operations for event_id in one.event_ids}
    found: dict[str, list[str]] = {one.operation_id: [] for one in operations}
    for claim_id, event_id in event_of.items():
        if event_id in operation_of:
            found[operation_of[event_id]].append(claim_id)
    return found


def bearer_of(decision: Decision, holder_of: Mapping[str, str]) -> str | None:
    """The same as :func:`bearer`, by the event (or operation) that holds each claim."""
    held: dict[str, list[str]] = {}
    for claim_id in decision.claim_ids:
        if claim_id in holder_of:
            held.setdefault(holder_of[claim_id], []).append(claim_id)
    best = min(((-len(set(mine)), min(mine), key) for key, mine in held.items()), default=None)
    return best[2] if best else None


def laid_over(links: Links, claims: Iterable[Claim], standing: Sequence[Decision]) -> Links:
    """The links with the names and numbers that people set, of several the latest each.

    ``claims`` are those that were linked, ``standing`` as :func:`casus.amending.in_force` gives it.
    """
    if not any(one.kind in ("number", "name") for one in standing):
        return links
    numbers = numbers_set(standing, links.event_of)
    told: dict[str, list[Claim]] = {event_id: [] for event_id in numbers}
    for claim in claims:
        if links.event_of[claim.claim_id] in told:
            told[links.event_of[claim.claim_id]].append(claim)
    operation_of = {event_id: one.operation_id for one in links.operations for event_id in one.event_ids}
    held = {claim: operation_of[event] for claim, event in links.event_of.items() if event in operation_of}
    return replace(
        links,
        events=tuple(
            overruled(event, told[event.event_id], numbers[event.event_id]) if event.event_id in numbers else event
            for event in links.events
        ),
        operations=renamed(links.operations, names_set(standing, held)),
    )


def numbers_set(standing: Sequence[Decision], event_of: Mapping[str, str]) -> dict[str, dict[CountWhat, Decision]]:
    """The decisions that set numbers of events, by event id and what is counted; ``event_of`` gives the event of each claim."""
    found: dict[str, dict[CountWhat, Decision]] = {}
    for decision in standing:
        event_id = bearer_of(decision, event_of) if decision.kind == "number" else None
        if event_id is not None and decision.what is not None:
            found.setdefault(event_id, {})[decision.what] = decision
    return found


def names_set(standing: Sequence[Decision], operation_of: Mapping[str, str]) -> dict[str, str]:
    """The names that people gave operations, by operation id; ``operation_of`` gives the operation of each claim."""
    named = ((bearer_of(one, operation_of), one.name) for one in standing if one.kind == "name")
    return {operation_id: name for operation_id, name in named if operation_id is not None and name}


def renamed(operations: Iterable[Operation], names: Mapping[str, str]) -> tuple[Operation, ...]:
    """The operations by the names that people gave them."""
    return tuple(replace(one, name=names.get(one.operation_id, one.name)) for one in operations)


def overruled(event: Event, told: Sequence[Claim], decided: Mapping[CountWhat, Decision]) -> Event:
    """An event with the numbers that people set; ``told`` are its claims."""
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

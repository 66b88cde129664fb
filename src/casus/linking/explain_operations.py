"""Why events are one operation, in plain words: its places, days and sides, who tells of it, its tolls, and who named it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from casus.amending import in_force
from casus.decision import Decision
from casus.linking.effects import decision_line
from casus.linking.likeness import and_join, days_in_words
from casus.linking.number_words import count_in_words, counted
from casus.linking.overruling import bearer, claims_of_operations
from casus.linking.scope import shared_parties
from casus.record import Claim, Event, Links, Operation

_SHOWN = 6


def operation_lines(
    operation: Operation, claims: Mapping[str, Claim], links: Links, decisions: Sequence[Decision] = ()
) -> Iterator[str]:
    """The lines on one operation, without the list of its events; ``claims`` by id."""
    members = [event for event in links.events if event.event_id in set(operation.event_ids)]
    yield operation.name
    sides = " against ".join(and_join(side[:_SHOWN]) for side in operation.sides)
    where = ", ".join(filter(None, (and_join(operation.places[:_SHOWN]), operation.country)))
    yield f"  {'; '.join(filter(None, (days_in_words(operation.interval), sides, where, operation.operation_id)))}"
    yield ""
    yield f"Why these {len(members)} events are one operation" if len(members) > 1 else "Why this event is an operation"
    yield from (f"  {line}" for line in _reasons(operation, members, claims, links))
    tolls = [toll for toll in links.tolls if toll.operation_id == operation.operation_id and not toll.superseded_by]
    if tolls:
        yield ""
        yield "Tolls that stand (never added to each other, nor to the numbers of events)"
        for toll in tolls:
            who = toll.source or "the reporter"
            yield f"  {count_in_words(toll.number)} {counted(toll.number.what)}, says {who} ({toll.toll_id})"
    named = _naming(operation, links, decisions)
    if named:
        yield ""
        yield "What people decided"
        yield from (f"  {decision_line(decision)}" for decision in named)


def _reasons(
    operation: Operation, members: Sequence[Event], claims: Mapping[str, Claim], links: Links
) -> Iterator[str]:
    at = Counter(event.place for event in members if event.place)
    if at:
        places = [f"{place} ({many} of {len(members)} events)" for place, many in at.most_common(3)]
        yield f"Places: {', '.join(places)}{' and others' if len(at) > 3 else ''}."
    starts = [event.interval.start for event in members if event.interval.start]
    if starts:
        longest = max(((late - early).days for early, late in pairwise(sorted(starts))), default=0)
        pause = f"; the longest pause is of {longest} days" if longest > 1 else ""
        yield f"Days: those that give a day begin {_between(min(starts), max(starts))}{pause}."
    undated = sum(1 for event in members if not event.interval.known)
    if undated:
        yield f"{undated} {'event gives' if undated == 1 else 'events give'} no day and came in by place, sides or report."
    known = tuple(name for side in operation.sides for name in side)
    fits = sum(1 for event in members if shared_parties((*event.actors, *event.targets), known) > 0)
    if known:
        yield f"Sides: {fits} of the {len(members)} events name one of its sides."
    told = [claim_id for claim_id, event_id in links.event_of.items() if event_id in set(operation.event_ids)]
    reports = {claims[claim_id].document for claim_id in told}
    yield f"Told by {len(told)} claims in {len(reports)} {'report' if len(reports) == 1 else 'reports'}."


def _between(first: date, last: date) -> str:
    return f"on {first}" if first == last else f"from {first} to {last}"


def _naming(operation: Operation, links: Links, decisions: Sequence[Decision]) -> list[Decision]:
    claims_of = claims_of_operations(links.operations, links.event_of)
    naming = (one for one in in_force(decisions) if one.kind == "name")
    return [one for one in naming if bearer(one, claims_of) == operation.operation_id]

"""Claims that stand against each other, set side by side: rival events, an event and its denials, or who did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from casus.record import Event
from casus.reporting import wording
from casus.reporting.lookup import Record
from casus.reporting.order import hull, newest_first

Data = dict[str, Any]


def contested_views(record: Record) -> list[Data]:
    """The disputes: events that cannot all be true, or an event and the claims against it, each as columns to compare."""
    views = []
    for group in rival_groups(record):
        first = group[0]
        contested = [event.grade_reason for event in group if event.grade == "contested"]
        views.append(
            {
                "title": wording.place(first.place, first.country) or first.title,
                "when": wording.interval(hull(event.interval for event in group)),
                "columns": columns(group, record),
                "reason": next(iter(contested), first.grade_reason),
            }
        )
    return views


def columns(group: list[Event], record: Record) -> list[Data]:
    """What stands against what: each rival event with its claims, then the denials that no rival event tells."""
    told = {claim for event in group for claim in event.claim_ids}
    if not told:  # an event that is only denied has nothing beside its denials
        return [column(event, event.title, event.denial_ids) for event in group]
    sides = [column(event, event.title, event.claim_ids) for event in group if event.claim_ids]
    against = dict.fromkeys(claim for event in group for claim in event.denial_ids if claim not in told)
    if against:
        return [*sides, {"event": None, "title": None, "grade": None, "claims": list(against)}]
    return sides if len(sides) > 1 else accounts(group[0], record)


def column(event: Event, title: str, claim_ids: Iterable[str]) -> Data:
    """One side of a dispute."""
    return {"event": event.event_id, "title": title, "grade": event.grade, "claims": list(claim_ids)}


def accounts(event: Event, record: Record) -> list[Data]:
    """One event whose claims disagree on who did it: a column for each answer."""
    answers: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for claim_id in event.claim_ids:
        answers[record.claim[claim_id].actors].append(claim_id)
    return [column(event, ", ".join(actors) or event.title, claims) for actors, claims in answers.items()]


def rival_groups(record: Record) -> list[list[Event]]:
    """Events joined by rivalry, and those contested by themselves; latest first."""
    leader = {event_id: event_id for event_id in record.event}

    def find(event_id: str) -> str:
        while leader[event_id] != event_id:
            event_id = leader[event_id]
        return event_id

    concerned = set()
    for event in record.links.events:
        rivals = [rival for rival in event.rival_ids if rival in record.event]
        if rivals or event.denial_ids or event.grade == "contested":
            concerned.add(event.event_id)
        for rival in rivals:
            concerned.add(rival)
            leader[find(rival)] = find(event.event_id)
    groups: defaultdict[str, list[Event]] = defaultdict(list)
    for event in sorted(record.links.events, key=newest_first):
        if event.event_id in concerned:
            groups[find(event.event_id)].append(event)
    return list(groups.values())

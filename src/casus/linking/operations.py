"""Operations: events that belong together because they are one offensive, battle, siege or campaign.

Core events (offensive, gain, siege, clash) at one local place that follow each other without a long pause, among sides that
know each other, make a *battle*; other events join it by place and time, or by document, sides and time where they name
only a wide area. What is left over and tells of one pair of sides over a wide area makes a *campaign*. An operation needs
several events, at least three claims, and somebody who reported on it at the time, or three reports that look back on it:
background events stay alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from casus.linking.battles import Battle, find_battles
from casus.linking.campaigns import find_campaigns
from casus.linking.camps import in_camp
from casus.linking.events import Known
from casus.linking.joining import join_by_document, join_by_place, join_by_region
from casus.linking.names import actor_likeness
from casus.linking.scope import Scope, able_to_fight, distinct_sides, parties, scopes, shared_parties, told_of
from casus.linking.titles import named_apart, operation_name
from casus.linking.words import kind_facts
from casus.record import Interval, Operation, distinct, stable_id

LATE_DAYS = 60  # after a battle an undated report of its place is news of something else
LEAST_CLAIMS = 3


def find_operations(known: Sequence[Known]) -> tuple[list[Known], list[Operation]]:
    """The events with their operation's id, and the operations by id."""
    found = operations_of(scopes(map(told_of, known)))
    of = {event: one.operation_id for one in found for event in one.event_ids}
    placed = [replace(one, event=replace(one.event, operation_id=of.get(one.event.event_id))) for one in known]
    return placed, found


def operations_of(everything: Sequence[Scope]) -> list[Operation]:
    """The operations that events make, by id; the events are in order of their smallest claim id."""
    battles = find_battles(everything)
    taken = {one.key for battle in battles for one in battle.core}
    rest = [one for one in everything if one.key not in taken and kind_facts()[one.event.kind].war]
    join_by_place(battles, rest)
    join_by_document(battles, _without(rest, battles))
    battles = [battle for battle in battles if _stands(battle)]
    join_by_region(battles, _without(everything, battles))
    campaigns = find_campaigns(_without(everything, battles))
    found = named_apart([*(_operation(battle) for battle in battles), *campaigns])
    return sorted(found, key=lambda one: one.operation_id)


def _without(events: Sequence[Scope], battles: Sequence[Battle]) -> list[Scope]:
    taken = {one.key for battle in battles for one in battle.all}
    return [one for one in events if one.key not in taken]


def _stands(battle: Battle) -> bool:
    """Whether the events are an operation: several, of three claims or more, really fought, and not background alone."""
    happened = [one for one in battle.core if one.event.status in ("happened", "possible")] or _prepared(battle)
    claims = sum(one.size for one in battle.all)
    documents = frozenset(document for one in battle.all for document in one.documents)
    sides = [name for one in sorted(battle.all, key=lambda one: one.key) for name in parties(one.event)]
    planned_as_one = any(one.event.kind != "armed_clash" for one in happened)
    fought = planned_as_one or any(actor_likeness(name, sides[0]) == "different" for name in sides)
    if len(battle.all) < 2 or claims < LEAST_CLAIMS or not happened or not fought:
        return False
    chiefly = any(
        not one.event.interval.known and one.chief & battle.keys and _told_then(one, battle) for one in happened
    )
    return any(one.event.current for one in happened) or len(documents) >= 3 or chiefly


def _told_then(one: Scope, battle: Battle) -> bool:
    """Whether a report of an undated event was not published long after the battle's last day."""
    end = battle.end
    first = one.published
    return end is None or first is None or not one.event.all_told or (first - end).days <= LATE_DAYS


def _prepared(battle: Battle) -> list[Scope]:
    """Planned offensives and sieges for which something has been seen to be done: troops gather, strikes begin."""
    seen = any(one.event.status == "happened" for one in battle.joined)
    return [one for one in battle.core if one.event.kind in ("offensive", "siege")] if seen else []


# ------------------------------------------------------------------------------------------------- what comes out


def _operation(battle: Battle) -> Operation:
    events = sorted(battle.all, key=lambda one: (one.anchor or date.max, one.key))
    place = _place(battle)
    dated = any(one.dated for one in battle.core)
    planned = all(one.event.status == "planned" for one in battle.core)
    countries = Counter(one.event.country for one in battle.core if one.event.country)
    return Operation(
        operation_id=stable_id("o", battle.key),
        name=operation_name([one.event.kind for one in battle.core if one.event.status != "planned"], place, planned),
        event_ids=tuple(one.event.event_id for one in events),
        interval=Interval(battle.start, battle.end) if dated else Interval(None, battle.end),
        sides=_sides(battle.core),
        places=distinct(one.event.place for one in events if one.event.place and one.keys),
        country=max(sorted(countries), key=lambda code: countries[code]) if countries else None,
    )


def _place(battle: Battle) -> str:
    """The place that names the operation: the commonest local place of its core, in its commonest plain spelling."""
    keys = _named(battle.core) or _named(battle.all)
    if not keys:
        return (
            next((one.event.country for one in sorted(battle.core, key=lambda one: one.key) if one.event.country), None)
            or "unnamed place"
        )
    best = max(sorted(keys), key=lambda key: keys[key])
    spelled: Counter[tuple[bool, str]] = Counter()
    for one in battle.all:
        for key, plain, name, many in one.event.named:
            if key == best:
                spelled[plain, name] += many
    return max(sorted(spelled), key=lambda name: (name[0], spelled[name]))[1]


def _named(events: Sequence[Scope]) -> Counter[str]:
    """How often each local place is named by the claims of some events."""
    found: Counter[str] = Counter()
    for one in events:
        for key, _, _, many in one.event.named:
            found[key] += many
    return found


def _sides(core: Sequence[Scope]) -> tuple[tuple[str, ...], ...]:
    """The two sides of the fight, each with the names it goes by: who stands against the side named most."""
    camps: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for one in sorted(core, key=lambda one: (-one.size, one.key)):
        actors, targets = able_to_fight(one.event.actors), able_to_fight(one.event.targets)
        straight = _weight(actors, camps[0]) + _weight(targets, camps[1])
        crossed = _weight(actors, camps[1]) + _weight(targets, camps[0])
        first, second = (camps[1], camps[0]) if crossed > straight else camps
        first.update(dict.fromkeys(actors, one.size))
        second.update(dict.fromkeys(targets, one.size))
    both = []
    for mine, theirs in (camps, camps[::-1]):
        kept = [
            name
            for name in sorted(mine, key=lambda name: (-mine[name], name))
            if (mine[name], mine is camps[0]) > (theirs[name], False)
        ]
        both.append(distinct_sides(kept))
    return tuple(side for side in both if side)


def _weight(names: tuple[str, ...], camp: Counter[str]) -> int:
    """How much of a camp these names are: by name, else by the packs' ties."""
    named = sum(camp[other] for other in camp if shared_parties((other,), names, related=False))
    return named or sum(camp[other] for other in camp if in_camp((other,), names))

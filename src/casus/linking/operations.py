"""Operations: events that belong together because they are one offensive, battle, siege or campaign.

Core events (offensive, gain, siege, clash) at one local place that follow each other without a long pause, among sides that
know each other, make a *battle*; other events join it by place and time, or by document, sides and time where they name
only a wide area. What is left over and tells of one pair of sides over a wide area makes a *campaign*. An operation needs
several events, at least three claims, and somebody who reported on it at the time, or three reports that look back on it:
background events stay alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from casus.linking.campaigns import find_campaigns
from casus.linking.events import Known
from casus.linking.names import actor_likeness
from casus.linking.scope import Scope, parties, scopes, shared_parties
from casus.linking.titles import operation_name
from casus.linking.words import kind_facts
from casus.record import Event, Interval, Operation, distinct, stable_id

PAUSE_DAYS = 60
"""A longer pause between two core events at a place parts two battles."""
AT_ONCE_DAYS = 2
"""Fights at one place that are no further apart are one battle, whoever is said to fight: reports name sides by different names."""
BEFORE_DAYS = 14
AFTER_DAYS = 21
LOOK_BACK_DAYS = 900
"""How long after a battle an undated claim at its place may still look back on it."""
LEAST_CLAIMS = 3
REGIONS = ("region", "province")
"""Precisions of a place that is wider than a battle and narrower than a country."""


@dataclass(slots=True)
class Battle:
    """An operation in the making: its core events and what has joined them."""

    core: list[Scope]
    joined: list[Scope] = field(default_factory=list)

    @property
    def all(self) -> list[Scope]:
        """Core events and those that joined."""
        return self.core + self.joined

    @property
    def start(self) -> date | None:
        """First day of its dated core events; where none is dated, the first day that it was told of."""
        dated = [one.start for one in self.core if one.start]
        return min(dated or [one.anchor for one in self.core if one.anchor], default=None)

    @property
    def end(self) -> date | None:
        """Last day of its dated core events; where none is dated, the last day that it was told of."""
        dated = [one.end for one in self.core if one.end]
        return max(dated or [one.anchor for one in self.core if one.anchor], default=None)

    @property
    def keys(self) -> frozenset[str]:
        """Its local places."""
        return frozenset(key for one in self.core for key in one.keys)

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides of its core events."""
        return distinct(name for one in self.core for name in parties(one.event))

    @property
    def documents(self) -> frozenset[str]:
        """Keys of the documents that tell of its core events."""
        return frozenset(document for one in self.core for document in one.documents)

    @property
    def key(self) -> str:
        """The smallest claim id of its core events."""
        return min(one.key for one in self.core)


def find_operations(known: Sequence[Known]) -> tuple[list[Known], list[Operation]]:
    """The events with their operation's id, and the operations by id."""
    everything = scopes(known)
    battles = _battles(everything)
    taken = {one.key for battle in battles for one in battle.core}
    rest = [one for one in everything if one.key not in taken and kind_facts()[one.event.kind].war]
    _join_by_place(battles, rest)
    _join_by_document(battles, _without(rest, battles))
    battles = [battle for battle in battles if _stands(battle)]
    _join_by_region(battles, _without(everything, battles))
    campaigns = find_campaigns(_without(everything, battles))
    found = [_operation(battle) for battle in battles] + campaigns
    of = {event: one.operation_id for one in found for event in one.event_ids}
    placed = [replace(one, event=replace(one.event, operation_id=of.get(one.event.event_id))) for one in known]
    return placed, sorted(found, key=lambda one: one.operation_id)


def _without(events: Sequence[Scope], battles: Sequence[Battle]) -> list[Scope]:
    taken = {one.key for battle in battles for one in battle.all}
    return [one for one in events if one.key not in taken]


# ----------------------------------------------------------------------------------------------------- the cores


def _battles(events: Sequence[Scope]) -> list[Battle]:
    """Dated core events chained by place, time and sides; undated ones join the chain they look back on, or chain up."""
    core = [one for one in events if one.core and one.local]
    dated = sorted((one for one in core if one.dated), key=lambda one: (one.start or date.min, one.key))
    battles = _chained(dated)
    loose = [one for one in core if not one.dated]
    by_place = _by_place(battles)
    left: list[Scope] = []
    for one in loose:
        battle = _looks_back_on(one, by_place)
        if battle is None:
            left.append(one)
        else:
            battle.core.append(one)
    left.sort(key=lambda one: (one.anchor or date.min, one.key))
    return sorted([*battles, *_chained(left)], key=lambda battle: battle.key)


def _chained(ordered: Sequence[Scope]) -> list[Battle]:
    """Chains of events in time order: each joins the open chains at its places that it follows, and merges them."""
    open_at: dict[str, list[Battle]] = defaultdict(list)
    battles: list[Battle] = []
    for one in ordered:
        fits = [battle for key in sorted(one.keys) for battle in open_at[key] if _follows(one, battle)]
        fits = list({id(battle): battle for battle in fits}.values())
        if fits:
            battle = fits[0]
            for other in fits[1:]:
                battle.core.extend(other.core)
                battles.remove(other)
                for chains in open_at.values():
                    chains[:] = [battle if chain is other else chain for chain in chains]
            battle.core.append(one)
        else:
            battle = Battle([one])
            battles.append(battle)
        for key in one.keys:
            if not any(chain is battle for chain in open_at[key]):
                open_at[key].append(battle)
    return battles


def _follows(one: Scope, battle: Battle) -> bool:
    last = battle.end
    begins = one.start or one.anchor
    if last is not None and begins is not None and (begins - last).days > PAUSE_DAYS:
        return False
    at_once = last is not None and one.start is not None and (one.start - last).days <= AT_ONCE_DAYS
    return at_once or _sides_fit(one, battle)


def _sides_fit(one: Scope, battle: Battle) -> bool:
    """Whether the sides allow that an event belongs to a battle at its place.

    Sides that are named on both ends and have nothing in common part two fights; one name alone parts core events never, and other
    events only where their report does not chiefly tell of that place.
    """
    mine, theirs = parties(one.event), battle.sides
    if not mine or not theirs or shared_parties(mine, theirs) > 0:
        return True
    one_sided = len(mine) < 2 or (one.core and len(theirs) < 2)
    return one_sided and (one.core or bool(one.chief & battle.keys))


def _by_place(battles: Sequence[Battle]) -> dict[str, list[Battle]]:
    found: dict[str, list[Battle]] = defaultdict(list)
    for battle in sorted(battles, key=lambda battle: battle.key):
        for key in sorted(battle.keys):
            found[key].append(battle)
    return found


def _looks_back_on(one: Scope, by_place: dict[str, list[Battle]]) -> Battle | None:
    """The battle that an undated event at the same place belongs to: one that its documents tell of, else the last before."""
    near = [battle for key in sorted(one.keys) for battle in by_place.get(key, ()) if _sides_fit(one, battle)]
    told = [battle for battle in near if battle.documents & one.documents]
    best: list[tuple[int, str, Battle]] = []
    for battle in told or near:
        if battle.start is None or battle.end is None or one.published is None:
            continue
        apart = (one.published - battle.end).days
        if told or -PAUSE_DAYS <= apart <= LOOK_BACK_DAYS:
            best.append((abs(apart), battle.key, battle))
    return min(best, key=lambda item: item[:2])[2] if best else None


# ------------------------------------------------------------------------------------------------- what joins them


def _join_by_place(battles: Sequence[Battle], rest: Sequence[Scope]) -> None:
    """Events at a battle's place and in its time join it; the undated join the battle that they look back on."""
    by_place = _by_place(battles)
    for one in rest:
        if not one.local or one.event.kind == "protest":
            continue
        battle: Battle | None
        if not one.dated:
            battle = _looks_back_on(one, by_place)
        else:
            near = [battle for key in sorted(one.keys) for battle in by_place.get(key, ()) if _sides_fit(one, battle)]
            battle = next((battle for battle in near if _within(one, battle)), None)
        if battle is not None:
            battle.joined.append(one)


def _within(one: Scope, battle: Battle) -> bool:
    if battle.start is None or battle.end is None:
        return False
    return Interval(one.start, one.end).overlaps(
        Interval(battle.start, battle.end), AFTER_DAYS if one.start and one.start > battle.end else BEFORE_DAYS
    )


def _join_by_document(battles: Sequence[Battle], rest: Sequence[Scope]) -> None:
    """Events that name a wide area (or another place) join the battle that their document chiefly tells of.

    They need the battle's time and its sides: a dated event both sides of the fight (or, for people fleeing and tolls, no
    other side than those), an undated one likewise and only when it is no summary of a long period.
    """
    told: Counter[tuple[str, str]] = Counter()
    named = {battle.key: battle for battle in battles}
    for battle in battles:
        for one in battle.all:
            for document in one.documents:
                told[(document, battle.key)] += 1
    chief: dict[str, str] = {}
    for (document, key), count in sorted(told.items()):
        if document not in chief or count > told[(document, chief[document])]:
            chief[document] = key
    for one in rest:
        for document in sorted(one.documents):
            told_of = named.get(chief.get(document, ""))
            if told_of is not None and _told_with(one, told_of):
                told_of.joined.append(one)
                break


def _join_by_region(battles: Sequence[Battle], rest: Sequence[Scope]) -> None:
    """News of a fight that names only a region ("eastern Syria") joins the one battle of the region's country that it can be part of.

    Both its sides must fight there, and no pause may part it from the battle; where several battles fit, it joins none.
    """
    for one in rest:
        if not (one.core and one.dated and one.current()) or one.long or one.event.precision not in REGIONS:
            continue
        mine = parties(one.event)
        fits = [
            battle
            for battle in battles
            if any(core.event.country == one.event.country for core in battle.core)
            and len(mine) > 1
            and shared_parties(mine, battle.sides, related=False) == len(mine)
            and _no_pause_between(one, battle)
        ]
        if len(fits) == 1:
            fits[0].joined.append(one)


def _no_pause_between(one: Scope, battle: Battle) -> bool:
    span = Interval(battle.start, battle.end)
    return span.start is not None and Interval(one.start, one.end).overlaps(span, PAUSE_DAYS)


def _told_with(one: Scope, battle: Battle) -> bool:
    if one.long or battle.start is None or battle.end is None:
        return False
    if one.event.status == "planned" and not one.core:
        return False
    mine = parties(one.event)
    matched = shared_parties(mine, battle.sides)
    fighting = kind_facts()[one.event.kind].campaign and one.event.kind != "casualty_report"
    if fighting:
        both = (
            shared_parties(one.event.actors, battle.sides) > 0 and shared_parties(one.event.targets, battle.sides) > 0
        )
        needed = both or (matched == len(mine) > 0 and "civilians" in one.event.targets)
    else:
        needed = matched == len(mine)
    if not needed:
        return False
    if one.start is not None and one.end is not None:
        inside = Interval(one.start, one.end).overlaps(Interval(battle.start, battle.end), 1)
        return inside and (one.end - one.start).days <= max(30, (battle.end - battle.start).days)
    return fighting and not one.keys and not any(view.claim.aggregate for view in one.known.views)


def _stands(battle: Battle) -> bool:
    """Whether the events are an operation: several, of three claims or more, really fought, and not background alone."""
    happened = [one for one in battle.core if one.event.status in ("happened", "possible")]
    claims = sum(one.size for one in battle.all)
    documents = frozenset(document for one in battle.all for document in one.documents)
    sides = [name for one in battle.all for name in parties(one.event)]
    planned_as_one = any(one.event.kind != "armed_clash" for one in happened)
    fought = planned_as_one or any(actor_likeness(name, sides[0]) == "different" for name in sides)
    if len(battle.all) < 2 or claims < LEAST_CLAIMS or not happened or not fought:
        return False
    chiefly = any(not one.known.event.interval.known and one.chief & battle.keys for one in happened)
    return any(one.current() for one in happened) or len(documents) >= 3 or chiefly


# ------------------------------------------------------------------------------------------------- what comes out


def _operation(battle: Battle) -> Operation:
    events = sorted(battle.all, key=lambda one: (one.anchor or date.max, one.key))
    place = _place(battle)
    dated = any(one.dated for one in battle.core)
    return Operation(
        operation_id=stable_id("o", battle.key),
        name=operation_name([one.event.kind for one in battle.core if one.event.status != "planned"], place),
        event_ids=tuple(one.event.event_id for one in events),
        interval=Interval(battle.start, battle.end) if dated else Interval(None, battle.end),
        sides=_sides(battle.core),
        places=distinct(one.event.place for one in events if one.event.place and one.keys),
        country=Counter(one.event.country for one in battle.core if one.event.country).most_common(1)[0][0]
        if any(one.event.country for one in battle.core)
        else None,
    )


def _place(battle: Battle) -> str:
    """The place that names the operation: the commonest local place of its core, in its commonest plain spelling."""
    keys = Counter(key for one in battle.core for key, _, _ in _named_places(one))
    keys = keys or Counter(key for one in battle.all for key, _, _ in _named_places(one))
    if not keys:
        return next((one.event.country for one in battle.core if one.event.country), None) or "unnamed place"
    best = max(sorted(keys), key=lambda key: keys[key])
    spelled = Counter((plain, name) for one in battle.all for key, plain, name in _named_places(one) if key == best)
    return max(sorted(spelled), key=lambda name: (name[0], spelled[name]))[1]


def _named_places(one: Scope) -> list[tuple[str, bool, str]]:
    """The local places that an event's claims name: key, whether the name is that place alone, and the name."""
    return [
        (key, len(view.place.keys) == 1 and not view.place.area, view.claim.place or "")
        for view in one.known.views
        for key in sorted(view.place.keys)
    ]


def _sides(core: Sequence[Scope]) -> tuple[tuple[str, ...], ...]:
    """The two sides of the fight, each with the names it goes by: who stands against the side named most."""
    camps: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for one in sorted(core, key=lambda one: (-one.size, one.key)):
        event: Event = one.event
        actors, targets = (parties(replace(event, targets=())), parties(replace(event, actors=())))
        straight = _weight(actors, camps[0]) + _weight(targets, camps[1])
        crossed = _weight(actors, camps[1]) + _weight(targets, camps[0])
        first, second = (camps[1], camps[0]) if crossed > straight else camps
        first.update(dict.fromkeys(actors, one.size))
        second.update(dict.fromkeys(targets, one.size))
    both = []
    for mine, theirs in (camps, camps[::-1]):
        kept = [name for name in sorted(mine, key=lambda name: (-mine[name], name)) if mine[name] >= theirs[name]]
        both.append(distinct(kept))
    return tuple(side for side in both if side)


def _weight(names: Sequence[str], camp: Counter[str]) -> int:
    return sum(camp[other] for other in camp if shared_parties((other,), names, related=False))

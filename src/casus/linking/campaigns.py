"""Campaigns: what two sides do to each other over a wide area and a long time, and pull-outs of a force from a country.

Events that belong to no battle are grouped by country and pair of sides, in whichever direction they act; groups whose pairs
name related sides join. A campaign needs three documents, and either an offensive over the wide area with five claims or more beside it, or one event that
three documents know.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from casus.linking.names import actor_likeness, fold
from casus.linking.scope import Scope, parties
from casus.linking.titles import with_article
from casus.linking.words import kind_facts
from casus.record import Interval, Operation, distinct, stable_id

APART_DAYS = 540
"""Two stretches of a campaign with a longer silence between them are two campaigns."""
LEAST_CLAIMS = 3
LEAST_DOCUMENTS = 3

Pair = tuple[str, str]


def find_campaigns(scopes: Sequence[Scope]) -> list[Operation]:
    """The campaigns among events that belong to no battle."""
    fought = [one for one in scopes if kind_facts()[one.event.kind].campaign and one.event.status != "denied"]
    groups = [group for side_group in _by_sides(fought) for group in _by_time(side_group)]
    pulled = [one for one in scopes if one.event.kind == "withdrawal" and not one.keys and one.event.actors]
    leaving = [group for side_group in _by_actor(pulled) for group in _by_time(side_group)]
    found = [_campaign(group) for group in groups if _enough(group) and _is_campaign(group)]
    return found + [_pull_out(group) for group in leaving if _enough(group)]


def _pairs(one: Scope) -> set[Pair]:
    actors, targets = one.event.actors, one.event.targets
    fighting = set(parties(one.event))
    return {
        (min(fold(a), fold(b)), max(fold(a), fold(b)))
        for a in actors
        for b in targets
        if a in fighting and b in fighting and fold(a) != fold(b)
    }


def _by_sides(scopes: Sequence[Scope]) -> list[list[Scope]]:
    """Events grouped by pair of sides; an event that names only one side joins the pair it is most often in."""
    groups: dict[Pair, list[Scope]] = defaultdict(list)
    weight: Counter[Pair] = Counter()
    for one in scopes:
        for pair in _pairs(one):
            weight[pair] += one.size
    leader = _leaders(weight, _allies(scopes))
    of_side: dict[str, Counter[Pair]] = defaultdict(Counter)
    for pair, size in weight.items():
        for side in pair:
            of_side[side][leader[pair]] += size
    for one in scopes:
        pairs = Counter({pair: weight[pair] for pair in _pairs(one)})
        if pairs:
            best = max(sorted(pairs), key=lambda pair: pairs[pair])
            groups[leader[best]].append(one)
            continue
        sides = [fold(name) for name in parties(one.event)]
        options = of_side[sides[0]] if len(sides) == 1 and sides[0] in of_side else Counter[Pair]()
        if options and (one.keys == frozenset() or one.long):
            groups[max(sorted(options), key=lambda pair: options[pair])].append(one)
    return [groups[pair] for pair in sorted(groups)]


def _allies(scopes: Sequence[Scope]) -> set[Pair]:
    """Pairs of sides that some event names as acting together."""
    return {
        (min(fold(a), fold(b)), max(fold(a), fold(b)))
        for one in scopes
        for a in one.event.actors
        for b in one.event.actors
        if fold(a) != fold(b)
    }


def _leaders(weight: Counter[Pair], allies: set[Pair]) -> dict[Pair, Pair]:
    """Each pair's leading pair: the weightiest one against the same enemy by the same side, a related one or an ally."""
    ordered = sorted(weight, key=lambda pair: (-weight[pair], pair))
    leader: dict[Pair, Pair] = {}
    heads: list[Pair] = []
    for pair in ordered:
        head = next((head for head in heads if _same_pair(pair, head, allies)), None)
        leader[pair] = head or pair
        if head is None:
            heads.append(pair)
    return leader


def _same_pair(one: Pair, other: Pair, allies: set[Pair]) -> bool:
    return any(
        actor_likeness(enemy, their_enemy) == "same" and _one_camp(side, their_side, allies)
        for side, enemy in (one, one[::-1])
        for their_side, their_enemy in (other, other[::-1])
    )


def _one_camp(one: str, other: str, allies: set[Pair]) -> bool:
    return actor_likeness(one, other) in ("same", "related") or (min(one, other), max(one, other)) in allies


def _by_actor(scopes: Sequence[Scope]) -> list[list[Scope]]:
    groups: dict[tuple[str, str], list[Scope]] = defaultdict(list)
    names: list[str] = []
    for one in scopes:
        actor = one.event.actors[0]
        name = next((known for known in names if actor_likeness(known, actor) == "same"), None)
        if name is None:
            names.append(actor)
            name = actor
        groups[(fold(name), one.event.country or "?")].append(one)
    return [groups[key] for key in sorted(groups)]


def _by_time(group: Sequence[Scope]) -> list[list[Scope]]:
    """A group parted at silences; an undated event is placed by its publication."""
    ordered = sorted(group, key=lambda one: (one.anchor or date.min, one.key))
    parts: list[list[Scope]] = []
    last: date | None = None
    for one in ordered:
        begins = one.start or one.anchor
        if parts and (last is None or begins is None or (begins - last).days <= APART_DAYS):
            parts[-1].append(one)
        else:
            parts.append([one])
        last = max((day for day in (last, one.anchor) if day), default=None)
    return parts


def _enough(group: Sequence[Scope]) -> bool:
    documents = {document for one in group for document in one.documents}
    return sum(one.size for one in group) >= LEAST_CLAIMS and len(documents) >= LEAST_DOCUMENTS


def _is_campaign(group: Sequence[Scope]) -> bool:
    launched = any(one.event.kind in ("offensive", "siege") and not one.keys for one in group)
    claims = sum(one.size for one in group)
    return (launched and claims >= 2 * LEAST_CLAIMS) or any(len(one.documents) >= 3 for one in group)


def _campaign(group: Sequence[Scope]) -> Operation:
    pairs: Counter[tuple[str, str]] = Counter()
    for one in group:
        for actor in one.event.actors:
            for target in one.event.targets:
                if {actor, target} <= set(parties(one.event)):
                    pairs[(actor, target)] += one.size
    actor, target = max(sorted(pairs), key=lambda pair: pairs[pair])
    mine = distinct(name for one in group if target in one.event.targets for name in one.event.actors)
    name = f"Campaign of {with_article(actor)} against {with_article(target)}"
    return _made(group, name, (mine, (target,)))


def _pull_out(group: Sequence[Scope]) -> Operation:
    actor = Counter(one.event.actors[0] for one in group).most_common(1)[0][0]
    places = Counter(one.event.place for one in group if one.event.place)
    where = f" from {max(sorted(places), key=lambda place: places[place])}" if places else ""
    return _made(group, f"Withdrawal of {with_article(actor)}{where}", ((actor,),))


def _made(group: Sequence[Scope], name: str, sides: tuple[tuple[str, ...], ...]) -> Operation:
    countries = Counter(one.event.country for one in group if one.event.country)
    starts = [one.start for one in group if one.start]
    ends = [one.end for one in group if one.end]
    return Operation(
        operation_id=stable_id("o", min(one.key for one in group)),
        name=name,
        event_ids=tuple(one.event.event_id for one in group),
        interval=Interval(min(starts, default=None), max(ends, default=None)),
        sides=sides,
        places=distinct(one.event.place for one in group if one.event.place),
        country=max(sorted(countries), key=lambda code: countries[code]) if countries else None,
    )

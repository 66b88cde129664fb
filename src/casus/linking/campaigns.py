"""Campaigns: what two sides do to each other over a wide area and a long time, and pull-outs of a force from a country.

Events that belong to no battle are grouped by country and pair of sides, in whichever direction they act; groups whose pairs
name related sides join. A campaign needs three documents, and either an offensive over the wide area with five claims or more beside it, or one event that
three documents know.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from casus.linking.campaign_parts import Camps, by_launch, is_launch, join_campaigns, leaves_with
from casus.linking.camps import one_camp
from casus.linking.names import actor_likeness, actor_name, fold
from casus.linking.scope import Scope, distinct_sides, parties
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
    groups = [group for sides in _by_sides(fought) for time in _by_time(sides) for group in by_launch(time)]
    groups = [group for group in groups if _enough(group) and _is_campaign(group)]
    pulled = [one for one in scopes if one.event.kind == "withdrawal" and not one.keys and one.event.actors]
    beaten = [Camps(group) for group in groups]
    pulled = [one for one in pulled if not any(camp.is_hub(one.event.actors[0]) for camp in beaten)]
    leaving = [group for group in (part for actor in _by_actor(pulled) for part in _by_time(actor)) if _enough(group)]
    taken = {one.key for group in (*groups, *leaving) for one in group}
    rest = [one for one in scopes if one.key not in taken]
    for group in leaving:
        group.extend(one for one in rest if leaves_with(one, group))
    taken |= {one.key for group in leaving for one in group}
    join_campaigns(groups, [one for one in rest if one.key not in taken])
    return [_campaign(group) for group in groups] + [_pull_out(group) for group in leaving]


def _pairs(one: Scope) -> set[Pair]:
    """The pairs of sides that an event is between; a side without a name of its own ("militants") is another in every country."""
    fighting = set(parties(one.event))
    sides = {
        name: fold(name) if actor_name(name).own else f"{fold(name)} {one.event.country or ''}" for name in fighting
    }
    return {
        (min(sides[a], sides[b]), max(sides[a], sides[b]))
        for a in one.event.actors
        for b in one.event.targets
        if a in fighting and b in fighting and sides[a] != sides[b]
    }


def _by_sides(scopes: Sequence[Scope]) -> list[list[Scope]]:
    """Events grouped by pair of sides; an event that names only one side joins the pair it is most often in."""
    groups: dict[Pair, list[Scope]] = defaultdict(list)
    weight: Counter[Pair] = Counter()
    for one in scopes:
        for pair in _pairs(one):
            weight[pair] += one.size
    leader = _leaders(weight, _allies(scopes), _countries(scopes))
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


def _countries(scopes: Sequence[Scope]) -> Mapping[Pair, str]:
    """The country in which each pair of sides is most often said to fight."""
    found: dict[Pair, Counter[str]] = defaultdict(Counter)
    for one in scopes:
        if one.event.country:
            for pair in _pairs(one):
                found[pair][one.event.country] += one.size
    return {pair: max(sorted(told), key=lambda code: told[code]) for pair, told in found.items()}


def _leaders(weight: Counter[Pair], allies: set[Pair], countries: Mapping[Pair, str]) -> dict[Pair, Pair]:
    """Each pair's leading pair: the weightiest one against the same enemy by the same side, a related one or an ally."""
    ordered = sorted(weight, key=lambda pair: (-weight[pair], pair))
    wars: dict[Pair, list[Pair]] = {}
    for pair in ordered:
        head = next((head for head in wars if _same_pair(pair, head, allies, countries)), None)
        head = head or next((head for head in wars if any(_alike(pair, other) for other in wars[head])), None)
        wars.setdefault(head or pair, []).append(pair)
    return {pair: head for head, pairs in wars.items() for pair in pairs}


def _alike(one: Pair, other: Pair) -> bool:
    """Whether two pairs of sides name one enemy, and the other side by related names."""
    return any(
        actor_likeness(enemy, their_enemy) == "same" and actor_likeness(side, their_side) != "different"
        for side, enemy in (one, one[::-1])
        for their_side, their_enemy in (other, other[::-1])
    )


def _same_pair(one: Pair, other: Pair, allies: set[Pair], countries: Mapping[Pair, str]) -> bool:
    """Whether two pairs of sides fight one war: one enemy, and a side that is the other's, related, its ally, or tied to it by a pack.

    A pack's tie counts only where both are chiefly said to fight in one country: a side's wars at home and abroad are two.
    """
    near = one not in countries or other not in countries or countries[one] == countries[other]
    return _alike(one, other) or any(
        actor_likeness(enemy, their_enemy) == "same"
        and ((min(side, their_side), max(side, their_side)) in allies or (near and one_camp(side, their_side)))
        for side, enemy in (one, one[::-1])
        for their_side, their_enemy in (other, other[::-1])
    )


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
    least = LEAST_DOCUMENTS - 1 if any(is_launch(one) for one in group) else LEAST_DOCUMENTS
    return sum(one.size for one in group) >= LEAST_CLAIMS and len(documents) >= least


def _is_campaign(group: Sequence[Scope]) -> bool:
    launched = any(one.event.kind in ("offensive", "siege") and not one.keys for one in group)
    claims = sum(one.size for one in group)
    begun = any(is_launch(one) and len(one.documents) > 1 for one in group)
    reported = any(one.event.current for one in group)  # what is only looked back on is background
    return (
        begun or (launched and reported and claims >= 2 * LEAST_CLAIMS) or any(len(one.documents) >= 3 for one in group)
    )


def _campaign(group: Sequence[Scope]) -> Operation:
    pairs: Counter[tuple[str, str]] = Counter()
    for one in group:
        for actor in one.event.actors:
            for target in one.event.targets:
                if {actor, target} <= set(parties(one.event)):
                    pairs[(actor, target)] += one.size
    actor, target = max(sorted(pairs), key=lambda pair: pairs[pair])
    mine = distinct_sides(name for one in group if target in one.event.targets for name in one.event.actors)
    name = f"Campaign of {with_article(actor)} against {with_article(target)}"
    return _made(group, name, (mine, (target,)))


def _pull_out(group: Sequence[Scope]) -> Operation:
    actor = Counter(one.event.actors[0] for one in group).most_common(1)[0][0]
    places: Counter[str] = Counter()
    for one in group:
        if one.event.place and not one.keys:
            places[one.event.place] += one.size
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

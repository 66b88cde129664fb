"""Campaigns between the same sides are parted where one was launched after another; other events join the campaign they are part of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from casus.linking.camps import in_camp
from casus.linking.names import actor_likeness
from casus.linking.scope import Scope, parties
from casus.linking.words import kind_facts
from casus.record import Kind

Foes = Mapping[str, frozenset[str]]
"""Whom each side fights, by name."""
LAUNCH_APART_DAYS = 180
"""Two launches of an offensive by the same sides that are further apart are two campaigns."""
LAUNCH_DAYS = 366
"""An offensive dated to a longer stretch of time is a campaign as a whole, not its launch."""
EARLY_DAYS = 30
"""How long before its launch an event may already belong to a campaign (troops gather, strikes prepare)."""

BESIDE: tuple[Kind, ...] = ("deployment", "withdrawal", "property_destruction", "agreement")
"""Kinds that a campaign is not made of and that are part of it where its sides do them."""
OWN_GROUND: tuple[Kind, ...] = ("territory_gain", "offensive", "deployment")
"""What the side that all others fight does of its own accord is a war of its own, unless it is said to be done to one of them."""


def is_launch(one: Scope) -> bool:
    """Whether an event is the launch (or the threat) of an offensive over a wide area, at a time that is known."""
    if one.event.kind != "offensive" or one.keys or one.event.status == "denied":
        return False
    if one.event.aggregate:
        return False
    if one.start is None or one.end is None:
        return one.published is not None
    return (one.end - one.start).days <= LAUNCH_DAYS


def begins(one: Scope) -> date | None:
    """When an event began: its first day, or of one without a date the day of its report."""
    return one.start or one.published


def by_launch(group: Sequence[Scope]) -> list[list[Scope]]:
    """A group of events between the same sides, parted at launches; what follows none of them is a part of its own.

    A group that some report sums up as one long campaign stays whole.
    """
    whole = any(one.event.kind == "offensive" and (one.long or one.event.aggregate) for one in group)
    days = sorted(day for day in (begins(one) for one in group if is_launch(one)) if day)
    firsts = [day for index, day in enumerate(days) if not index or (day - days[index - 1]).days > LAUNCH_APART_DAYS]
    if whole or len(firsts) < 2:
        return [list(group)]
    parts: dict[date | None, list[Scope]] = defaultdict(list)
    for one in group:
        day = one.anchor or begins(one) or date.min
        before = [launch for launch in days if launch - timedelta(EARLY_DAYS) <= day]
        near = bool(before) and (day - before[-1]).days <= LAUNCH_DAYS
        parts[max(first for first in firsts if first <= before[-1]) if near else None].append(one)
    return [parts[first] for first in (*firsts, None) if first in parts]


def join_campaigns(groups: Sequence[list[Scope]], rest: Sequence[Scope]) -> None:
    """Other events of war join the campaign that they can be part of, by their sides and time.

    Where several fit, what is between both camps joins the shortest, what is within one the weightiest.
    """
    camps = [Camps(group) for group in groups]
    foes = foes_in([*rest, *(one for group in groups for one in group)])
    for one in rest:
        if one.event.status == "denied" or not (kind_facts()[one.event.kind].campaign or one.event.kind in BESIDE):
            continue
        fits = [index for index, camp in enumerate(camps) if camp.holds(one, foes)]
        between = [index for index in fits if camps[index].divides(parties(one.event))]
        if between:
            groups[min(between, key=lambda index: (camps[index].days, index))].append(one)
        elif fits:
            groups[min(fits, key=lambda index: (-camps[index].size, index))].append(one)


def foes_in(scopes: Sequence[Scope]) -> Foes:
    """Whom each side is told to fight, by name."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in scopes:
        if kind_facts()[one.event.kind].campaign:
            for actor in one.event.actors:
                found[actor].update(one.event.targets)
            for target in one.event.targets:
                found[target].update(one.event.actors)
    return {name: frozenset(others) for name, others in found.items()}


def leaves_with(one: Scope, group: Sequence[Scope]) -> bool:
    """Whether an event is a force's leaving of one place in the country that it pulls out of, in those days."""
    first = group[0].event
    if one.event.kind != "withdrawal" or not one.event.actors or one.event.country != first.country:
        return False
    days = [day for other in group for day in (other.start, other.end, other.published) if day]
    if one.anchor is None or not days or not min(days) - timedelta(EARLY_DAYS) <= one.anchor <= max(days):
        return False
    return actor_likeness(one.event.actors[0], first.actors[0]) == "same"


class Camps:
    """The two camps of a campaign, its time and its weight in claims; ``hub`` is the side named most, whom the ``others`` fight."""

    def __init__(self, group: Sequence[Scope]) -> None:
        weight: Counter[str] = Counter()
        for one in group:
            weight.update(dict.fromkeys(parties(one.event), one.size))
        self.hub = max(sorted(weight), key=lambda name: weight[name])
        against: Counter[str] = Counter()
        for one in group:
            if any(actor_likeness(name, self.hub) == "same" for name in parties(one.event)):
                against.update(name for name in parties(one.event) if actor_likeness(name, self.hub) != "same")
        self.others = tuple(sorted(against))
        days = [day for one in group for day in (one.start, one.end) if day]
        days += [day for one in group if is_launch(one) and (day := begins(one))]
        self.first, self.last = min(days, default=None), max(days, default=None)
        self.countries = {one.event.country for one in group if one.event.country}
        self.size = sum(one.size for one in group)

    @property
    def days(self) -> int:
        """How long it lasts."""
        return (self.last - self.first).days if self.first and self.last else 0

    def is_hub(self, name: str) -> bool:
        """Whether a name is the hub's."""
        return actor_likeness(name, self.hub) == "same"

    def divides(self, sides: Sequence[str]) -> bool:
        """Whether sides belong to both camps."""
        hubs = [self.is_hub(name) for name in sides]
        return any(hubs) and not all(hubs)

    def holds(self, one: Scope, foes: Foes) -> bool:
        """Whether an event is between the two camps, is done for one by another within them, or is known of the hub alone.

        Whoever fights the hub counts to the camp of the others, unless the record has the two fight each other.
        """
        sides = parties(one.event)
        if not sides or not self._in_time(one):
            return False
        if one.event.country and self.countries and one.event.country not in self.countries:
            return False
        rest = [name for name in sides if not self.is_hub(name)]
        if len(rest) == len(sides):
            return one.event.kind == "deployment" and one.event.status == "happened" and self._all_named(sides)
        if rest:
            return in_camp(rest, self.others) or not self.fights(rest, foes)
        alone = one.event.kind not in (*OWN_GROUND, "agreement")
        return alone or (one.event.kind != "agreement" and any(self.is_hub(name) for name in one.event.targets))

    def fights(self, sides: Sequence[str], foes: Foes) -> bool:
        """Whether one of the sides is told to fight one of the others."""
        return any(in_camp(tuple(sorted(foes.get(name, ()))), self.others) for name in sides)

    def _all_named(self, sides: Sequence[str]) -> bool:
        known = any(actor_likeness(name, other) == "same" for name in sides for other in self.others)
        return known and all(in_camp((name,), self.others) for name in sides)

    def _in_time(self, one: Scope) -> bool:
        day = one.anchor
        if day is None or self.first is None or self.last is None:
            return False
        return self.first - timedelta(days=EARLY_DAYS) <= day <= self.last + timedelta(days=LAUNCH_APART_DAYS)

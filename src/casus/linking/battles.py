"""Battles in the making: core events (offensive, gain, siege, clash) at one local place, chained by time and sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from casus.linking.scope import Scope, parties, shared_parties

PAUSE_DAYS = 60
"""A longer pause between two core events at a place parts two battles."""
AT_ONCE_DAYS = 2
"""Fights at one place that are no further apart are one battle, whoever is said to fight: reports name sides by different names."""
LOOK_BACK_DAYS = 900
"""How long after a battle an undated claim at its place may still look back on it."""


@dataclass(slots=True)
class Core:
    """What the core events of a battle say together (see :class:`Battle`), counted on as events come to it.

    ``first`` and ``last`` are days of events that tell theirs, ``told_first`` and ``told_last`` those that stand for an event (its anchor).
    """

    first: date | None = None
    last: date | None = None
    told_first: date | None = None
    told_last: date | None = None
    keys: set[str] = field(default_factory=set)
    sides: dict[str, None] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    countries: set[str | None] = field(default_factory=set)
    key: str = ""
    counted: int = 0
    parties: tuple[str, ...] = ()

    def take(self, one: Scope) -> None:
        """Count one more event."""
        self.first, self.last = _earlier(self.first, one.start), _later(self.last, one.end)
        self.told_first, self.told_last = _earlier(self.told_first, one.anchor), _later(self.told_last, one.anchor)
        self.keys |= one.keys
        self.sides |= dict.fromkeys(parties(one.event))
        self.documents |= one.documents
        self.countries.add(one.event.country)
        self.key = min(self.key, one.key) if self.counted else one.key
        self.counted += 1


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


@dataclass(slots=True)
class Battle:
    """An operation in the making: its core events, to which others may only be added, and what has joined them."""

    core: list[Scope]
    joined: list[Scope] = field(default_factory=list)
    _facts: Core = field(default_factory=Core)

    @property
    def all(self) -> list[Scope]:
        """Core events and those that joined."""
        return self.core + self.joined

    @property
    def facts(self) -> Core:
        """What its core events say together."""
        if self._facts.counted < len(self.core):
            for one in self.core[self._facts.counted :]:
                self._facts.take(one)
            self._facts.parties = tuple(self._facts.sides)
        return self._facts

    @property
    def start(self) -> date | None:
        """First day of its dated core events; where none is dated, the first day that it was told of."""
        return self.facts.first or self.facts.told_first

    @property
    def end(self) -> date | None:
        """Last day of its dated core events; where none is dated, the last day that it was told of."""
        return self.facts.last or self.facts.told_last

    @property
    def keys(self) -> Set[str]:
        """Its local places."""
        return self.facts.keys

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides of its core events."""
        return self.facts.parties

    @property
    def documents(self) -> Set[str]:
        """Keys of the documents that tell of its core events."""
        return self.facts.documents

    @property
    def countries(self) -> Set[str | None]:
        """Codes of the countries in which its core events happened, ``None`` for one whose country is not known."""
        return self.facts.countries

    @property
    def key(self) -> str:
        """The smallest claim id of its core events."""
        return self.facts.key


def find_battles(events: Sequence[Scope]) -> list[Battle]:
    """Dated core events chained by place, time and sides; undated ones join the chain they look back on, or chain up."""
    core = [one for one in events if one.core and one.local]
    dated = sorted((one for one in core if one.dated), key=lambda one: (one.start or date.min, one.key))
    battles = _chained(dated)
    loose = [one for one in core if not one.dated]
    at = by_place(battles)
    left: list[Scope] = []
    for one in loose:
        battle = looks_back_on(one, at)
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
    return at_once or sides_fit(one, battle)


def sides_fit(one: Scope, battle: Battle) -> bool:
    """Whether the sides allow that an event belongs to a battle at its place.

    Sides that are named on both ends and have nothing in common part two fights; one name alone parts core events never, and other
    events only where their report does not chiefly tell of that place.
    """
    mine, theirs = parties(one.event), battle.sides
    if not mine or not theirs or shared_parties(mine, theirs) > 0:
        return True
    one_sided = len(mine) < 2 or (one.core and len(theirs) < 2)
    return one_sided and (one.core or bool(one.chief & battle.keys))


def by_place(battles: Sequence[Battle]) -> dict[str, list[Battle]]:
    """The battles at each local place."""
    found: dict[str, list[Battle]] = defaultdict(list)
    for battle in sorted(battles, key=lambda battle: battle.key):
        for key in sorted(battle.keys):
            found[key].append(battle)
    return found


def looks_back_on(one: Scope, at: Mapping[str, list[Battle]]) -> Battle | None:
    """The battle that an undated event at the same place belongs to: one that its documents tell of, else the last before."""
    near = list({battle.key: battle for key in sorted(one.keys) for battle in at.get(key, ())}.values())
    told = [battle for battle in near if not battle.documents.isdisjoint(one.documents) and sides_fit(one, battle)]
    fits: list[tuple[int, str, Battle]] = []
    for battle in told or near:
        if battle.start is None or battle.end is None or one.published is None:
            continue
        apart = (one.published - battle.end).days
        if apart > PAUSE_DAYS and one.event.status == "planned":
            continue  # what is still to come is no part of a fight that is over
        if told or -PAUSE_DAYS <= apart <= LOOK_BACK_DAYS:
            fits.append((abs(apart), battle.key, battle))
    fits.sort(key=lambda item: item[:2])
    return next((battle for *_, battle in fits if told or sides_fit(one, battle)), None)

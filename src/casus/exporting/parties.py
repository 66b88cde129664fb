"""The sides of an event with what is known of each, for formats that want more than a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casus.exporting.event_fields import EventFields
from casus.exporting.values import ActorFacts, Who
from casus.record import distinct

STATE_KINDS = frozenset({"state_forces", "government", "police"})
UNARMED = frozenset({"civilians", "ngo", "agency", "media", "monitor"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in an event; ``foreign`` tells a state's forces in another country."""

    name: str
    facts: ActorFacts
    foreign: bool = False

    @property
    def state(self) -> bool:
        """Whether it is a state's."""
        return self.facts.kind in STATE_KINDS

    @property
    def unarmed(self) -> bool:
        """Whether it is no armed side."""
        return self.facts.kind in UNARMED


@dataclass(frozen=True, slots=True)
class Parties:
    """Who did it and whom it was done to, each in the order of the event; of those who fight each other, one on each side."""

    actors: tuple[Party, ...]
    targets: tuple[Party, ...]

    @property
    def armed_actors(self) -> tuple[Party, ...]:
        """Actors that are armed sides."""
        return tuple(party for party in self.actors if not party.unarmed)

    @property
    def armed_targets(self) -> tuple[Party, ...]:
        """Targets that are armed sides."""
        return tuple(party for party in self.targets if not party.unarmed)

    @property
    def civilians(self) -> tuple[Party, ...]:
        """Targets that are no armed sides."""
        return tuple(party for party in self.targets if party.unarmed)


def parties(fields: EventFields, who: Who) -> Parties:
    """The parties of an event. Ids come from its claims, whose names and ids stand in the same order."""
    event = fields.event
    ids = dict(_ids(fields))
    on = event.interval.end or event.interval.start

    def known(names: Iterable[str]) -> tuple[Party, ...]:
        return tuple(_party(name, ids.get(name, ""), event.country, on, who) for name in distinct(names))

    actors, targets = known(event.actors), known(event.targets)
    if not targets and event.kind in ("armed_clash", "agreement") and len(actors) > 1:
        actors, targets = actors[:1], actors[1:]
    return Parties(actors, targets)


def _ids(fields: EventFields) -> Iterator[tuple[str, str]]:
    for claim in reversed(fields.claims):
        yield from zip(claim.actors, claim.actor_ids, strict=False)
        yield from zip(claim.targets, claim.target_ids, strict=False)


def _party(name: str, actor_id: str, country: str | None, on: date | None, who: Who) -> Party:
    facts = who(actor_id, on) if actor_id else None
    if facts is None:
        civil = "civilians" in (actor_id, name) or actor_id.startswith("people:")
        facts = ActorFacts(actor_id, name, "civilians" if civil else "other")
    foreign = facts.kind in STATE_KINDS and bool(country and facts.country) and facts.country != country
    return Party(name, facts, foreign)

"""An index of linked claims in memory: what a record answers, in the plainest way."""

from __future__ import annotations

from collections.abc import Collection

from casus.filed import Filed, Grown, LinkChanges
from casus.linking.wars import together
from casus.record import Links


class MemoryIndex:
    """Holds what linking filed, and the links of each war."""

    def __init__(self) -> None:
        self.claims: dict[str, Filed] = {}
        self.keys: dict[str, set[str]] = {}
        self.pairs: set[tuple[str, str]] = set()
        self.events: dict[str, Grown] = {}
        self.wars: dict[str, Links] = {}
        self.asked: set[str] = set()

    def apply(self, changes: LinkChanges) -> None:
        for event in changes.superseded:
            del self.events[event]
        for claim in changes.gone:
            del self.claims[claim]
            self.keys.pop(claim, None)
        self.pairs = {pair for pair in self.pairs if changes.gone.isdisjoint(pair)} | changes.agreeing
        self.claims |= {one.claim.claim_id: one for one in changes.filed}
        self.keys |= {claim: set(keys) for claim, keys in changes.keys.items()}
        self.events |= {one.event_id: one for one in changes.grown}
        self.wars |= changes.wars
        self.wars = {war: links for war, links in self.wars.items() if links.events}

    def links(self) -> Links:
        return together(self.wars[war] for war in sorted(self.wars))

    def kept_under(self, keys: Collection[str]) -> set[str]:
        return {claim for claim, mine in self.keys.items() if not mine.isdisjoint(keys)}

    def filed(self, claims: Collection[str]) -> list[Filed]:
        self.asked.update(claims)
        return [self.claims[claim] for claim in claims if claim in self.claims]

    def agreeing(self, claims: Collection[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one, other in sorted(self.pairs):
            if one in claims:
                found.setdefault(one, []).append(other)
            if other in claims:
                found.setdefault(other, []).append(one)
        return found

    def grown(self, claims: Collection[str]) -> list[Grown]:
        return [event for event in self.events.values() if not set(claims).isdisjoint(event.claim_ids)]

    def of_wars(self, wars: Collection[str]) -> list[Grown]:
        return [event for event in self.events.values() if event.war in wars]

    def of_war_claims(self, war: str) -> list[Filed]:
        return [self.claims[claim] for event in self.of_wars((war,)) for claim in event.claim_ids]

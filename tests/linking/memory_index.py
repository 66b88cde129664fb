"""An index of linked claims in memory: what a record answers, in the plainest way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from casus.filed import Counted, Filed, Grown, Kept, LinkChanges, Role, Sketch, Told, WarChange, together
from casus.record import Control, Event, Interval, Links, Operation, Toll


class MadeWar:
    """What is made of a war, and kept of it."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.operations: dict[str, Operation] = {}
        self.tolls: dict[str, Toll] = {}
        self.controls: list[tuple[str, Control]] = []
        self.event_of: dict[str, str] = {}
        self.kept: dict[str, Kept] = {}
        self.counted: list[Counted] = []

    def apply(self, change: WarChange) -> None:
        for event in change.gone | {one.event_id for one in change.links.events}:
            self.events.pop(event, None)
            self.event_of = {claim: its for claim, its in self.event_of.items() if its != event}
        for event in change.gone:
            self.kept.pop(event, None)
        for operation in change.gone_operations:
            self.operations.pop(operation, None)
        for toll in change.gone_tolls:
            self.tolls.pop(toll, None)
        self.events |= {one.event_id: one for one in change.links.events}
        self.event_of |= change.links.event_of
        self.operations |= {one.operation_id: one for one in change.links.operations}
        self.tolls |= {one.toll_id: one for one in change.links.tolls}
        self.controls = [one for one in self.controls if one[0] not in change.spots]
        self.controls += zip(change.control_at, change.links.controls, strict=True)
        self.kept |= {one.told.event_id: one for one in change.kept}
        self.counted = [one for one in self.counted if one.document not in change.recounted]
        self.counted += change.counted

    def links(self) -> Links:
        return Links(
            events=tuple(self.events.values()),
            operations=tuple(self.operations.values()),
            tolls=tuple(self.tolls.values()),
            controls=tuple(one for _, one in self.controls),
            event_of=dict(self.event_of),
        )


class MemoryIndex:
    """Holds what linking filed, and the links of each war."""

    def __init__(self) -> None:
        self.claims: dict[str, Filed] = {}
        self.keys: dict[str, set[str]] = {}
        self.sketched: dict[str, Sketch] = {}
        self.pairs: set[tuple[str, str]] = set()
        self.events: dict[str, Grown] = {}
        self.wars: dict[str, MadeWar] = {}
        self.asked: set[str] = set()
        self.sketches_asked: set[str] = set()
        self.read_whole: list[str] = []

    def apply(self, changes: LinkChanges) -> None:
        for event in changes.superseded:
            del self.events[event]
        for claim in changes.gone:
            del self.claims[claim]
            self.keys.pop(claim, None)
            del self.sketched[claim]
        self.pairs = {pair for pair in self.pairs if changes.gone.isdisjoint(pair)} | changes.agreeing
        self.claims |= {one.claim.claim_id: one for one in changes.filed}
        self.keys |= {claim: set(keys) for claim, keys in changes.keys.items()}
        self.sketched |= changes.sketches
        self.events |= {one.event_id: one for one in changes.grown}
        for war, change in changes.wars.items():
            if change.whole:
                self.wars[war] = MadeWar()
            self.wars.setdefault(war, MadeWar()).apply(change)
        self.wars = {war: made for war, made in self.wars.items() if made.events}

    def links(self) -> Links:
        return together(self.wars[war].links() for war in sorted(self.wars))

    def state(self) -> dict[str, object]:
        """All that is kept of wars, comparable."""
        return {
            war: (
                {key: replace(one, stands=tuple(sorted(one.stands))) for key, one in made.kept.items()},
                sorted(made.counted, key=repr),
                sorted((spot, repr(one)) for spot, one in made.controls),
            )
            for war, made in self.wars.items()
        }

    def kept_under(self, keys: Collection[str]) -> dict[str, list[str]]:
        return {key: [claim for claim, mine in self.keys.items() if key in mine] for key in keys}

    def filed(self, claims: Collection[str]) -> list[Filed]:
        self.asked.update(claims)
        return [self.claims[claim] for claim in claims if claim in self.claims]

    def sketches(self, claims: Collection[str]) -> dict[str, Sketch]:
        self.sketches_asked.update(claims)
        return {claim: self.sketched[claim] for claim in claims if claim in self.sketched}

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
        self.read_whole.append(war)
        return [self.claims[claim] for event in self.of_wars((war,)) for claim in event.claim_ids]

    def keeps(self, war: str) -> bool:
        return war in self.wars

    def kept(self, events: Collection[str]) -> list[Kept]:
        return [made.kept[event] for made in self.wars.values() for event in events if event in made.kept]

    def told_of(self, war: str) -> dict[str, tuple[Told, str | None]]:
        return {key: (one.told, one.operation) for key, one in self.wars[war].kept.items()}

    def standing_at(self, war: str, role: Role, spots: Collection[str]) -> dict[str, Interval]:
        return {
            key: Interval(stand.first, stand.last)
            for key, one in self.wars[war].kept.items()
            for stand in one.stands
            if stand.role == role and stand.spot in spots
        }

    def shown_events(self, events: Collection[str]) -> list[Event]:
        return [made.events[one] for made in self.wars.values() for one in events if one in made.events]

    def shown_operations(self, operations: Collection[str]) -> list[Operation]:
        return [made.operations[one] for made in self.wars.values() for one in operations if one in made.operations]

    def of_documents(self, documents: Collection[str]) -> list[str]:
        return [key for key, one in self.claims.items() if one.claim.document in documents]

    def counting(self, documents: Collection[str]) -> list[str]:
        return [key for key, one in self.claims.items() if one.claim.document in documents and one.claim.counts]

    def counted_in(self, war: str, documents: Collection[str]) -> list[Counted]:
        return [one for one in self.wars[war].counted if one.document in documents]

    def counted_with(self, war: str, series: Collection[str]) -> list[Counted]:
        return [one for one in self.wars[war].counted if one.series in series]

"""The wars that a change touches, each made again in part where enough is kept of it, else as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from casus.decision import Decision
from casus.filed import Grown, WarChange
from casus.linking.events import Known
from casus.linking.overruling import bearer_of, names_set, overruled, renamed
from casus.linking.remaking import Remaking
from casus.linking.wars import link_war
from casus.record import CountWhat

if TYPE_CHECKING:
    from casus.linking.incremental import Relinking


class EventOf(Protocol):
    """Finds the events of claims."""

    def __call__(self, claims: Collection[str], /) -> Mapping[str, str]:
        """By claim, the event that holds it."""


class TouchedWars:
    """What is made of the wars of a run whose groups have been found; ``touched`` are the claims that came, went, changed, or are grouped otherwise."""

    def __init__(self, run: Relinking, touched: Collection[str]) -> None:
        self.run, self.touched = run, frozenset(touched)
        self.now = {view.key: (key, war) for key, (known, war) in run.new.items() for view in known.views}
        self.numbers = SetNumbers(run.standing, self.event_of)

    def changes(self) -> dict[str, WarChange]:
        """By war, what may be another than before."""
        again = self._remade()
        named = self._named()
        claims = self.touched | {claim for one in again for claim in one.claim_ids} | named
        wars = {war for claim in claims for war in self._wars_of(claim)}
        anew = {war for claim in named for war in self._wars_of(claim)}
        made = {}
        for war in sorted(wars):
            mine = [one for one in again if one.war == war]
            if self.run.index.keeps(war):
                made[war] = self._in_part(war, mine, anew=war in anew)
            else:
                made[war] = self._whole(war)
        return self._renamed(made)

    def event_of(self, claims: Collection[str]) -> dict[str, str]:
        """By claim, the event that holds it after the change."""
        self.run.fetch_old([one for one in claims if one not in self.now])
        found = {claim: self.now[claim][0] for claim in claims if claim in self.now}
        for claim in claims:
            old = self.run.old.get(claim)
            if claim not in found and old is not None and old.event_id not in self.run.superseded:
                found[claim] = old.event_id
        return found

    def _wars_of(self, claim: str) -> set[str]:
        """The wars in which a claim was and is."""
        found = {self.run.old[claim].war} if claim in self.run.old else set()
        return found | ({self.now[claim][1]} if claim in self.now else set())

    def _remade(self) -> list[Grown]:
        """The unchanged events that may get or lose a number that people set."""
        claims = self._bearing("number", self.run.laid.numbers)
        found = {self.run.old[claim].event_id: self.run.old[claim] for claim in claims if claim in self.run.old}
        return [one for key, one in sorted(found.items()) if key not in self.run.superseded]

    def _named(self) -> set[str]:
        """The claims of operations that may get or lose a name that people set."""
        return self._bearing("name", self.run.laid.names)

    def _bearing(self, kind: str, laid: Collection[str]) -> set[str]:
        """The claims ``laid`` and those of every standing decision of a kind that a touched claim or one of them takes part in; their events are fetched."""
        stirred = self.touched.union(laid)
        claims = set(laid)
        for one in self.run.standing:
            if one.kind == kind and not stirred.isdisjoint(one.claim_ids):
                claims.update(one.claim_ids)
        self.run.fetch_old(claims)
        return claims

    def _in_part(self, war: str, again: Sequence[Grown], *, anew: bool) -> WarChange:
        gone = {one.event_id: one.claim_ids for one in again}
        gone |= {
            one.event_id: one.claim_ids
            for one in self.run.old.values()
            if one.war == war and one.event_id in self.run.superseded
        }
        fresh = [known for known, its in self.run.new.values() if its == war]
        return Remaking(self.run, war, gone, [*fresh, *self.run.know(again)], self.numbers.of, anew=anew).change()

    def _whole(self, war: str) -> WarChange:
        """All that is made of a war, all of whose claims are read."""
        rest = [one for one in self.run.index.of_wars([war]) if one.event_id not in self.run.superseded]
        self.run.take_war(war)
        known = [known for known, its in self.run.new.values() if its == war]
        known += self.run.know(rest)
        found = link_war(sorted(known, key=lambda one: one.event.event_id))
        return with_numbers(found, known, self.numbers)

    def _renamed(self, made: Mapping[str, WarChange]) -> dict[str, WarChange]:
        """What has been made, with the names that people gave operations."""
        naming = [one for one in self.run.standing if one.kind == "name"]
        if not naming or not any(change.links.operations for change in made.values()):
            return dict(made)
        event_of = self.event_of({claim for one in naming for claim in one.claim_ids})
        operation = {one.event_id: one.operation_id for change in made.values() for one in change.links.events}
        unmade = sorted(set(event_of.values()) - operation.keys())
        operation |= {one.event_id: one.operation_id for one in self.run.index.shown_events(unmade)}
        held = {claim: of for claim, event in event_of.items() if (of := operation.get(event))}
        return with_names(made, names_set(naming, held))


class SetNumbers:
    """The numbers of events that people set, found by claim; ``event_of`` gives the events of claims."""

    def __init__(self, standing: Iterable[Decision], event_of: EventOf) -> None:
        self._event_of = event_of
        self._about: dict[str, list[Decision]] = defaultdict(list)
        self._order: dict[str, int] = {}
        for number, one in enumerate(standing):
            if one.kind == "number":
                self._order[one.decision_id] = number
                for claim in one.claim_ids:
                    self._about[claim].append(one)

    def of(self, known: Known) -> Mapping[CountWhat, Decision]:
        """The decisions that set numbers of an event, by what is counted."""
        about = {one.decision_id: one for view in known.views for one in self._about.get(view.key, ())}
        found: dict[CountWhat, Decision] = {}
        for key in sorted(about, key=self._order.__getitem__):
            one = about[key]
            if one.what is not None and bearer_of(one, self._event_of(one.claim_ids)) == known.event.event_id:
                found[one.what] = one
        return found


def with_numbers(change: WarChange, known: Iterable[Known], numbers: SetNumbers) -> WarChange:
    """A whole war with the numbers that people set."""
    told = {one.event.event_id: one for one in known}
    events = []
    for event in change.links.events:
        decided = numbers.of(told[event.event_id])
        claims = [view.claim for view in told[event.event_id].views]
        events.append(overruled(event, claims, decided) if decided else event)
    return replace(change, links=replace(change.links, events=tuple(events)))


def with_names(made: Mapping[str, WarChange], names: Mapping[str, str]) -> dict[str, WarChange]:
    """Wars with the names of operations that people gave, by operation id."""
    return {
        war: replace(change, links=replace(change.links, operations=renamed(change.links.operations, names)))
        for war, change in made.items()
    }

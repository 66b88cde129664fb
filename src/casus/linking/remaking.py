"""A war made again in part: what its changed events touch, and no more; the outcome is that of :func:`casus.linking.wars.link_war`.

Rivals are looked for at the places of the changed events, tolls are reckoned again by document and series, control by place. Operations are made
of the compact values that are kept of all events of the war, where one of these values has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Protocol

from casus.decision import Decision
from casus.filed import Counted, Grown, Index, Kept, Told, WarChange, toll_order
from casus.linking.control import spells
from casus.linking.events import Known, asserting
from casus.linking.operations import operations_of
from casus.linking.origins import Origin
from casus.linking.overruling import overruled
from casus.linking.rivals import days_at_stake, excludes, is_gain, spots_of, stands_against_gains, with_rival
from casus.linking.scope import scopes, told_of
from casus.linking.tolls import GROUND, Telling, counted, settled, tells_toll
from casus.linking.view import View
from casus.linking.wars import kept
from casus.record import Control, CountWhat, Event, Links, Operation, Toll

Numbers = Callable[[Known], Mapping[CountWhat, Decision]]
"""Gives the decisions that set numbers of an event, by what is counted."""


Voices = tuple[str, tuple[View, ...], Mapping[str, Origin]]
"""The id of an event, claims of it, and their origins by claim id."""


class Source(Protocol):
    """Where the events of a war that have not changed come from."""

    index: Index

    @property
    def gone(self) -> frozenset[str]:
        """The claims that are no longer, or no longer as they were."""

    def unchanged(self, war: str, claims: Collection[str]) -> list[Grown]:
        """The events of a war that hold one of the claims, without those that have changed."""

    def know(self, events: Sequence[Grown]) -> list[Known]:
        """Events, made of their claims; they do not know their rivals."""

    def voices(self, events: Sequence[Grown], claims: Collection[str]) -> list[Voices]:
        """Of events, those of their claims that are among these: all that a document says of an event, or nothing."""


class Remaking:
    """One war made again in part.

    ``gone`` are the events that are no longer, or no longer as they were, with the claims that they held; ``fresh`` the events that are new or changed; neither knows
    its rivals. ``numbers`` are those that people set; ``anew``: operations are to be told of although no event has changed.
    """

    def __init__(
        self,
        source: Source,
        war: str,
        gone: Mapping[str, Collection[str]],
        fresh: Iterable[Known],
        numbers: Numbers,
        *,
        anew: bool = False,
    ) -> None:
        self.source, self.index, self.war = source, source.index, war
        self.gone, self.held, self.numbers, self.anew = frozenset(gone), gone, numbers, anew
        self.plain = {one.event.event_id: one for one in fresh}
        self.fresh = frozenset(self.plain)
        self.shown: dict[str, Event] = {}
        self.members: dict[str, Grown] = {}
        self.filed = {one.told.event_id: one for one in self.index.kept(self.gone)}
        self.before = dict(self.filed)

    def change(self) -> WarChange:
        """What is made of the war that may be another than before."""
        self.marked = self._with_rivals()
        operations = self._operations
        self.marked = {key: self._placed(one) for key, one in self.marked.items()}
        self.kept_now = {key: kept(one) for key, one in self.marked.items()}
        moved = [replace(one, operation_id=self.operation_of(one.event_id)) for one in self._moved()]
        self._find(one.event_id for one in moved)
        tolls, gone_tolls, recounted, documents = self._tolls()
        controls, spots = self._control()
        still = [replace(one, operation=self.operation_of(one.told.event_id)) for one in self._moved_kept]
        events = [*(self._overruled(one) for one in self.marked.values()), *moved]
        event_of = {view.key: one.event.event_id for one in self.marked.values() for view in one.views}
        event_of |= {claim: one.event_id for one in moved for claim in self.members[one.event_id].claim_ids}
        return WarChange(
            Links(
                events=tuple(sorted(events, key=lambda one: one.event_id)),
                operations=tuple(operations or ()),
                tolls=tuple(sorted(tolls, key=toll_order)),
                controls=tuple(spell for _, spell in controls),
                event_of=event_of,
            ),
            whole=False,
            kept=(*self.kept_now.values(), *still),
            counted=tuple(recounted),
            control_at=tuple(spot for spot, _ in controls),
            gone=self.gone,
            gone_operations=self._gone_operations(operations),
            gone_tolls=frozenset(gone_tolls),
            spots=frozenset(spots),
            recounted=frozenset(documents),
        )

    # ------------------------------------------------------------------------------------------- events at hand

    def _know(self, events: Iterable[str]) -> list[Known]:
        """These events, made of their claims; they do not know their rivals."""
        wanted = list(events)
        missing = [one for one in wanted if one not in self.plain]
        self._find(missing)
        self.plain |= {one.event.event_id: one for one in self.source.know([self.members[one] for one in missing])}
        return [self.plain[one] for one in wanted]

    def _find(self, events: Iterable[str]) -> None:
        """Have the claims of these events, which have not changed, at hand."""
        missing = [one for one in events if one not in self.members]
        if missing:
            keys = [one.told.key for one in self._kept(missing)]
            self.members |= {one.event_id: one for one in self.source.unchanged(self.war, keys)}

    def _kept(self, events: Iterable[str]) -> list[Kept]:
        """What is kept of these events, from before the change."""
        wanted = list(events)
        missing = [one for one in wanted if one not in self.filed]
        if missing:
            self.filed |= {one.told.event_id: one for one in self.index.kept(missing)}
        return [self.filed[one] for one in wanted if one in self.filed]

    def _show(self, events: Iterable[str]) -> list[Event]:
        """These events as they had been made before."""
        wanted = list(events)
        missing = [one for one in wanted if one not in self.shown]
        if missing:
            self.shown |= {one.event_id: one for one in self.index.shown_events(missing)}
        return [self.shown[one] for one in wanted if one in self.shown]

    def _overruled(self, one: Known) -> Event:
        """An event with the numbers that people set."""
        decided = self.numbers(one)
        return overruled(one.event, [view.claim for view in one.views], decided) if decided else one.event

    # ------------------------------------------------------------------------------------------- rivals

    def _with_rivals(self) -> dict[str, Known]:
        """The changed events, and those whose rivals they are or were, each with its rivals."""
        before = {rival for one in self._show(sorted(self.gone)) for rival in one.rival_ids} - self.gone
        pairs: dict[str, set[str]] = defaultdict(set)
        for event in sorted(self.fresh):
            for other in self._against(self.plain[event]):
                pairs[event].add(other)
                pairs[other].add(event)
        others = sorted((before | pairs.keys()) - self.fresh)
        for shown in self._show(others):
            pairs[shown.event_id].update(rival for rival in shown.rival_ids if rival not in self.gone)
        known = {one.event.event_id: one for one in self._know(sorted({*self.fresh, *others}))}
        self._know(sorted({rival for rivals in pairs.values() for rival in rivals}))  # all at once
        return {
            event: with_rival(one, self._know(sorted(pairs[event]))) if pairs[event] else one
            for event, one in known.items()
        }

    def _against(self, one: Known) -> Iterator[str]:
        """The ids of the events that cannot both be true with one."""
        days, spots = days_at_stake(one), set(spots_of(one))
        if days is None:
            return
        there = self.index.standing_at(self.war, "rival", spots)
        near = {event for event, span in there.items() if span.overlaps(days)} - self.gone - self.fresh
        near |= {event for event in self.fresh if not spots.isdisjoint(spots_of(self.plain[event]))}
        for other in self._know(sorted(near - {one.event.event_id})):
            if any(
                is_gain(gain) and stands_against_gains(repulse) and excludes(gain, repulse)
                for gain, repulse in ((one, other), (other, one))
            ):
                yield other.event.event_id

    # ------------------------------------------------------------------------------------------- operations

    @cached_property
    def _told_now(self) -> bool:
        """Whether operations see something else than before."""
        now = {key: told_of(self.plain[key]) for key in self.fresh}
        return self.anew or now != {key: one.told for key, one in self.before.items()}

    @cached_property
    def _there(self) -> dict[str, tuple[Told, str | None]]:
        """What is told of all events of the war that have not changed, and their operations."""
        return {key: one for key, one in self.index.told_of(self.war).items() if key not in self.gone}

    @cached_property
    def _operations(self) -> list[Operation] | None:
        """All operations of the war, ``None`` where they are as they were."""
        if not self._told_now:
            return None
        told = [one for one, _ in self._there.values()]
        told += [told_of(self.plain[key]) for key in self.fresh]
        return operations_of(scopes(told))

    @cached_property
    def _operation_of(self) -> Mapping[str, str]:
        return {event: one.operation_id for one in self._operations or () for event in one.event_ids}

    def operation_of(self, event: str) -> str | None:
        """The id of the operation that an event belongs to after the change."""
        if self._operations is not None:
            return self._operation_of.get(event)
        (known,) = self._kept([event])
        return known.operation

    def _placed(self, one: Known) -> Known:
        return replace(one, event=replace(one.event, operation_id=self.operation_of(one.event.event_id)))

    @cached_property
    def _moved_kept(self) -> list[Kept]:
        """The unchanged events that belong to another operation than before."""
        if self._operations is None:
            return []
        moved = [
            key
            for key, (_, operation) in sorted(self._there.items())
            if operation != self._operation_of.get(key) and key not in self.marked
        ]
        return self._kept(moved)

    def _moved(self) -> list[Event]:
        return self._show(one.told.event_id for one in self._moved_kept)

    def _gone_operations(self, operations: Iterable[Operation] | None) -> frozenset[str]:
        if operations is None:
            return frozenset()
        were = {one for _, one in self._there.values() if one} | {
            one.operation for one in self.before.values() if one.operation
        }
        return frozenset(were - {one.operation_id for one in operations})

    # ------------------------------------------------------------------------------------------- tolls

    def _tolls(self) -> tuple[list[Toll], set[str], list[Counted], set[str]]:
        """Tolls that may be others, the ids of those that are no longer, all tolls of the documents counted again, and these documents."""
        changed = [self.plain[key] for key in sorted(self.fresh)]
        were = [*self.before.values(), *self._moved_kept]
        told_in = {voice.document for one in were for voice in one.told.voices}
        told_in |= {view.claim.document for one in (*changed, *self.marked.values()) for view in one.views}
        there = self.index.counted_in(self.war, told_in)
        stirred, left = self._stirred_claims(), self._left_documents()
        documents = {one.document for one in there if one.toll.claim_id in stirred or one.document in left}
        documents |= {view.claim.document for one in changed for view in one.asserting if tells_toll(view.claim)}
        before = [one for one in there if one.document in documents]
        now = counted(self._tellings(documents), documents)
        series = {one.series for one in (*before, *now)} | ({GROUND} if self._operations is not None else set())
        beside = [one for one in self.index.counted_with(self.war, series) if one.document not in documents]
        tolls = settled([*beside, *now], self._fought([*beside, *now]))
        gone = {one.toll.toll_id for one in before} - {one.toll.toll_id for one in now}
        return tolls, gone, now, documents

    def _stirred_claims(self) -> set[str]:
        """The claims of events of which something differs that tolls depend on: their claims, or their operation."""
        found = {view.key for one in self.marked.values() for view in one.views}
        return found.union(*(self.members[one.told.event_id].claim_ids for one in self._moved_kept))

    def _left_documents(self) -> set[str]:
        """The documents of events of which a claim has gone, went into another war, or is told otherwise now: what else they count may have been taken for its parts."""
        here = {view.key for key in self.fresh for view in self.plain[key].views} - self.source.gone
        left = {event for event, claims in self.held.items() if not here.issuperset(claims)}
        return {voice.document for key, one in self.before.items() if key in left for voice in one.told.voices}

    def _fought(self, tolls: Iterable[Counted]) -> list[Operation]:
        """The operations of totals of ground."""
        if self._operations is not None:
            return self._operations
        wanted = {one.toll.operation_id for one in tolls if one.series == GROUND and one.toll.operation_id}
        return self.index.shown_operations(sorted(wanted)) if wanted else []

    def _tellings(self, documents: Collection[str]) -> Iterator[Telling]:
        """What the events that some documents tell of tell of tolls."""
        claims = frozenset(self.index.of_documents(documents)) if documents else frozenset[str]()
        counting = self.index.counting(documents) if documents else ()
        unchanged = [one for one in self.source.unchanged(self.war, counting) if one.event_id not in self.fresh]
        there = self.source.voices(unchanged, claims)
        there += [(key, self.plain[key].views, self.plain[key].origins) for key in sorted(self.fresh)]
        telling = [(key, asserting(views), origins) for key, views, origins in there]
        telling = [one for one in telling if any(tells_toll(view.claim) for view in one[1])]
        if self._operations is None:
            self._kept(sorted(key for key, _, _ in telling))
        for key, views, origins in telling:
            yield Telling(self.operation_of(key), views, origins)

    # ------------------------------------------------------------------------------------------- control

    def _control(self) -> tuple[list[tuple[str, Control]], set[str]]:
        """All spells of the places of which a changed event changes who holds them, or did; and the keys of these places."""
        events = [*self.before.values(), *self.kept_now.values()]
        spots = {stand.spot for one in events for stand in one.stands if stand.role == "control"}
        found: list[tuple[str, Control]] = []
        for spot in sorted(spots):
            there = self.index.standing_at(self.war, "control", [spot]).keys() - self.gone - self.marked.keys()
            there |= {
                key
                for key, one in self.kept_now.items()
                if any(stand.spot == spot and stand.role == "control" for stand in one.stands)
            }
            known = self._as_shown(sorted(there))
            rivals = self._as_shown(sorted({rival for one in known for rival in one.event.rival_ids}))
            claims_of = {one.event.event_id: one.event.claim_ids for one in rivals}
            if known:
                found += [(spot, spell) for spell in spells(known, claims_of)]
        return found, spots

    def _as_shown(self, keys: Sequence[str]) -> list[Known]:
        """These events, which know their rivals."""
        others = [key for key in keys if key not in self.marked]
        pairs = zip(self._know(others), self._show(others), strict=True)
        shown = {event.event_id: replace(one, event=event) for one, event in pairs}
        return [self.marked.get(key) or shown[key] for key in keys]

"""A record cut down to some of its events, with nothing left that points to what is gone.

What stays is decided in a first walk through the record, and kept as sets of ids (:class:`Kept`: eight bytes an id, whatever else grows with the record is
read and cut portion by portion).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from casus.exporting.ids import Ids
from casus.exporting.values import RecordValues, Source, Who
from casus.record import Control, Event, Links, Operation, Problem, Toll

Change = Callable[[RecordValues], RecordValues]
_AT_ONCE = 1_000
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Changed:
    """A record each portion of which is changed on its way; of events, documents and so on alike."""

    source: Source
    change: Change

    @property
    def who(self) -> Who:
        """Tells of actors."""
        return self.source.who

    def by_events(self) -> Iterator[RecordValues]:
        """The events of each portion, changed."""
        return map(self.change, self.source.by_events())

    def by_reports(self, *, claims: bool = False, relations: bool = False) -> Iterator[RecordValues]:
        """The reports of each portion, changed."""
        return map(self.change, self.source.by_reports(claims=claims, relations=relations))

    def operations(self) -> Iterator[Operation]:
        """Operations, changed."""
        for some in _some(self.source.operations()):
            yield from self.change(RecordValues((), (), Links(operations=some))).links.operations

    def tolls(self) -> Iterator[Toll]:
        """Tolls, changed."""
        for some in _some(self.source.tolls()):
            yield from self.change(RecordValues((), (), Links(tolls=some))).links.tolls

    def controls(self) -> Iterator[Control]:
        """Control, changed."""
        for some in _some(self.source.controls()):
            yield from self.change(RecordValues((), (), Links(controls=some))).links.controls

    def set_aside(self) -> Iterator[Problem]:
        """Problems, changed."""
        for some in _some(self.source.set_aside()):
            yield from self.change(RecordValues((), (), problems=some)).problems


def _some(values: Iterator[_Value]) -> Iterator[tuple[_Value, ...]]:
    while some := tuple(islice(values, _AT_ONCE)):
        yield some


@dataclass(frozen=True, slots=True)
class Kept:
    """The ids of what stays: events, claims, documents (keys), operations, tolls."""

    events: Container[str]
    claims: Container[str]
    documents: Container[str]
    operations: Container[str]
    tolls: Container[str]


def kept_of(source: Source, events: Container[str], claims: Container[str], documents: Container[str]) -> Kept:
    """What stays with these events, claims and documents: operations of which an event stays, tolls that a claim tells of."""
    return Kept(
        events,
        claims,
        documents,
        Ids(one.operation_id for one in source.operations() if any(event in events for event in one.event_ids)),
        Ids(toll.toll_id for toll in source.tolls() if toll.claim_id in claims),
    )


def narrowed(source: Source, wants: Callable[[Event], bool]) -> Source:
    """The events that are wanted: their claims, documents, tolls, control and operations; problems of inputs are of none.

    A claim that stands against a kept event stays with it, also where it asserts one that is gone.
    """
    events, claims, documents = Ids(), Ids(), Ids()
    for portion in source.by_events():
        wanted = [event for event in portion.links.events if wants(event)]
        behind = {claim_id for event in wanted for claim_id in (*event.claim_ids, *event.denial_ids)}
        events.update(event.event_id for event in wanted)
        claims.update(behind)
        documents.update({claim.document for claim in portion.claims if claim.claim_id in behind})
    return cut(source, kept_of(source, events, claims, documents))


def cut(source: Source, kept: Kept) -> Source:
    """The record with nothing but what stays."""
    return Changed(source, lambda portion: _cut(portion, kept))


def _cut(values: RecordValues, kept: Kept) -> RecordValues:
    links = values.links
    documents = {
        key: replace(document, copy_of=document.copy_of if document.copy_of in kept.documents else None)
        for key, document in values.by_key().items()
        if key in kept.documents
    }
    return replace(
        values,
        documents=tuple(documents.values()),
        keyed=documents,
        claims=tuple(claim for claim in values.claims if claim.claim_id in kept.claims),
        links=Links(
            events=tuple(_event(one, kept) for one in links.events if one.event_id in kept.events),
            operations=tuple(
                replace(one, event_ids=tuple(event for event in one.event_ids if event in kept.events))
                for one in links.operations
                if one.operation_id in kept.operations
            ),
            tolls=tuple(_toll(toll, kept) for toll in links.tolls if toll.claim_id in kept.claims),
            controls=tuple(
                _control(control, kept.claims)
                for control in links.controls
                if any(claim in kept.claims for claim in control.claim_ids)
            ),
            event_of={one: e for one, e in links.event_of.items() if one in kept.claims and e in kept.events},
        ),
        problems=(),
        relations=tuple(relation for relation in values.relations if relation.document in kept.documents),
    )


def _event(event: Event, kept: Kept) -> Event:
    return replace(
        event,
        claim_ids=tuple(one for one in event.claim_ids if one in kept.claims),
        denial_ids=tuple(one for one in event.denial_ids if one in kept.claims),
        rival_ids=tuple(one for one in event.rival_ids if one in kept.events),
        operation_id=event.operation_id if event.operation_id in kept.operations else None,
    )


def _toll(toll: Toll, kept: Kept) -> Toll:
    return replace(
        toll,
        superseded_by=toll.superseded_by if toll.superseded_by in kept.tolls else None,
        operation_id=toll.operation_id if toll.operation_id in kept.operations else None,
    )


def _control(control: Control, claims: Container[str]) -> Control:
    return replace(
        control,
        claim_ids=tuple(one for one in control.claim_ids if one in claims),
        contested_by=tuple(one for one in control.contested_by if one in claims),
    )

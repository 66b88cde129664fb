"""A record cut down to some of its events, with nothing left that points to what is gone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from casus.exporting.values import RecordValues
from casus.record import Claim, Control, Event, Links, Toll


def narrowed(values: RecordValues, events: Collection[str]) -> RecordValues:
    """The values of these events: their claims, documents, tolls, control and operations; problems of inputs are of none.

    A claim that stands against a kept event stays with it, also where it asserts one that is gone.
    """
    kept = [event for event in values.links.events if event.event_id in events]
    claim_ids = {claim_id for event in kept for claim_id in (*event.claim_ids, *event.denial_ids)}
    return _cut(values, kept, lambda claim: claim.claim_id in claim_ids)


def without(values: RecordValues, events: Collection[str], claims: Collection[str]) -> RecordValues:
    """The values without these events and claims, nor anything else that rests on the claims."""
    kept = [event for event in values.links.events if event.event_id not in events]
    return _cut(values, kept, lambda claim: claim.claim_id not in claims)


def _cut(values: RecordValues, events: list[Event], keep: Callable[[Claim], bool]) -> RecordValues:
    claims = tuple(claim for claim in values.claims if keep(claim))
    claim_ids = {claim.claim_id for claim in claims}
    keys = {claim.document for claim in claims}
    links, event_ids = values.links, {event.event_id for event in events}
    operations = tuple(
        replace(operation, event_ids=ids)
        for operation in links.operations
        if (ids := tuple(one for one in operation.event_ids if one in event_ids))
    )
    operation_ids = {operation.operation_id for operation in operations}
    tolls = [toll for toll in links.tolls if toll.claim_id in claim_ids]
    toll_ids = {toll.toll_id for toll in tolls}
    return replace(
        values,
        documents=tuple(
            replace(document, copy_of=document.copy_of if document.copy_of in keys else None)
            for document in values.documents
            if document.key in keys
        ),
        claims=claims,
        links=Links(
            events=tuple(_event(event, claim_ids, event_ids, operation_ids) for event in events),
            operations=operations,
            tolls=tuple(_toll(toll, toll_ids, operation_ids) for toll in tolls),
            controls=tuple(
                _control(control, claim_ids) for control in links.controls if claim_ids & {*control.claim_ids}
            ),
            event_of={one: event for one, event in links.event_of.items() if one in claim_ids and event in event_ids},
        ),
        problems=(),
        relations=tuple(relation for relation in values.relations if relation.document in keys),
    )


def _event(event: Event, claims: Collection[str], events: Collection[str], operations: Collection[str]) -> Event:
    return replace(
        event,
        claim_ids=tuple(one for one in event.claim_ids if one in claims),
        denial_ids=tuple(one for one in event.denial_ids if one in claims),
        rival_ids=tuple(one for one in event.rival_ids if one in events),
        operation_id=event.operation_id if event.operation_id in operations else None,
    )


def _toll(toll: Toll, tolls: Collection[str], operations: Collection[str]) -> Toll:
    return replace(
        toll,
        superseded_by=toll.superseded_by if toll.superseded_by in tolls else None,
        operation_id=toll.operation_id if toll.operation_id in operations else None,
    )


def _control(control: Control, claims: Collection[str]) -> Control:
    return replace(
        control,
        claim_ids=tuple(one for one in control.claim_ids if one in claims),
        contested_by=tuple(one for one in control.contested_by if one in claims),
    )

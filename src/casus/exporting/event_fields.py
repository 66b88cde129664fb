"""An event with everything a table of events wants to show beside it: numbers by what they count, sources, documents, quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casus.divisions import bare_division
from casus.exporting.values import RecordValues, Source
from casus.record import Claim, CountWhat, Document, Event, Number, Operation, PlacePrecision, distinct
from casus.rows import Codes

AREAS: frozenset[PlacePrecision] = frozenset({"district", "province", "country", "region"})
"""Precisions whose point stands for an area: something happened in it, not at it."""


@dataclass(frozen=True, slots=True)
class EventFields:
    """An event and what leads back from it; ``reports`` are its documents by key, and maybe others."""

    event: Event
    operation: Operation | None
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    codes: Codes | None
    numbers: Mapping[CountWhat, Number]
    reports: Mapping[str, Document]

    @property
    def province(self) -> str:
        """The first-level division that the event's place lies in; "" where none is known."""
        return bare_division(self.event.province or "")

    @property
    def at_area(self) -> bool:
        """Whether the event's point stands for an area."""
        return self.event.precision in AREAS

    def sources(self) -> tuple[str, ...]:
        """Who is cited for the claims; for a reporter's own word, the publisher or the document's id."""
        return distinct(claim.source or _reporter(self.reports[claim.document]) for claim in self.claims)


def _reporter(document: Document) -> str:
    return document.publisher or document.id


def event_fields(source: Source) -> Iterator[EventFields]:
    """All events, in the record's order. Raises ``KeyError`` when an event names a claim that is not there."""
    for portion in source.by_events():
        yield from _fields(portion)


def _fields(values: RecordValues) -> Iterator[EventFields]:
    claims = {claim.claim_id: claim for claim in values.claims}
    documents = values.by_key()
    operations = {operation.operation_id: operation for operation in values.links.operations}
    for event in values.links.events:
        behind = tuple(claims[claim_id] for claim_id in distinct((*event.claim_ids, *event.denial_ids)))
        yield EventFields(
            event=event,
            operation=operations[event.operation_id] if event.operation_id else None,
            claims=behind,
            documents=tuple(documents[key] for key in distinct(claim.document for claim in behind)),
            codes=_codes(event, behind, values.codes),
            numbers={number.what: number for number in event.numbers},
            reports=documents,
        )


def _codes(event: Event, claims: Iterable[Claim], codes: Mapping[str, Codes]) -> Codes | None:
    """What other schemes call the event: as its first claim of the same kind."""
    alike = (codes.get(claim.claim_id) for claim in claims if claim.kind == event.kind)
    return next(alike, None)

"""An event with all that it rests on, read once for whoever tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from casus.decision import Decision
from casus.linking.explain import explain_event
from casus.record import Claim, Document, Event, Links, Operation
from casus.serving.answers import Body
from casus.serving.shelf import View
from casus.serving.values import claim_rows, lines_of
from casus.store.errors import NotInRecordError
from casus.store.queries.surroundings import around_event, documents_behind, read_decisions
from casus.store.reading import read_claims, read_events


@dataclass(frozen=True, slots=True)
class EventInFull:
    """An event, its rivals, its claims and denials with their documents by key, the links around it, and what people decided."""

    event: Event
    rivals: tuple[Event, ...]
    claims: tuple[Claim, ...]
    documents: dict[str, Document]
    links: Links
    decisions: tuple[Decision, ...]

    @property
    def operation(self) -> Operation | None:
        """The operation that it is part of."""
        return self.links.operations[0] if self.links.operations else None

    def claim_rows(self, view: View) -> list[Body]:
        """Its claims as rows."""
        return claim_rows(view, self.claims, {key: one.text for key, one in self.documents.items()})

    def explanation(self) -> list[str]:
        """Why the record says of it what it says."""
        claims = {claim.claim_id: claim for claim in self.claims}
        return lines_of(explain_event(self.event, claims, self.documents, self.links, self.decisions))


def read_event_in_full(view: View, event_id: str) -> EventInFull:
    """An event with all that it rests on. Raises :class:`NotInRecordError`."""
    found = read_events(view.connection, [event_id])
    if not found:
        raise NotInRecordError(f"no event has the id {event_id!r}")
    decisions = read_decisions(view.connection)
    links = around_event(view.connection, found[0], decisions)
    event, *rivals = links.events
    claims = read_claims(view.connection, list(dict.fromkeys((*event.claim_ids, *event.denial_ids))))
    documents = documents_behind(view.connection, {claim.document for claim in claims})
    return EventInFull(event, tuple(rivals), tuple(claims), documents, links, tuple(decisions))

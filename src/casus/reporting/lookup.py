"""The record with the look-ups that a report needs, and the checks that no reference in it leads nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from casus.record import Claim, Document, Event, Links, Problem


class BrokenRecordError(ValueError):
    """The record refers to a claim, document or event that it does not hold, or quotes what a document does not say."""


@dataclass(frozen=True)
class Record:
    """What a report is made of, with the look-ups that its parts need."""

    documents: Sequence[Document]
    claims: Sequence[Claim]
    links: Links
    problems: Sequence[Problem]

    @cached_property
    def document_of(self) -> Mapping[str, Document]:
        """Documents by key and, where it is theirs alone, by the id that their giver uses."""
        by_id = Counter(document.id for document in self.documents)
        found = {document.id: document for document in self.documents if by_id[document.id] == 1}
        return found | {document.key: document for document in self.documents}

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {claim.claim_id: claim for claim in self.claims}

    @cached_property
    def event(self) -> Mapping[str, Event]:
        """Events by id."""
        return {event.event_id: event for event in self.links.events}

    @cached_property
    def claims_in(self) -> Mapping[str, tuple[Claim, ...]]:
        """Document key to its claims, in the order of the text."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[self.source_document(claim).key].append(claim)
        return {key: tuple(sorted(group, key=lambda c: (c.begin, c.end, c.claim_id))) for key, group in found.items()}

    def source_document(self, claim: Claim) -> Document:
        """The document of a claim; raises :class:`BrokenRecordError`."""
        document = self.document_of.get(claim.document)
        if document is None:
            raise BrokenRecordError(
                f"claim {claim.claim_id} is of document {claim.document!r}, which the record does not hold"
            )
        return document

    def check(self, claim_ids: Iterable[str], owner: str) -> list[str]:
        """The claim ids as they are; raises :class:`BrokenRecordError` for one that the record does not hold."""
        ids = list(claim_ids)
        for claim_id in ids:
            if claim_id not in self.claim:
                raise BrokenRecordError(f"{owner} rests on claim {claim_id!r}, which the record does not hold")
        return ids

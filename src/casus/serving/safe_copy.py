"""``casus serve --safe``: a copy of the record with nothing in it but what may be passed on.

The copy is made of the values that ``casus export --safe`` lets through (:mod:`casus.exporting.protecting`), in a folder that only this user can
read. Everything is answered from the copy, so that no filter, order, count or search can tell what is held back. Texts are in the copy, for
evidence is checked against them; they are not given out, and neither are pages found by the words of a text.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from casus.exporting.protecting import Protection, protected
from casus.exporting.values import RecordValues, Source
from casus.record import Claim, Coded, Document, Links, Relation
from casus.store.record import Record


def write_safe_copy(record: Record, path: Path, protection: Protection) -> None:
    """Write what may be passed on of a record into a new one at ``path``."""
    values = RecordValues(record.documents(), record.counted_claims(), record.links(), relations=record.relations())
    kept, _left_out = protected(values, protection)
    documents: list[Document] = []
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    relations: defaultdict[str, list[Relation]] = defaultdict(list)
    for portion in kept.by_reports(claims=True, relations=True):
        documents += portion.documents
        for claim in portion.claims:
            claims[claim.document].append(claim)
        for relation in portion.relations:
            relations[relation.document].append(relation)
    with Record.open(path) as copy:
        for document in sorted(documents, key=lambda one: (one.copy_of is not None, one.key)):
            copy.add_document(
                Coded(document, tuple(claims[document.key]), relations=tuple(relations[document.key])), coder="safe"
            )
        copy.replace_links(_links(kept), linker=record.linked_by() or "")


def _links(source: Source) -> Links:
    """All links of a source at once."""
    events = tuple(event for portion in source.by_events() for event in portion.links.events)
    return Links(
        events=events,
        operations=tuple(source.operations()),
        tolls=tuple(source.tolls()),
        controls=tuple(source.controls()),
        event_of={claim: event.event_id for event in events for claim in event.claim_ids},
    )

"""Values of a view as rows, with what the API tells beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from casus import rows
from casus.codes import codes_of
from casus.record import Claim, Document, Relation
from casus.rows import Row
from casus.serving.shelf import View
from casus.store.queries.lists import ids_of_documents
from casus.store.queries.surroundings import events_of_claims
from casus.store.revisions import as_corrected


def claim_rows(view: View, claims: Sequence[Claim], texts: dict[str, str] | None = None) -> list[Row]:
    """Claims as people corrected them, each with its document's key and its event; with what other schemes call it where the documents' texts are given."""
    read = as_corrected(view.connection, claims)
    told = _rows(view, read.claims, texts)
    for row in told:
        judged = read.judged.get(row["claim_id"])
        row |= {
            "reviewed": judged is not None,
            "rejected": judged is not None and not judged.stands,
            "corrected": list(judged.corrected) if judged else [],
        }
    return told


def as_coded_rows(view: View, claims: Sequence[Claim]) -> list[Row]:
    """Claims as they were coded, whatever people decided since."""
    return [row | {"reviewed": False, "rejected": False, "corrected": []} for row in _rows(view, claims, None)]


def _rows(view: View, claims: Sequence[Claim], texts: dict[str, str] | None) -> list[Row]:
    names = ids_of_documents(view.connection, [claim.document for claim in claims])
    events = events_of_claims(view.connection, [claim.claim_id for claim in claims])
    codes = codes_of(claims, texts=texts) if texts is not None else {}
    return [
        rows.claim_to_row(claim, doc=names[claim.document], codes=codes.get(claim.claim_id))
        | {"document": claim.document, "event_id": events.get(claim.claim_id)}
        for claim in claims
    ]


def relation_rows(view: View, relations: Sequence[Relation]) -> list[Row]:
    """Relations with their documents' ids."""
    names = ids_of_documents(view.connection, [one.document for one in relations])
    return [rows.relation_to_row(one, doc=names[one.document]) for one in relations]


def document_row(document: Document, *, with_text: bool, safe: bool) -> Row:
    """A document; without its text in lists, and without text and what stands in it where texts are withheld."""
    row = rows.document_to_row(document)
    if not with_text:
        row["text"] = None
    if safe:
        row = rows.withheld(row)
    return row


def brief(document: Any) -> Row:
    """A document in short."""
    return {name: getattr(document, name) for name in ("key", "id", "title", "publisher", "url")}


def lines_of(told: str | Iterable[str]) -> list[str]:
    """An explanation line by line, without empty ones."""
    return [line.rstrip() for line in (told.splitlines() if isinstance(told, str) else told) if line.strip()]

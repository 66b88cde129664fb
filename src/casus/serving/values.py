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


def claim_rows(view: View, claims: Sequence[Claim], texts: dict[str, str] | None = None) -> list[Row]:
    """Claims, each with its document's key and its event; with what other schemes call it where the documents' texts are given."""
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

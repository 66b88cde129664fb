"""What a search found, as rows."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from casus.record import Claim, Event
from casus.serving.answers import Body, read_cursor
from casus.serving.shelf import View
from casus.store import schema
from casus.store.errors import QueryError
from casus.store.queries.search import LARGEST, Hit
from casus.store.reading import read_claims, read_events
from casus.store.revisions import as_corrected


def read_offset(cursor: str | None) -> int:
    """How many results a page of a search leaves out. Raises :class:`QueryError` for a cursor that is none."""
    told = read_cursor(cursor)
    if told is None:
        return 0
    if not (told[0].isascii() and told[0].isdecimal() and len(told[0]) <= 4 and int(told[0]) <= LARGEST):
        raise QueryError("this cursor has been changed; leave it out to begin with the first page")
    return int(told[0])


def hit_rows(view: View, hits: Sequence[Hit]) -> list[Body]:
    """Results with what they are of: an event's grade, a document's publisher."""
    events = read_events(view.connection, [one.identifier for one in hits if one.what == "events"])
    found = read_claims(view.connection, [one.identifier for one in hits if one.what == "claims"])
    claims = as_corrected(view.connection, found).claims
    told: dict[str, Event | Claim] = {one.event_id: one for one in events}
    told |= {one.claim_id: one for one in claims}
    c = schema.documents.c
    query = sa.select(c.key, c.publisher).where(c.key.in_(sorted({one.document for one in hits})))
    publishers = {row.key: row.publisher for row in view.connection.execute(query)}
    return [_row(one, told.get(one.identifier), publishers.get(one.document)) for one in hits]


def _row(hit: Hit, told: Event | Claim | None, publisher: str | None) -> Body:
    return {
        "what": hit.what,
        "id": hit.identifier,
        "title": hit.title,
        "day": hit.day.isoformat() if hit.day else None,
        "document": hit.document,
        "claim": hit.claim,
        "kind": told.kind if told else None,
        "grade": told.grade if isinstance(told, Event) else None,
        "place": told.place if told else None,
        "publisher": publisher,
        "snippet": {
            "text": hit.snippet.text,
            "begin": hit.snippet.begin,
            "marks": [list(mark) for mark in hit.snippet.marks],
        },
        "likeness": hit.likeness,
    }

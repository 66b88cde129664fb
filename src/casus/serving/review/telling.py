"""What the pages of reviewing are told: rows of the queue, and all that one claim, event, document or operation needs."""

from __future__ import annotations

from datetime import datetime

from casus import rows
from casus.amending import undone_by
from casus.record import Document, Event
from casus.serving.answers import Body as Told
from casus.serving.review.blinding import state_for
from casus.serving.review.values import assignment_row, decision_row, history_rows, near_events, priority_of
from casus.serving.shelf import View
from casus.serving.values import as_coded_rows, brief, claim_rows
from casus.store.blind import blind_codings
from casus.store.errors import NotInRecordError
from casus.store.queries.review import assignments_of, undoing
from casus.store.queries.surroundings import (
    claims_of_document,
    claims_of_events,
    documents_behind,
    read_operations,
)
from casus.store.reading import read_claims, read_events
from casus.store.revisions import (
    names_given,
    version_of_claims,
    version_of_group,
    version_of_operation,
    versions_of,
)


def queue_items(view: View, priorities: dict[str, int], now: datetime) -> list[Told]:
    """Claims of the queue, with their priorities, in that order."""
    claims = read_claims(view.connection, list(priorities))
    told = {row["claim_id"]: row for row in claim_rows(view, claims)}
    versions = versions_of(view.connection, claims)
    documents = documents_behind(view.connection, {claim.document for claim in claims})
    events = {
        one.event_id: one
        for one in read_events(view.connection, sorted({row["event_id"] for row in told.values() if row["event_id"]}))
    }
    desks = assignments_of(view.connection, priorities, now)
    return [
        {
            "claim": told[claim.claim_id],
            "version": versions[claim.claim_id],
            "priority": priorities[claim.claim_id],
            "document": brief(documents[claim.document]),
            "event": _event_row(events, told[claim.claim_id]["event_id"]),
            "desk": assignment_row(desks.get(claim.claim_id)),
        }
        for claim in claims
    ]


def _event_row(events: dict[str, Event], event_id: str | None) -> Told | None:
    event = events.get(event_id or "")
    return rows.event_to_row(event) if event is not None else None


def tell_claim(view: View, claim_id: str, now: datetime, coder: str | None) -> Told:
    """A claim with all that is needed to judge it. Raises :class:`NotInRecordError`."""
    found = read_claims(view.connection, [claim_id])
    if not found:
        raise NotInRecordError(f"no claim has the id {claim_id!r}")
    (claim,) = found
    document = documents_behind(view.connection, [claim.document])[claim.document]
    around = read_claims(view.connection, claims_of_document(view.connection, claim.document))
    told = {row["claim_id"]: row for row in claim_rows(view, around, {document.key: document.text})}
    event_id = told[claim_id]["event_id"]
    members = sorted(claims_of_events(view.connection, [event_id])) if event_id else []
    versions = versions_of(view.connection, read_claims(view.connection, [claim_id, *members]))
    events = read_events(view.connection, [event_id] if event_id else [])
    return {
        "claim": told[claim_id],
        "coded": as_coded_rows(view, found)[0],
        "version": versions[claim_id],
        "priority": priority_of(view.connection, claim_id),
        "document": _text(document),
        "others": [told[one.claim_id] for one in around if one.claim_id != claim_id],
        "mentions": _suggested(view, document.key),
        "event": rows.event_to_row(events[0]) if events else None,
        "event_version": version_of_group(versions, members) if members else None,
        "history": history_rows(view.connection, [claim_id]),
        "desk": assignment_row(assignments_of(view.connection, [claim_id], now).get(claim_id)),
        "blind": state_for(blind_codings(view.connection, [claim_id]).get(claim_id, []), coder),
    }


def tell_event(view: View, event_id: str) -> Told:
    """An event with its claims, and events near it. Raises :class:`NotInRecordError`."""
    found = read_events(view.connection, [event_id])
    if not found:
        raise NotInRecordError(f"no event has the id {event_id!r}; it may be part of another by now")
    claims = read_claims(view.connection, sorted(claims_of_events(view.connection, [event_id])))
    versions = versions_of(view.connection, claims)
    documents = documents_behind(view.connection, {claim.document for claim in claims})
    told = claim_rows(view, claims)
    return {
        "event": rows.event_to_row(found[0]),
        "version": version_of_group(versions, [claim.claim_id for claim in claims]),
        "claims": [
            {"claim": row, "version": versions[row["claim_id"]], "document": brief(documents[row["document"]])}
            for row in told
        ],
        "near": [rows.event_to_row(one) for one in near_events(view.connection, found[0])],
        "history": history_rows(view.connection, [claim.claim_id for claim in claims]),
    }


def tell_document(view: View, key: str) -> Told:
    """A document with its claims. Raises :class:`NotInRecordError`."""
    document = documents_behind(view.connection, [key]).get(key)
    if document is None:
        raise NotInRecordError(f"no document has the key {key!r}")
    claims = claims_of_document(view.connection, key)
    return {
        "document": _text(document),
        "version": version_of_claims(claims),
        "claims": claim_rows(view, read_claims(view.connection, claims), {key: document.text}),
        "mentions": _suggested(view, key),
    }


def tell_operation(view: View, operation_id: str) -> Told:
    """An operation with what it was called. Raises :class:`NotInRecordError`."""
    found = read_operations(view.connection, [operation_id])
    if not found:
        raise NotInRecordError(f"no operation has the id {operation_id!r}; it may be part of another by now")
    naming = names_given(view.connection, found[0])
    undone = undone_by([*naming, *undoing(view.connection, naming)])
    return {
        "operation": rows.operation_to_row(found[0]),
        "version": version_of_operation(view.connection, found[0]),
        "history": [decision_row(one, undone.get(one.decision_id)) for one in reversed(naming)],
    }


def _text(document: Document) -> Told:
    day = document.date.day
    return {**brief(document), "date": day.isoformat() if day else None, "text": document.text}


def _suggested(view: View, key: str) -> list[Told]:
    """Places and names found in a document."""
    found = (one for one in view.record.mentions(key) if one.type in ("place", "organisation", "nationality"))
    return [rows.mention_to_row(one) for one in found]

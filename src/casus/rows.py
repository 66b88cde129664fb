"""The values of a record as plain rows for JSON; :mod:`casus.rows_read` reads such rows.

One place decides how a value is written: field names and conventions are those of the coding guidelines (``date_start`` and
``date_end`` as ISO days, ``None`` for what is unknown), offsets are ``begin``/``end`` into the text as given. Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

from casus.decision import Decision
from casus.record import (
    Act,
    Claim,
    Coded,
    Control,
    Count,
    Document,
    DocumentDate,
    Event,
    Interval,
    Mention,
    Number,
    Operation,
    Problem,
    Relation,
    Toll,
)

Row = dict[str, Any]
T = TypeVar("T")


class Codes(Protocol):
    """What a claim is called in other schemes; ``casus.coding.kinds.mapping`` makes them."""

    @property
    def acled_event_type(self) -> str:
        """ACLED event type."""

    @property
    def acled_sub_event_type(self) -> str:
        """ACLED sub-event type."""

    @property
    def plover_event(self) -> str:
        """PLOVER event type."""

    @property
    def plover_mode(self) -> str:
        """PLOVER mode."""

    @property
    def cameo(self) -> str:
        """CAMEO root code, or nothing."""

    @property
    def ucdp(self) -> str:
        """UCDP type of violence, or nothing."""


# --------------------------------------------------------------------------------------------- values to rows


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _days(interval: Interval) -> Row:
    return {"date_start": _iso(interval.start), "date_end": _iso(interval.end)}


def document_to_row(document: Document) -> Row:
    """A document with its text."""
    return {
        "key": document.key,
        "id": document.id,
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        "date": {**date_to_row(document.date), "reasons": list(document.date.reasons)},
        "locator": document.locator,
        "copy_of": document.copy_of,
        "repeats": [
            {
                "original": one.original,
                "whole": one.whole,
                "share": one.share,
                "passages": [list(p) for p in one.passages],
            }
            for one in document.repeats
        ],
        "superseded_by": document.superseded_by,
        "stated": [{"field": one.field, "value": one.value, "basis": one.basis} for one in document.stated],
        "noise": [{"begin": part.begin, "end": part.end, "reason": part.reason} for part in document.noise],
        "text": document.text,
    }


def withheld(row: Row) -> Row:
    """A document's row for those who get no texts: without its text, what stands in it, and who wrote it."""
    stated = [one for one in row["stated"] if one["field"] != "author"]
    return {**row, "text": None, "noise": [], "stated": stated}


def date_to_row(when: DocumentDate) -> Row:
    """When a document was published, and how that is known."""
    return {"start": _iso(when.start), "end": _iso(when.end), "basis": when.basis}


def count_to_row(count: Count) -> Row:
    """A count; its offsets only where the text gives them."""
    row: Row = {"what": count.what, "min": count.min, "max": count.max}
    if count.begin is not None or count.end is not None:
        row |= {"begin": count.begin, "end": count.end}
    return row


def claim_to_row(claim: Claim, *, doc: str, codes: Codes | None = None) -> Row:
    """A claim with all its fields; ``doc`` is the id that the document's giver uses, ``codes`` what other schemes call it."""
    row: Row = {
        "claim_id": claim.claim_id,
        "doc": doc,
        "kind": claim.kind,
        "evidence": claim.evidence,
        "begin": claim.begin,
        "end": claim.end,
        "actors": list(claim.actors),
        "targets": list(claim.targets),
        "actor_ids": list(claim.actor_ids),
        "target_ids": list(claim.target_ids),
        "place": claim.place,
        "country": claim.country,
        "place_id": claim.place_id,
        "lat": claim.lat,
        "lon": claim.lon,
        "precision": claim.precision,
        "province": claim.province,
        **_days(claim.interval),
        "counts": [count_to_row(count) for count in claim.counts],
        "source": claim.source,
        "source_id": claim.source_id,
        "source_type": claim.source_type,
        "status": claim.status,
        "aggregate": claim.aggregate,
        "confidence": claim.confidence,
        "trigger": claim.trigger,
    }
    if codes is not None:
        row["acled"] = {"event_type": codes.acled_event_type, "sub_event_type": codes.acled_sub_event_type}
        row["plover"] = {"event": codes.plover_event, "mode": codes.plover_mode}
        row |= {"cameo": codes.cameo, "ucdp": codes.ucdp}
    return row


def coded_to_row(coded: Coded, codes: Mapping[str, Codes]) -> Row:
    """A coded document as ``casus code --as claims`` prints it; ``codes`` by claim id."""
    claims = [claim_to_row(c, doc=coded.document.id, codes=codes.get(c.claim_id)) for c in coded.claims]
    return {"id": coded.document.id, "date": date_to_row(coded.document.date), "main": coded.main, "claims": claims}


def act_to_row(act: Act, *, doc: str) -> Row:
    """An act with all its fields; ``doc`` is the id that the document's giver uses."""
    told = claim_to_row(act.told, doc=doc)
    row: Row = {"act_id": told.pop("claim_id"), "plover": {"event": act.event, "mode": act.mode}, "cameo": act.cameo}
    return row | {name: value for name, value in told.items() if name not in ("kind", "aggregate")}


def mention_to_row(mention: Mention) -> Row:
    """A mention: its passage and type, and of the grounded fields those that are known.

    ``end`` is the end of the passage, so the last day of a time is ``end_date`` (and its first ``start``).
    """
    row: Row = {"begin": mention.begin, "end": mention.end, "text": mention.text, "type": mention.type}
    grounded = {
        "actor_id": mention.actor_id,
        "place_id": mention.place_id,
        "lat": mention.lat,
        "lon": mention.lon,
        "country": mention.country,
        "start": _iso(mention.start),
        "end_date": _iso(mention.end_date),
        "min": mention.min,
        "max": mention.max,
        "unit": mention.unit,
    }
    return row | {name: value for name, value in grounded.items() if value is not None}


def relation_to_row(relation: Relation, *, doc: str) -> Row:
    """A relation between two sides; ``doc`` is the id that the document's giver uses."""
    return {
        "relation_id": relation.relation_id,
        "doc": doc,
        "kind": relation.kind,
        "evidence": relation.evidence,
        "begin": relation.begin,
        "end": relation.end,
        "subject": relation.subject,
        "subject_id": relation.subject_id,
        "object": relation.object,
        "object_id": relation.object_id,
        **_days(relation.interval),
        "source": relation.source,
        "source_id": relation.source_id,
        "source_type": relation.source_type,
        "status": relation.status,
        "confidence": relation.confidence,
    }


def problem_to_row(problem: Problem) -> Row:
    """A problem."""
    return {"locator": problem.locator, "stage": problem.stage, "reason": problem.reason}


def number_to_row(number: Number) -> Row:
    """A reconciled number with the claims that it rests on."""
    return {
        "what": number.what,
        "low": number.low,
        "best": number.best,
        "high": number.high,
        "best_claim": number.best_claim,
        "reason": number.reason,
        "claim_ids": list(number.claim_ids),
        "part_of": number.part_of,
    }


def event_to_row(event: Event) -> Row:
    """An event with its numbers and the ids of the claims behind it."""
    return {
        "event_id": event.event_id,
        "kind": event.kind,
        "title": event.title,
        "status": event.status,
        "grade": event.grade,
        "grade_reason": event.grade_reason,
        **_days(event.interval),
        "actors": list(event.actors),
        "targets": list(event.targets),
        "place": event.place,
        "place_id": event.place_id,
        "country": event.country,
        "lat": event.lat,
        "lon": event.lon,
        "precision": event.precision,
        "province": event.province,
        "numbers": [number_to_row(number) for number in event.numbers],
        "origins": list(event.origins),
        "claim_ids": list(event.claim_ids),
        "denial_ids": list(event.denial_ids),
        "rival_ids": list(event.rival_ids),
        "operation_id": event.operation_id,
    }


def decision_to_row(decision: Decision) -> Row:
    """A decision of a person; its time in UTC."""
    return {
        "decision_id": decision.decision_id,
        "kind": decision.kind,
        "author": decision.author,
        "made_at": decision.made_at.isoformat(),
        "reason": decision.reason,
        "claim_ids": list(decision.claim_ids),
        "together_ids": list(decision.together_ids),
        "apart_ids": list(decision.apart_ids),
        "what": decision.what,
        "low": decision.low,
        "best": decision.best,
        "high": decision.high,
        "changes": {name: list(values) for name, values in decision.changes},
        "name": decision.name,
        "undoes": decision.undoes,
        "seen": decision.seen,
        "document": decision.document,
    }


def operation_to_row(operation: Operation) -> Row:
    """An operation with the ids of its events."""
    return {
        "operation_id": operation.operation_id,
        "name": operation.name,
        **_days(operation.interval),
        "sides": [list(side) for side in operation.sides],
        "places": list(operation.places),
        "country": operation.country,
        "event_ids": list(operation.event_ids),
    }


def toll_to_row(toll: Toll) -> Row:
    """A toll with its parts."""
    return {
        "toll_id": toll.toll_id,
        "claim_id": toll.claim_id,
        **count_to_row(toll.number),
        "parts": [count_to_row(part) for part in toll.parts],
        "source": toll.source,
        "source_type": toll.source_type,
        "place": toll.place,
        "country": toll.country,
        "actors": list(toll.actors),
        "targets": list(toll.targets),
        **_days(toll.interval),
        "operation_id": toll.operation_id,
        "superseded_by": toll.superseded_by,
    }


def control_to_row(control: Control) -> Row:
    """Who holds a place; ``until`` is null while nobody else does."""
    until = control.until
    return {
        "place": control.place,
        "holder": control.holder,
        "since": {"start": _iso(control.since.start), "end": _iso(control.since.end)},
        "until": None if until is None else {"start": _iso(until.start), "end": _iso(until.end)},
        "claim_ids": list(control.claim_ids),
        "place_id": control.place_id,
        "country": control.country,
        "lat": control.lat,
        "lon": control.lon,
        "contested_by": list(control.contested_by),
        "lost_by": list(control.lost_by),
    }

"""Documents, claims, mentions and relations as rows of the tables, and back.

``*_row`` gives the columns of a value, ``*_from`` gives the value of a row (with the rows of its parts). Storing and reading
back gives an equal value; the tests hold this for arbitrary values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casus.record import (
    Claim,
    Count,
    Document,
    DocumentDate,
    Interval,
    Mention,
    Noise,
    Problem,
    Relation,
    Repeat,
    Stated,
)

Columns = dict[str, Any]
Row = Any
"""A row of a query; how SQLAlchemy types it differs between 2.0 and 2.1."""


def days_row(interval: Interval | DocumentDate) -> Columns:
    """The two columns of a span of days."""
    return {"date_start": interval.start, "date_end": interval.end}


def days_from(row: Row) -> Interval:
    """The span of days of a row."""
    return Interval(row.date_start, row.date_end)


def count_row(count: Count) -> Columns:
    """The columns of a count as claimed."""
    return {"what": count.what, "min": count.min, "max": count.max, "begin_at": count.begin, "end_at": count.end}


def count_from(row: Row) -> Count:
    """The count of a row."""
    return Count(row.what, row.min, row.max, row.begin_at, row.end_at)


def document_row(document: Document, main: int | None, coder: str, key: str) -> Columns:
    """The columns of a document, with the index of its main claim and the version of the coder that read it; ``key`` takes a while to reckon."""
    return {
        "key": key,
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        **days_row(document.date),
        "date_basis": document.date.basis,
        "date_reasons": list(document.date.reasons),
        "locator": document.locator,
        "copy_of": document.copy_of,
        "main": main,
        "coder": coder,
    }


def document_from(
    row: Row,
    noise: Iterable[Row],
    repeats: tuple[Repeat, ...] = (),
    superseded_by: str | None = None,
    stated: Iterable[Row] = (),
) -> Document:
    """The document of a row, with what it repeats and the version that took its place."""
    return Document(
        id=row.id,
        text=row.text,
        title=row.title,
        url=row.url,
        publisher=row.publisher,
        date=DocumentDate(row.date_start, row.date_end, row.date_basis, tuple(row.date_reasons)),
        locator=row.locator,
        noise=tuple(Noise(part.begin_at, part.end_at, part.reason) for part in noise),
        copy_of=row.copy_of,
        repeats=repeats,
        superseded_by=superseded_by,
        stated=tuple(Stated(one.field, one.value, one.basis) for one in stated),
    )


def noise_rows(document: Document, key: str) -> list[Columns]:
    """The rows of the stretches of noise in the document of a key."""
    return [
        {"document": key, "position": n, "begin_at": part.begin, "end_at": part.end, "reason": part.reason}
        for n, part in enumerate(document.noise)
    ]


def stated_rows(document: Document, key: str) -> list[Columns]:
    """The rows of what is stated about the document of a key."""
    return [
        {"document": key, "position": n, "field": one.field, "value": one.value, "basis": one.basis}
        for n, one in enumerate(document.stated)
    ]


def claim_row(claim: Claim, position: int) -> Columns:
    """The columns of a claim; its counts have rows of their own."""
    return {
        "claim_id": claim.claim_id,
        "document": claim.document,
        "position": position,
        "kind": claim.kind,
        "begin_at": claim.begin,
        "end_at": claim.end,
        "evidence": claim.evidence,
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
        **days_row(claim.interval),
        "source": claim.source,
        "source_id": claim.source_id,
        "source_type": claim.source_type,
        "status": claim.status,
        "aggregate": claim.aggregate,
        "confidence": claim.confidence,
        "trigger": claim.trigger,
    }


def claim_from(row: Row, counts: Iterable[Row]) -> Claim:
    """The claim of a row."""
    return Claim(
        claim_id=row.claim_id,
        document=row.document,
        kind=row.kind,
        begin=row.begin_at,
        end=row.end_at,
        evidence=row.evidence,
        actors=tuple(row.actors),
        targets=tuple(row.targets),
        actor_ids=tuple(row.actor_ids),
        target_ids=tuple(row.target_ids),
        place=row.place,
        country=row.country,
        place_id=row.place_id,
        lat=row.lat,
        lon=row.lon,
        precision=row.precision,
        province=row.province,
        interval=days_from(row),
        counts=tuple(count_from(count) for count in counts),
        source=row.source,
        source_id=row.source_id,
        source_type=row.source_type,
        status=row.status,
        aggregate=row.aggregate,
        confidence=row.confidence,
        trigger=row.trigger,
    )


def count_rows(claims: Iterable[Claim]) -> list[Columns]:
    """The rows of all counts of the claims."""
    return [
        {"claim_id": claim.claim_id, "position": n, **count_row(count)}
        for claim in claims
        for n, count in enumerate(claim.counts)
    ]


def mention_row(mention: Mention, document: str, position: int) -> Columns:
    """The columns of a mention."""
    return {
        "document": document,
        "position": position,
        "begin_at": mention.begin,
        "end_at": mention.end,
        "text": mention.text,
        "type": mention.type,
        "actor_id": mention.actor_id,
        "place_id": mention.place_id,
        "lat": mention.lat,
        "lon": mention.lon,
        "country": mention.country,
        "date_start": mention.start,
        "date_end": mention.end_date,
        "min": mention.min,
        "max": mention.max,
        "unit": mention.unit,
    }


def mention_from(row: Row) -> Mention:
    """The mention of a row."""
    return Mention(
        begin=row.begin_at,
        end=row.end_at,
        text=row.text,
        type=row.type,
        actor_id=row.actor_id,
        place_id=row.place_id,
        lat=row.lat,
        lon=row.lon,
        country=row.country,
        start=row.date_start,
        end_date=row.date_end,
        min=row.min,
        max=row.max,
        unit=row.unit,
    )


def relation_row(relation: Relation, position: int) -> Columns:
    """The columns of a relation."""
    return {
        "relation_id": relation.relation_id,
        "document": relation.document,
        "position": position,
        "kind": relation.kind,
        "begin_at": relation.begin,
        "end_at": relation.end,
        "evidence": relation.evidence,
        "subject": relation.subject,
        "subject_id": relation.subject_id,
        "object": relation.object,
        "object_id": relation.object_id,
        **days_row(relation.interval),
        "source": relation.source,
        "source_id": relation.source_id,
        "source_type": relation.source_type,
        "status": relation.status,
        "confidence": relation.confidence,
    }


def relation_from(row: Row) -> Relation:
    """The relation of a row."""
    return Relation(
        relation_id=row.relation_id,
        document=row.document,
        kind=row.kind,
        begin=row.begin_at,
        end=row.end_at,
        evidence=row.evidence,
        subject=row.subject,
        subject_id=row.subject_id,
        object=row.object,
        object_id=row.object_id,
        interval=days_from(row),
        source=row.source,
        source_id=row.source_id,
        source_type=row.source_type,
        status=row.status,
        confidence=row.confidence,
    )


def problem_row(problem: Problem) -> Columns:
    """The columns of a problem."""
    return {"locator": problem.locator, "stage": problem.stage, "reason": problem.reason}


def problem_from(row: Row) -> Problem:
    """The problem of a row."""
    return Problem(row.locator, row.stage, row.reason)

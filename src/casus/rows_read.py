"""Claims and decisions out of rows, as :mod:`casus.rows` writes them and as people write them by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar, get_args

from casus.decision import DECISION_KINDS, FIELDS, Decision
from casus.record import (
    COUNT_WHATS,
    KINDS,
    SOURCE_TYPES,
    STATUSES,
    Claim,
    Count,
    CountWhat,
    Document,
    Interval,
    PlacePrecision,
    stable_id,
)

T = TypeVar("T")


class RowError(ValueError):
    """A row is not what its format says; the message is one line that names the row and the field."""


def claim_from_row(row: Mapping[str, Any], document: Document) -> Claim:
    """The claim of a row about this document.

    Only ``kind`` and ``evidence`` are required. Without ``begin`` the evidence is looked up in the text; without ``claim_id`` an id is
    derived from the content. Raises :class:`RowError` when a field is not what the guidelines say or the evidence is not in
    the text.
    """
    evidence = row.get("evidence")
    name = f"claim {row.get('claim_id') or repr(str(evidence)[:40])} of document {document.id}"
    if not isinstance(evidence, str) or not evidence:
        raise RowError(f"{name}: `evidence` must be a passage of the document's text")
    begin = _begin(row, evidence, document, name)
    kind = _coded(row.get("kind"), KINDS, "kind", name)
    claim_id = row.get("claim_id") or stable_id("c", document.key, kind, begin, begin + len(evidence))
    return Claim(
        claim_id=str(claim_id),
        document=document.key,
        kind=kind,
        begin=begin,
        end=begin + len(evidence),
        evidence=evidence,
        actors=_texts(row, "actors", name),
        targets=_texts(row, "targets", name),
        actor_ids=_texts(row, "actor_ids", name),
        target_ids=_texts(row, "target_ids", name),
        place=row.get("place"),
        country=row.get("country"),
        place_id=row.get("place_id"),
        lat=row.get("lat"),
        lon=row.get("lon"),
        precision=_optional(row.get("precision"), get_args(PlacePrecision), "precision", name),
        province=row.get("province"),
        interval=Interval(_day(row, "date_start", name), _day(row, "date_end", name)),
        counts=tuple(_count(count, name) for count in row.get("counts") or ()),
        source=row.get("source"),
        source_id=row.get("source_id"),
        source_type=_coded(row.get("source_type") or "reporter", SOURCE_TYPES, "source_type", name),
        status=_coded(row.get("status") or "happened", STATUSES, "status", name),
        aggregate=bool(row.get("aggregate")),
        confidence=float(row.get("confidence", 0.5)),
        trigger=str(row.get("trigger") or ""),
    )


def decision_from_row(row: Mapping[str, Any]) -> Decision:
    """The decision of a row as :func:`decision_to_row` gives it; its id follows from the rest.

    Raises :class:`RowError` when a field is not what it must be.
    """
    name = f"decision {row.get('decision_id') or '?'}"
    try:
        made_at = datetime.fromisoformat(str(row.get("made_at")))
    except ValueError as error:
        raise RowError(f"{name}: `made_at` is {row.get('made_at')!r}; it must be a time in ISO form") from error
    if made_at.tzinfo is None:
        raise RowError(f"{name}: `made_at` needs its time zone")
    changes = row.get("changes") or {}
    if not isinstance(changes, Mapping):
        raise RowError(f"{name}: `changes` must be an object of lists of texts")
    for end in ("low", "best", "high"):
        if row.get(end) is not None and type(row[end]) is not int:
            raise RowError(f"{name}: `{end}` is {row[end]!r}; it must be a whole number or null")
    return Decision(
        kind=_coded(row.get("kind"), DECISION_KINDS, "kind", name),
        author=str(row.get("author") or ""),
        made_at=made_at.astimezone(UTC),
        reason=str(row.get("reason") or ""),
        claim_ids=_texts(row, "claim_ids", name),
        together_ids=_texts(row, "together_ids", name),
        apart_ids=_texts(row, "apart_ids", name),
        what=_optional(row.get("what"), COUNT_WHATS, "what", name),
        low=row.get("low"),
        best=row.get("best"),
        high=row.get("high"),
        changes=tuple((_coded(key, FIELDS, "changes", name), _texts(changes, key, name)) for key in changes),
        name=row.get("name"),
        undoes=row.get("undoes"),
        seen=row.get("seen"),
        document=row.get("document"),
    )


def _begin(row: Mapping[str, Any], evidence: str, document: Document, name: str) -> int:
    begin = row.get("begin")
    if begin is None:
        begin = document.text.find(evidence)
    if not isinstance(begin, int) or begin < 0 or not document.text.startswith(evidence, begin):
        raise RowError(f"{name}: `evidence` is not in the document's text, letter by letter")
    return begin


def _coded(value: object, allowed: tuple[T, ...], field: str, name: str) -> T:
    for known in allowed:
        if value == known:
            return known
    raise RowError(f"{name}: `{field}` is {value!r}; it must be one of {', '.join(str(known) for known in allowed)}")


def _optional(value: object, allowed: tuple[T, ...], field: str, name: str) -> T | None:
    return None if value is None else _coded(value, allowed, field, name)


def _texts(row: Mapping[str, Any], field: str, name: str) -> tuple[str, ...]:
    values = row.get(field) or ()
    if isinstance(values, str) or not isinstance(values, Iterable) or not all(isinstance(v, str) for v in values):
        raise RowError(f"{name}: `{field}` must be a list of texts")
    return tuple(values)


def _day(row: Mapping[str, Any], field: str, name: str) -> date | None:
    value = row.get(field)
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise RowError(f"{name}: `{field}` is {value!r}; it must be a day such as 2017-02-09") from error


def _count(row: object, name: str) -> Count:
    if not isinstance(row, Mapping):
        raise RowError(f"{name}: `counts` must be a list of objects with `what`, `min` and `max`")
    what: CountWhat = _coded(row.get("what"), COUNT_WHATS, "counts.what", name)
    ends = {field: row.get(field) for field in ("min", "max", "begin", "end")}
    for field, value in ends.items():
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise RowError(f"{name}: `counts.{field}` is {value!r}; it must be a whole number or null")
    return Count(what, **ends)

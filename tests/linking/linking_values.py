"""Claims and documents for the tests of linking: short, invented, in several conflicts."""

from __future__ import annotations

from datetime import date
from typing import Any

from casus.record import Claim, Count, Document, DocumentDate, Interval


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def report(name: str, published: str | None, publisher: str | None = None, **fields: Any) -> Document:
    """A report of a publisher (its own by default)."""
    when = day(published)
    return Document(
        id=name,
        text=f"text of {name}",
        publisher=publisher or f"Paper {name}",
        date=DocumentDate(when, when, "given" if when else "unknown"),
        **fields,
    )


def claim(
    claim_id: str,
    document: Document,
    kind: str,
    evidence: str,
    *,
    by: str | tuple[str, ...] = (),
    on: str | tuple[str, ...] = (),
    at: str | None = None,
    country: str | None = "SD",
    when: str | tuple[str | None, str | None] | None = None,
    counts: dict[str, tuple[int | None, int | None]] | None = None,
    **fields: Any,
) -> Claim:
    """A claim in few words; ``when`` is a day, a pair of days, or nothing."""
    start, end = (when, when) if isinstance(when, str) or when is None else when
    return Claim(
        claim_id=claim_id,
        document=document.key,
        kind=kind,  # type: ignore[arg-type]
        begin=fields.pop("begin", 0),
        end=fields.pop("end", 0),
        evidence=evidence,
        actors=(by,) if isinstance(by, str) else by,
        targets=(on,) if isinstance(on, str) else on,
        place=at,
        country=country,
        interval=Interval(day(start), day(end)),
        counts=tuple(Count(what, low, high) for what, (low, high) in (counts or {}).items()),  # type: ignore[arg-type]
        **fields,
    )


def keyed(*documents: Document) -> dict[str, Document]:
    return {document.key: document for document in documents}

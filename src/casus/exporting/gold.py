"""Reviewed documents as hand-coded ones, in the form that training and scoring read: ``docs.json`` and ``gold.json``.

A document is reviewed when a person has judged every claim in it. Fields are those of the coding guide, as people left them; rejected claims
are left out. Claims that the coder missed are not in it: nobody can add one yet, so that such a set measures precision, and recall only
of what was found.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path

from casus.record import Claim, Document
from casus.rows import Row

DOCS, GOLD = "docs.json", "gold.json"


def gold_claim(claim: Claim) -> Row:
    """A claim with the fields of the guidelines and no others."""
    start, end = claim.interval.start, claim.interval.end
    return {
        "kind": claim.kind,
        "evidence": claim.evidence,
        "actors": list(claim.actors),
        "targets": list(claim.targets),
        "place": claim.place,
        "country": claim.country,
        "date_start": start.isoformat() if start else None,
        "date_end": end.isoformat() if end else None,
        "counts": [{"what": one.what, "min": one.min, "max": one.max} for one in claim.counts],
        "source": claim.source,
        "source_type": claim.source_type,
        "status": claim.status,
        "aggregate": claim.aggregate,
    }


def gold_document(document: Document) -> Row:
    """A document with what its claims are checked against."""
    day = document.date.day
    return {
        "id": document.id,
        "date": day.isoformat() if day else None,
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        "text": document.text,
    }


def reviewed_documents(
    documents: Iterable[Document], claims: Iterable[Claim], judged: Collection[str]
) -> list[Document]:
    """The documents all of whose claims (one at least) are judged, first texts and latest versions only; by id."""
    open_in = {claim.document: False for claim in claims}
    for claim in claims:
        open_in[claim.document] |= claim.claim_id not in judged
    ready = {key for key, still_open in open_in.items() if not still_open}
    found = [one for one in documents if one.key in ready and one.copy_of is None and one.superseded_by is None]
    return sorted(found, key=lambda one: (one.id, one.key))


def write_gold(folder: Path, documents: Iterable[Document], claims: Iterable[Claim]) -> None:
    """Write documents and their claims, as people left them, into a folder."""
    by_document: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda one: (one.begin, one.end, one.claim_id)):
        by_document.setdefault(claim.document, []).append(claim)
    told = list(documents)
    gold = [{"id": one.id, "claims": [gold_claim(claim) for claim in by_document.get(one.key, [])]} for one in told]
    for name, rows in ((DOCS, [gold_document(one) for one in told]), (GOLD, gold)):
        (folder / name).write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

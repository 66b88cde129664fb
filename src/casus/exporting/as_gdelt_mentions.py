"""GDELT's table of mentions: 16 tab-separated columns without a header, one line a claim of an event that ``gdelt`` has.

Offsets are characters into the report's text as it was given; the last column, which GDELT keeps free, holds ``claim:`` and the id of the claim.
"""

from __future__ import annotations

from typing import TextIO

from casus.exporting.admitting import LeftOut, happened
from casus.exporting.as_gdelt import gdelt_row, line
from casus.exporting.event_fields import EventFields
from casus.exporting.tables import event_number, in_order
from casus.exporting.values import Options, Source
from casus.record import Claim, Document

COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
WEB, CITATION = 1, 2
"""Kinds of mention: a report with an address, and one known by its name alone."""
NOT_FOUND = -1


def export(source: Source, stream: TextIO, options: Options) -> LeftOut:
    """Write one line a claim; returns how many events have none, and why."""
    left_out = LeftOut()
    for fields in happened(source, left_out):
        row = gdelt_row(fields, source)
        if isinstance(row, str):
            left_out[row] += 1
            continue
        for claim in fields.claims:
            if claim.claim_id in fields.event.claim_ids:
                cells = _mention(fields, claim, fields.reports[claim.document], str(row["SQLDATE"]))
                stream.write(line(in_order(cells, COLUMNS), options))
    return left_out


def _mention(fields: EventFields, claim: Claim, document: Document, day: str) -> dict[str, object]:
    published = document.date.day
    return {
        "GLOBALEVENTID": event_number(fields.event.event_id),
        "EventTimeDate": f"{day}000000",
        "MentionTimeDate": f"{published:%Y%m%d}000000" if published else "",
        "MentionType": WEB if document.url else CITATION,
        "MentionSourceName": document.publisher or document.id,
        "MentionIdentifier": document.url or document.id,
        "SentenceID": document.text.count("\n", 0, claim.begin) + 1,
        "Actor1CharOffset": _offset(claim, claim.actors),
        "Actor2CharOffset": _offset(claim, claim.targets),
        "ActionCharOffset": claim.begin,
        "InRawText": 1,
        "Confidence": round(claim.confidence * 100),
        "MentionDocLen": len(document.text),
        "MentionDocTone": "",
        "MentionDocTranslationInfo": "",
        "Extras": f"claim:{claim.claim_id}",
    }


def _offset(claim: Claim, names: tuple[str, ...]) -> int:
    """Where the evidence names a side in the report; -1 where it calls it otherwise."""
    at = claim.evidence.find(names[0]) if names else NOT_FOUND
    return claim.begin + at if at != NOT_FOUND else NOT_FOUND

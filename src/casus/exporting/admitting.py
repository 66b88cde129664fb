"""Which events have a row in the event data of other projects, and why the others have none.

Those projects record what has happened, one by one. Plans, mere possibilities, what is only denied, and tolls over several events are in Casus's own formats (csv, jsonl, xlsx, parquet).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.values import Source

LeftOut = Counter[str]
"""How many events a format has no row for, by reason in plain words."""


def happened(source: Source, left_out: LeftOut) -> Iterator[EventFields]:
    """The events that happened by some account; the others are counted."""
    for fields in event_fields(source):
        reason = not_told_as_done(fields)
        if reason:
            left_out[reason] += 1
        else:
            yield fields


def not_told_as_done(fields: EventFields) -> str:
    """Why an event is none that happened, or "". A toll is none: it counts again what other events count."""
    if fields.event.grade == "denied" or fields.event.status == "denied":
        return "only denied"
    if fields.event.status != "happened":
        return f"only {fields.event.status}"
    if fields.event.kind == "casualty_report" and all(claim.aggregate for claim in fields.claims):
        return "a toll over several events"
    return ""

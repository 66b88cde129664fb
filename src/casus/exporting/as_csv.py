"""CSV: one row an event, for spreadsheets and statistics.

UTF-8, lines end in LF, days are ISO 8601, an empty cell is unknown. Column order is frozen: new columns come at the end. Lists are
joined with ``; `` and quotations with `` | ``. For each thing that is counted there are three columns, low, best and high; a count that is
part of another (24 civilians among 255 dead) is not to be added to it, and ``parts`` says which are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TextIO

from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.tables import csv_rows, in_order
from casus.exporting.values import Options, Source
from casus.record import COUNT_WHATS

COLUMNS = (
    "event_id",
    "kind",
    "title",
    "status",
    "grade",
    "grade_reason",
    "date_start",
    "date_end",
    "place",
    "country",
    "place_id",
    "lat",
    "lon",
    "precision",
    "actors",
    "targets",
    *(f"{what}_{bound}" for what in COUNT_WHATS for bound in ("low", "best", "high")),
    "parts",
    "operation_id",
    "operation",
    "sources",
    "origins",
    "documents",
    "claim_ids",
    "denial_ids",
    "rival_ids",
    "evidence",
    "acled_event_type",
    "acled_sub_event_type",
    "plover_event",
    "plover_mode",
    "province",
)


def export(source: Source, stream: TextIO, options: Options) -> None:
    """Write all events. With ``options.excel``, texts that a spreadsheet would take for a formula get a leading apostrophe, and
    the file a byte order mark."""
    write = csv_rows(stream, replace(options, raw=not options.excel))
    write(COLUMNS)
    for fields in event_fields(source):
        write(in_order(_row(fields), COLUMNS))


def _row(fields: EventFields) -> dict[str, object]:
    event, codes, operation = fields.event, fields.codes, fields.operation
    row: dict[str, object] = {
        "event_id": event.event_id,
        "kind": event.kind,
        "title": event.title,
        "status": event.status,
        "grade": event.grade,
        "grade_reason": event.grade_reason,
        "date_start": event.interval.start and event.interval.start.isoformat(),
        "date_end": event.interval.end and event.interval.end.isoformat(),
        "place": event.place,
        "country": event.country,
        "place_id": event.place_id,
        "lat": event.lat,
        "lon": event.lon,
        "precision": event.precision,
        "actors": _list(event.actors),
        "targets": _list(event.targets),
        "parts": _list(f"{number.what} of {number.part_of}" for number in event.numbers if number.part_of),
        "operation_id": event.operation_id,
        "operation": operation and operation.name,
        "sources": _list(fields.sources()),
        "origins": _list(event.origins),
        "documents": _list(document.id for document in fields.documents),
        "claim_ids": _list(event.claim_ids),
        "denial_ids": _list(event.denial_ids),
        "rival_ids": _list(event.rival_ids),
        "evidence": " | ".join(claim.evidence for claim in fields.claims),
        "acled_event_type": codes and codes.acled_event_type,
        "acled_sub_event_type": codes and codes.acled_sub_event_type,
        "plover_event": codes and codes.plover_event,
        "plover_mode": codes and codes.plover_mode,
        "province": fields.province,
    }
    for what in COUNT_WHATS:
        number = fields.numbers.get(what)
        row |= {f"{what}_{bound}": number and getattr(number, bound) for bound in ("low", "best", "high")}
    return row


def _list(source: Iterable[str]) -> str:
    return "; ".join(source)

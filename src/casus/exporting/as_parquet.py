"""Parquet: one row an event, with types: days are dates, names are lists, numbers and claims are lists of records.

For pandas, polars, DuckDB and R (arrow). Written in groups of rows, so that memory does not grow with the number of events. Needs the extra ``parquet``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from casus.exporting.countries import countries
from casus.exporting.deaths import deaths
from casus.exporting.event_fields import EventFields, division, event_fields
from casus.exporting.formats import library
from casus.exporting.values import Options, RecordValues
from casus.record import Claim

ROWS = 5_000
"""Rows of a group."""
Row = dict[str, Any]


def export_file(values: RecordValues, path: Path, options: Options) -> None:  # noqa: ARG001 - all formats are called alike
    """Write the file. Raises :class:`~casus.exporting.formats.MissingExtraError` without pyarrow."""
    pa = library("pyarrow", "parquet", "parquet")
    parquet = library("pyarrow.parquet", "parquet", "parquet")
    schema = _schema(pa)
    rows = (_row(fields, values) for fields in event_fields(values))
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(rows, ROWS)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _schema(pa: Any) -> Any:
    text, whole, real, day, texts = pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.list_(pa.string())
    number = pa.struct(
        [
            pa.field("what", text), pa.field("low", whole), pa.field("best", whole), pa.field("high", whole),
            pa.field("part_of", text), pa.field("reason", text), pa.field("best_claim", text), pa.field("claim_ids", texts),
        ]
    )  # fmt: skip
    claim = pa.struct(
        [
            pa.field("claim_id", text), pa.field("against", pa.bool_()), pa.field("status", text), pa.field("source", text),
            pa.field("source_type", text), pa.field("confidence", real), pa.field("evidence", text), pa.field("begin", whole),
            pa.field("end", whole), pa.field("document", text), pa.field("publisher", text), pa.field("published", day),
            pa.field("url", text),
        ]
    )  # fmt: skip
    columns = {
        "event_id": text, "kind": text, "title": text, "status": text, "grade": text, "grade_reason": text, "date_start": day,
        "date_end": day, "place": text, "place_id": text, "admin1": text, "country": text, "iso3": text, "lat": real, "lon": real,
        "precision": text, "actors": texts, "targets": texts, "killed_low": whole, "killed_best": whole, "killed_high": whole,
        "killed_civilians": whole, "numbers": pa.list_(number), "acled_event_type": text, "acled_sub_event_type": text,
        "plover_event": text, "plover_mode": text, "cameo": text, "ucdp": text, "operation_id": text, "operation": text,
        "sources": texts, "origins": texts, "claim_ids": texts, "denial_ids": texts, "rival_ids": texts, "claims": pa.list_(claim),
    }  # fmt: skip
    return pa.schema([pa.field(name, kind) for name, kind in columns.items()])


def _row(fields: EventFields, values: RecordValues) -> Row:
    event, codes, dead = fields.event, fields.codes, deaths(fields.numbers)
    country = countries().get(event.country or "")
    return {
        "event_id": event.event_id,
        "kind": event.kind,
        "title": event.title,
        "status": event.status,
        "grade": event.grade,
        "grade_reason": event.grade_reason,
        "date_start": event.interval.start,
        "date_end": event.interval.end,
        "place": event.place,
        "place_id": event.place_id,
        "admin1": division(values.provinces.get(event.place_id or "", "")) or None,
        "country": event.country,
        "iso3": country.iso3 if country else None,
        "lat": event.lat,
        "lon": event.lon,
        "precision": event.precision,
        "actors": list(event.actors),
        "targets": list(event.targets),
        "killed_low": dead.low if dead else None,
        "killed_best": dead.best if dead else None,
        "killed_high": dead.high if dead else None,
        "killed_civilians": dead.civilians if dead else None,
        "numbers": list(_numbers(fields)),
        "acled_event_type": codes.acled_event_type if codes else None,
        "acled_sub_event_type": codes.acled_sub_event_type if codes else None,
        "plover_event": codes.plover_event if codes else None,
        "plover_mode": codes.plover_mode if codes else None,
        "cameo": codes.cameo if codes else None,
        "ucdp": codes.ucdp if codes else None,
        "operation_id": event.operation_id,
        "operation": fields.operation.name if fields.operation else None,
        "sources": list(fields.sources()),
        "origins": list(event.origins),
        "claim_ids": list(event.claim_ids),
        "denial_ids": list(event.denial_ids),
        "rival_ids": list(event.rival_ids),
        "claims": [_claim(claim, fields) for claim in fields.claims],
    }


def _numbers(fields: EventFields) -> Iterator[Row]:
    for number in fields.event.numbers:
        names = ("what", "low", "best", "high", "part_of", "reason", "best_claim")
        yield {**{name: getattr(number, name) for name in names}, "claim_ids": list(number.claim_ids)}


def _claim(claim: Claim, fields: EventFields) -> Row:
    document = next(document for document in fields.documents if document.key == claim.document)
    names = ("claim_id", "status", "source", "source_type", "confidence", "evidence", "begin", "end")
    return {
        **{name: getattr(claim, name) for name in names},
        "against": claim.claim_id in fields.event.denial_ids,
        "document": document.id,
        "publisher": document.publisher,
        "published": document.date.day,
        "url": document.url,
    }

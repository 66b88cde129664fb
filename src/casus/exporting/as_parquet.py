"""Parquet: one row an event, with types: days are dates, names are lists, numbers and claims are lists of records.

For pandas, polars, DuckDB and R (arrow). Written in groups of rows, so that memory does not grow with the number of events, and column by column, which
takes a fraction of the time that rows would. Needs the extra ``parquet``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from casus.exporting.countries import Country, countries
from casus.exporting.deaths import Deaths, deaths
from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.formats import library
from casus.exporting.raw_parquet import Lists, RawSource, cells_of
from casus.exporting.values import Options, Source
from casus.record import Claim, Document, Event, Number

ROWS = 5_000
"""Rows of a group."""
TEXT, WHOLE, REAL, DAY, TRUTH, TEXTS = "text", "whole", "real", "day", "truth", "texts"
Columns = Mapping[str, tuple[str, Callable[[Any], Any]]]
"""By the name of a column its type, and how its cell is got from the values of a row."""


class _Row(NamedTuple):
    """What the cells of an event are got from."""

    event: Event
    fields: EventFields
    dead: Deaths | None
    country: Country | None


class _Said(NamedTuple):
    """What the cells of a claim are got from."""

    claim: Claim
    document: Document
    against: bool


def _of_event(name: str) -> Callable[[_Row], Any]:
    return attrgetter(f"event.{name}")


def _dead(name: str) -> Callable[[_Row], Any]:
    get = attrgetter(name)
    return lambda row: get(row.dead) if row.dead else None


def _code(name: str) -> Callable[[_Row], Any]:
    get = attrgetter(name)
    return lambda row: get(row.fields.codes) if row.fields.codes else None


NUMBERS: Columns = {
    name: (kind, attrgetter(name))
    for name, kind in {
        "what": TEXT, "low": WHOLE, "best": WHOLE, "high": WHOLE, "part_of": TEXT, "reason": TEXT, "best_claim": TEXT, "claim_ids": TEXTS,
    }.items()
}  # fmt: skip
CLAIMS: Columns = {
    "claim_id": (TEXT, attrgetter("claim.claim_id")), "against": (TRUTH, attrgetter("against")), "status": (TEXT, attrgetter("claim.status")),
    "source": (TEXT, attrgetter("claim.source")), "source_type": (TEXT, attrgetter("claim.source_type")),
    "confidence": (REAL, attrgetter("claim.confidence")), "evidence": (TEXT, attrgetter("claim.evidence")),
    "begin": (WHOLE, attrgetter("claim.begin")), "end": (WHOLE, attrgetter("claim.end")), "document": (TEXT, attrgetter("document.id")),
    "publisher": (TEXT, attrgetter("document.publisher")), "published": (DAY, attrgetter("document.date.day")),
    "url": (TEXT, attrgetter("document.url")),
}  # fmt: skip
BEFORE_NUMBERS: Columns = {
    "event_id": (TEXT, _of_event("event_id")), "kind": (TEXT, _of_event("kind")), "title": (TEXT, _of_event("title")),
    "status": (TEXT, _of_event("status")), "grade": (TEXT, _of_event("grade")), "grade_reason": (TEXT, _of_event("grade_reason")),
    "date_start": (DAY, _of_event("interval.start")), "date_end": (DAY, _of_event("interval.end")), "place": (TEXT, _of_event("place")),
    "place_id": (TEXT, _of_event("place_id")), "admin1": (TEXT, lambda row: row.fields.province or None),
    "country": (TEXT, _of_event("country")), "iso3": (TEXT, lambda row: row.country.iso3 if row.country else None),
    "lat": (REAL, _of_event("lat")), "lon": (REAL, _of_event("lon")), "precision": (TEXT, _of_event("precision")),
    "actors": (TEXTS, _of_event("actors")), "targets": (TEXTS, _of_event("targets")), "killed_low": (WHOLE, _dead("low")),
    "killed_best": (WHOLE, _dead("best")), "killed_high": (WHOLE, _dead("high")), "killed_civilians": (WHOLE, _dead("civilians")),
}  # fmt: skip
AFTER_NUMBERS: Columns = {
    **{name: (TEXT, _code(name)) for name in ("acled_event_type", "acled_sub_event_type", "plover_event", "plover_mode", "cameo", "ucdp")},
    "operation_id": (TEXT, _of_event("operation_id")),
    "operation": (TEXT, lambda row: row.fields.operation.name if row.fields.operation else None),
    "sources": (TEXTS, lambda row: row.fields.sources()), "origins": (TEXTS, _of_event("origins")),
    "claim_ids": (TEXTS, _of_event("claim_ids")), "denial_ids": (TEXTS, _of_event("denial_ids")), "rival_ids": (TEXTS, _of_event("rival_ids")),
}  # fmt: skip


def export_file(source: Source, path: Path, options: Options) -> None:  # noqa: ARG001 - all formats are called alike
    """Write the file. Raises :class:`~casus.exporting.formats.MissingExtraError` without pyarrow."""
    pa = library("pyarrow", "parquet", "parquet")
    parquet = library("pyarrow.parquet", "parquet", "parquet")
    plain = source if isinstance(source, RawSource) and source.as_coded else None
    groups = _raw_groups(pa, plain) if plain else _groups(pa, source)
    with parquet.ParquetWriter(path, _table(pa, []).schema, compression="zstd") as writer:
        for group in groups:
            writer.write_table(group)


def _groups(pa: Any, source: Source) -> Iterator[Any]:
    rows = map(_row, event_fields(source))
    while group := list(islice(rows, ROWS)):
        yield _table(pa, group)


def _raw_groups(pa: Any, source: RawSource) -> Iterator[Any]:
    """The same tables from plain columns."""
    types = _types(pa)
    for portion in source.raw_events(ROWS):
        cells, numbers, claims = cells_of(portion)
        arrays: dict[str, Any] = {
            name: pa.array(cells[name], types[kind]) for name, (kind, _) in {**BEFORE_NUMBERS, **AFTER_NUMBERS}.items()
        }
        arrays["numbers"] = _raw_records(pa, NUMBERS, numbers)
        arrays["claims"] = _raw_records(pa, CLAIMS, claims)
        yield pa.table({name: arrays[name] for name in (*BEFORE_NUMBERS, "numbers", *AFTER_NUMBERS, "claims")})


def _raw_records(pa: Any, columns: Columns, lists: Lists) -> Any:
    types = _types(pa)
    arrays = {name: pa.array(lists.cells[name], types[kind]) for name, (kind, _) in columns.items()}
    return _listed(pa, arrays, lists.lengths)


def _row(fields: EventFields) -> _Row:
    event = fields.event
    return _Row(event, fields, deaths(fields.numbers), countries().get(event.country or ""))


def _table(pa: Any, rows: Sequence[_Row]) -> Any:
    """The rows as columns; of no rows, their names and types."""
    numbers: list[Sequence[Number]] = [row.event.numbers for row in rows]
    said = [_said(row.fields) for row in rows]
    return pa.table(
        {
            **_arrays(pa, BEFORE_NUMBERS, rows),
            "numbers": _records(pa, NUMBERS, numbers),
            **_arrays(pa, AFTER_NUMBERS, rows),
            "claims": _records(pa, CLAIMS, said),
        }
    )


def _said(fields: EventFields) -> list[_Said]:
    against = fields.event.denial_ids
    return [_Said(claim, fields.reports[claim.document], claim.claim_id in against) for claim in fields.claims]


def _arrays(pa: Any, columns: Columns, rows: Sequence[Any]) -> dict[str, Any]:
    types = _types(pa)
    return {name: pa.array(list(map(get, rows)), types[kind]) for name, (kind, get) in columns.items()}


def _records(pa: Any, columns: Columns, lists: Sequence[Sequence[Any]]) -> Any:
    """One list of records for each row: all records in one go, and where each row's begin."""
    return _listed(pa, _arrays(pa, columns, list(chain.from_iterable(lists))), map(len, lists))


def _types(pa: Any) -> dict[str, Any]:
    return {
        TEXT: pa.string(), WHOLE: pa.int64(), REAL: pa.float64(), DAY: pa.date32(), TRUTH: pa.bool_(), TEXTS: pa.list_(pa.string()),
    }  # fmt: skip


def _listed(pa: Any, arrays: dict[str, Any], lengths: Iterable[int]) -> Any:
    begins = pa.array([0, *accumulate(lengths)], pa.int32())
    return pa.ListArray.from_arrays(begins, pa.StructArray.from_arrays(list(arrays.values()), list(arrays)))

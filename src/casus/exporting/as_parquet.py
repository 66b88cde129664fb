"""Parquet: one row an event, with types: days are dates, names are lists, numbers and claims are lists of records.

For pandas, polars, DuckDB and R (arrow). Written in groups of rows, so that memory does not grow with the number of events, and column by column, which
takes a fraction of the time that rows would; a large record is read by several processes. Needs the extra ``parquet``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from casus.exporting.countries import Country, countries
from casus.exporting.deaths import Deaths, deaths
from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.formats import library
from casus.exporting.parquet_columns import CLAIMS, CODES, NUMBERS, Lists, come_again, schema, table
from casus.exporting.parquet_groups import raw_groups
from casus.exporting.raw_parquet import Cells, RawSource
from casus.exporting.values import Options, Source
from casus.record import Claim, Document, Event

ROWS = 20_000
"""Rows of a group that is made of plain columns."""
VALUES = 5_000
"""Rows of one that is made of values, which take more memory."""
Getters = Mapping[str, Callable[[Any], Any]]
"""By the name of a column, how its cell is got from the values of a row."""


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


def _dead(name: str) -> Callable[[_Row], Any]:
    get = attrgetter(name)
    return lambda row: get(row.dead) if row.dead else None


def _code(name: str) -> Callable[[_Row], Any]:
    get = attrgetter(name)
    return lambda row: get(row.fields.codes) if row.fields.codes else None


_OF_NUMBER: Getters = {name: attrgetter(name) for name in NUMBERS}
_OF_CLAIM: Getters = {name: attrgetter(f"claim.{name}") for name in CLAIMS} | {
    "against": attrgetter("against"), "document": attrgetter("document.id"), "publisher": attrgetter("document.publisher"),
    "published": attrgetter("document.date.day"), "url": attrgetter("document.url"),
}  # fmt: skip
_OF_EVENT: Getters = {
    **{
        name: attrgetter(f"event.{name}")
        for name in (
            "event_id", "kind", "title", "status", "grade", "grade_reason", "place", "place_id", "country", "lat", "lon", "precision", "actors",
            "targets", "operation_id", "origins", "claim_ids", "denial_ids", "rival_ids",
        )
    },
    "date_start": attrgetter("event.interval.start"), "date_end": attrgetter("event.interval.end"),
    "admin1": lambda row: row.fields.province or None, "iso3": lambda row: row.country.iso3 if row.country else None,
    **{f"killed_{name}": _dead(name) for name in ("low", "best", "high", "civilians")},
    **{name: _code(name) for name in CODES},
    "operation": lambda row: row.fields.operation.name if row.fields.operation else None, "sources": lambda row: row.fields.sources(),
}  # fmt: skip


def export_file(source: Source, path: Path, options: Options) -> None:
    """Write the file.

    Raises :class:`~casus.exporting.formats.MissingExtraError` without pyarrow, :class:`~casus.exporting.formats.ExportError` where a
    process that reads the record has died.
    """
    pa = library("pyarrow", "parquet", "parquet")
    parquet = library("pyarrow.parquet", "parquet", "parquet")
    plain = source if isinstance(source, RawSource) and source.as_coded else None
    with (
        TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder,
        parquet.ParquetWriter(path, schema(pa), compression="zstd", use_dictionary=come_again()) as writer,
    ):
        for group in raw_groups(plain, ROWS, options.jobs, Path(folder)) if plain else _groups(pa, source):
            writer.write_table(group)


def _groups(pa: Any, source: Source) -> Iterator[Any]:
    rows = map(_row, event_fields(source))
    while group := list(islice(rows, VALUES)):
        numbers = [row.event.numbers for row in group]
        yield table(
            pa, _cells(_OF_EVENT, group), _lists(_OF_NUMBER, numbers), _lists(_OF_CLAIM, list(map(_said, group)))
        )


def _row(fields: EventFields) -> _Row:
    event = fields.event
    return _Row(event, fields, deaths(fields.numbers), countries().get(event.country or ""))


def _said(row: _Row) -> list[_Said]:
    fields, against = row.fields, row.event.denial_ids
    return [_Said(claim, fields.reports[claim.document], claim.claim_id in against) for claim in fields.claims]


def _cells(getters: Getters, rows: Sequence[Any]) -> Cells:
    return {name: list(map(get, rows)) for name, get in getters.items()}


def _lists(getters: Getters, of_rows: Sequence[Sequence[Any]]) -> Lists:
    return Lists(list(map(len, of_rows)), _cells(getters, list(chain.from_iterable(of_rows))))

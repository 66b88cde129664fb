"""XLSX: a workbook of events, claims, tolls, control and sources, for people who work in a spreadsheet.

Days are real dates, numbers are numbers, everything else is text that no program runs. Header rows stay in sight and can be filtered. An event
links to its claims and back, a claim to its report's address. Rows are written one after the other in constant memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from casus.exporting.days import published
from casus.exporting.deaths import deaths
from casus.exporting.event_fields import EventFields, division, event_fields
from casus.exporting.formats import ExportError, library
from casus.exporting.values import Options, RecordValues
from casus.record import Claim, Control, Count, Document, Toll

LONGEST_TEXT = 32_767  # characters of a cell
LONGEST_ADDRESS = 2_079  # characters of a link
MOST_LINKS = 65_530  # of a sheet
MOST_ROWS = 1_048_576  # of a sheet, with the header
FIRST_DAY = date(1900, 3, 1)  # what is earlier is text: spreadsheets have no such dates, or a wrong one
TEXT, DAY, NUMBER, LONG = "text", "day", "number", "long"
WIDTHS = {TEXT: 18, DAY: 12, NUMBER: 10, LONG: 60}


class TooManyRowsError(ExportError):
    """A sheet cannot hold so many rows; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads elsewhere: an address, or a place in this workbook (``internal:...``)."""

    target: str
    text: str


Cell = str | int | float | date | Link | None
Sheet = Mapping[str, str]
EVENTS: Sheet = {
    "event_id": TEXT, "title": LONG, "claims": TEXT, "kind": TEXT, "status": TEXT, "grade": TEXT, "date_start": DAY, "date_end": DAY, "place": TEXT,
    "precision": TEXT, "admin1": TEXT, "country": TEXT, "lat": NUMBER, "lon": NUMBER, "actors": TEXT, "targets": TEXT,
    "killed_low": NUMBER, "killed_best": NUMBER, "killed_high": NUMBER, "killed_civilians": NUMBER, "wounded": NUMBER, "displaced": NUMBER,
    "detained": NUMBER, "acled_event_type": TEXT, "acled_sub_event_type": TEXT, "operation": TEXT, "sources": TEXT, "grade_reason": LONG,
    "report": TEXT, "claim_ids": LONG, "denial_ids": TEXT,
}  # fmt: skip
CLAIMS: Sheet = {
    "claim_id": TEXT, "event": TEXT, "kind": TEXT, "status": TEXT, "actors": TEXT, "targets": TEXT, "place": TEXT, "date_start": DAY,
    "date_end": DAY, "counts": TEXT, "source": TEXT, "source_type": TEXT, "confidence": NUMBER, "evidence": LONG, "report": TEXT,
    "publisher": TEXT, "published": DAY, "url": LONG,
}  # fmt: skip
TOLLS: Sheet = {
    "toll_id": TEXT, "what": TEXT, "min": NUMBER, "max": NUMBER, "parts": TEXT, "source": TEXT, "source_type": TEXT, "place": TEXT, "country": TEXT,
    "date_start": DAY, "date_end": DAY, "operation_id": TEXT, "superseded_by": TEXT, "claim": TEXT,
}  # fmt: skip
CONTROL: Sheet = {
    "place": TEXT, "holder": TEXT, "since_start": DAY, "since_end": DAY, "until_start": DAY, "until_end": DAY, "lost_by": TEXT,
    "country": TEXT, "lat": NUMBER, "lon": NUMBER, "claims": TEXT, "contested_by": TEXT,
}  # fmt: skip
SOURCES: Sheet = {
    "id": TEXT, "title": LONG, "publisher": TEXT, "published": DAY, "published_until": DAY, "date_basis": TEXT, "copy_of": TEXT, "url": LONG,
    "claims": NUMBER,
}  # fmt: skip
README = (
    "Events, and what they rest on, from a Casus record.",
    "events: one row an event; numbers are low, best and high over what is claimed; parts are never added to their whole.",
    "claims: one row an assertion in one report, with its words. An event's cell in the column claims leads to its first one.",
    "tolls: counts over a period or an operation, as claimed; never added to events.",
    "control: who is said to hold a place since when.",
    "sources: the reports; a copy is no second source.",
    "Places: GeoNames (CC BY 4.0). An empty cell is unknown. A point of precision district, province, country or region stands for an area.",
)  # fmt: skip


def export_file(values: RecordValues, path: Path, options: Options) -> None:  # noqa: ARG001 - all formats are called alike
    """Write the workbook. Raises :class:`TooManyRowsError` for a record that does not fit into sheets."""
    if max(len(values.links.events), len(values.claims)) >= MOST_ROWS:
        raise TooManyRowsError(
            f"a sheet holds {MOST_ROWS:,} rows, and the record has more; ask for fewer events (--since, --country) or give --format csv"
        )
    writer = library("xlsxwriter", "", "xlsx")
    book = writer.Workbook(
        str(path),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    day = published(tuple(values.documents)) or date(2000, 1, 1)
    book.set_properties({"created": datetime(day.year, day.month, day.day), "author": "Casus"})
    try:
        _write(_Book(book), values)
    finally:
        book.close()


def _write(book: _Book, values: RecordValues) -> None:
    index = _Index.of(values)
    events = (_event(fields, values, index) for fields in event_fields(values))
    book.readme()
    book.sheet("events", EVENTS, events, len(values.links.events))
    book.sheet("claims", CLAIMS, (_claim(claim, index) for claim in index.claims), len(index.claims))
    book.sheet("tolls", TOLLS, (_toll(toll, index) for toll in values.links.tolls), len(values.links.tolls))
    book.sheet("control", CONTROL, (_control(one, index) for one in values.links.controls), len(values.links.controls))
    book.sheet("sources", SOURCES, (_source(one, index) for one in values.documents), len(values.documents))


# --------------------------------------------------------------------------------------------- where things stand


@dataclass(frozen=True, slots=True)
class _Index:
    """Claims in the order of their sheet (those of an event together), and the rows of claims and events."""

    claims: Sequence[Claim]
    row_of_claim: Mapping[str, int]
    event_of_claim: Mapping[str, str]
    row_of_event: Mapping[str, int]
    documents: Mapping[str, Document]
    claims_of_document: Mapping[str, int]

    @classmethod
    def of(cls, values: RecordValues) -> _Index:
        by_id = {claim.claim_id: claim for claim in values.claims}
        event_of = {claim: event.event_id for event in values.links.events for claim in event.claim_ids}
        ordered = dict.fromkeys([*event_of, *by_id])
        claims = [by_id[claim_id] for claim_id in ordered if claim_id in by_id]
        counted: dict[str, int] = {}
        for claim in claims:
            counted[claim.document] = counted.get(claim.document, 0) + 1
        return cls(
            claims,
            {claim.claim_id: row for row, claim in enumerate(claims, start=2)},
            event_of,
            {event.event_id: row for row, event in enumerate(values.links.events, start=2)},
            {document.key: document for document in values.documents},
            counted,
        )

    def claims_link(self, claim_ids: Sequence[str]) -> Cell:
        """A cell that leads to the first of some claims."""
        known = [claim_id for claim_id in claim_ids if claim_id in self.row_of_claim]
        if not known:
            return None
        return Link(f"internal:'claims'!A{self.row_of_claim[known[0]]}", _many(len(claim_ids), "claim"))


def _many(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


# --------------------------------------------------------------------------------------------- rows


def _event(fields: EventFields, values: RecordValues, index: _Index) -> dict[str, Cell]:
    event, codes, dead = fields.event, fields.codes, deaths(fields.numbers)

    def best(what: str) -> int | None:
        return next((number.best for number in event.numbers if number.what == what), None)

    return {
        "event_id": event.event_id,
        "title": event.title,
        "claims": index.claims_link(event.claim_ids),
        "kind": event.kind,
        "status": event.status,
        "grade": event.grade,
        "date_start": event.interval.start,
        "date_end": event.interval.end,
        "place": event.place,
        "precision": event.precision,
        "admin1": division(values.provinces.get(event.place_id or "", "")) or None,
        "country": event.country,
        "lat": event.lat,
        "lon": event.lon,
        "actors": "; ".join(event.actors),
        "targets": "; ".join(event.targets),
        "killed_low": dead.low if dead else None,
        "killed_best": dead.best if dead else None,
        "killed_high": dead.high if dead else None,
        "killed_civilians": best("killed_civilians"),
        "wounded": best("wounded"),
        "displaced": best("displaced"),
        "detained": best("detained"),
        "acled_event_type": codes.acled_event_type if codes else None,
        "acled_sub_event_type": codes.acled_sub_event_type if codes else None,
        "operation": fields.operation.name if fields.operation else None,
        "sources": "; ".join(fields.sources()),
        "grade_reason": event.grade_reason,
        "report": _address(next((document.url for document in fields.documents if document.url), None)),
        "claim_ids": " ".join(event.claim_ids),
        "denial_ids": " ".join(event.denial_ids),
    }


def _claim(claim: Claim, index: _Index) -> dict[str, Cell]:
    document = index.documents[claim.document]
    event = index.event_of_claim.get(claim.claim_id)
    return {
        "claim_id": claim.claim_id,
        "event": Link(f"internal:'events'!A{index.row_of_event[event]}", event) if event else None,
        "kind": claim.kind,
        "status": claim.status,
        "actors": "; ".join(claim.actors),
        "targets": "; ".join(claim.targets),
        "place": claim.place,
        "date_start": claim.interval.start,
        "date_end": claim.interval.end,
        "counts": "; ".join(_count(count) for count in claim.counts),
        "source": claim.source,
        "source_type": claim.source_type,
        "confidence": round(claim.confidence, 3),
        "evidence": claim.evidence,
        "report": document.id,
        "publisher": document.publisher,
        "published": document.date.day,
        "url": _address(document.url),
    }


def _count(count: Count) -> str:
    low, high = count.min, count.max
    figures = str(low) if low == high else f"{'?' if low is None else low} to {'?' if high is None else high}"
    return f"{count.what} {figures}"


def _toll(toll: Toll, index: _Index) -> dict[str, Cell]:
    return {
        "toll_id": toll.toll_id,
        "what": toll.number.what,
        "min": toll.number.min,
        "max": toll.number.max,
        "parts": "; ".join(_count(count) for count in toll.parts),
        "source": toll.source,
        "source_type": toll.source_type,
        "place": toll.place,
        "country": toll.country,
        "date_start": toll.interval.start,
        "date_end": toll.interval.end,
        "operation_id": toll.operation_id,
        "superseded_by": toll.superseded_by,
        "claim": index.claims_link([toll.claim_id]),
    }


def _control(control: Control, index: _Index) -> dict[str, Cell]:
    until = control.until
    return {
        "place": control.place,
        "holder": control.holder,
        "since_start": control.since.start,
        "since_end": control.since.end,
        "until_start": until.start if until else None,
        "until_end": until.end if until else None,
        "lost_by": "; ".join(control.lost_by),
        "country": control.country,
        "lat": control.lat,
        "lon": control.lon,
        "claims": index.claims_link(control.claim_ids),
        "contested_by": " ".join(control.contested_by),
    }


def _source(document: Document, index: _Index) -> dict[str, Cell]:
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.date.start,
        "published_until": document.date.end,
        "date_basis": document.date.basis,
        "copy_of": index.documents[document.copy_of].id if document.copy_of else None,
        "url": _address(document.url),
        "claims": index.claims_of_document.get(document.key, 0),
    }


def _address(url: str | None) -> Cell:
    """A link, if it is an address of the web and no longer than a link may be."""
    if url and url.startswith(("http://", "https://")) and len(url) <= LONGEST_ADDRESS:
        return Link(url, url)
    return url


# --------------------------------------------------------------------------------------------- cells


@dataclass
class _Book:
    """The workbook with the few looks that its cells have."""

    book: Any
    looks: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.looks = {
            "header": self.book.add_format({"bold": True, "bg_color": "#E8E8E8", "bottom": 1}),
            DAY: self.book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "link": self.book.get_default_url_format(),
        }

    def readme(self) -> None:
        sheet = self.book.add_worksheet("README")
        sheet.set_column(0, 0, 120)
        for row, line in enumerate(README):
            sheet.write_string(row, 0, line)

    def sheet(self, name: str, columns: Sheet, rows: Iterable[Mapping[str, Cell]], number: int) -> None:
        sheet = self.book.add_worksheet(name)
        for column, kind in enumerate(columns.values()):
            sheet.set_column(column, column, WIDTHS[kind])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, number, len(columns) - 1)
        for column, header in enumerate(columns):
            sheet.write_string(0, column, header, self.looks["header"])
        links = iter(range(MOST_LINKS))
        for row, cells in enumerate(rows, start=1):
            for column, header in enumerate(columns):
                self._cell(sheet, row, column, cells[header], links)

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, links: Iterator[int]) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, Link):
            if next(links, None) is not None:
                sheet.write_url(row, column, cell.target, self.looks["link"], cell.text[:LONGEST_TEXT])
            else:  # a sheet holds no more links; the text is there all the same
                sheet.write_string(row, column, cell.text[:LONGEST_TEXT])
        elif isinstance(cell, date):
            if cell >= FIRST_DAY:
                sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self.looks[DAY])
            else:
                sheet.write_string(row, column, cell.isoformat())
        elif isinstance(cell, (int, float)):
            sheet.write_number(row, column, cell)
        else:
            sheet.write_string(row, column, cell[:LONGEST_TEXT])

"""XLSX: a workbook of events, claims, tolls, control and sources, for people who work in a spreadsheet.

Days are real dates, numbers are numbers, everything else is text that no program runs. Header rows stay in sight and can be filtered. An event
links to its claims and back, a claim to its report's address. Rows are written one after the other in constant memory;
what a sheet cannot hold goes on on another of the same name and a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from casus.exporting.days import last_published
from casus.exporting.deaths import deaths
from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.formats import library
from casus.exporting.ids import Ids
from casus.exporting.values import Options, Source
from casus.record import Claim, Control, Count, Document, Toll, distinct

LONGEST_TEXT = 32_767  # characters of a cell
LONGEST_ADDRESS = 2_079  # characters of a link
MOST_LINKS = 65_530  # of a sheet, and here of all of one name: the library holds links in memory until the end
MOST_ROWS = 1_048_576  # of a sheet, with the header
FIRST_DAY = date(1900, 3, 1)  # what is earlier is text: spreadsheets have no such dates, or a wrong one
TEXT, DAY, NUMBER, LONG = "text", "day", "number", "long"
WIDTHS = {TEXT: 18, DAY: 12, NUMBER: 10, LONG: 60}


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
SHEETS = {"events": EVENTS, "claims": CLAIMS, "tolls": TOLLS, "control": CONTROL, "sources": SOURCES}
README = (
    "Events, and what they rest on, from a Casus record.",
    "events: one row an event; numbers are low, best and high over what is claimed; parts are never added to their whole.",
    "claims: one row an assertion in one report, with its words. An event's cell in the column claims leads to its first one.",
    "tolls: counts over a period or an operation, as claimed; never added to events.",
    "control: who is said to hold a place since when.",
    "sources: the reports; a copy is no second source.",
    "Places: GeoNames (CC BY 4.0). An empty cell is unknown. A point of precision district, province, country or region stands for an area.",
)  # fmt: skip


def export_file(source: Source, path: Path, options: Options) -> None:  # noqa: ARG001 - all formats are called alike
    """Write the workbook."""
    writer = library("xlsxwriter", "", "xlsx")
    book = writer.Workbook(
        str(path),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    day = last_published(source) or date(2000, 1, 1)
    book.set_properties({"created": datetime(day.year, day.month, day.day), "author": "Casus"})
    try:
        _write(_Book(book), source)
    finally:
        book.close()


def _write(book: _Book, source: Source) -> None:
    """Rows of several sheets are written in turns: an event with its claims, a report with those of its claims that no event has."""
    book.readme()
    events, claims, tolls, control, reports = (book.sheets(name, columns) for name, columns in SHEETS.items())
    rows = _linked_claims(source)
    told = Ids()
    for fields in event_fields(source):
        here, by_id = events.next_place(), {claim.claim_id: claim for claim in fields.claims}
        own = [by_id[one] for one in distinct(fields.event.claim_ids) if one not in told]
        events.add(_event(fields, claims.next_place() if own else None))
        for claim in own:
            told.add(claim.claim_id)
            claims.add(_claim(claim, fields.reports[claim.document], Link(here, fields.event.event_id)), rows)
    ids = _ids_of_originals(source)
    for portion in source.by_reports(claims=True):
        documents = portion.by_key()
        for claim in portion.claims:
            if claim.claim_id not in told:
                claims.add(_claim(claim, documents[claim.document], None), rows)
        many = Counter(claim.document for claim in portion.claims)
        for key, document in documents.items():
            reports.add(_source(document, ids, many[key]))
    for toll in source.tolls():
        tolls.add(_toll(toll, rows))
    for one in source.controls():
        control.add(_control(one, rows))
    for series in (events, claims, tolls, control, reports):
        series.finish()


# --------------------------------------------------------------------------------------------- where things stand


def _linked_claims(source: Source) -> dict[str, str]:
    """The claims that tolls and control lead to, as many as their sheets have links, to be filled with where they stand."""
    of_tolls = (toll.claim_id for toll in islice(source.tolls(), MOST_LINKS))
    of_control = (one for control in islice(source.controls(), MOST_LINKS) for one in control.claim_ids[:1])
    return dict.fromkeys((*of_tolls, *of_control), "")


def _ids_of_originals(source: Source) -> dict[str, str]:
    """The ids of the reports that others are copies of, by key."""
    originals = {one.copy_of for portion in source.by_reports() for one in portion.documents if one.copy_of}
    if not originals:
        return {}
    return {one.key: one.id for portion in source.by_reports() for one in portion.documents if one.key in originals}


def _claims_link(claim_ids: Sequence[str], place: str | None) -> Cell:
    """A cell that leads to the first of some claims; without a place its text alone."""
    return Link(place or "", _many(len(claim_ids), "claim")) if claim_ids else None


def _many(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


# --------------------------------------------------------------------------------------------- rows


def _event(fields: EventFields, first: str | None) -> dict[str, Cell]:
    event, codes, dead = fields.event, fields.codes, deaths(fields.numbers)

    def best(what: str) -> int | None:
        return next((number.best for number in event.numbers if number.what == what), None)

    return {
        "event_id": event.event_id,
        "title": event.title,
        "claims": _claims_link(event.claim_ids, first),
        "kind": event.kind,
        "status": event.status,
        "grade": event.grade,
        "date_start": event.interval.start,
        "date_end": event.interval.end,
        "place": event.place,
        "precision": event.precision,
        "admin1": fields.province or None,
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


def _claim(claim: Claim, document: Document, event: Link | None) -> dict[str, Cell]:
    return {
        "claim_id": claim.claim_id,
        "event": event,
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


def _toll(toll: Toll, rows: Mapping[str, str]) -> dict[str, Cell]:
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
        "claim": _claims_link([toll.claim_id], rows.get(toll.claim_id)),
    }


def _control(control: Control, rows: Mapping[str, str]) -> dict[str, Cell]:
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
        "claims": _claims_link(control.claim_ids, rows.get(control.claim_ids[0]) if control.claim_ids else None),
        "contested_by": " ".join(control.contested_by),
    }


def _source(document: Document, originals: Mapping[str, str], claims: int) -> dict[str, Cell]:
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.date.start,
        "published_until": document.date.end,
        "date_basis": document.date.basis,
        "copy_of": originals[document.copy_of] if document.copy_of else None,
        "url": _address(document.url),
        "claims": claims,
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

    def sheets(self, name: str, columns: Sheet) -> _Sheets:
        """The first sheet of this name, and more of it when it is full."""
        return _Sheets(self, name, columns)

    def write(self, sheet: Any, row: int, column: int, cell: Cell, links: Iterator[int]) -> None:
        """Write a cell as what it is."""
        if cell is None or cell == "":
            return
        if isinstance(cell, Link):
            if cell.target and next(links, None) is not None:
                sheet.write_url(row, column, cell.target, self.looks["link"], cell.text[:LONGEST_TEXT])
            else:  # nowhere to lead, or there are links enough; the text is there all the same
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


class _Sheets:
    """Rows under one header, on as many sheets as they need: "claims", "claims 2" ..."""

    def __init__(self, book: _Book, name: str, columns: Sheet) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._number = 0
        self._links = iter(range(MOST_LINKS))
        self._open()

    def next_place(self) -> str:
        """Where the next row will stand, as a link within the workbook."""
        if self._row + 1 >= MOST_ROWS:
            return f"internal:'{self._title(self._number + 1)}'!A2"
        return f"internal:'{self._title(self._number)}'!A{self._row + 2}"

    def add(self, cells: Mapping[str, Cell], places: dict[str, str] | None = None) -> None:
        """Write a row; ``places`` gets where it stands if it has its id (the first cell) already."""
        if places is not None and (key := str(next(iter(cells.values())))) in places:
            places[key] = self.next_place()
        if self._row + 1 >= MOST_ROWS:
            self.finish()
            self._open()
        self._row += 1
        for column, header in enumerate(self._columns):
            self._book.write(self._sheet, self._row, column, cells[header], self._links)

    def finish(self) -> None:
        """Let the rows be filtered."""
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)

    def _title(self, number: int) -> str:
        return self._name if number == 1 else f"{self._name} {number}"

    def _open(self) -> None:
        self._number += 1
        self._row = 0
        self._sheet = self._book.book.add_worksheet(self._title(self._number))
        for column, (header, kind) in enumerate(self._columns.items()):
            self._sheet.set_column(column, column, WIDTHS[kind])
            self._sheet.write_string(0, column, header, self._book.looks["header"])
        self._sheet.freeze_panes(1, 1)

"""One row of a table becomes a document: ``text``, and optionally ``id``, ``date``, ``title``, ``url``, ``publisher``, ``author``, ``language``.

A row with ``url`` and no ``text`` is a link, to be fetched if the user said so. A row without usable text is set aside; a row whose other fields are wrong is kept without them, and the complaint is handed on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casus.reading.decoding import mend
from casus.reading.errors import UnreadableError
from casus.reading.limits import REPORT_CHARACTERS, megabytes
from casus.reading.links import Link
from casus.reading.web import is_address
from casus.record import Document, DocumentDate, Problem, Stated

FIELDS = ("text", "id", "date", "title", "url", "publisher", "author", "language")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as its table gave it: its number (from 1) and its fields, or why it could not be read."""

    number: int
    fields: Mapping[str, Any] | UnreadableError


def read_row(row: Row, table: str, locator: str) -> Iterator[Document | Problem | Link]:
    """The document of one row, or its link, and a problem for each field that had to be left out.

    ``table`` is the table's own name, from which a row without ``id`` gets one; ``locator`` is where the table lies.
    """
    where = f"{locator}#{row.number}"
    if isinstance(row.fields, UnreadableError):
        yield Problem(where, "read", str(row.fields))
        return
    if link := _link(row.fields, where):
        yield link
        return
    try:
        text = _text(row.fields)
    except UnreadableError as error:
        yield Problem(where, "read", str(error))
        return
    complaints: list[str] = []
    yield Document(
        id=_scalar(row.fields, "id", complaints) or f"{table}-{row.number}",
        text=text,
        title=_scalar(row.fields, "title", complaints),
        url=_scalar(row.fields, "url", complaints),
        publisher=_scalar(row.fields, "publisher", complaints),
        date=_row_date(row.fields.get("date"), complaints),
        locator=where,
        stated=tuple(_stated(row.fields, ("author", "language"), complaints)),
    )
    for complaint in complaints:
        yield Problem(where, "read", complaint)


def parse_day(stated: str) -> date:
    """The calendar day of an ISO 8601 date or date and time, as it stands (no change of time zone).

    Raises:
        ValueError: it is neither.
    """
    return datetime.fromisoformat(stated.strip()).date()


def _link(fields: Mapping[str, Any], where: str) -> Link | None:
    """The link that a row without text is, if it is one."""
    text, url = fields.get("text"), fields.get("url")
    if not isinstance(url, str) or not is_address(url.strip()) or (text is not None and not _is_blank(text)):
        return None
    known = list(_stated(fields, ("title", "publisher"), []))
    day = _row_date(fields.get("date"), [])
    if day.start:
        known.append(Stated("date", day.start.isoformat(), "the row"))
    return Link(url.strip(), where, stated=tuple(known))


def _is_blank(text: Any) -> bool:
    return (isinstance(text, str) and not text.strip()) or (isinstance(text, float) and math.isnan(text))


def _stated(fields: Mapping[str, Any], names: Sequence[str], complaints: list[str]) -> Iterator[Stated]:
    for name in names:
        if value := _scalar(fields, name, complaints):
            yield Stated(name, " ".join(value.split()), "the row")


def _text(fields: Mapping[str, Any]) -> str:
    text = fields.get("text")
    if text is None:
        raise UnreadableError('no "text" in this row; every row needs a field "text"')
    if not isinstance(text, str):
        raise UnreadableError(f'"text" is {_kind(text)}, not text')
    if len(text) > REPORT_CHARACTERS:
        raise UnreadableError(f"text longer than {megabytes(REPORT_CHARACTERS)}, too long for one report; split it")
    return mend(text)


def _scalar(fields: Mapping[str, Any], name: str, complaints: list[str]) -> str | None:
    value = fields.get(name)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        complaints.append(f'"{name}" is {_kind(value)}, not text; the row is kept without it')
        return None
    try:
        return mend(str(value)).strip() or None
    except UnreadableError as error:
        complaints.append(f'"{name}" {error}; the row is kept without it')
        return None


def _row_date(value: Any, complaints: list[str]) -> DocumentDate:
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    elif value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return DocumentDate()
    else:
        try:
            day = parse_day(str(value))
        except ValueError:
            complaints.append(f"date {_shown(value)} is not a date; write it as YYYY-MM-DD (the row is kept undated)")
            return DocumentDate()
    return DocumentDate(day, day, "given", ("the row's date",))


def _shown(value: Any) -> str:
    shown = ascii(value)
    return shown if len(shown) <= 40 else f"{shown[:37]}..."


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), f"a {type(value).__name__}")

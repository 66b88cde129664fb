"""Inputs become documents, one after the other: in the order given, folders walked in sorted order.

An input is a file, a folder, a web address or ``-`` (standard input). What a file is, its suffix says (``.gz`` besides); what
standard input is, its content says. Everything that cannot be read is handed on as a problem in its place, and the
next input is read. Where the machine has run out of space, memory or open files, nothing is an input's fault, and the run ends.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from casus.reading.decoding import decode, marked_encoding, open_bytes, read_bytes
from casus.reading.errors import AGAIN, MachineError, UnreadableError
from casus.reading.language import foreign_language
from casus.reading.limits import JSON_FILE_BYTES, REPORT_CHARACTERS, ROW_CHARACTERS, TEXT_FILE_BYTES, megabytes
from casus.reading.pages import Page, read_page
from casus.reading.rows import Row, read_row
from casus.reading.tables import csv_rows, is_row, json_rows, line_rows, parquet_rows, parse_json, rows_of_json
from casus.reading.web import fetch, is_address, name_of
from casus.record import Document, DocumentDate, Problem

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Read = Iterator[Document | Problem]
STANDARD_INPUT = "-"
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_TABLE_SUFFIXES = frozenset({".json", ".csv", ".tsv", ".parquet"}) | _LINE_SUFFIXES
_LACKING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOMEM, errno.EMFILE, errno.ENFILE})
"""Errors of a machine that has run out of space, memory or open files."""
_SPLIT_ADVICE = "too large for one report; split it, or make it a table with one report a row"


def read_inputs(inputs: Sequence[str], given_date: date | None = None) -> Read:
    """The documents of all inputs, and a problem for whatever could not be read, in a fixed order.

    ``given_date`` is the publication date of documents that state none themselves. Nothing is raised for an input that cannot
    be read. Raises :class:`MachineError` where the machine lacks what reading takes.
    """
    names = _Names()
    for given in inputs:
        for found in _read_input(given, names):
            yield _dated(found, given_date) if isinstance(found, Document) else found


class _Names:
    """The names given out in one run, so that two files of one stem do not get the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._files: set[Path] = set()

    def is_new(self, path: Path) -> bool:
        """Whether this file has not been read in this run, however it is named."""
        real = path.resolve()
        known = real in self._files
        self._files.add(real)
        return not known

    def choose(self, *candidates: str) -> str:
        """The first candidate that is not taken, else the last one with a number."""
        numbered = (f"{candidates[-1]}-{number}" for number in range(2, len(self._taken) + 3))
        name = next(name for name in (*candidates, *numbered) if name not in self._taken)
        self._taken.add(name)
        return name


def _read_input(given: str, names: _Names) -> Read:
    try:
        if given == STANDARD_INPUT:
            yield from _admitted(_read_content(sys.stdin.buffer, names.choose("stdin"), STANDARD_INPUT))
        elif is_address(given):
            yield from _admitted(_read_address(given, names.choose(name_of(given), given)))
        elif os.path.isdir(given):  # noqa: PTH112 - a name with a NUL is False here and an error with Path
            yield from _read_folder(Path(given), names)
        else:
            yield from _read_named_file(Path(given), Path(given).name, names)
    except UnreadableError as error:
        yield Problem(given, "read", str(error))
    except OSError as error:
        yield Problem(given, "read", _reason(error))


def _read_folder(folder: Path, names: _Names) -> Read:
    found_any = False
    unreadable: list[OSError] = []
    for parent, below, files in os.walk(folder, onerror=unreadable.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            found_any = True
            path = Path(parent, name)
            yield from _read_named_file(path, path.relative_to(folder).as_posix(), names)
    for error in unreadable:
        yield Problem(str(error.filename), "read", _reason(error))
    if not found_any and not unreadable:
        yield Problem(str(folder), "read", "no files in this folder; check the path")


def _read_named_file(path: Path, below: str, names: _Names) -> Read:
    locator = str(path)
    try:
        if "\0" in locator:
            raise UnreadableError("a path cannot hold a NUL character; check the path")
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise UnreadableError("not a plain file; to read from a pipe, give - and pipe it in")
        if names.is_new(path):
            plain = Path(path.stem) if path.suffix.lower() == ".gz" else path
            name = names.choose(plain.stem, below, locator)
            yield from _admitted(_read_file(path, plain.suffix.lower(), name))
    except UnreadableError as error:
        yield Problem(locator, "read", str(error))
    except OSError as error:
        yield Problem(locator, "read", _reason(error))


def _read_file(path: Path, suffix: str, name: str) -> Read:
    locator = str(path)
    if suffix == ".parquet":
        yield from _documents(parquet_rows(path), name, locator)
        return
    with open_bytes(path) as stream:
        if suffix in _TABLE_SUFFIXES:
            yield from _documents(_rows(stream, suffix), name, locator)
            return
        data = read_bytes(stream, TEXT_FILE_BYTES, _SPLIT_ADVICE)
    if suffix in _PAGE_SUFFIXES:
        if not data.strip():
            raise UnreadableError("empty; there is nothing to read")
        if b"\0" in data and marked_encoding(data) is None:
            raise UnreadableError("binary data, not HTML; check what this file is")
        yield read_page(Page(data, name, locator))
    else:
        yield Document(name, decode(data), locator=locator)


def _rows(stream: BinaryIO, suffix: str) -> Iterator[Row]:
    if suffix in _LINE_SUFFIXES:
        return line_rows(stream)
    if suffix == ".json":
        return json_rows(stream)
    return csv_rows(stream, "\t" if suffix == ".tsv" else None)


def _documents(rows: Iterator[Row], table: str, locator: str) -> Read:
    for row in rows:
        yield from read_row(row, table, locator)


def _read_content(stream: BinaryIO, name: str, locator: str) -> Read:
    """What has no suffix: JSON Lines, read line by line, else a JSON list, a page or plain text, as its first characters say."""
    first = stream.readline(ROW_CHARACTERS)
    stream = io.BufferedReader(_Rejoined(first, stream))
    if is_row(first):
        yield from _documents(line_rows(stream), name, locator)
        return
    text = decode(read_bytes(stream, JSON_FILE_BYTES, "save it as a file, which is read piece by piece"))
    start = text.lstrip()
    if start.startswith("{") or (start.startswith("[") and start[1:].lstrip()[:1] in ("{", "]")):
        yield from _documents(_rows_of_text(start), name, locator)
    elif start[:15].lower().startswith(("<!doctype html", "<html")):
        yield read_page(Page(text, name, locator))
    elif len(text) > TEXT_FILE_BYTES:
        raise UnreadableError(_SPLIT_ADVICE)
    else:
        yield Document(name, text, locator=locator)


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes have been taken from it, whole again."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Put what there is into the buffer, without waiting for more than there is; returns how many bytes."""
        size = len(memoryview(buffer))
        data, self._first = self._first[:size], self._first[size:]
        data = data or self._rest.read1(size)  # type: ignore[attr-defined]  # of all buffered streams: what is there, at once
        memoryview(buffer)[: len(data)] = data
        return len(data)


def _rows_of_text(text: str) -> Iterator[Row]:
    first, _, rest = text.partition("\n")
    if text.startswith("{") and rest.lstrip().startswith("{") and first.rstrip().endswith("}"):
        return line_rows(io.BytesIO(text.encode()))
    return rows_of_json(parse_json(text))


def _read_address(url: str, name: str) -> Read:
    fetched = fetch(url)
    if "html" in fetched.media_type:
        yield read_page(Page(fetched.data, name, url, url))
    elif fetched.media_type == "text/csv":
        yield from _documents(csv_rows(io.BytesIO(fetched.data)), name, url)
    else:
        for found in _read_content(io.BytesIO(fetched.data), name, url):
            yield replace(found, url=found.url or url) if isinstance(found, Document) else found


def _admitted(found: Read) -> Read:
    """The documents that can be coded; an empty or a foreign one is set aside."""
    for item in found:
        if isinstance(item, Problem):
            yield item
        elif not item.text.strip():
            yield Problem(item.locator, "read", "empty; there is nothing to read")
        elif len(item.text) > REPORT_CHARACTERS:
            reason = f"text longer than {megabytes(REPORT_CHARACTERS)}, too long for one report; split it"
            yield Problem(item.locator, "read", reason)
        elif language := foreign_language(item.text):
            yield Problem(
                item.locator, "read", f"not English (language: {language}); give an English text or a translation"
            )
        else:
            yield item


def _dated(document: Document, given: date | None) -> Document:
    if given is None or document.date.interval.known:
        return document
    return replace(document, date=DocumentDate(given, given, "given", ("the date given with the inputs",)))


def _reason(error: OSError) -> str:
    """Why an input cannot be read; raises :class:`MachineError` where no other could be read either."""
    if error.errno in _LACKING:
        raise MachineError(
            f"{error.filename or 'the input'} cannot be read: {error.strerror}; free some space or memory, or close programs, {AGAIN}"
        ) from error
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return "not allowed to read it; change its permissions"
    return f"cannot be read ({error.strerror or error}); check the disk and the path"

"""Tables become rows: JSON, JSON Lines, CSV and TSV, Parquet.

JSON Lines and CSV are streamed, so they may be of any size; one damaged row is handed on as such and the next one is read.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from casus.reading.decoding import marked_encoding, mend
from casus.reading.errors import UnreadableError
from casus.reading.limits import ROW_CHARACTERS, megabytes
from casus.reading.rows import FIELDS, Row

_PEEK = 8192
_DELIMITERS = ",;\t|"


def rows_of_json(value: Any) -> Iterator[Row]:
    """The rows of a parsed JSON value: a list of objects, an object ``{"documents": [...]}``, or one object.

    Raises:
        UnreadableError: it is of another shape, or has no rows.
    """
    if isinstance(value, dict):
        value = value["documents"] if isinstance(value.get("documents"), list) else [value]
    if not isinstance(value, list):
        raise UnreadableError('JSON, but not a list of rows; give a list of objects that have a "text"')
    if not value:
        raise UnreadableError("an empty list; there is nothing to read")
    for number, item in enumerate(value, 1):
        yield _json_row(number, item)


def line_rows(stream: BinaryIO) -> Iterator[Row]:
    """The rows of JSON Lines, one object a line; a row's number is its line's. Blank lines are passed over."""
    lines = _text_stream(stream)
    number, filled = 0, 0
    while line := _read(lambda: lines.readline(ROW_CHARACTERS)):
        number += 1
        if len(line) == ROW_CHARACTERS and not line.endswith("\n"):
            while line and not line.endswith("\n"):
                line = _read(lambda: lines.readline(ROW_CHARACTERS))
            filled += 1
            yield Row(number, UnreadableError(f"a line longer than {megabytes(ROW_CHARACTERS)}; is this JSON Lines?"))
        elif line.strip():
            filled += 1
            yield _line_row(number, line)
    if not filled:
        raise UnreadableError("empty; there is nothing to read")


def is_row(line: bytes) -> bool:
    """Whether a first line is a whole row of JSON Lines: an object that has a text."""
    try:
        row = json.loads(line.removeprefix(codecs.BOM_UTF8)) if line.endswith((b"}\n", b"}\r\n", b"}")) else None
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row and not isinstance(row.get("documents"), list)


def csv_rows(stream: BinaryIO, delimiter: str | None = None, *, reports: bool = True) -> Iterator[Row]:
    """The rows of a table with a header row; without ``delimiter`` it is the one that the header uses most.

    Raises:
        UnreadableError: there is no header, or, in a table of ``reports``, neither a column ``text`` nor ``url``.
    """
    csv.field_size_limit(max(csv.field_size_limit(), ROW_CHARACTERS))
    lines = _text_stream(stream)
    header_line = _read(lambda: lines.readline(ROW_CHARACTERS))
    if not header_line.strip():
        raise UnreadableError("empty, or without a header row; there is nothing to read")
    if delimiter is None:
        delimiter = max(_DELIMITERS, key=lambda mark: (header_line.count(mark), -_DELIMITERS.index(mark)))
    header = [mend(name).strip().lower() for name in next(csv.reader([header_line], delimiter=delimiter))]
    if reports and not {"text", "url"} & set(header):
        raise UnreadableError(
            f'no column "text" (columns: {", ".join(header)[:80]}); rename the column that holds the reports'
        )
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while (cells := _next_row(reader)) is not None:
        if isinstance(cells, list) and not any(cells):
            continue
        number += 1
        yield Row(number, cells if isinstance(cells, UnreadableError) else _cells(header, cells))
    if not number:
        raise UnreadableError("a header row and nothing below it; there is nothing to read")


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, batch by batch.

    Raises:
        UnreadableError: pyarrow is not installed, the file is damaged, or it has neither a column ``text`` nor ``url``.
    """
    try:
        parquet = import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        raise UnreadableError("Parquet needs pyarrow; run: pip install pyarrow") from None
    try:
        table = parquet.ParquetFile(path)
        names = [name for name in FIELDS if name in table.schema_arrow.names]
        if not {"text", "url"} & set(names):
            raise UnreadableError('no column "text"; rename the column that holds the reports')
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=names):
            for fields in batch.to_pylist():
                number += 1
                yield Row(number, fields)
    except (OSError, ValueError) as error:  # pyarrow's own errors are subclasses of ValueError
        raise UnreadableError(f"damaged Parquet file ({str(error).splitlines()[0][:80]})") from None


def parse_json(text: str) -> Any:
    """The value that ``text`` stands for.

    Raises:
        UnreadableError: it is not JSON; the message says where it breaks.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableError("malformed JSON: nested too deeply") from None
    except json.JSONDecodeError as error:
        hint = "; if it has one object a line, name it .jsonl" if error.msg == "Extra data" and error.lineno > 1 else ""
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError(f"malformed JSON: {error.msg} at {where}{hint}") from None
    except ValueError as error:
        raise UnreadableError(f"malformed JSON: {error}") from None


def _json_row(number: int, value: Any) -> Row:
    if not isinstance(value, dict):
        return Row(number, UnreadableError('not an object; every row is an object with a "text"'))
    return Row(number, value)


def _line_row(number: int, line: str) -> Row:
    try:
        return _json_row(number, parse_json(mend(line.strip())))
    except UnreadableError as error:
        return Row(number, error)


def _cells(header: list[str], cells: list[str]) -> Mapping[str, str] | UnreadableError:
    if len(cells) > len(header):
        return UnreadableError(
            f"{len(cells)} fields under {len(header)} columns; put text with delimiters in quotation marks"
        )
    return dict(zip(header, cells, strict=False))


def _next_row(reader: Iterator[list[str]]) -> list[str] | UnreadableError | None:
    try:
        cells: list[str] | None = _read(lambda: next(reader, None))
    except csv.Error as error:
        return UnreadableError(f"malformed CSV row: {error}")
    return cells


def _text_stream(stream: BinaryIO) -> io.TextIOWrapper:
    """The bytes as text; what is not UTF-8 is escaped, so that each row can be mended by itself."""
    buffered = io.BufferedReader(stream, _PEEK) if isinstance(stream, io.RawIOBase) else stream
    head: bytes = _read(lambda: buffered.peek(_PEEK)) if hasattr(buffered, "peek") else b""
    encoding = marked_encoding(head)
    if encoding is None and b"\0" in head:
        raise UnreadableError("binary data, not text; convert it to text or HTML first")
    errors = "surrogateescape" if encoding in (None, "utf-8-sig") else "replace"
    return io.TextIOWrapper(buffered, encoding or "utf-8", errors=errors, newline="\n")


def _read(step: Callable[[], Any]) -> Any:
    try:
        return step()
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableError(f"damaged gzip file ({error}); download or compress it again") from None

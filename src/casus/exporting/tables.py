"""Rows of text for spreadsheets, statistics programs and other machines: line ends, cells that nothing runs, numbers as text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO

from casus.exporting.values import Options

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet program takes for the beginning of a formula."""


class LinesEndInLf:
    """Takes the rows of a writer that ends them in CRLF (only such a writer quotes every cell with a line break in it)."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, row: str) -> int:
        """Write one row."""
        return self._stream.write(row.removesuffix("\r\n") + "\n")


def inert(cell: object) -> object:
    """The cell as a spreadsheet shows it and does not run it; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def csv_rows(stream: TextIO, options: Options) -> Callable[[Iterable[object]], Any]:
    """What writes one row of a CSV file with a fixed definition.

    A text that a spreadsheet program would run gets a leading apostrophe, unless ``options.raw``: programs that read these formats know no
    such texts, and people open them in spreadsheets. ``options.excel`` adds the byte order mark.
    """
    if options.excel:
        stream.write("\ufeff")
    writer = csv.writer(LinesEndInLf(stream), lineterminator="\r\n")
    if options.raw:
        return writer.writerow
    return lambda row: writer.writerow([inert(cell) for cell in row])


def in_order(row: Mapping[str, object], columns: Iterable[str]) -> list[object]:
    """The cells of a row by the columns of its format. Raises ``KeyError`` for a column that was forgotten."""
    return [row[column] for column in columns]


def degrees(value: float | None) -> float | None:
    """Degrees with four decimals (some ten metres), finer than any named place."""
    return None if value is None else round(value, 4)


def event_number(event_id: str) -> int:
    """An event's id as a number, for formats that want one: the twelve hexadecimal digits of it, so 48 bits, exact in a double.

    The same event has the same number in every export, and ``f"e{number:012x}"`` gives the id back. Ids of another form (of hand-made
    records) are told apart by their bytes.
    """
    digits = event_id[1:]
    try:
        return int(digits, 16)
    except ValueError:
        return int.from_bytes(event_id.encode()[-6:], "big")

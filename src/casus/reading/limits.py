"""How much is read at once: sizes beyond which an input is set aside instead of filling the memory."""

from __future__ import annotations

MEBIBYTE = 1 << 20
TEXT_FILE_BYTES = 20 * MEBIBYTE  # one text or HTML file, markup and all
JSON_FILE_BYTES = 512 * MEBIBYTE  # a JSON list has to be held in memory as a whole
REPORT_CHARACTERS = 2 * MEBIBYTE  # the text of one report, from a file or a row
ROW_CHARACTERS = 8 * MEBIBYTE  # one line of JSON Lines, one field of CSV


def megabytes(size: int) -> str:
    """A size in bytes or characters as people write it."""
    return f"{size // MEBIBYTE} MB"

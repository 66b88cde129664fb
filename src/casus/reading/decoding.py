"""From bytes to text: UTF-8, UTF-16 and UTF-32 with a byte-order mark, and Windows-1252 where that is plausible.

A wrong guess would put garbage into the record and shift nothing visibly, so what is not clear is refused: bytes with NULs
or many control characters are binary, and eight-bit bytes are taken for Windows-1252 only where they look like letters
and typographic marks between ASCII words.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from casus.reading.errors import UnreadableError
from casus.reading.limits import megabytes

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_SHARE = 0.01
_EIGHT_BIT_SHARE = 0.2
# What eight-bit English news text consists of: quotation marks, dashes, ellipsis, pound and degree signs, Latin letters.
_PLAUSIBLE = re.compile(r"[‘’‚“”„–—…•€£©®°·«»½¼¾\xa0\xad§´™À-ÖØ-öø-ÿŠšŽžŒœŸ]")
_BINARY = "binary data, not text; convert it to text or HTML first"


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte-order mark at the start of ``head`` declares, or ``None``."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def decode(data: bytes) -> str:
    """The text that ``data`` stands for, without a byte-order mark; line ends stay as they are.

    Raises:
        UnreadableError: the bytes are binary, or in no encoding that is recognised.
    """
    encoding = marked_encoding(data)
    if encoding:
        return _checked(_strict(data, encoding))
    if b"\0" in data:
        raise UnreadableError(_BINARY)
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _checked(_windows(data, error.start))


def mend(text: str) -> str:
    """Repair one row of a stream that was opened as UTF-8 with ``surrogateescape``: the row alone may be Windows-1252.

    Raises:
        UnreadableError: the row is neither, or holds control characters.
    """
    if text.isascii() and text.isprintable():
        return text
    try:
        return decode(text.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        raise UnreadableError("holds half characters (lone surrogates); export it again as UTF-8") from None


def open_bytes(path: Path) -> BinaryIO:
    """The file's bytes, decompressed where its name ends in ``.gz``."""
    if path.suffix.lower() == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def read_bytes(stream: BinaryIO, limit: int, advice: str) -> bytes:
    """All bytes of ``stream``, at most ``limit`` of them; ``advice`` is what to do when there are more.

    Raises:
        UnreadableError: there are more, or the compressed data is damaged.
    """
    try:
        data = stream.read(limit + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableError(f"damaged gzip file ({error}); download or compress it again") from None
    if len(data) > limit:
        raise UnreadableError(f"larger than {megabytes(limit)}; {advice}")
    return data


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"begins as {encoding.upper()} but is damaged at byte {error.start}; save it as UTF-8"
        ) from None


def _windows(data: bytes, broken_at: int) -> str:
    refusal = UnreadableError(
        f"neither UTF-8 (broken at byte {broken_at}) nor plausibly Windows-1252; find out its encoding and save it as UTF-8"
    )
    damaged = data.decode("utf-8", "replace")
    broken = damaged.count("�")
    intact = sum(not char.isascii() for char in damaged) - broken
    if intact > broken:
        raise refusal
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise refusal from None
    foreign = [char for char in text if not char.isascii()]
    if len(foreign) > _EIGHT_BIT_SHARE * len(text) or not all(_PLAUSIBLE.match(char) for char in foreign):
        raise refusal
    return text


def _checked(text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls > _CONTROL_SHARE * len(text):
        raise UnreadableError(_BINARY)
    return text

"""What a file, an answer of the web or standard input holds, and who reads it: by its name, its media type, or its first bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from casus.reading.decoding import decode, marked_encoding, open_bytes, read_bytes
from casus.reading.errors import UnreadableError
from casus.reading.gdelt import gdelt_links, is_article_list, is_gdelt
from casus.reading.limits import JSON_FILE_BYTES, ROW_CHARACTERS, TEXT_FILE_BYTES
from casus.reading.links import Found, Link
from casus.reading.rows import Row, read_row
from casus.reading.tables import csv_rows, is_row, line_rows, parquet_rows, parse_json, rows_of_json
from casus.record import Document

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from casus.reading.fetching import Answer

Items = Iterator[Found | Link]
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_XML_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf"})
_PDF, _ZIP, _GZIP, _WARC = b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"WARC/"
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SPLIT_ADVICE = "too large for one report; split it, or make it a table with one report a row"
_PIECES_ADVICE = "save it as a file, which is read piece by piece"


def read_file(path: Path, suffix: str, name: str, locator: str | None = None) -> Items:
    """What a file holds; ``suffix`` is that of its name without ``.gz``, in lower case; ``locator``: where it lies, if not at ``path``.

    Raises:
        UnreadableError, OSError: it cannot be read as a whole.
    """
    locator = locator or str(path)
    if suffix == ".parquet":
        yield from documents_of(parquet_rows(path), name, locator)
    elif suffix == ".wacz":
        from casus.reading.archives import read_wacz

        yield from read_wacz(path, name, locator)
    elif is_gdelt(path):
        yield from gdelt_links(path, locator)
    elif suffix == ".warc":
        from casus.reading.archives import read_warc

        with path.open("rb") as stream:  # compressed record by record, which the archive's reader takes apart itself
            yield from read_warc(stream, name, locator)
    else:
        with open_bytes(path) as stream:
            yield from _read_stream(stream, suffix, name, locator)


def _read_stream(stream: BinaryIO, suffix: str, name: str, locator: str) -> Items:
    if suffix in (".csv", ".tsv"):
        yield from documents_of(csv_rows(stream, "\t" if suffix == ".tsv" else None), name, locator)
    elif suffix in _LINE_SUFFIXES:
        yield from documents_of(line_rows(stream), name, locator)
    elif suffix == ".json":
        data = read_bytes(stream, JSON_FILE_BYTES, "make it JSON Lines (.jsonl), which is read line by line")
        yield from _read_json(decode(data), name, locator)
    elif suffix == ".mbox":
        from casus.reading.mail import read_mailbox

        yield from read_mailbox(stream, name, locator)
    else:
        yield from _read_whole(read_bytes(stream, TEXT_FILE_BYTES, _SPLIT_ADVICE), suffix, name, locator)


def _read_whole(data: bytes, suffix: str, name: str, locator: str) -> Items:
    if suffix in _PAGE_SUFFIXES:
        yield _page(data, name, locator)
    elif suffix in _XML_SUFFIXES:
        yield from _read_xml(data, name, locator)
    elif suffix == ".eml":
        yield _message(data, name, locator)
    elif suffix == ".pdf":
        yield _pdf(data, name, locator)
    elif suffix == ".docx":
        yield _docx(data, name, locator)
    else:
        yield Document(name, decode(data), locator=locator)


def read_content(stream: BinaryIO, name: str, locator: str) -> Items:
    """What has no name: JSON Lines, read line by line, else what its first bytes say, else plain text.

    Raises:
        UnreadableError: it cannot be read as a whole.
    """
    first = stream.readline(ROW_CHARACTERS)
    stream = io.BufferedReader(Rejoined(first, stream))
    if is_row(first):
        yield from documents_of(line_rows(stream), name, locator)
        return
    if first.startswith(_WARC):
        from casus.reading.archives import read_warc

        yield from read_warc(stream, name, locator)
        return
    data = read_bytes(stream, JSON_FILE_BYTES, _PIECES_ADVICE)
    yield from _read_bytes(data, name, locator)


def read_answer(answer: Answer, name: str, url: str) -> Items:
    """What the web answered for an address that the user named, or a link; documents keep the address.

    Raises:
        UnreadableError: it cannot be read as a whole.
    """
    kind, data = answer.media_type, answer.data
    if data.startswith(_GZIP):  # a file that is compressed itself, such as sitemap.xml.gz
        from casus.reading.fetching.bodies import read_body
        from casus.reading.fetching.limits import Limits

        data = read_body([data], "gzip", Limits())
        kind = "application/xml" if _xml_kind(data) in ("feed", "sitemap") else ""
    if kind in ("text/html", "application/xhtml+xml") and _xml_kind(data) in (None, "page"):
        yield _page(data, name, url, url, answer.charset)
        return
    if kind == "text/csv":
        items: Items = documents_of(csv_rows(io.BytesIO(data)), name, url)
    elif kind == _DOCX_TYPE:
        items = iter((_docx(data, name, url),))
    elif kind == "message/rfc822":
        items = iter((_message(data, name, url),))
    elif kind.endswith("xml"):
        items = _read_xml(data, name, url, url, answer.charset)
    elif kind == "text/plain" and answer.charset:
        items = _read_text(_in_charset(data, answer.charset), name, url)
    else:
        items = read_content(io.BytesIO(data), name, url)
    for found in items:
        yield replace(found, url=found.url or url) if isinstance(found, Document) else found


def documents_of(rows: Iterator[Row], table: str, locator: str) -> Items:
    """The documents of a table's rows."""
    for row in rows:
        yield from read_row(row, table, locator)


def _read_bytes(data: bytes, name: str, locator: str) -> Items:
    from casus.reading.mail import is_message

    if data.startswith(_PDF):
        yield _pdf(data, name, locator)
    elif data.startswith(_ZIP):
        yield _docx(data, name, locator)
    elif is_message(data[:ROW_CHARACTERS]):
        yield _message(data, name, locator)
    elif _xml_kind(data) in ("feed", "sitemap"):
        yield from _read_xml(data, name, locator)
    else:
        yield from _read_text(decode(data), name, locator)


def _read_text(text: str, name: str, locator: str) -> Items:
    start = text.lstrip()
    if start.startswith("{") or (start.startswith("[") and start[1:].lstrip()[:1] in ("{", "]")):
        yield from _read_json(start, name, locator)
    elif start[:15].lower().startswith(("<!doctype html", "<html")):
        yield _page(text, name, locator)
    elif len(text) > TEXT_FILE_BYTES:
        raise UnreadableError(_SPLIT_ADVICE)
    else:
        yield Document(name, text, locator=locator)


def _read_json(text: str, name: str, locator: str) -> Items:
    """A feed, a list of GDELT's, or rows; JSON Lines too, where it has no name that would say so."""
    from casus.reading.feeds import is_json_feed, json_feed_entries

    first, _, rest = text.partition("\n")
    if (
        text.startswith("{")
        and rest.lstrip().startswith("{")
        and first.rstrip().endswith("}")
        and _is_nameless(locator)
    ):
        yield from documents_of(line_rows(io.BytesIO(text.encode())), name, locator)
        return
    value = parse_json(text)
    if is_json_feed(value):
        yield from json_feed_entries(value, name, locator)
    elif is_article_list(value):
        yield from documents_of(rows_of_json(value["articles"]), name, locator)
    else:
        yield from documents_of(rows_of_json(value), name, locator)


def _is_nameless(locator: str) -> bool:
    """Whether what lies there has no suffix that says what it is: standard input, or an address."""
    return locator == "-" or "://" in locator


def _read_xml(data: bytes, name: str, locator: str, url: str | None = None, charset: str | None = None) -> Items:
    kind = _xml_kind(data)
    if kind == "page":
        yield _page(data, name, locator, url, charset)
        return
    if kind is None:
        raise UnreadableError("XML, but no feed, sitemap or page; give a feed, or its reports as text or rows")
    if len(data) > TEXT_FILE_BYTES:
        raise UnreadableError(_SPLIT_ADVICE)
    from casus.reading.feeds import feed_entries, sitemap_links

    yield from feed_entries(data, name, locator, url) if kind == "feed" else sitemap_links(data, locator)


def _xml_kind(data: bytes) -> str | None:
    from casus.reading.feeds import xml_kind

    return xml_kind(data)


def _page(data: bytes | str, name: str, locator: str, url: str | None = None, charset: str | None = None) -> Document:
    from casus.reading.pages import Page, read_page

    if not data.strip():
        raise UnreadableError("empty; there is nothing to read")
    if len(data) > TEXT_FILE_BYTES:
        raise UnreadableError(_SPLIT_ADVICE)
    if isinstance(data, bytes) and b"\0" in data and marked_encoding(data) is None:
        raise UnreadableError("binary data, not HTML; check what this file is")
    return read_page(Page(data, name, locator, url, charset))


def _message(data: bytes, name: str, locator: str) -> Document:
    from casus.reading.mail import read_message

    return read_message(data, name, locator)


def _pdf(data: bytes, name: str, locator: str) -> Document:
    from casus.reading.printed import read_pdf

    return read_pdf(data, name, locator)


def _docx(data: bytes, name: str, locator: str) -> Document:
    from casus.reading.printed import read_docx

    return read_docx(data, name, locator)


def _in_charset(data: bytes, charset: str) -> str:
    from casus.reading.charsets import decode_page

    return decode(decode_page(data, charset)[0].encode("utf-8", "replace"))


class Rejoined(io.RawIOBase):
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

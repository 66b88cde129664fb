"""Web archives: WARC files as crawlers write them (Common Crawl's CC-NEWS among them), and WACZ, which packs such files.

Archives are streamed, record by record. Of each answer that is a page or a PDF with status 200 a document is made; redirects, errors, images
and scripts in an archive are no reports, and are passed over. The day of the crawl is no day of publication.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from casus.reading.errors import UnreadableError
from casus.reading.fetching.bodies import read_body
from casus.reading.fetching.limits import Limits
from casus.reading.limits import TEXT_FILE_BYTES, megabytes
from casus.reading.pages import Page, read_page
from casus.reading.printed import read_pdf
from casus.record import Document, Problem

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_PDF = "application/pdf"
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n")
_ARCHIVES = (".warc", ".warc.gz")


def read_warc(stream: IO[bytes], name: str, locator: str) -> Iterator[Document | Problem]:
    """The documents of an archive, compressed or not; a document is named after the archive and the record's number in it.

    Raises:
        UnreadableError: it is no archive, or it is cut off or damaged (what came before has been handed on).
    """
    number = 0
    for number, record in enumerate(_records(stream), 1):
        where = f"{locator}#{number}"
        try:
            found = _document(record, f"{name}-{number}", where)
        except UnreadableError as error:
            yield Problem(where, "read", str(error))
        else:
            if found is not None:
                yield found
    if not number:
        raise UnreadableError("no web archive (WARC), or an empty one; check what this file is")


def read_wacz(path: Path, name: str, locator: str) -> Iterator[Document | Problem]:
    """The documents of the archives in a WACZ file (https://specs.webrecorder.net/wacz/1.1.1/).

    Raises:
        UnreadableError: it is damaged, or has no archive in it.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            members = sorted(member for member in packed.namelist() if member.lower().endswith(_ARCHIVES))
            if not members:
                raise UnreadableError("no web archive in this WACZ file; check what it is")
            for member in members:
                short = member.rpartition("/")[2].partition(".")[0]
                with packed.open(member) as stream:
                    yield from read_warc(stream, f"{name}-{short}", f"{locator}/{member}")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f"a damaged WACZ file ({error}); download it again") from None


def _records(stream: IO[bytes]) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        yield from ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True)
    except (OSError, ValueError, RuntimeError, EOFError) as error:  # FastWARC's stream errors are OSErrors
        reason = (str(error).splitlines() or [type(error).__name__])[0][:100]
        raise UnreadableError(f"no web archive (WARC), or a damaged one ({reason}); download it again") from None


def _document(record: Any, name: str, where: str) -> Document | None:
    head = record.http_headers
    if head is None or head.status_code != 200:
        return None
    media_type = (record.http_content_type or "").lower()
    if media_type not in _PAGES and media_type != _PDF:
        return None
    data = _body(record)
    url = record.headers.get("WARC-Target-URI", "").strip("<>") or None
    if media_type == _PDF:
        return replace(read_pdf(data, name, where), url=url)
    return read_page(Page(data, name, where, url, record.http_charset))


def _body(record: Any) -> bytes:
    """The body of an answer as its reader would have seen it; some crawlers store it as it came over the wire, others unpacked."""
    data: bytes = record.reader.read(TEXT_FILE_BYTES + 1)
    if len(data) > TEXT_FILE_BYTES:
        raise UnreadableError(f"larger than {megabytes(TEXT_FILE_BYTES)}; too large for one report")
    if len(data) < record.content_length:
        raise UnreadableError("the archive is cut off in this record; download it again")
    head = record.http_headers
    if "chunked" in (head.get("Transfer-Encoding") or "").lower() and _CHUNK.match(data):
        data = _joined_chunks(data)
    coding = (head.get("Content-Encoding") or "").strip().lower()
    if not coding or data.lstrip()[:1] == b"<":  # unpacked already, whatever the header says
        return data
    return _brotli(data) if coding == "br" else read_body([data], coding, Limits(expanded=TEXT_FILE_BYTES))


def _joined_chunks(data: bytes) -> bytes:
    """The body in chunks of HTTP/1.1 (RFC 9112, section 7.1)."""
    parts, at = [], 0
    while found := _CHUNK.match(data, at):
        size = int(found.group(1), 16)
        parts.append(data[found.end() : found.end() + size])
        at = found.end() + size + 2
        if not size:
            break
    return b"".join(parts)


def _brotli(data: bytes) -> bytes:
    import brotli  # comes with FastWARC

    try:
        inflate = brotli.Decompressor()
        found: bytes = inflate.process(data, output_buffer_limit=TEXT_FILE_BYTES + 1)
    except brotli.error as error:
        raise UnreadableError(f"a damaged answer ({error}); nothing can be read of it") from None
    if len(found) > TEXT_FILE_BYTES:
        raise UnreadableError(f"decompresses to more than {megabytes(TEXT_FILE_BYTES)}; too large for one report")
    return found

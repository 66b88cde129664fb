"""PDF and Word files: their text as paragraphs. A PDF has to have a text layer; a picture of a page is not read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from importlib import import_module
from typing import Any

from casus.reading.errors import UnreadableError
from casus.reading.limits import REPORT_CHARACTERS, TEXT_FILE_BYTES, megabytes
from casus.reading.safe_xml import parse_xml
from casus.record import Document, Stated

MOST_PAGES = 2000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "{http://purl.org/dc/elements/1.1/}"
_END = re.compile(r"[.!?:;”’\"')\]]$")
_FULL = 0.75  # of the longest line: a line this long goes on in the next


def read_pdf(data: bytes, name: str, locator: str) -> Document:
    """The document of a PDF file: title and author from its properties; when it was made is no day of publication.

    Raises:
        UnreadableError: pypdf is not installed, the file is encrypted or damaged, or it has no text layer.
    """
    try:
        pypdf = import_module("pypdf")
    except ModuleNotFoundError:
        raise UnreadableError("PDF needs pypdf; run: pip install 'casus-monitor[pdf]'") from None
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("a PDF with a password; save it without")
        if len(reader.pages) > MOST_PAGES:
            raise UnreadableError(f"a PDF of more than {MOST_PAGES:,} pages; split it")
        text = _pages_text(reader)
        properties = reader.metadata or {}
    except UnreadableError:
        raise
    except Exception as error:  # pypdf raises whatever a damaged file leads to; the reason is handed on
        raise UnreadableError(
            f"a damaged PDF ({type(error).__name__}: {(str(error).splitlines() or [''])[0][:80]})"
        ) from error
    if not text.strip():
        raise UnreadableError("a PDF without a text layer; run text recognition over it first (for instance ocrmypdf)")
    return _document(text, name, locator, str(properties.get("/Title") or ""), str(properties.get("/Author") or ""))


def read_docx(data: bytes, name: str, locator: str) -> Document:
    """The document of a Word file (.docx): its paragraphs, those of tables too; what is marked as deleted is left out.

    Raises:
        UnreadableError: it is damaged, too large when unpacked, or has no text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            body = parse_xml(_member(packed, "word/document.xml"))
            core = parse_xml(_member(packed, "docProps/core.xml")) if "docProps/core.xml" in packed.namelist() else None
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(
            f"not a Word file, or a damaged one ({type(error).__name__}); save it again as .docx"
        ) from None
    paragraphs = ("".join(map(_run_text, paragraph.iter())) for paragraph in body.iter(f"{_WORD}p"))
    text = "\n".join(line for line in (paragraph.strip() for paragraph in paragraphs) if line)
    if not text:
        raise UnreadableError("a Word file without text; there is nothing to read")
    title, author = (core.findtext(f"{_CORE}{part}") or "" if core is not None else "" for part in ("title", "creator"))
    return _document(text, name, locator, title, author)


def _document(text: str, name: str, locator: str, title: str, author: str) -> Document:
    values = {"author": " ".join(author.split()), "title": " ".join(title.split())}
    stated = tuple(Stated(field, value, "the file's properties") for field, value in values.items() if value)
    return Document(name, text, title=values["title"] or None, locator=locator, stated=stated)


def _pages_text(reader: Any) -> str:
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        text = page.extract_text() or ""
        size += len(text)
        if size > REPORT_CHARACTERS:
            raise UnreadableError(f"text longer than {megabytes(REPORT_CHARACTERS)}, too long for one report; split it")
        pages.append(text)
    return joined_lines("\n".join(pages).encode("utf-8", "replace").decode().replace("\0", ""))


def joined_lines(text: str) -> str:
    """Lines as a page breaks them, joined to paragraphs: a full line goes on in the next, and a word parted by a hyphen becomes whole."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    full = _FULL * max(map(len, lines), default=0)
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line:
            before = paragraphs[-1]
            parted = before.endswith("-") and line[:1].islower() and before[-2:-1].isalpha()
            paragraphs[-1] = before[:-1] + line if parted else f"{before} {line}"
        elif line:
            paragraphs.append(line)
        goes_on = (
            bool(line)
            and (len(line) >= full or (line.endswith("-") and goes_on))
            and not (_END.search(line) and len(line) < full)
        )
    return "\n".join(paragraphs)


def _member(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as member:
        data = member.read(TEXT_FILE_BYTES + 1)
    if len(data) > TEXT_FILE_BYTES:
        raise UnreadableError(f"a Word file that unpacks to more than {megabytes(TEXT_FILE_BYTES)}; split it")
    return data


def _run_text(element: Any) -> str:
    if element.tag == f"{_WORD}t":
        return element.text or ""
    return {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}.get(element.tag, "")

"""Saved e-mails: a message (.eml) or a mailbox (.mbox) of newsletters and bulletins; each message is a document.

A message's plain text is taken where it says as much as its HTML, for it is what the sender wrote; else what the HTML shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO

from casus.reading.blocks import visible_text
from casus.reading.charsets import decode_page
from casus.reading.errors import UnreadableError
from casus.reading.limits import TEXT_FILE_BYTES, megabytes
from casus.reading.metadata import parse_moment
from casus.reading.pages import date_of
from casus.record import Document, Problem, Stated

_ENOUGH = 0.5  # of the length of what the HTML shows: a shorter plain text is "see this in your browser"
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEAD = re.compile(rb"\A(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_USUAL = re.compile(rb"^(?:From|Date|Subject|Received|Message-ID|MIME-Version):", re.MULTILINE | re.IGNORECASE)


def is_message(head: bytes) -> bool:
    """Whether bytes begin as an e-mail does: headers, of which some are an e-mail's."""
    plain = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n"
    return bool(_HEAD.match(plain)) and len(set(_USUAL.findall(plain))) >= 2


def read_message(data: bytes, name: str, locator: str) -> Document:
    """The document of one message.

    Raises:
        UnreadableError: it has no text, or its parts are nested too deeply.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        text = _text_of(message)
    except RecursionError:
        raise UnreadableError("an e-mail whose parts are nested too deeply; save its text") from None
    except (
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
    ) as error:  # what broken headers make of the library
        raise UnreadableError(f"an e-mail that cannot be parsed ({type(error).__name__}); save its text") from None
    if not text.strip():
        raise UnreadableError("an e-mail without text; save what is attached to it")
    stated = _stated(message)
    return Document(
        id=name,
        text=text,
        title=stated["title"].value if "title" in stated else None,
        url=stated["url"].value if "url" in stated else None,
        publisher=stated["publisher"].value if "publisher" in stated else None,
        date=date_of(stated.get("date")),
        locator=locator,
        stated=tuple(stated[field] for field in sorted(stated)),
    )


def read_mailbox(stream: BinaryIO, name: str, locator: str) -> Iterator[Document | Problem]:
    """The documents of a mailbox, message by message; one that cannot be read is a problem, and the next is read.

    Raises:
        UnreadableError: it is no mailbox.
    """
    number = 0
    for number, data in enumerate(_messages(stream), 1):
        where = f"{locator}#{number}"
        if data is None:
            yield Problem(where, "read", f"a message larger than {megabytes(TEXT_FILE_BYTES)}; save its text")
            continue
        try:
            yield read_message(data, f"{name}-{number}", where)
        except UnreadableError as error:
            yield Problem(where, "read", str(error))
    if not number:
        raise UnreadableError('not a mailbox (no line that begins with "From "); a single message is named .eml')


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """The messages of a mailbox, without their "From " lines; ``None`` for one that is too large."""
    lines: list[bytes] | None = None
    size, blank = 0, True
    while line := stream.readline(TEXT_FILE_BYTES):
        if blank and line.startswith(b"From "):
            if lines is not None:
                yield _joined(lines, size)
            lines, size = [], 0
        elif lines is not None:
            size += len(line)
            if size <= TEXT_FILE_BYTES:
                lines.append(line)
            else:
                lines.clear()
        blank = line in (b"\n", b"\r\n")
    if lines is not None:
        yield _joined(lines, size)


def _joined(lines: list[bytes], size: int) -> bytes | None:
    return _ESCAPED.sub(rb"\1", b"".join(lines)) if size <= TEXT_FILE_BYTES else None


def _text_of(message: EmailMessage) -> str:
    plain, html = "", ""
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and not plain:
            plain = _decoded(part)
        elif kind == "text/html" and not html:
            html = visible_text(_decoded(part))
    whole = plain.replace("\r\n", "\n").strip()
    return whole if len(whole) >= _ENOUGH * len(html) else html


def _decoded(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    return decode_page(payload, part.get_content_charset())[0] if isinstance(payload, bytes) else ""


def _stated(message: EmailMessage) -> dict[str, Stated]:
    name, address = parseaddr(str(message.get("From", "")))
    day = parse_moment(str(message.get("Date", "")))
    archived = re.search(r"https?://[^\s<>]+", str(message.get("Archived-At", "")))
    values = {
        "title": (str(message.get("Subject", "")), "Subject"),
        "publisher": (name or address.rpartition("@")[2], "From"),
        "date": (day.isoformat() if day else "", "Date"),
        "language": (str(message.get("Content-Language", ""))[:2].lower(), "Content-Language"),
        "url": (archived.group() if archived else "", "Archived-At"),
    }
    flat = {field: (" ".join(value.split()), header) for field, (value, header) in values.items()}
    return {field: Stated(field, value, f"the header {header}") for field, (value, header) in flat.items() if value}

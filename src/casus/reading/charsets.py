"""The bytes of a page as text: by its byte-order mark, else the server's header, else the page's own declaration, else by what they look like.

The order is that of the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding), with one
change: a declaration that the bytes contradict is passed over (damaged UTF-8, or valid UTF-8 called an eight-bit encoding), for many pages declare what their server does not send.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from casus.reading.decoding import marked_encoding

_SEARCHED = 4096  # bytes; the standard says 1,024, and pages put more before it
_META = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
# The standard's labels that mean another encoding than their names say.
_EIGHT_BIT = ("cp12", "iso8859", "latin", "koi8", "mac")
"""Encodings that take any bytes: what is valid UTF-8, which other texts hardly ever are, is UTF-8 whatever they are declared to be."""
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_MEANT |= {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "cp1254", "shift_jis": "cp932", "utf-16": "utf-8"}


def decode_page(data: bytes, header: str | None = None) -> tuple[str, str]:
    """The text of a page and how its encoding is known; ``header`` is the charset of the header Content-Type.

    Never raises: bytes that no encoding takes are replaced one by one, and the second value says so.
    """
    marked = marked_encoding(data)
    if marked:
        return data.decode(marked, "replace"), f"{marked}, by its byte-order mark"
    plain = _as_utf8(data)
    for label, basis in _declared(data, header):
        encoding = _known(label)
        if encoding and plain is not None and encoding.startswith(_EIGHT_BIT) and not data.isascii():
            return plain, f"utf-8, by its bytes, against {basis}"
        if encoding:
            try:
                return data.decode(encoding), f"{encoding}, by {basis}"
            except UnicodeDecodeError:  # the declaration is wrong; what the bytes look like decides below
                continue
    return (plain, "utf-8, by its bytes") if plain is not None else _guessed(data)


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(data: bytes, header: str | None) -> Iterator[tuple[str, str]]:
    if header:
        yield header, "the server's header"
    head = data[:_SEARCHED]
    for pattern, basis in ((_XML, "its XML declaration"), (_META, "its meta element")):
        if found := pattern.search(head):
            yield found.group(1).decode("ascii"), basis


def _known(label: str) -> str | None:
    label = label.strip().lower()
    try:
        name = codecs.lookup(_MEANT.get(label, label)).name
    except (LookupError, ValueError):
        return None
    try:
        b"a".decode(name)
    except (LookupError, UnicodeError):  # codecs of Python that make no text (base64, rot13)
        return None
    return name


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: _SEARCHED * 16]).best()
    encoding = best.encoding if best else "cp1252"
    text = data.decode(encoding, "replace")
    damaged = ", with damaged characters" if "\ufffd" in text else ""
    return text, f"{encoding}, guessed from its bytes{damaged}"

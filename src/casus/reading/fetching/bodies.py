"""The body of an answer: read within limits, and decompressed piece by piece, so that little data cannot become much."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from casus.reading.errors import UnreadableError
from casus.reading.fetching.limits import Limits
from casus.reading.limits import megabytes

_STEP = 1 << 16
_SAVE = "save it as a file and give that"
CODINGS = ("gzip", "deflate")


def read_body(chunks: Iterable[bytes], coding: str, limits: Limits) -> bytes:
    """The whole body; ``coding`` is the header Content-Encoding.

    Raises:
        UnreadableError: it is larger than allowed, before or after decompression, damaged, cut off, or compressed in another way.
    """
    names = [name.strip().lower() for name in coding.split(",") if name.strip().lower() not in ("", "identity")]
    names = ["gzip" if name == "x-gzip" else name for name in names]
    if len(names) > 1 or not set(names) <= set(CODINGS):
        raise UnreadableError(f"the answer is compressed as {', '.join(names)[:40]}, which was not asked for; {_SAVE}")
    wire = _counted(chunks, limits.bytes, "the answer is larger than")
    plain = _expanded(wire, names[0]) if names else wire
    return b"".join(_counted(plain, limits.expanded, "the answer decompresses to more than"))


def _counted(chunks: Iterable[bytes], limit: int, complaint: str) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise UnreadableError(f"{complaint} {megabytes(limit)}; {_SAVE}")
        yield chunk


def _expanded(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The decompressed pieces, none larger than a step; servers send "deflate" with and without zlib's frame."""
    inflate = None
    for chunk in chunks:
        rest = chunk
        while rest:
            if inflate is None:
                bare = coding == "deflate" and (rest[0] & 0x0F) != 8
                inflate = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
            try:
                yield inflate.decompress(rest, _STEP)
            except zlib.error as error:
                raise UnreadableError(f"the answer is damaged ({error}); try again, or {_SAVE}") from None
            rest = inflate.unconsumed_tail
            if inflate.eof:
                rest, inflate = inflate.unused_data, None  # gzip may have several members
    if inflate is not None:
        yield inflate.flush(_STEP)
        if not inflate.eof:
            raise UnreadableError(f"the answer was cut off before its end; try again, or {_SAVE}")

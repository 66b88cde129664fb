"""What an address answered with, and what is kept of an answer to ask again only for what has changed."""

from __future__ import annotations

from dataclasses import dataclass

from casus.reading.errors import UnreadableError


class StatusError(UnreadableError):
    """The server answered with something other than what was asked for; ``retry_after`` is its header of this name, as it came."""

    def __init__(self, status: int, message: str, retry_after: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer's validators (RFC 9110, section 8.8): sent with the next request, they spare an answer that has not changed."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> list[tuple[str, str]]:
        """The request's headers that ask for a change only."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return [(name, value) for name, value in pairs if value]


@dataclass(frozen=True, slots=True)
class Answer:
    """``url`` is where it was found at last; ``data`` is decompressed, and empty where nothing has ``changed``."""

    url: str
    data: bytes
    media_type: str  # lower case, without parameters; empty where the server says none
    charset: str | None  # as the header says
    seen: Seen
    changed: bool = True

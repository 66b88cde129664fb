"""What one fetch may take and where it may go, as one value."""

from __future__ import annotations

from dataclasses import dataclass

from casus.reading.limits import MEBIBYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one fetch, redirects included. The standard ones suit news pages and feeds.

    ``private``: addresses that are not public may be asked too, on any port; without it, only ``ports``.
    """

    bytes: int = 20 * MEBIBYTE  # as they come over the wire
    expanded: int = 40 * MEBIBYTE  # after decompression
    seconds: float = 60.0  # from the first name looked up to the last byte
    idle: float = 15.0  # seconds without a byte
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    private: bool = False

"""What is asked of the server, as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

LOOPBACK = ("localhost", "127.0.0.1", "::1")
RATE = "600/minute"
MOST_ITEMS = 500
"""The largest page."""


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Settings:
    """``hosts``: names that requests may give this server (empty: any); ``cors``: origins whose pages may read the answers; ``rate``: requests for one
    address, as :func:`limits.parse` reads it (``None``: any number); ``seconds``: how long one answer may take the database; ``hold_back``: days that
    ``safe`` holds back (:mod:`casus.exporting.protecting`); ``writable``: whether searches may be saved; ``tiles``: address of raster tiles that the
    web app lays under its maps, with whose they are."""

    place: str
    safe: bool = False
    hold_back: int = 14
    hosts: tuple[str, ...] = LOOPBACK
    cors: tuple[str, ...] = ()
    rate: str | None = RATE
    seconds: float = 10.0
    writable: bool = False
    tiles: str | None = None
    tiles_credit: str = ""
    today: Callable[[], date] = today

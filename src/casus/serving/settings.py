"""What is asked of the server, as one value."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

LOOPBACK = ("localhost", "127.0.0.1", "::1")
RATE = "600/minute"
MOST_ITEMS = 500
"""The largest page."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address, or it is this machine that asks."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """``hosts``: names that requests may give this server (empty: any); ``cors``: origins whose pages may read the answers; ``rate``: requests for one
    address, as :func:`limits.parse` reads it (``None``: any number); ``seconds``: how long one answer may take the database; ``hold_back``: days that
    ``safe`` holds back (:mod:`casus.exporting.protecting`); ``tiles``: address of raster tiles that the web app lays under its maps, with whose they are;
    ``local``: only this machine can reach the server, so that who asks may decide as long as there are no accounts; ``insecure_login``: passwords may come
    from other machines without TLS."""

    place: str
    safe: bool = False
    hold_back: int = 14
    hosts: tuple[str, ...] = LOOPBACK
    cors: tuple[str, ...] = ()
    rate: str | None = RATE
    seconds: float = 10.0
    tiles: str | None = None
    tiles_credit: str = ""
    today: Callable[[], date] = today
    local: bool = False
    insecure_login: bool = False
    now: Callable[[], datetime] = now

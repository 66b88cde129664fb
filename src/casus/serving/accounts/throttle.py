"""How often somebody may try to log in: so many times for one name, and so many from one address, whoever is asked for."""

from __future__ import annotations

import threading

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

FOR_NAME, FOR_ADDRESS = "10/15minutes", "30/15minutes"


class Throttle:
    """Counts attempts that failed; one that succeeds clears its name."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._name, self._address = parse(FOR_NAME), parse(FOR_ADDRESS)
        self._lock = threading.Lock()

    def try_once(self, name: str, address: str) -> bool:
        """Count an attempt; returns whether it may be made. Names count whether somebody is called so or not."""
        with self._lock:
            by_name = self._limiter.hit(self._name, "name", name.casefold()[:200])
            by_address = self._limiter.hit(self._address, "address", address)
        return by_name and by_address

    def clear(self, name: str) -> None:
        """Forget the attempts for a name, which somebody has logged in with."""
        self._limiter.clear(self._name, "name", name.casefold()[:200])

    @property
    def seconds(self) -> int:
        """How long to wait at most."""
        return max(self._name.get_expiry(), self._address.get_expiry())

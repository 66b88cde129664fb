"""How often somebody may try to log in: so many times for one name, and so many from one address, whoever is asked for."""

from __future__ import annotations

import threading

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from casus.serving.errors import RefusedError
from casus.store.accounts import plain_name

FOR_NAME, FOR_ADDRESS = "10/15minutes", "30/15minutes"


class Throttle:
    """Counts attempts that failed; one that succeeds clears its name."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._name, self._address = parse(FOR_NAME), parse(FOR_ADDRESS)
        self._lock = threading.Lock()

    def check(self, name: str, address: str) -> None:
        """Count an attempt. Raises :class:`RefusedError` where it may not be made. Names count whether somebody is called so or not."""
        with self._lock:
            by_name = self._limiter.hit(self._name, "name", plain_name(name))
            by_address = self._limiter.hit(self._address, "address", address)
        if not (by_name and by_address):
            wait = max(self._name.get_expiry(), self._address.get_expiry())
            raise RefusedError(429, "too many attempts; wait a quarter of an hour, then try again", wait)

    def clear(self, name: str) -> None:
        """Forget the attempts for a name, which somebody has logged in with."""
        self._limiter.clear(self._name, "name", plain_name(name))

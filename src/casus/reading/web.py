"""What a run may do on the web, and has done: one value for all that is fetched in it.

This is the only door of reading to the network. It is opened for the addresses that the user wrote, and for links only with ``follow``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from casus.reading.errors import UnreadableError

if TYPE_CHECKING:
    from casus.reading.fetching import Answer, Client
    from casus.reading.fetching.robots import Manners

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(slots=True)
class Web:
    """``follow``: links of feeds and lists are fetched; ``private``: addresses that are not public, too. ``client``, ``clock`` and ``sleep`` are the real
    ones unless given."""

    follow: bool = False
    private: bool = False
    client: Client | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _manners: Manners | None = None
    _met: set[str] = field(default_factory=set)

    def get(self, url: str) -> Answer:
        """What lies at ``url``; raises :class:`UnreadableError`."""
        self._met.add(url)
        return self._client().get(url)

    def is_new(self, url: str) -> bool:
        """Whether an address has not been met in this run; it counts as met then."""
        new = url not in self._met
        self._met.add(url)
        return new

    def be_polite(self, url: str) -> None:
        """Wait until the host may be asked again; raises :class:`UnreadableError` where it does not want to be."""
        from casus.reading.fetching.robots import Manners

        self._manners = self._manners or Manners()
        if not self._manners.rules_for(url, self._client()).allow(url):
            raise UnreadableError(
                "the site's robots.txt does not let programs read this page; save it and give the file"
            )
        if wait := self._manners.wait(url, self.clock()):
            self.sleep(wait)

    def _client(self) -> Client:
        if self.client is None:
            from casus.reading.fetching import Client, Limits

            self.client = Client(Limits(private=self.private))
        return self.client


def is_address(given: str) -> bool:
    """Whether an input is a web address rather than a path."""
    return bool(_ADDRESS.match(given))


def name_of(url: str) -> str:
    """A short name for what lies at ``url``: the last part of its path without suffix, else its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    last = parts.path.rstrip("/").rpartition("/")[2]
    return last.partition(".")[0] or parts.netloc or url

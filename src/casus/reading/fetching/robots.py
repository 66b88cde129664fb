"""What a host wants of robots (RFC 9309), and when it may be asked again: values that a scheduler can keep.

Pages that the user names are fetched as a browser would; robots.txt holds for links that Casus follows by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from casus.reading.errors import UnreadableError
from casus.reading.fetching.answers import StatusError
from casus.reading.fetching.client import Client

LEAST_DELAY = 1.0  # seconds between two requests to one host
MOST_DELAY = 30.0  # what a robots.txt can ask for
AGENT = "Casus"
_READ_CHARACTERS = 500 * 1024  # RFC 9309, section 2.5: at least this much has to be read


@dataclass(frozen=True, slots=True)
class Rules:
    """A host's rules: its robots.txt (``None``: all is forbidden, for nobody knows) and the seconds to wait between requests."""

    text: str | None
    delay: float = LEAST_DELAY

    @classmethod
    def of(cls, text: str) -> Rules:
        """The rules that a robots.txt states."""
        stated = _parsed(text).crawl_delay(AGENT)
        return cls(text, min(max(float(stated or 0.0), LEAST_DELAY), MOST_DELAY))

    def allow(self, url: str) -> bool:
        """Whether Casus may fetch the URL."""
        return self.text is not None and bool(_parsed(self.text).can_fetch(url, AGENT))


@dataclass(slots=True)
class Manners:
    """The rules of the hosts of one run, and when each was asked last; times are seconds of any one clock."""

    rules: dict[str, Rules] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)

    def rules_for(self, url: str, client: Client) -> Rules:
        """The rules of a URL's host; its robots.txt is fetched once."""
        host = host_of(url)
        if host not in self.rules:
            self.rules[host] = fetch_rules(url, client)
        return self.rules[host]

    def wait(self, url: str, now: float) -> float:
        """Seconds until the URL's host may be asked; the host counts as asked then."""
        host = host_of(url)
        delay = self.rules.get(host, Rules("")).delay
        at = max(now, self.asked[host] + delay) if host in self.asked else now
        self.asked[host] = at
        return at - now


def host_of(url: str) -> str:
    """Scheme, host and port of a URL: what a robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def fetch_rules(url: str, client: Client) -> Rules:
    """The rules of a URL's host: without a robots.txt all is allowed, and where the server fails nothing is (RFC 9309, section 2.3.1)."""
    try:
        answer = client.get(f"{host_of(url)}/robots.txt", any_type=True)
    except StatusError as error:
        return Rules("") if 400 <= error.status < 500 else Rules(None)
    except UnreadableError:  # whoever wants to know why asks the host's pages, and is told
        return Rules(None)
    return Rules.of(answer.data[:_READ_CHARACTERS].decode("utf-8", "replace"))


def _parsed(text: str) -> Protego:
    return Protego.parse(text)

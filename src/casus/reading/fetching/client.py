"""One address is fetched: a GET request, its redirects, its answer; nothing is sent but who asks, and nothing of a page is run.

No cookies, no credentials, no proxies of the environment: a proxy would look names up itself, past the check of addresses.
"""

from __future__ import annotations

import re
import ssl
from functools import lru_cache

import httpcore
import httpx

from casus.reading.errors import UnreadableError
from casus.reading.fetching.addresses import Resolver, parse_url, port_of, system_resolver
from casus.reading.fetching.answers import Answer, Seen, StatusError
from casus.reading.fetching.bodies import CODINGS, read_body
from casus.reading.fetching.connections import CheckedBackend, Deadline
from casus.reading.fetching.limits import Limits

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAVE = "save the page and give the file"
_READ = re.compile(
    r"text/(?!javascript|css)[\w.+-]+|application/(?:[\w.-]+\+)?(?:xml|json)|application/(?:x-)?(?:ndjson|jsonl|jsonlines)"
    r"|application/(?:pdf|vnd\.openxmlformats-officedocument\.wordprocessingml\.document|gzip|x-gzip)|message/rfc822"
)
"""Media types that can hold a report, a table of reports, a feed or a list of addresses."""
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)


def user_agent() -> str:
    """How Casus names itself to servers."""
    from casus import __version__

    return f"Casus/{__version__} (casus-monitor; reads news reports for its user)"


class Client:
    """Fetches within limits. ``resolver`` looks names up; tests give their own."""

    def __init__(self, limits: Limits | None = None, resolver: Resolver = system_resolver) -> None:
        self.limits = limits or Limits()
        self._resolver = resolver

    def get(self, url: str, seen: Seen | None = None, *, any_type: bool = False) -> Answer:
        """What lies at ``url``; ``seen`` are the validators of an earlier answer, ``any_type`` takes whatever media type comes.

        Raises:
            UnreadableError: it may not be fetched, cannot be reached, answers with an error, takes too long, is too large, or is nothing
                that can be read. The message says which.
        """
        deadline = Deadline(self.limits.seconds)
        at = parse_url(url, self.limits)
        met = {at}
        backend = CheckedBackend(self._resolver, self.limits, deadline)
        with httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend, max_connections=1) as pool:
            for _ in range(self.limits.redirects + 1):
                answer = self._once(pool, at, seen, any_type, deadline)
                if isinstance(answer, Answer):
                    return answer
                at = parse_url(answer, self.limits, at)
                if at in met:
                    raise UnreadableError(f"the server redirects in a circle (back to {str(at)[:200]}); {_SAVE}")
                met.add(at)
        raise UnreadableError(f"the server redirects more than {self.limits.redirects} times; {_SAVE}")

    def _once(
        self, pool: httpcore.ConnectionPool, at: httpx.URL, seen: Seen | None, any_type: bool, deadline: Deadline
    ) -> Answer | str:
        """One request: its answer, or where it redirects to."""
        wait = {
            "connect": self.limits.idle,
            "read": self.limits.idle,
            "write": self.limits.idle,
            "pool": self.limits.idle,
        }
        try:
            with pool.stream("GET", _target(at), headers=_headers(at, seen), extensions={"timeout": wait}) as response:
                headers = httpx.Headers(response.headers)
                if response.status in _REDIRECTS and "location" in headers:
                    return headers["location"]
                media_type, charset = _content_type(headers.get("content-type", ""))
                kept = Seen(headers.get("etag"), headers.get("last-modified"))
                if response.status == 304 and seen:
                    return Answer(str(at), b"", media_type, charset, kept, changed=False)
                if response.status != 200:
                    raise StatusError(
                        response.status,
                        f"the server answered {response.status}{_reason(response)}; {_SAVE}",
                        headers.get("retry-after"),
                    )
                if media_type and not any_type and not _READ.fullmatch(media_type):
                    raise UnreadableError(
                        f"the address holds {media_type[:60]}, which is not read; give a page or a feed"
                    )
                data = read_body(response.iter_stream(), headers.get("content-encoding", ""), self.limits)
                return Answer(str(at), data, media_type, charset, kept)
        except httpcore.TimeoutException:
            limit = self.limits.seconds if deadline.passed else self.limits.idle
            said = "took longer than" if deadline.passed else "sent nothing for"
            raise UnreadableError(f"the server {said} {limit:g} seconds; try again later, or {_SAVE}") from None
        except (httpcore.ConnectError, ssl.SSLError, OSError) as error:
            raise UnreadableError(f"cannot be reached ({_line(error)}); check the address and the network") from None
        except (httpcore.ProtocolError, httpcore.NetworkError) as error:
            raise UnreadableError(
                f"the answer is broken or was cut off ({_line(error)}); try again, or {_SAVE}"
            ) from None


def _target(at: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=at.raw_scheme, host=at.raw_host, port=port_of(at), target=at.raw_path
    )  # raw_path has the query, no fragment


def _headers(at: httpx.URL, seen: Seen | None) -> list[tuple[str, str]]:
    return [
        ("Host", at.netloc.decode("ascii")),
        ("User-Agent", user_agent()),
        ("Accept", _ACCEPT),
        ("Accept-Language", "en, *;q=0.5"),
        ("Accept-Encoding", ", ".join(CODINGS)),
        ("Connection", "close"),
        *(seen.headers() if seen else ()),
    ]


def _content_type(header: str) -> tuple[str, str | None]:
    """Media type and charset of a header Content-Type."""
    media_type, _, parameters = header.partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    return media_type.strip().lower(), found.group(1).lower() if found else None


def _reason(response: httpcore.Response) -> str:
    said = response.extensions.get("reason_phrase", b"").decode("ascii", "replace").strip()
    return f" ({said[:60]})" if said else ""


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:120] or type(error).__name__


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)

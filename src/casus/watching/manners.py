"""When to ask again: after an answer, after errors, and how a server wants it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MOST_WAIT = 86_400  # seconds: the ceiling of every back-off
TRIES = 3  # times that an article is asked for before it counts as failed
RETRY_FIRST = 900  # seconds before an article is asked for again


def back_off(every: int, errors: int) -> int:
    """Seconds until a source is asked again after so many errors in a row (1 or more): twice as long each time, a day at most, never sooner than usual."""
    return max(every, min(every << min(errors, 16), MOST_WAIT))


def retry(tries: int) -> int:
    """Seconds until an article is asked for again after so many tries."""
    return min(RETRY_FIRST << min(max(tries - 1, 0), 16), MOST_WAIT)


def wanted_wait(retry_after: str | None, now: datetime) -> int:
    """Seconds that a server's ``Retry-After`` asks for (RFC 9110, section 10.2.3), a day at most; 0 without one that can be read."""
    given = (retry_after or "").strip()
    if given.isascii() and given.isdecimal():
        return min(int(given[:9]), MOST_WAIT)
    try:
        when = parsedate_to_datetime(given)
    except ValueError:
        return 0
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return int(min(max((when - now) / timedelta(seconds=1), 0), MOST_WAIT))

"""A page that the user names by its address is fetched once, with a time limit and a size limit.

This is the only place of reading that uses the network, and it does so for no address that the user did not write.
"""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from casus.reading.decoding import read_bytes
from casus.reading.errors import UnreadableError
from casus.reading.limits import TEXT_FILE_BYTES

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_TIMEOUT_SECONDS = 30
_SAYS_WHO = "casus (+reads one page for its user)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered with."""

    data: bytes
    media_type: str


def is_address(given: str) -> bool:
    """Whether an input is a web address rather than a path."""
    return bool(_ADDRESS.match(given))


def name_of(url: str) -> str:
    """A short name for what lies at ``url``: the last part of its path without suffix, else its host."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    return last.partition(".")[0] or parts.netloc or url


def fetch(url: str) -> Fetched:
    """What lies at ``url``.

    Raises:
        UnreadableError: it cannot be reached, answers with an error, or is too large.
    """
    try:
        request = urllib.request.Request(url, headers={"User-Agent": _SAYS_WHO})
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            data = read_bytes(answer, TEXT_FILE_BYTES, "download it and split it")
            return Fetched(data, answer.headers.get_content_type())
    except urllib.error.HTTPError as error:
        raise UnreadableError(
            f"the server answered {error.code} ({error.reason}); save the page and give the file"
        ) from None
    except urllib.error.URLError as error:
        raise UnreadableError(f"cannot be reached ({error.reason}); check the address and the network") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise UnreadableError(
            f"cannot be fetched ({error or type(error).__name__}); save the page and give the file"
        ) from None

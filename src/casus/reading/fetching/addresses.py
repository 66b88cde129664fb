"""Where a fetch may go: which URLs, which ports, and which machines, looked at after their names have been looked up.

A name on the public web may stand for a machine on the user's own network, or for the address at which clouds hand out
credentials. So every address of a name is checked, and the connection is made to the address that was checked, not to the name again.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

import httpx

from casus.reading.errors import UnreadableError
from casus.reading.fetching.limits import Limits

Resolver = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host name for a port. Raises ``OSError`` where there are none."""
ALLOW = "if you mean it, say --allow-private"

# Ranges that Python's ``is_global`` lets through, or that wrap another address.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_REFUSED = tuple(
    map(
        ipaddress.ip_network,
        ("168.63.129.16/32", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10"),
    )
)
"""Azure's metadata; relays and tunnels to IPv4 (6to4, Teredo, local NAT64); site-local."""


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that the operating system gives, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def parse_url(url: str, limits: Limits, base: httpx.URL | None = None) -> httpx.URL:
    """The URL, relative to ``base`` where that is given, without its fragment.

    Raises:
        UnreadableError: it is no http or https URL, holds a password, or names a port that is not allowed.
    """
    try:
        found = base.join(url) if base else httpx.URL(url)
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise UnreadableError(f"not a web address ({error}); check it") from None
    if found.scheme not in ("http", "https"):
        raise UnreadableError(
            f"the address begins with {found.scheme or 'nothing'}:, and only http and https are fetched"
        )
    if not found.host:
        raise UnreadableError("the address names no server; check it")
    if found.userinfo:
        raise UnreadableError("the address holds a user name or password; save the page and give the file")
    if port_of(found) not in limits.ports and not limits.private:
        allowed = ", ".join(map(str, sorted(limits.ports)))
        raise UnreadableError(f"port {found.port} is not one of the web's ({allowed}); {ALLOW}")
    return found.copy_with(fragment=None)


def port_of(url: httpx.URL) -> int:
    """The port of a URL, by its scheme where it names none."""
    return url.port or (443 if url.scheme == "https" else 80)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local, multicast, reserved or of a cloud's metadata.

    An IPv4 address inside an IPv6 one counts as itself.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _TRANSLATED else None)
        if inner is not None:
            return is_public(str(inner))
    if any(found.version == refused.version and found in refused for refused in _REFUSED):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def checked_addresses(host: str, port: int, resolver: Resolver, limits: Limits) -> list[str]:
    """The addresses of a host that a connection may be made to.

    Raises:
        UnreadableError: the name is not known, or one of its addresses is not public and that is not allowed.
    """
    try:
        found = list(resolver(host, port))
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"{host} is not known ({error}); check the address and the network") from None
    if not found:
        raise UnreadableError(f"{host} has no address; check it")
    hidden = [] if limits.private else [address for address in found if not is_public(address)]
    if hidden:
        raise UnreadableError(f"{host} is at {hidden[0]}, which is not a public address, and is not asked; {ALLOW}")
    return found

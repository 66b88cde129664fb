"""Connections for a fetch: to the address that was checked, and none longer than the fetch may take as a whole."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from casus.reading.fetching.addresses import Resolver, checked_addresses
from casus.reading.fetching.limits import Limits


class Deadline:
    """A moment after which nothing is waited for; times are seconds of a monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None) -> float:
        """Seconds to wait for one step; raises :class:`httpcore.ReadTimeout` when none are left."""
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout("the whole takes too long")
        return rest if at_most is None else min(rest, at_most)

    @property
    def passed(self) -> bool:
        """Whether it is over."""
        return time.monotonic() >= self._end


class CheckedBackend(httpcore.NetworkBackend):
    """Looks a name up once, checks what it found, and connects to that."""

    def __init__(self, resolver: Resolver, limits: Limits, deadline: Deadline) -> None:
        self._resolver, self._limits, self._deadline = resolver, limits, deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that takes one; raises :class:`UnreadableError` or httpcore's errors."""
        failed: Exception | None = None
        for address in checked_addresses(host, port, self._resolver, self._limits):
            try:
                wait = self._deadline.left(timeout)
                return _Timed(
                    self._network.connect_tcp(address, port, wait, local_address, socket_options), self._deadline
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _Timed(httpcore.NetworkStream):
    """A stream whose every step ends with the deadline, so that a server cannot drip its headers or a handshake for ever."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Timed(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

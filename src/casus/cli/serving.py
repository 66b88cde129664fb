"""``casus serve``: the web app and the HTTP API until they are stopped."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from casus.cli.console import complain
from casus.cli.errors import DONE, CommandError
from casus.cli.records import opened


def serve_record(
    place: str,
    host: str,
    port: int,
    *,
    safe: bool = False,
    hold_back: int | None = None,
    cors: Sequence[str] = (),
    names: Sequence[str] = (),
    rate: str = "600/minute",
    proxy: str | None = None,
    tiles: str | None = None,
    tiles_credit: str = "",
    insecure_login: bool = False,
) -> int:
    """Serve the record until Ctrl-C; returns the exit status. Says on standard error where, and what a public address means."""
    from casus.exporting.protecting import HOLD_BACK
    from casus.serving.running import run_server
    from casus.serving.settings import Settings, is_loopback

    if hold_back is not None and not safe:
        raise CommandError("--hold-back goes with --safe; add it")
    settings = Settings(
        place,
        safe=safe,
        hold_back=HOLD_BACK if hold_back is None else hold_back,
        hosts=hosts_of(host, names),
        cors=tuple(map(_origin, cors)),
        rate=_rate(rate),
        tiles=_tiles(tiles),
        tiles_credit=tiles_credit,
        local=is_loopback(host) and proxy is None and not names,
        insecure_login=insecure_login,
    )
    with _listening(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        for warning in warnings_of(place, host, safe=safe, proxy=proxy, insecure=insecure_login):
            complain(f"warning: {warning}")
        with opened(place):
            pass  # an older record is brought up to date before anybody asks
        run_server(
            settings,
            listener,
            proxy,
            lambda: complain(
                f"serving {place} at http://{shown}:{listener.getsockname()[1]} (API: /docs); Ctrl-C ends it"
            ),
        )
    return DONE


def warnings_of(place: str, host: str, *, safe: bool, proxy: str | None, insecure: bool = False) -> Iterator[str]:
    """What a public address means, and what passwords need there."""
    from casus.serving.settings import is_loopback
    from casus.store.record import Record

    if is_loopback(host):
        return
    with Record.open(place, create=False) as record, record.accounts() as accounts:
        configured, public = accounts.configured(), accounts.reading() == "public"
    if not configured or public:
        yield (
            f"{host} can be reached from other machines: whoever reaches it reads the whole record without a password"
            f"{'' if safe else ', texts included (--safe withholds what may do harm)'}"
        )
    if not configured:
        yield "nobody can decide anything there without an account: casus user add NAME --role admin"
    elif insecure:
        yield "passwords and sessions cross the network in the clear (--insecure-login): whoever listens has them"
    elif proxy is None:
        yield "nobody can log in from another machine: put a proxy with TLS before this server, and name it with --proxy"


def hosts_of(host: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names by which requests may ask for the server (empty: any); other sites cannot point a name of theirs at it then.

    A server for all addresses of the machine cannot know its names, so that any will do unless some are given.
    """
    from casus.serving.settings import LOOPBACK

    if host in ("0.0.0.0", "::", ""):
        return (*LOOPBACK, *names) if names else ()
    return tuple(dict.fromkeys((*LOOPBACK, host, *names)))


def _origin(given: str) -> str:
    parts = urlsplit(given)
    if given != "*" and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query):
        raise CommandError(f"--cors {given}: give an origin such as https://example.org, or *")
    return given


def _tiles(given: str | None) -> str | None:
    from casus.serving.web import origin

    try:
        if given is not None:
            origin(given)
    except ValueError as error:
        raise CommandError(f"--tiles: {error}") from error
    return given


def _rate(given: str) -> str | None:
    from casus.serving.guards import read_rate

    try:
        return read_rate(given)
    except ValueError as error:
        raise CommandError(
            f"--rate {given}: give a number and a period, as in 600/minute, or 0 for no limit"
        ) from error


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises :class:`CommandError` where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small packets at once (TCP_NODELAY) only where the protocol is told: 40 ms an answer else
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise CommandError(
            f"cannot listen on {host} port {port}: {error.strerror or error}; give another --port or --host"
        ) from error
    return listener

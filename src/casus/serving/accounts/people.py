"""Who asks, found out once for each request: by the session's cookie, or as the one user at the machine itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from starlette.requests import cookie_parser

from casus.serving.accounts.tokens import csrf_of, digest_of, new_token
from casus.store.accounts import LOCAL, Accounts, Reading, may
from casus.store.alerts import find_feed
from casus.store.errors import NotInRecordError
from casus.store.record import Record
from casus.store.schema_accounts import Role
from casus.store.searches import find_search

LASTS = timedelta(days=7)
"""A session ends so long after the login, whatever is done in it."""
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
"""Headers that proxies add: who comes through one is not at the machine itself."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. ``role`` is ``None`` for somebody unknown; ``csrf`` is what a page adds to what it writes."""

    name: str | None = None
    role: Role | None = None
    csrf: str = ""
    token: str | None = None
    reading: Reading = "public"
    accounts: bool = False

    def may(self, needed: Role) -> bool:
        """Whether the caller has a role, or a greater one."""
        return self.role is not None and may(self.role, needed)

    @property
    def may_read(self) -> bool:
        """Whether the caller may read the record."""
        return self.role is not None or not self.accounts or self.reading == "public"


def cookie_name(*, secure: bool) -> str:
    """The cookie of the session. The prefix has browsers refuse one that was not set over TLS by this very host (RFC 6265bis)."""
    return "__Host-casus" if secure else "casus"


class People:
    """Finds out who asks."""

    def __init__(self, source: Callable[[], Record], *, local: bool, clock: Callable[[], datetime]) -> None:
        self._source, self._local, self.clock = source, local, clock
        self._local_csrf = csrf_of(new_token())

    def caller(self, headers: Mapping[str, str], *, secure: bool) -> Caller:
        """Who sent a request with these headers (names in small letters)."""
        token = cookie_parser(headers.get("cookie", "")).get(cookie_name(secure=secure))
        with self._source().asking() as connection:
            accounts = Accounts(connection)
            if not accounts.configured():
                return self._at_the_machine(headers)
            reading = accounts.reading()
            user = accounts.who(digest_of(token), self.clock()) if token else None
        if user is None or token is None:
            return Caller(reading=reading, accounts=True)
        return Caller(user.name, user.role, csrf_of(token), token, reading, accounts=True)

    def lends(self, key: str) -> bool:
        """Whether the key of a saved search or an alert lets whoever has it read its feeds: as long as its owner's account may be used.

        An alert that was added at the machine itself is of nobody with an account, and lends its feed nevertheless: whoever added it may read all.
        """
        with self._source().asking() as connection:
            try:
                name = _owner_of(connection, key)
            except NotInRecordError:
                return False
            owner = Accounts(connection).find(name) if name else None
        return name is None or (owner is not None and not owner.disabled)

    def _at_the_machine(self, headers: Mapping[str, str]) -> Caller:
        if not self._local or any(name in headers for name in FORWARDED):
            return Caller()
        return Caller(LOCAL, "editor", self._local_csrf)


def _owner_of(connection: sa.Connection, key: str) -> str | None:
    """Whose key it is; ``None``: of an alert that was added at the machine. Raises :class:`NotInRecordError` for no key."""
    try:
        return find_search(connection, key).owner
    except NotInRecordError:
        owner = find_feed(connection, key).owner
        return None if owner == LOCAL else owner

"""People who use a record through the web, their sessions and invitations, as the record keeps them.

What comes in are digests only: neither a password nor a token is ever stored, logged or told. All methods work inside one transaction.
Raises :class:`AccountError` where something cannot be, with one line that says what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import sqlalchemy as sa

from casus.store import schema
from casus.store.dialect import insert_or_replace
from casus.store.errors import RecordError
from casus.store.schema_accounts import ROLES, Role, invitations, sessions, users

Reading = Literal["accounts", "public"]
READING = "reading"
"""The name in ``meta`` of who may read: those with an account, or all."""
LOCAL = "local"
"""What the one user is called who needs no account, at the machine itself."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


class AccountError(RecordError):
    """What was asked of accounts cannot be."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with an account; ``password`` is the digest that it is checked against."""

    name: str
    role: Role
    password: str
    disabled: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """Leave to make an account of a role, once."""

    role: Role
    made_by: str
    expires_at: datetime


def plain_name(given: str) -> str:
    """A name as it is compared, however it was typed; nobody needs to be called so."""
    return given.strip().casefold()


def as_user_name(given: str) -> str:
    """A name as it is kept: in small letters. Raises :class:`AccountError`."""
    name = plain_name(given)
    if not _NAME.fullmatch(name):
        raise AccountError("a name has up to 60 letters a to z, digits, dots, dashes and underscores; give another")
    if name == LOCAL:
        raise AccountError(f"{LOCAL!r} is who works at the machine itself; give another name")
    return name


def as_role(given: str) -> Role:
    """A role that there is. Raises :class:`AccountError`."""
    if given not in ROLES:
        raise AccountError(f"there is no role {given!r}; give one of {', '.join(ROLES)}")
    return given


def may(role: Role, needed: Role) -> bool:
    """Whether a role may do what another one may."""
    return ROLES.index(role) >= ROLES.index(needed)


class Accounts:
    """Accounts, inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # ----------------------------------------------------------------------------------------- people

    def configured(self) -> bool:
        """Whether there is any account."""
        return self._connection.execute(sa.select(users.c.name).limit(1)).first() is not None

    def all(self) -> list[User]:
        """Everybody, by name."""
        return [_user(row) for row in self._connection.execute(sa.select(users).order_by(users.c.name))]

    def find(self, name: str) -> User | None:
        """Somebody by name, if there is anybody of it."""
        row = self._connection.execute(sa.select(users).where(users.c.name == plain_name(name))).first()
        return _user(row) if row is not None else None

    def get(self, name: str) -> User:
        """Somebody by name. Raises :class:`AccountError` where nobody is called so."""
        found = self.find(as_user_name(name))
        if found is None:
            raise AccountError(f"nobody is called {name!r}; casus user list says who there is")
        return found

    def add(self, name: str, role: Role, password: str, now: datetime) -> User:
        """Make an account; ``password`` is a digest."""
        kept = as_user_name(name)
        if self.find(kept) is not None:
            raise AccountError(f"somebody is called {kept!r} already; give another name")
        row = {"name": kept, "role": as_role(role), "password": password, "disabled": False, "made_at": _plain(now)}
        self._connection.execute(sa.insert(users), row)
        return self.get(kept)

    def change(
        self, name: str, *, role: Role | None = None, disabled: bool | None = None, password: str | None = None
    ) -> User:
        """Change an account. Whose password, role or leave changes is logged out everywhere; one admin at least stays.

        Invitations of somebody whose role or leave changes are over: they may not be able to give them any more.
        """
        before = self.get(name)
        told = {"role": role and as_role(role), "disabled": disabled, "password": password}
        values = {key: value for key, value in told.items() if value is not None and value != getattr(before, key)}
        if not values:
            return before
        self._connection.execute(sa.update(users).where(users.c.name == before.name).values(**values))
        if before.role == "admin" and not before.disabled and not self._admins():
            raise AccountError(f"{before.name} is the only admin; make another one first")
        self.log_out_everywhere(before.name)
        if "role" in values or "disabled" in values:
            self._connection.execute(sa.delete(invitations).where(invitations.c.made_by == before.name))
        return self.get(before.name)

    def _admins(self) -> int:
        count = sa.select(sa.func.count()).select_from(users)
        return self._connection.scalar(count.where(users.c.role == "admin", users.c.disabled.is_(False))) or 0

    # ----------------------------------------------------------------------------------------- sessions

    def log_in(self, name: str, digest: str, now: datetime, expires_at: datetime) -> None:
        """Begin a session; those that have run out are forgotten."""
        self._connection.execute(sa.delete(sessions).where(sessions.c.expires_at <= _plain(now)))
        row = {"digest": digest, "name": name, "made_at": _plain(now), "expires_at": _plain(expires_at)}
        self._connection.execute(sa.insert(sessions), row)

    def who(self, digest: str, now: datetime) -> User | None:
        """Whose session it is, while it lasts and the account may be used."""
        query = (
            sa.select(users)
            .join(sessions, sessions.c.name == users.c.name)
            .where(sessions.c.digest == digest, sessions.c.expires_at > _plain(now), users.c.disabled.is_(False))
        )
        row = self._connection.execute(query).first()
        return _user(row) if row is not None else None

    def log_out(self, digest: str) -> None:
        """End a session."""
        self._connection.execute(sa.delete(sessions).where(sessions.c.digest == digest))

    def log_out_everywhere(self, name: str) -> None:
        """End all sessions of somebody."""
        self._connection.execute(sa.delete(sessions).where(sessions.c.name == name))

    # ----------------------------------------------------------------------------------------- invitations

    def invite(self, role: Role, made_by: str, digest: str, now: datetime, expires_at: datetime) -> None:
        """Let whoever has the token make an account of a role, once; invitations that have run out are forgotten."""
        self._connection.execute(sa.delete(invitations).where(invitations.c.expires_at <= _plain(now)))
        row = {
            "digest": digest,
            "role": as_role(role),
            "made_by": made_by,
            "made_at": _plain(now),
            "expires_at": _plain(expires_at),
        }
        self._connection.execute(sa.insert(invitations), row)

    def use_invitation(self, digest: str, name: str, password: str, now: datetime) -> User:
        """Make the account that an invitation is for; it is used up. Raises :class:`AccountError` for one that is used, over or unknown."""
        row = self._connection.execute(sa.select(invitations).where(invitations.c.digest == digest)).first()
        if row is None or row.expires_at <= _plain(now):
            raise AccountError("this invitation is used, over or unknown; ask for another one")
        self._connection.execute(sa.delete(invitations).where(invitations.c.digest == digest))
        return self.add(name, row.role, password, now)

    # ----------------------------------------------------------------------------------------- who may read

    def reading(self) -> Reading:
        """Who may read where there are accounts: those who have one, unless all may."""
        value = self._connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.name == READING))
        return "public" if value == "public" else "accounts"

    def set_reading(self, reading: str) -> None:
        """Say who may read. Raises :class:`AccountError`."""
        if reading not in ("public", "accounts"):
            raise AccountError("reading is for: public, or accounts")
        row = {"name": READING, "value": reading}
        self._connection.execute(insert_or_replace(self._connection.engine, schema.meta), row)


def _user(row: sa.Row[tuple[object, ...]]) -> User:
    told = row._mapping
    return User(told["name"], told["role"], told["password"], told["disabled"], told["made_at"].replace(tzinfo=UTC))


def _plain(moment: datetime) -> datetime:
    """A time as both databases keep it: UTC without its zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)

"""``casus user``: who may use a record through the web. Passwords come from a prompt or a file, and are never shown or logged."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casus.cli.console import say, table
from casus.cli.errors import DONE, CommandError

if TYPE_CHECKING:
    from casus.store.accounts import Accounts


def add(place: str, name: str, role: str, password_file: Path | None) -> int:
    """Make an account; returns the exit status."""
    from casus.serving.accounts.passwords import digest_of
    from casus.store.accounts import as_role, as_user_name

    with _told():
        kept, right = as_user_name(name), as_role(role)
        digest = digest_of(read_password(password_file, f"password for {kept}: "))
    with _accounts(place) as accounts:
        first = not accounts.configured()
        accounts.add(kept, right, digest, datetime.now(UTC))
        reading = accounts.reading()
    say(f"{kept} is {'an' if right[0] in 'ae' else 'a'} {right}")
    if first:
        who = (
            "all may read"
            if reading == "public"
            else "reading needs an account, too (casus user reading public lets all read)"
        )
        say(f"from now on whoever writes logs in, also at this machine; {who}")
    return DONE


def list_all(place: str) -> int:
    """Print who there is; returns the exit status."""
    with _accounts(place) as accounts:
        found, reading = accounts.all(), accounts.reading()
    rows = [(one.name, one.role, "disabled" if one.disabled else "", f"{one.made_at:%Y-%m-%d}") for one in found]
    for line in table(("name", "role", "", "since"), rows) if rows else ["no accounts"]:
        say(line)
    if rows:
        say(f"reading: {reading}")
    return DONE


def set_role(place: str, name: str, role: str) -> int:
    """Give somebody another role; returns the exit status."""
    from casus.store.accounts import as_role

    with _accounts(place) as accounts:
        user = accounts.change(name, role=as_role(role))
    say(f"{user.name} is {'an' if user.role[0] in 'ae' else 'a'} {user.role}, and is logged out")
    return DONE


def set_disabled(place: str, name: str, *, disabled: bool) -> int:
    """Disable an account, or let it be used again; returns the exit status."""
    with _accounts(place) as accounts:
        user = accounts.change(name, disabled=disabled)
    say(f"{user.name} {'cannot log in any more, and is logged out' if user.disabled else 'can log in'}")
    return DONE


def set_password(place: str, name: str, password_file: Path | None) -> int:
    """Give somebody another password; returns the exit status."""
    from casus.serving.accounts.passwords import digest_of

    with _accounts(place) as accounts:
        kept = accounts.get(name).name
    with _told():
        digest = digest_of(read_password(password_file, f"new password for {kept}: "))
    with _accounts(place) as accounts:
        accounts.change(kept, password=digest)
    say(f"{kept} has another password, and is logged out")
    return DONE


def set_reading(place: str, reading: str) -> int:
    """Say who may read where there are accounts; returns the exit status."""
    with _accounts(place) as accounts:
        accounts.set_reading(reading)
    say("all who reach the server may read" if reading == "public" else "reading needs an account")
    return DONE


def read_password(path: Path | None, prompt: str) -> str:
    """A password: the first line of a file, or what is typed, twice, at a terminal. Raises :class:`CommandError`."""
    if path is not None:
        try:
            with path.open(encoding="utf-8") as file:
                return file.readline().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read; give a file whose first line is the password") from error
    if not sys.stdin.isatty():
        raise CommandError("a password is typed at a terminal; elsewhere give --password-file FILE")
    given = getpass.getpass(prompt)
    if getpass.getpass("once more: ") != given:
        raise CommandError("the two are not the same; try again")
    return given


@contextmanager
def _accounts(place: str) -> Iterator[Accounts]:
    from casus.store.record import Record

    with _told(), Record.open(place, create=False) as record, record.accounts() as accounts:
        yield accounts


@contextmanager
def _told() -> Iterator[None]:
    from casus.store.accounts import AccountError

    try:
        yield
    except AccountError as error:
        raise CommandError(str(error)) from error

"""The commands below ``casus user`` and their options, as typer sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casus.cli.options import RecordPlace

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name to log in with.")]
RoleName = Annotated[str, typer.Argument(metavar="ROLE", help="reader, coder, editor or admin.")]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file", metavar="FILE", help="A file whose first line is the password. Default: you are asked."
    ),
]

user = typer.Typer(help="Who may use the record through casus serve.", rich_markup_mode=None)


@user.callback()
def _user() -> None:
    """Who may use the record through casus serve: readers read, coders review and correct, editors merge, split and undo others'
    decisions, admins manage accounts."""


@user.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, coder, editor or admin.")] = "coder",
    password_file: PasswordFile = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Make an account."""
    from casus.cli import users

    return users.add(record, name, role, password_file)


@user.command("list")
def list_all(record: RecordPlace = "casus.db") -> int:
    """List all accounts, and who may read."""
    from casus.cli import users

    return users.list_all(record)


@user.command()
def role(name: Name, role: RoleName, record: RecordPlace = "casus.db") -> int:
    """Give somebody another role, and log them out."""
    from casus.cli import users

    return users.set_role(record, name, role)


@user.command()
def disable(
    name: Name,
    enable: Annotated[bool, typer.Option("--enable", help="Let a disabled account be used again.")] = False,
    record: RecordPlace = "casus.db",
) -> int:
    """Disable an account: nobody can log in with it, and its decisions stay."""
    from casus.cli import users

    return users.set_disabled(record, name, disabled=not enable)


@user.command()
def password(name: Name, password_file: PasswordFile = None, record: RecordPlace = "casus.db") -> int:
    """Give somebody another password, and log them out."""
    from casus.cli import users

    return users.set_password(record, name, password_file)


@user.command()
def reading(
    who: Annotated[
        str, typer.Argument(metavar="WHO", help="accounts: who has an account; public: all who reach the server.")
    ],
    record: RecordPlace = "casus.db",
) -> int:
    """Say who may read, where there are accounts."""
    from casus.cli import users

    return users.set_reading(record, who)

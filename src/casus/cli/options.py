"""Options that several commands share, as typer sees them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer


def day(given: str) -> date:
    """A day in ISO form. Raises :class:`typer.BadParameter` for anything else."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f"{given!r} is not a day such as 2017-02-09") from None


def day_or_version(given: str) -> date | int:
    """A day in ISO form, or the number of a version of the record. Raises :class:`typer.BadParameter` for anything else."""
    if given.isdecimal() and len(given) < len("20170209"):
        return int(given)
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f"{given!r} is neither a day such as 2017-02-09 nor a version such as 3") from None


RecordPlace = Annotated[
    str, typer.Option("--record", metavar="PATH_OR_URL", help="The record: a file, or a database URL.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Follow = Annotated[
    bool,
    typer.Option(
        "--follow",
        help="Also fetch the pages that feeds, sitemaps and lists of addresses name; else nothing but your own addresses is fetched.",
    ),
]
Private = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Also fetch from addresses that are not public: your own network, this machine, any port.",
    ),
]

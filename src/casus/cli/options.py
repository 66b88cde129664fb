"""Options that several commands share, as typer sees them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from casus.language.parse import Setting


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
Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders, web addresses, or - for standard input.")
]
Theatres = Annotated[
    list[str] | None,
    typer.Option("--theatre", metavar="NAME", help="A theatre pack to use; can be given again. Default: all packs."),
]
Day = Annotated[
    date | None,
    typer.Option(
        "--date", metavar="YYYY-MM-DD", parser=day, help="Publication date of documents that state none themselves."
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, help="Worker processes.")]
Kinds = Annotated[
    Path | None,
    typer.Option(
        "--kinds", metavar="FILE", help="Your own words and codes of kinds of claims, laid over those of the package."
    ),
]
English = Annotated[
    Setting,
    typer.Option("--english", envvar="CASUS_ENGLISH", help="The English pipeline: fast costs accuracy."),
]
Screen = Annotated[
    bool,
    typer.Option(
        "--screen", help="Do not code news that by a quick look at its words is hardly about conflict; it is kept."
    ),
]
Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write here, not to standard output.")]


def several(name: str, metavar: str, words: str) -> typer.models.OptionInfo:
    """An option that can be given again."""
    made: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=f"{words}; can be given again.")
    return made


Places = Annotated[list[str] | None, several("--place", "NAME", "Only events at places of this name")]
Provinces = Annotated[list[str] | None, several("--province", "NAME", "Only events in this first-level division")]
Countries = Annotated[list[str] | None, several("--country", "NAME", "Only events in this country")]
EventKinds = Annotated[list[str] | None, several("--kind", "KIND", "Only events of this kind")]
Actors = Annotated[list[str] | None, several("--actor", "NAME", "Only events with this side")]
Grades = Annotated[list[str] | None, several("--grade", "GRADE", "Only events of this grade")]
Safe = Annotated[
    bool,
    typer.Option("--safe", help="Round coordinates, hold back the latest days, leave out sites of displaced people."),
]
HoldBack = Annotated[
    int | None, typer.Option("--hold-back", metavar="DAYS", min=0, help="Days that --safe holds back. Default: 14.")
]

"""``casus sitrep`` and its options, as typer sees them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from casus.cli.options import RecordPlace, day


def _several(name: str, metavar: str, words: str) -> typer.models.OptionInfo:
    made: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=f"{words} Can be given again.")
    return made


def sitrep(
    output: Annotated[
        Path,
        typer.Option("--output", metavar="FILE", help="Where to write it: FILE.html, .pdf, .docx or .md."),
    ],
    record: RecordPlace = "casus.db",
    operation: Annotated[
        str | None,
        typer.Option("--operation", metavar="ID|NAME", help="Only this operation: its id, or (part of) its name."),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--from", metavar="YYYY-MM-DD", parser=day, help="First day of the period. Default: as the reports tell."
        ),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(
            "--to", metavar="YYYY-MM-DD", parser=day, help="Last day of the period. Default: as the reports tell."
        ),
    ] = None,
    place: Annotated[list[str] | None, _several("--place", "NAME", "Only events at places of this name.")] = None,
    province: Annotated[
        list[str] | None, _several("--province", "NAME", "Only events in this first-level division.")
    ] = None,
    country: Annotated[list[str] | None, _several("--country", "NAME", "Only events in this country.")] = None,
    kind: Annotated[list[str] | None, _several("--kind", "KIND", "Only events of this kind.")] = None,
    actor: Annotated[list[str] | None, _several("--actor", "NAME", "Only events with this side.")] = None,
    grade: Annotated[list[str] | None, _several("--grade", "GRADE", "Only events of this grade.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="A title of your own.")] = None,
    safe: Annotated[
        bool,
        typer.Option(
            "--safe", help="Round coordinates, hold back the latest days, leave out sites of displaced people."
        ),
    ] = False,
    hold_back: Annotated[
        int | None, typer.Option("--hold-back", metavar="DAYS", min=0, help="Days that --safe holds back. Default: 14.")
    ] = None,
) -> int:
    """Write a situation report: key figures, what changed, map, events, tolls, contested points, each sentence with footnotes.

    Events belong to the period if they may have happened in it, or, where no day is stated, if they were reported in it."""
    from casus.cli.errors import CommandError
    from casus.cli.publishing import Safety, asked
    from casus.cli.situation import Wishes, write_situation_report

    if hold_back is not None and not safe:
        raise CommandError("--hold-back goes with --safe; add it, or give --to DATE")
    selection = asked(
        places=place or (), provinces=province or (), countries=country or (), kinds=kind or (), actors=actor or (), grades=grade or (),
    )  # fmt: skip
    return write_situation_report(
        record, output, Wishes(selection, operation, since, until, title, Safety(safe, hold_back))
    )

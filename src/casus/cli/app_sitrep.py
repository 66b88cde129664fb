"""``casus sitrep`` and its options, as typer sees them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from casus.cli.options import Actors, Countries, EventKinds, Grades, HoldBack, Places, Provinces, RecordPlace, Safe, day


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
    place: Places = None,
    province: Provinces = None,
    country: Countries = None,
    kind: EventKinds = None,
    actor: Actors = None,
    grade: Grades = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="A title of your own.")] = None,
    safe: Safe = False,
    hold_back: HoldBack = None,
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

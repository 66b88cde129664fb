"""``casus export``, ``import`` and ``compare``, as typer sees them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from casus.cli.options import (
    Actors,
    Countries,
    EventKinds,
    Grades,
    HoldBack,
    Kinds,
    Output,
    Places,
    Provinces,
    RecordPlace,
    Safe,
    day,
    day_or_version,
)

MOST_JOBS = 4
"""Processes that an export takes unless it is told otherwise; each needs some 300 MB."""


def export(
    format_name: Annotated[
        str,
        typer.Option("--format", metavar="NAME", help="For instance csv, jsonl, geojson, acled, ucdp, xlsx, parquet."),
    ],
    output: Output = None,
    record: RecordPlace = "casus.db",
    since: Annotated[
        Any,
        typer.Option(
            "--since",
            metavar="YYYY-MM-DD|VERSION",
            parser=day_or_version,
            help="Only events of this day or later; or what was added or changed since this version of the record (a number; see casus changes).",
        ),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option("--until", metavar="YYYY-MM-DD", parser=day, help="Only events of this day or earlier."),
    ] = None,
    place: Places = None,
    province: Provinces = None,
    country: Countries = None,
    kind: EventKinds = None,
    actor: Actors = None,
    grade: Grades = None,
    min_deaths: Annotated[
        int | None, typer.Option("--min-deaths", metavar="N", min=0, help="Only events with so many killed, or more.")
    ] = None,
    safe: Safe = False,
    hold_back: HoldBack = None,
    date_by_report: Annotated[
        bool,
        typer.Option(
            "--date-by-report",
            help="Events without a day get the month up to their first report (acled, ucdp, gdelt, plover); else they have no row.",
        ),
    ] = False,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="For spreadsheet programs (csv, acled, ucdp, hxl): they run no cell, and show accents."
        ),
    ] = False,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw", help="Texts as they are, also those that a spreadsheet would run (acled, ucdp, hxl, gdelt)."
        ),
    ] = False,
    numeric: Annotated[bool, typer.Option("--numeric", help="Kinds of actors as numbers (acled).")] = False,
    kinds: Kinds = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="N",
            min=1,
            help="Processes that read a large record (parquet). Default: one a core, at most 4.",
        ),
    ] = None,
) -> int:
    """Write the record, or some of its events, in a format that other programs read."""
    from casus.cli.publishing import Safety, asked, export_record
    from casus.exporting.values import Options
    from casus.threads import usable_cores

    return export_record(
        record,
        format_name,
        output,
        options=Options(excel=excel, raw=raw, numeric=numeric, safe=safe, jobs=jobs or min(usable_cores(), MOST_JOBS)),
        wanted=asked(
            since=since if isinstance(since, date) else None,
            until=until,
            places=place or (),
            provinces=province or (),
            countries=country or (),
            kinds=kind or (),
            actors=actor or (),
            grades=grade or (),
            min_deaths=min_deaths,
        ),
        safety=Safety(safe, hold_back),
        by_report=date_by_report,
        since_version=since if isinstance(since, int) else None,
        kinds=kinds,
    )


Table = Annotated[
    Path, typer.Argument(metavar="EVENTS.csv", help="A table of ACLED, or of UCDP's georeferenced events.")
]
TableFormat = Annotated[
    str | None, typer.Option("--format", metavar="NAME", help="acled or ucdp. Default: as its columns tell.")
]


def import_(file: Table, format_name: TableFormat = None, record: RecordPlace = "casus.db") -> int:
    """Read hand-coded events into the record: each row is a report with one claim, and ACLED or UCDP says so."""
    from casus.cli.handcoded import import_table

    return import_table(file, record, given=format_name)


def compare(
    file: Table,
    format_name: TableFormat = None,
    record: RecordPlace = "casus.db",
    days: Annotated[
        int, typer.Option("--days", metavar="N", min=0, help="How many days apart one event may be told.")
    ] = 1,
    km: Annotated[
        float, typer.Option("--km", metavar="N", min=0, help="How far apart one event may be placed.")
    ] = 25.0,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Write all pairs, missing and extra events here (.csv or .json)."
        ),
    ] = None,
) -> int:
    """Compare hand-coded events with the record's, one to one: what is matched, missing and extra, and how fatalities agree."""
    from casus.cli.handcoded import compare_table

    return compare_table(file, record, given=format_name, days=days, km=km, output=output)

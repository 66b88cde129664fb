"""The commands and their options, as typer sees them; what they do is in the other modules of this folder."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from casus import __version__
from casus.cli.app_alerts import alert
from casus.cli.app_asking import changes, explain, foreign, index, search, tolls
from casus.cli.app_decide import decide
from casus.cli.app_reviewing import agreement, gold
from casus.cli.app_serving import serve
from casus.cli.app_sitrep import sitrep
from casus.cli.app_users import user
from casus.cli.app_watching import digest, watch
from casus.cli.errors import DONE, WRONG_USAGE
from casus.cli.options import Follow, Json, Private, RecordPlace, day, day_or_version
from casus.language.parse import Setting


class As(StrEnum):
    """What ``casus code`` prints."""

    claims = "claims"
    mentions = "mentions"
    relations = "relations"


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"casus {__version__}\n")
        raise typer.Exit(DONE)


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
Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write here, not to standard output.")]

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"max_content_width": 100},
)
theatre = typer.Typer(help="Theatre packs: local knowledge about a conflict.", rich_markup_mode=None)
gazetteer = typer.Typer(help="The index of places.", rich_markup_mode=None)
app.add_typer(decide, name="decide")
app.add_typer(user, name="user")
app.add_typer(alert, name="alert")
app.add_typer(theatre, name="theatre")
kinds_table = typer.Typer(help="Kinds of claims: their words and codes.", rich_markup_mode=None)
app.add_typer(gazetteer, name="gazetteer")
app.add_typer(kinds_table, name="kinds")


@app.callback(invoke_without_command=True)
def casus(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> int:
    """Read news reports about armed conflict and keep a record of who is said to have done what to whom, where, when, and who
    says so."""
    if context.invoked_subcommand is None:
        sys.stderr.write(context.get_help() + "\n")
        return WRONG_USAGE
    return DONE


@app.command()
def build(
    inputs: Inputs,
    record: RecordPlace = "casus.db",
    theatre: Theatres = None,
    date: Day = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="N",
            min=1,
            help="Worker processes. Default: 1; with --ray one for each core of the cluster.",
        ),
    ] = None,
    ray: Annotated[
        str | None,
        typer.Option(
            "--ray",
            metavar="ADDRESS",
            help="Code on a Ray cluster: HOST:PORT, auto (the one that this machine is part of), or local.",
        ),
    ] = None,
    kinds: Kinds = None,
    english: English = "accurate",
    follow: Follow = False,
    allow_private: Private = False,
) -> int:
    """Read reports into the record, and link all claims into events and operations."""
    from casus.cli.building import build_record, executor_of, web_of

    return build_record(
        inputs,
        record,
        theatres=theatre,
        given_date=date,
        executor=executor_of(jobs, ray),
        english=english,
        kinds=kinds,
        web=web_of(follow, allow_private),
    )


@app.command()
def code(
    inputs: Inputs,
    show: Annotated[As, typer.Option("--as", help="What to print.")] = As.claims,
    verbal: Annotated[
        bool, typer.Option("--verbal", help="Also all acts as PLOVER counts them, words and deeds.")
    ] = False,
    theatre: Theatres = None,
    date: Day = None,
    jobs: Jobs = 1,
    kinds: Kinds = None,
    english: English = "accurate",
    follow: Follow = False,
    allow_private: Private = False,
) -> int:
    """Print what is coded in each report, one JSON object a line; no record is kept."""
    from casus.cli.building import web_of
    from casus.cli.coding import code_inputs

    return code_inputs(
        inputs,
        show=show.value,
        verbal=verbal,
        theatres=theatre,
        given_date=date,
        jobs=jobs,
        english=english,
        kinds=kinds,
        web=web_of(follow, allow_private),
    )


@app.command()
def link(
    claims: Annotated[
        str, typer.Argument(metavar="CLAIMS.jsonl", help="Claims with claim_id and doc, or - for standard input.")
    ],
    docs: Annotated[str, typer.Option("--docs", metavar="DOCS.json", help="The documents, with id and text.")],
    decisions: Annotated[
        str | None,
        typer.Option("--decisions", metavar="FILE", help="Decisions to obey, as casus decide list --json prints them."),
    ] = None,
) -> int:
    """Print the event and the operation of each claim, one JSON object a line; no record is kept."""
    from casus.cli.linking import link_claims

    return link_claims(claims, docs, decisions)


@app.command()
def report(
    record: RecordPlace = "casus.db",
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="Where to write it.")] = Path("report.html"),
) -> int:
    """Write the whole record as one HTML file that needs no network."""
    from casus.cli.publishing import write_report

    return write_report(record, output)


@app.command()
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
    place: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="NAME", help="Only events at places of this name; can be given again."),
    ] = None,
    province: Annotated[
        list[str] | None,
        typer.Option(
            "--province", metavar="NAME", help="Only events in this first-level division; can be given again."
        ),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="NAME", help="Only events in this country; can be given again."),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Only events of this kind; can be given again.")
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option("--actor", metavar="NAME", help="Only events with this side; can be given again."),
    ] = None,
    grade: Annotated[
        list[str] | None,
        typer.Option("--grade", metavar="GRADE", help="Only events of this grade; can be given again."),
    ] = None,
    min_deaths: Annotated[
        int | None, typer.Option("--min-deaths", metavar="N", min=0, help="Only events with so many killed, or more.")
    ] = None,
    safe: Annotated[
        bool,
        typer.Option(
            "--safe", help="Round coordinates, hold back the latest days, leave out sites of displaced people."
        ),
    ] = False,
    hold_back: Annotated[
        int | None, typer.Option("--hold-back", metavar="DAYS", min=0, help="Days that --safe holds back. Default: 14.")
    ] = None,
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
) -> int:
    """Write the record, or some of its events, in a format that other programs read."""
    from casus.cli.publishing import Safety, asked, export_record
    from casus.exporting.values import Options

    return export_record(
        record,
        format_name,
        output,
        options=Options(excel=excel, raw=raw, numeric=numeric, safe=safe),
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


@app.command("import")
def import_(file: Table, format_name: TableFormat = None, record: RecordPlace = "casus.db") -> int:
    """Read hand-coded events into the record: each row is a report with one claim, and ACLED or UCDP says so."""
    from casus.cli.handcoded import import_table

    return import_table(file, record, given=format_name)


@app.command()
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


for _command in (explain, tolls, search, changes, foreign, index, watch, digest, serve, sitrep, agreement, gold):
    app.command()(_command)


@app.command()
def control(
    record: RecordPlace = "casus.db",
    at: Annotated[
        date | None, typer.Option("--at", metavar="YYYY-MM-DD", parser=day, help="Only who held what on this day.")
    ] = None,
    json: Json = False,
) -> int:
    """List who is said to hold which place, since when, and who contests it."""
    from casus.cli.controlling import list_control

    return list_control(record, day=at, json_lines=json)


@app.command()
def problems(
    record: RecordPlace = "casus.db",
    step: Annotated[
        str | None, typer.Option("--step", metavar="NAME", help="Only those of one step (read, screen).")
    ] = None,
    json: Json = False,
) -> int:
    """List the inputs, and parts of inputs, that were set aside, with the reasons."""
    from casus.cli.listing import list_problems

    return list_problems(record, step=step, json_lines=json)


@app.command()
def check(
    record: RecordPlace = "casus.db",
    links: Annotated[
        bool, typer.Option("--links", help="Also find copies and links anew, and compare: takes as long as linking.")
    ] = False,
) -> int:
    """Look whether the record is whole, and say what is wrong with it; exit status 1 when something is."""
    from casus.cli.keeping import check_record

    return check_record(record, links=links)


@app.command()
def backup(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="The file to write; it must not exist.")],
    record: RecordPlace = "casus.db",
) -> int:
    """Write the record, as it is now, into one file; builds can go on meanwhile."""
    from casus.cli.keeping import back_up_record

    return back_up_record(output, record)


@app.command()
def restore(
    backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="A file that casus backup wrote.")],
    record: RecordPlace = "casus.db",
) -> int:
    """Fill a new record with a backup; the record may be of another kind of database than the one that was backed up."""
    from casus.cli.keeping import restore_record

    return restore_record(backup, record)


@app.command()
def merge(
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other record: a file, or a database URL.")],
    record: RecordPlace = "casus.db",
) -> int:
    """Let the documents and claims of another record join this one, and link all claims anew."""
    from casus.cli.keeping import merge_records

    return merge_records(other, record)


@theatre.command("check")
def theatre_check(pack: Annotated[str, typer.Argument(metavar="PACK", help="The TOML file, or a pack's name.")]) -> int:
    """Say what is wrong with a theatre pack."""
    from casus.cli.knowledge import check_pack

    return check_pack(pack)


@theatre.callback()
def _theatre() -> None:
    """Theatre packs: local knowledge about a conflict."""


@kinds_table.command("list")
def kinds_list(kinds: Kinds = None) -> int:
    """List the kinds of claims with their ACLED, PLOVER, CAMEO and UCDP codes."""
    from casus.cli.knowledge import list_kinds

    return list_kinds(kinds)


@kinds_table.command("check")
def kinds_check(file: Annotated[Path, typer.Argument(metavar="FILE", help="The TOML file.")]) -> int:
    """Say what is wrong with a file of your own words and codes."""
    from casus.cli.knowledge import check_kinds

    return check_kinds(file)


@kinds_table.callback()
def _kinds() -> None:
    """Kinds of claims: their words and codes."""


@gazetteer.command("build")
def gazetteer_build() -> int:
    """Build the index of places anew (it is built by itself when it is needed first)."""
    from casus.cli.knowledge import rebuild_gazetteer

    return rebuild_gazetteer()


@gazetteer.command("add")
def gazetteer_add(dump: Annotated[str, typer.Argument(help="A GeoNames country dump, unpacked (SY.txt).")]) -> int:
    """Add the places of a GeoNames country dump; a second one of the same name takes the first one's place."""
    from casus.cli.knowledge import add_gazetteer

    return add_gazetteer(dump)


@gazetteer.command("list")
def gazetteer_list() -> int:
    """List the indexes of places in use."""
    from casus.cli.knowledge import list_gazetteers

    return list_gazetteers()


@gazetteer.command("remove")
def gazetteer_remove(name: Annotated[str, typer.Argument(help="The name of an added dump (SY).")]) -> int:
    """Take an added dump out again."""
    from casus.cli.knowledge import remove_gazetteer

    return remove_gazetteer(name)


@gazetteer.callback()
def _gazetteer() -> None:
    """The index of places."""

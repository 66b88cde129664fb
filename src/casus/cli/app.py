"""The commands and their options, as typer sees them; what they do is in the other modules of this folder."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casus import __version__
from casus.cli.app_alerts import alert
from casus.cli.app_asking import changes, explain, foreign, index, search, tolls
from casus.cli.app_decide import decide
from casus.cli.app_exporting import compare, export, import_
from casus.cli.app_keeping import backup, check, merge, problems, restore
from casus.cli.app_knowledge import gazetteer, kinds_table, theatre
from casus.cli.app_reviewing import agreement, gold
from casus.cli.app_serving import serve
from casus.cli.app_sitrep import sitrep
from casus.cli.app_users import user
from casus.cli.app_watching import digest, watch
from casus.cli.errors import DONE, WRONG_USAGE
from casus.cli.options import (
    Day,
    English,
    Follow,
    Inputs,
    Jobs,
    Json,
    Kinds,
    Private,
    RecordPlace,
    Screen,
    Theatres,
    day,
)


class As(StrEnum):
    """What ``casus code`` prints."""

    claims = "claims"
    mentions = "mentions"
    relations = "relations"


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"casus {__version__}\n")
        raise typer.Exit(DONE)


app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"max_content_width": 100},
)


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
    screen: Screen = False,
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
        screen=screen,
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
    screen: Screen = False,
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
        screen=screen,
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


app.command("import")(import_)
for _command in (
    export, compare, explain, tolls, search, changes, foreign, index, watch, digest, serve, sitrep, agreement, gold, problems, check, backup,
    restore, merge,
):  # fmt: skip
    app.command()(_command)
for _group, _name in (
    (decide, "decide"), (user, "user"), (alert, "alert"), (theatre, "theatre"), (gazetteer, "gazetteer"), (kinds_table, "kinds"),
):  # fmt: skip
    app.add_typer(_group, name=_name)

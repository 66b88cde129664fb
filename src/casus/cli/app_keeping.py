"""What keeps a record whole, as typer sees it: ``casus problems``, ``check``, ``backup``, ``restore``, ``merge``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casus.cli.options import Json, RecordPlace


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


def check(
    record: RecordPlace = "casus.db",
    links: Annotated[
        bool, typer.Option("--links", help="Also find copies and links anew, and compare: takes as long as linking.")
    ] = False,
) -> int:
    """Look whether the record is whole, and say what is wrong with it; exit status 1 when something is."""
    from casus.cli.keeping import check_record

    return check_record(record, links=links)


def backup(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="The file to write; it must not exist.")],
    record: RecordPlace = "casus.db",
) -> int:
    """Write the record, as it is now, into one file; builds can go on meanwhile."""
    from casus.cli.keeping import back_up_record

    return back_up_record(output, record)


def restore(
    backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="A file that casus backup wrote.")],
    record: RecordPlace = "casus.db",
) -> int:
    """Fill a new record with a backup; the record may be of another kind of database than the one that was backed up."""
    from casus.cli.keeping import restore_record

    return restore_record(backup, record)


def merge(
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other record: a file, or a database URL.")],
    record: RecordPlace = "casus.db",
) -> int:
    """Let the documents and claims of another record join this one, and link all claims anew."""
    from casus.cli.keeping import merge_records

    return merge_records(other, record)

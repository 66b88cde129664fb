"""``casus watch`` and ``casus digest``, as typer sees them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from casus.cli.options import Day, English, Jobs, Json, Kinds, Private, RecordPlace, Theatres, day_or_version


def watch(
    feeds: Annotated[
        Path | None,
        typer.Argument(metavar="FEEDS.toml", help="What to watch; its format is in docs/watching.md."),
    ] = None,
    record: RecordPlace = "casus.db",
    once: Annotated[bool, typer.Option("--once", help="One round, of what is due; for cron.")] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Instead: how the sources are, by what the record keeps of them.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Instead: say what is wrong with FEEDS.toml.")] = False,
    keep_raw: Annotated[
        Path | None,
        typer.Option("--keep-raw", metavar="DIR", help="Also keep what servers sent, one compressed WARC file a day."),
    ] = None,
    theatre: Theatres = None,
    given_date: Day = None,
    jobs: Jobs = 1,
    kinds: Kinds = None,
    english: English = "accurate",
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Code every report, also news that is not about conflict, and what was dropped before."
        ),
    ] = False,
    allow_private: Private = False,
    json: Json = False,
) -> int:
    """Fetch feeds, sitemaps and pages on a schedule, politely, and build what they bring into the record; Ctrl-C ends it at any time."""
    from casus.cli.watching import Options, check_list, show_status, watch_feeds

    if check:
        return check_list(feeds)
    if status:
        return show_status(record, feeds, json_lines=json)
    options = Options(theatre, given_date, jobs, kinds, english, allow_private, keep_raw, everything)
    return watch_feeds(feeds, record, options, once=once)


class DigestFormat(StrEnum):
    """How a digest is written."""

    html = "html"
    markdown = "markdown"


def digest(
    since: Annotated[
        Any,
        typer.Option(
            "--since",
            metavar="YYYY-MM-DD|VERSION",
            parser=day_or_version,
            help="What came into the record on this day or later, or after this version of the record (see casus changes).",
        ),
    ],
    record: RecordPlace = "casus.db",
    format_name: Annotated[
        DigestFormat, typer.Option("--format", help="html is for e-mail: inline styles, no scripts, no pictures.")
    ] = DigestFormat.html,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    email: Annotated[
        list[str] | None,
        typer.Option("--email", metavar="ADDRESS", help="Mail it instead, as HTML and text. Can be given again."),
    ] = None,
) -> int:
    """Write what is new as a newsletter: by operation and kind, with grades, ranges and who says so; what was corrected and withdrawn."""
    from casus.cli.digesting import write_digest

    return write_digest(record, since, output, markdown=format_name is DigestFormat.markdown, email=email or ())

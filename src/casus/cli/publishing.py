"""``casus report`` and ``casus export``: the record for others. A file appears whole or not at all."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from casus.cli.console import complain, say
from casus.cli.errors import DONE, CommandError
from casus.cli.records import looking_at

if TYPE_CHECKING:
    from casus.cli.stored import StoredSource
    from casus.exporting.selecting import Selection
    from casus.exporting.values import Options, Source
    from casus.store.changing import Changes

RAW_FORMATS = ("acled", "ucdp", "hxl", "gdelt", "gdelt_mentions")
DATED_FORMATS = ("acled", "ucdp", "gdelt", "gdelt_mentions", "plover")
EXCEL_FORMATS = ("csv", "acled", "ucdp", "hxl")
WITHDRAWN_SHOWN = 20


def write_report(place: str, output: Path) -> int:
    """Write the single-file report; returns the exit status."""
    from casus.reporting.html import render_report

    with looking_at(place) as record:
        text = render_report(record.documents(), record.counted_claims(), record.links(), record.problems())
    with written_whole(output) as stream:
        stream.write(text)
    say(f"report: {output}")
    return DONE


@dataclass(frozen=True, slots=True)
class Safety:
    """``safe``: only what may be passed on; ``hold_back``: days that are held back (``None``: 14 with ``safe``, else none)."""

    safe: bool = False
    hold_back: int | None = None


def export_record(
    place: str,
    format_name: str,
    output: Path | None,
    *,
    options: Options | None = None,
    wanted: Selection | None = None,
    safety: Safety = Safety(),
    by_report: bool = False,
    since_version: int | None = None,
    kinds: Path | None = None,
) -> int:
    """Write the record, or what is wanted of it, in a format, to a file or standard output; returns the exit status.

    With ``since_version`` only events that were added or changed since that version of the record; what was withdrawn is said.
    """
    from casus.cli.coding import check_kinds_file
    from casus.exporting.formats import ExportError, export, export_file
    from casus.exporting.selecting import Selection, selected
    from casus.exporting.undated import dated_by_reports
    from casus.exporting.values import Options

    options, wanted = options or Options(), wanted or Selection()
    _check(format_name, output, options, safety)
    if by_report and format_name not in DATED_FORMATS:
        raise CommandError(f"--date-by-report is for {', '.join(DATED_FORMATS)}, not for {format_name}; leave it out")
    check_kinds_file(kinds)
    try:
        with reading_from(place, kinds) as record:
            if since_version is not None:
                differs = record.portions.changes(since_version)
                complain(_differs(differs))
                wanted = replace(wanted, ids=frozenset((*differs.added, *differs.changed)))
            source, left_out = protect(selected(record, wanted), safety)
            source = dated_by_reports(source) if by_report else source
            if output is None:
                left_out += export(source, format_name, sys.stdout, options)
            else:
                with written_in_place(output) as path:
                    left_out += export_file(source, format_name, path, options)
    except ExportError as error:
        raise CommandError(str(error)) from error
    if left_out:
        complain(f"left out: {_counted(left_out)}")
    if output is not None:
        complain(f"wrote {output}")
    return DONE


def _differs(changes: Changes) -> str:
    """What differs from a version, the withdrawn events by their ids."""
    shown = ", ".join(changes.withdrawn[:WITHDRAWN_SHOWN])
    more = f", ...; all: casus changes --since {changes.since}" if len(changes.withdrawn) > WITHDRAWN_SHOWN else ""
    numbers = f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.withdrawn)} withdrawn"
    return f"version {changes.since} to {changes.version}: {numbers}" + (f" ({shown}{more})" if shown else "")


def asked(**wishes: Any) -> Selection:
    """What a user asks for; a wish that cannot be is the user's to change."""
    from casus.exporting.selecting import SelectionError, selection

    try:
        return selection(**wishes)
    except SelectionError as error:
        raise CommandError(str(error)) from error


def _check(format_name: str, output: Path | None, options: Options, safety: Safety) -> None:
    """Refuse what cannot be, before any work is done."""
    from casus.exporting.formats import formats, is_binary

    if format_name not in formats():
        raise CommandError(f"there is no format {format_name!r}; choose one of {', '.join(formats())}")
    for name, given, for_formats in (
        ("--excel", options.excel, EXCEL_FORMATS),
        ("--raw", options.raw, RAW_FORMATS),
        ("--numeric", options.numeric, ("acled",)),
    ):
        if given and format_name not in for_formats:
            raise CommandError(f"{name} is for {', '.join(for_formats)}, not for {format_name}; leave it out")
    if safety.hold_back is not None and not safety.safe:
        raise CommandError("--hold-back goes with --safe; add it, or give --until DATE")
    if output is None and is_binary(format_name):
        raise CommandError(f"{format_name} is no text; give the name of a file with --output")


@contextmanager
def reading_from(place: str, kinds: Path | None = None) -> Iterator[StoredSource]:
    """The record as it is now, to be read in portions, with what packs know of its actors."""
    from casus.cli.coding import knowledge
    from casus.cli.stored import Again, StoredSource, seldom_collecting

    with looking_at(place) as record, record.portions() as portions, knowledge(), seldom_collecting():
        yield StoredSource(portions, kinds=kinds, again=Again(place, kinds))


def protect(source: Source, safety: Safety) -> tuple[Source, Counter[str]]:
    """What may be passed on of a source, where that is asked, and how many events are left out, by reason."""
    from casus.exporting.protecting import HOLD_BACK, Protection, protected

    if not safety.safe:
        return source, Counter()
    days = HOLD_BACK if safety.hold_back is None else safety.hold_back
    return protected(source, Protection(datetime.now(UTC).date(), days))


def _counted(left_out: Counter[str]) -> str:
    """How many events, by reason, the most frequent first."""
    reasons = sorted(left_out.items(), key=lambda item: (-item[1], item[0]))
    total = left_out.total()
    return f"{total} {'event' if total == 1 else 'events'} ({', '.join(f'{reason}: {number}' for reason, number in reasons)})"


@contextmanager
def written_in_place(path: Path) -> Iterator[Path]:
    """A path to write to; what lies there afterwards takes the place of ``path``, and nothing does otherwise."""
    if path.is_dir():
        raise CommandError(f"{path} is a folder; give the name of a file with --output")
    if not path.parent.is_dir():
        raise CommandError(f"the folder {path.parent} does not exist; make it, or give another --output")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        made = Path(folder, path.name)
        yield made
        made.replace(path)


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A text stream whose content takes the place of ``path`` when all of it is written, and leaves no trace otherwise."""
    with written_in_place(path) as made, made.open("w", encoding="utf-8", newline="\n", errors="replace") as stream:
        yield stream

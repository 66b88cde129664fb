"""``casus report`` and ``casus export``: the record for others. A file appears whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from casus.cli.console import complain, say
from casus.cli.errors import DONE, CommandError
from casus.cli.records import looking_at


def write_report(place: str, output: Path) -> int:
    """Write the single-file report; returns the exit status."""
    from casus.reporting.html import render_report

    with looking_at(place) as record:
        text = render_report(record.documents(), record.claims(), record.links(), record.problems())
    with written_whole(output) as stream:
        stream.write(text)
    say(f"report: {output}")
    return DONE


def export_record(place: str, format_name: str, output: Path | None, *, excel: bool, kinds: Path | None = None) -> int:
    """Write the record in a format, to a file or standard output; returns the exit status."""
    from casus.cli.codes import codes_of
    from casus.cli.coding import check_kinds_file, knowledge
    from casus.exporting.formats import UnknownFormatError, export, formats
    from casus.exporting.values import Options, RecordValues

    if format_name not in formats():
        raise CommandError(f"there is no format {format_name!r}; choose one of {', '.join(formats())}")
    if excel and format_name != "csv":
        raise CommandError(f"--excel is for csv, not for {format_name}; leave it out")
    check_kinds_file(kinds)
    with looking_at(place) as record, knowledge():
        claims, documents = record.claims(), record.documents()
        values = RecordValues(
            documents=documents,
            claims=claims,
            links=record.links(),
            problems=record.problems(),
            relations=record.relations(),
            codes=codes_of(claims, texts={document.key: document.text for document in documents}, kinds=kinds),
        )
    try:
        if output is None:
            export(values, format_name, sys.stdout, Options(excel=excel))
        else:
            with written_whole(output) as stream:
                export(values, format_name, stream, Options(excel=excel))
    except UnknownFormatError as error:
        raise CommandError(str(error)) from error
    if output is not None:
        complain(f"wrote {output}")
    return DONE


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A text stream whose content takes the place of ``path`` when all of it is written, and leaves no trace otherwise."""
    if path.is_dir():
        raise CommandError(f"{path} is a folder; give the name of a file with --output")
    if not path.parent.is_dir():
        raise CommandError(f"the folder {path.parent} does not exist; make it, or give another --output")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="replace") as stream:
            yield stream
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

"""``casus digest``: what is new, as HTML for e-mail or Markdown."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from casus.cli.console import say
from casus.cli.errors import DONE, CommandError
from casus.cli.records import looking_at


def write_digest(place: str, since: date | int, output: Path | None, *, markdown: bool) -> int:
    """Write what is new since a day or a version; returns the exit status."""
    from casus.watching.digest import digest_of, version_before
    from casus.watching.digest_texts import as_html, as_markdown, headline

    if output is not None and not output.parent.is_dir():
        raise CommandError(f"the folder {output.parent} does not exist; make it, or write elsewhere")
    with looking_at(place) as record, record.asking() as connection:
        version = version_before(connection, since) if isinstance(since, date) else since
        found = digest_of(connection, version)
    text = as_markdown(found) if markdown else as_html(found)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
        say(f"{output}: {headline(found)}")
    return DONE

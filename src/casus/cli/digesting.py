"""``casus digest``: what is new, as HTML for e-mail or Markdown."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from casus.cli.console import say
from casus.cli.errors import DONE, CommandError
from casus.cli.records import looking_at

if TYPE_CHECKING:
    from casus.watching.digest import Digest


def write_digest(
    place: str, since: date | int, output: Path | None, *, markdown: bool, email: Sequence[str] = ()
) -> int:
    """Write what is new since a day or a version, or mail it; returns the exit status."""
    from casus.watching.digest import digest_of, version_before
    from casus.watching.digest_texts import as_html, as_markdown, headline

    if output is not None and not output.parent.is_dir():
        raise CommandError(f"the folder {output.parent} does not exist; make it, or write elsewhere")
    with looking_at(place) as record, record.asking() as connection:
        version = version_before(connection, since) if isinstance(since, date) else since
        found = digest_of(connection, version)
    if email:
        return _mail(found, email)
    text = as_markdown(found) if markdown else as_html(found)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
        say(f"{output}: {headline(found)}")
    return DONE


def _mail(found: Digest, addresses: Sequence[str]) -> int:
    """Mail it to each address by itself. Raises :class:`CommandError` where it was not taken."""
    from casus.watching.channels import DeliveryError, check_target, send_mail
    from casus.watching.digest_texts import as_message

    for address in addresses:
        check_target("email", address)
    for address in addresses:
        try:
            send_mail(address, as_message(found), os.environ)
        except DeliveryError as error:
            raise CommandError(f"{address}: {error}") from error
        say(f"sent to {address}")
    return DONE

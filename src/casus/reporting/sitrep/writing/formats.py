"""The formats of a situation report, by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casus.reporting.sitrep.model import SituationReport

ENDINGS = (".html", ".md", ".pdf", ".docx")


class UnknownFormatError(ValueError):
    """No format has this ending; the message says which there are."""


def writer_for(path: Path) -> Callable[[SituationReport], bytes]:
    """The writer for a file. Raises :class:`UnknownFormatError`."""
    ending = path.suffix.lower()
    if ending == ".html":
        from casus.reporting.sitrep.writing.as_html import to_html

        return to_html
    if ending == ".md":
        from casus.reporting.sitrep.writing.as_markdown import to_markdown

        return to_markdown
    if ending == ".pdf":
        from casus.reporting.sitrep.writing.as_pdf import to_pdf

        return to_pdf
    if ending == ".docx":
        from casus.reporting.sitrep.writing.as_docx import to_docx

        return to_docx
    raise UnknownFormatError(f"{path.name} names no format; end it in one of {', '.join(ENDINGS)}")

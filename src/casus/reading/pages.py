"""A web page becomes a document: article text, title, publisher, address and date, through trafilatura.

Paragraphs stay lines. The date is the one that the page itself states; a page that states none stays undated, for the search
for dates anywhere in a page takes the day of a sidebar for the day of the report.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date

from casus.reading.errors import UnreadableError
from casus.record import Document, DocumentDate

_LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page, decoded or not, and where they are from."""

    html: str | bytes
    id: str
    locator: str
    url: str | None = None


def read_page(page: Page) -> Document:
    """The article of a page.

    Raises:
        UnreadableError: the page holds no article text, or cannot be parsed.
    """
    import trafilatura
    from trafilatura.settings import Document as Extract

    _keep_quiet()
    try:
        found = trafilatura.bare_extraction(
            page.html,
            url=page.url,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # one page that the parser cannot take must not end the run; the reason is handed on
        raise UnreadableError(f"HTML that cannot be parsed ({type(error).__name__}: {_first_line(error)})") from error
    text = (found.text or "").strip() if isinstance(found, Extract) else ""
    if not isinstance(found, Extract) or not text:
        raise UnreadableError("no article text in this HTML page; save the article's own page, or its text")
    return Document(
        id=page.id,
        text=text,
        title=_filled(found.title),
        url=page.url or _filled(found.url),
        publisher=_filled(found.sitename),
        date=_stated_date(found.date),
        locator=page.locator,
    )


def _stated_date(stated: str | None) -> DocumentDate:
    if not stated:
        return DocumentDate()
    try:
        day = date.fromisoformat(stated[:10])
    except ValueError:
        return DocumentDate()
    return DocumentDate(day, day, "metadata", ("the date that the page states",))


def _filled(value: str | None) -> str | None:
    return (value or "").strip() or None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]


def _keep_quiet() -> None:
    """Give the libraries' loggers a handler, so that Python does not print their warnings about pages on standard error."""
    for name in _LIBRARIES:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())

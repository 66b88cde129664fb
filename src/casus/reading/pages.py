"""A web page becomes a document: article text through trafilatura, and what the page states about itself with where it does.

Paragraphs stay lines. The date is one that the page itself or its address states; a page that states none stays undated, for the
search for dates anywhere in a page takes the day of a sidebar for the day of the report.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from casus.reading.article import join_parts, without_headline
from casus.reading.charsets import decode_page
from casus.reading.errors import UnreadableError
from casus.reading.metadata import stated_by, titles_of
from casus.record import Document, DocumentDate, Stated

_LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
_FIELDS_OF_TRAFILATURA = (
    ("title", "title"),
    ("publisher", "sitename"),
    ("author", "author"),
    ("url", "url"),
    ("date", "date"),
)
ADDRESS = "the page's address"
"""The weakest basis: a publisher's host."""
_MARKUP = "the page's markup, by trafilatura"


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page, decoded or not, and where they are from; ``charset`` is what the server's header says."""

    html: str | bytes
    id: str
    locator: str
    url: str | None = None
    charset: str | None = None


def read_page(page: Page) -> Document:
    """The article of a page.

    Raises:
        UnreadableError: the page holds no article text, or cannot be parsed.
    """
    import trafilatura
    from trafilatura.settings import Document as Extract

    _keep_quiet()
    html = page.html if isinstance(page.html, str) else decode_page(page.html, page.charset)[0]
    try:
        tree = trafilatura.load_html(html)
        if tree is None:
            raise UnreadableError("not HTML, or empty HTML; save the article's own page, or its text")
        stated, titles = stated_by(tree, page.url), titles_of(tree)
        join_parts(tree)
        found = trafilatura.bare_extraction(
            tree,
            url=page.url,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except UnreadableError:
        raise
    except Exception as error:  # one page that the parser cannot take must not end the run; the reason is handed on
        raise UnreadableError(f"HTML that cannot be parsed ({type(error).__name__}: {_first_line(error)})") from error
    text = (found.text or "").strip() if isinstance(found, Extract) else ""
    if not isinstance(found, Extract) or not text:
        raise UnreadableError("no article text in this HTML page; save the article's own page, or its text")
    return document_of(page, without_headline(text, titles), _completed(stated, found))


def document_of(page: Page, text: str, stated: dict[str, Stated]) -> Document:
    """The document of a page with this text, of which this is stated."""

    def value(name: str) -> str | None:
        return stated[name].value if name in stated else None

    return Document(
        id=page.id,
        text=text,
        title=value("title"),
        url=page.url or value("url"),
        publisher=value("publisher"),
        date=date_of(stated.get("date")),
        locator=page.locator,
        stated=tuple(stated[name] for name in sorted(stated) if not (name == "url" and page.url)),
    )


def date_of(stated: Stated | None) -> DocumentDate:
    """A document's date from what states it; unknown where nothing does."""
    if stated is None:
        return DocumentDate()
    day = date.fromisoformat(stated.value)
    return DocumentDate(day, day, "metadata", (f"the date that the page states ({stated.basis})",))


def _completed(stated: dict[str, Stated], found: Any) -> dict[str, Stated]:
    """What is stated, and from trafilatura's reading of the markup what is not."""
    whole = dict(stated)
    for name, attribute in _FIELDS_OF_TRAFILATURA:
        value = (getattr(found, attribute, None) or "").strip()
        if name not in whole and value and (name != "date" or _is_day(value[:10])):
            basis = (
                ADDRESS if name == "publisher" and "." in value and " " not in value else _MARKUP
            )  # a host: it gives that where nothing is stated
            whole[name] = Stated(name, value[:10] if name == "date" else value, basis)
    return whole


def _is_day(stated: str) -> bool:
    try:
        date.fromisoformat(stated)
    except ValueError:
        return False
    return True


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]


def _keep_quiet() -> None:
    """Give the libraries' loggers a handler, so that Python does not print their warnings about pages on standard error."""
    for name in _LIBRARIES:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())

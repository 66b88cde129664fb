"""Feeds (RSS, Atom, JSON Feed) and sitemaps: entries with their own text become documents, the others links.

An entry with its full content is a report. One with a summary only is a link that brings the summary as its document, for when
links are not followed. A document is named after the entry's own id, so that a feed that has moved on gives the same documents again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urljoin

from casus.reading.blocks import visible_text
from casus.reading.errors import UnreadableError
from casus.reading.links import Found, Link
from casus.reading.metadata import parse_moment
from casus.reading.pages import date_of
from casus.reading.safe_xml import parse_xml, refuse_entities
from casus.reading.web import is_address
from casus.record import Document, Problem, Stated, stable_id

_ROOT = re.compile(rb"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)")
_COMMENTS = re.compile(rb"<!--.*?-->", re.DOTALL)
_FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf"})
_SITEMAP_ROOTS = frozenset({b"urlset", b"sitemapindex"})
_JSON_FEED = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/", re.IGNORECASE)
_SEARCHED = 8192  # bytes before the root element
_NAMED = {
    "title": "the feed's entry",
    "author": "the feed's entry",
    "date": "the feed's entry",
    "publisher": "the feed's title",
}


def xml_kind(data: bytes) -> str | None:
    """``feed``, ``sitemap`` or ``page``, by the root element; ``None`` for other XML."""
    found = _ROOT.search(_COMMENTS.sub(b"", data[:_SEARCHED].replace(b"\0", b"")))
    root = found.group(1).lower() if found else b""
    kinds = ((_FEED_ROOTS, "feed"), (_SITEMAP_ROOTS, "sitemap"), (frozenset({b"html"}), "page"))
    return next((kind for roots, kind in kinds if root in roots), None)


def is_json_feed(value: Any) -> bool:
    """Whether a parsed JSON value is a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    return (
        isinstance(value, dict)
        and bool(_JSON_FEED.match(str(value.get("version"))))
        and isinstance(value.get("items"), list)
    )


def feed_entries(data: bytes, name: str, locator: str, url: str | None = None) -> Iterator[Found | Link]:
    """The entries of an RSS or Atom feed; ``url`` is where it was found, for its relative links.

    Raises:
        UnreadableError: it is no feed, has no entries, or is unsafe.
    """
    import feedparser

    refuse_entities(data)
    feed = feedparser.parse(io.BytesIO(data))
    if not feed.entries:
        reason = f" ({_line(feed.bozo_exception)})" if feed.get("bozo") and "bozo_exception" in feed else ""
        raise UnreadableError(f"a feed without entries{reason}; there is nothing to read")
    entries = map(_xml_entry, feed.entries)
    yield from _read_entries(entries, feed.feed.get("title"), name, locator, url)


def json_feed_entries(
    value: Mapping[str, Any], name: str, locator: str, url: str | None = None
) -> Iterator[Found | Link]:
    """The entries of a JSON Feed; raises :class:`UnreadableError` where it has none."""
    if not value["items"]:
        raise UnreadableError("a feed without entries; there is nothing to read")
    entries = (_json_entry(item) if isinstance(item, dict) else {} for item in value["items"])
    yield from _read_entries(entries, value.get("title"), name, locator, url or value.get("feed_url"))


def sitemap_links(data: bytes, locator: str) -> Iterator[Found | Link]:
    """The addresses of a sitemap (https://www.sitemaps.org/protocol.html), with what Google's news extension says of each; of an index, those of its sitemaps.

    Raises:
        UnreadableError: it is malformed, unsafe, or empty.
    """
    root = parse_xml(data)
    lists = _local(root) == "sitemapindex"
    number = 0
    for number, entry in enumerate(root, 1):
        where = f"{locator}#{number}"
        address = _below(entry, "loc")
        if address and is_address(address):
            yield Link(address, where, stated=() if lists else _of_news(entry), lists=lists)
        else:
            yield Problem(where, "read", "an entry without a web address; nothing can be fetched for it")
    if not number:
        raise UnreadableError("a sitemap without addresses; there is nothing to read")


def _read_entries(
    entries: Iterator[Mapping[str, Any]], publisher: Any, name: str, locator: str, base: str | None
) -> Iterator[Found | Link]:
    met: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        where = f"{locator}#{number}"
        link = _absolute(_text(entry.get("link")), base)
        own = _text(entry.get("id")) or link
        if own and own in met:
            yield Problem(
                where,
                "read",
                f"has the id of entry {met[own]} of this feed and is taken for the same; look at the feed",
            )
            continue
        met[own] = number
        content, summary = (visible_text(_text(entry.get(part))) for part in ("content", "summary"))
        stated = _stated(entry, publisher)
        text = content or summary
        document = _document(text, f"{name}-{stable_id('', own or text)[:8]}", where, link, stated) if text else None
        if content and document is not None:
            yield document
        elif is_address(link):
            yield Link(link, where, document, stated)
        elif document is not None:
            yield document
        else:
            yield Problem(where, "read", "an entry with neither text nor address; there is nothing to read")


def _absolute(link: str, base: str | None) -> str:
    try:
        return urljoin(base or "", link) if link else ""
    except ValueError:  # a broken address is none
        return ""


def _document(text: str, name: str, where: str, link: str, stated: tuple[Stated, ...]) -> Document:
    by_field = {one.field: one for one in stated}
    title, publisher = by_field.get("title"), by_field.get("publisher")
    return Document(
        id=name,
        text=text,
        title=title.value if title else None,
        url=link if is_address(link) else None,
        publisher=publisher.value if publisher else None,
        date=date_of(by_field.get("date")),
        locator=where,
        stated=stated,
    )


def _stated(entry: Mapping[str, Any], publisher: Any) -> tuple[Stated, ...]:
    values = {
        "author": " ".join(_text(entry.get("author")).split()),
        "date": entry["day"].isoformat() if entry.get("day") else "",
        "publisher": " ".join(_text(publisher).split()),
        "title": " ".join(visible_text(_text(entry.get("title"))).split()),
    }
    return tuple(Stated(field, value, _NAMED[field]) for field, value in values.items() if value)


def _xml_entry(entry: Any) -> dict[str, Any]:
    content = [part.get("value") for part in entry.get("content", ()) if part.get("value")]
    parsed = entry.get("published_parsed")
    return {
        "id": entry.get("id"),
        "link": entry.get("link")
        if entry.get("links") or is_address(_text(entry.get("link")))
        else None,  # else a guid
        "title": entry.get("title"),
        "author": entry.get("author"),
        "content": "\n".join(content),
        "summary": entry.get("summary"),
        "day": parse_moment(_text(entry.get("published"))) or (_day(parsed) if parsed else None),
    }


def _json_entry(item: Mapping[str, Any]) -> dict[str, Any]:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [one["name"] for one in authors or () if isinstance(one, dict) and isinstance(one.get("name"), str)]
    plain = _text(item.get("content_text")).replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return {
        "id": item.get("id"),
        "link": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "author": ", ".join(names),
        "content": item.get("content_html") or plain,
        "summary": item.get("summary"),
        "day": parse_moment(_text(item.get("date_published"))),
    }


def _of_news(entry: Any) -> tuple[Stated, ...]:
    found: dict[str, str] = {}
    for element in entry.iter():
        if "sitemap-news" in element.tag and (element.text or "").strip():
            found.setdefault(_local(element), element.text.strip())
    day = parse_moment(found.get("publication_date", ""))
    values = {
        "date": day.isoformat() if day else "",
        "publisher": found.get("name", ""),
        "title": found.get("title", ""),
    }
    return tuple(Stated(field, value, "the sitemap") for field, value in values.items() if value)


def _below(element: Any, name: str) -> str:
    return next(((one.text or "").strip() for one in element if _local(one) == name), "")


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _day(parsed: Any) -> date | None:
    try:
        return date(*parsed[:3])
    except (TypeError, ValueError):
        return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _line(error: Any) -> str:
    return (str(error).splitlines() or [""])[0][:100]

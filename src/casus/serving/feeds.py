"""Feeds of events, and of whatever else is told in entries: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.

What documents say is hostile until shown otherwise: all of it is text here, never markup, and letters that XML cannot hold are replaced.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from casus import rows
from casus.linking.explain import GRADES
from casus.linking.sentences import event_sentence, numbers_in_words
from casus.record import Event
from casus.serving.shelf import View
from casus.store.changing import learned
from casus.store.queries.asked import events_page
from casus.store.queries.filters import Filter

MEDIA: Mapping[str, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
NEVER = "1970-01-01T00:00:00+00:00"
"""When a feed without entries was last changed."""
ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: ``identifier`` stays the same, ``link`` is the page that shows it; ``learned`` is when the record first held it, ``changed`` when it became
    what it is now (ISO 8601, UTC); ``more`` goes into JSON only."""

    identifier: str
    link: str
    title: str
    text: str
    learned: str
    changed: str
    tags: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def text_of(event: Event) -> str:
    """An event in words: its sentence, its numbers, its grade and the rule that gave it."""
    numbers = numbers_in_words(event.numbers)
    grade = f"Grade: {event.grade} ({GRADES[event.grade]}). {event.grade_reason}".strip()
    return "\n".join(filter(None, (event_sentence(event), numbers and f"Numbers: {numbers}.", grade)))


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: ``home`` is the page that shows the same, ``address`` its own; entries newest first. ``about`` says which entries these are."""

    title: str
    home: str
    address: str
    entries: list[Entry]
    about: str = "Events of a record of Casus, those that it learned of last first."

    @property
    def changed(self) -> str:
        """When the newest entry changed."""
        return self.entries[0].changed if self.entries else NEVER


def entries_of(view: View, wanted: Filter, base: str, limit: int) -> list[Entry]:
    """The events of a filter that the record learned of, or that changed in it, last; ``base`` is the server's address."""
    events = events_page(view.connection, wanted, order="recent", limit=limit).values
    known = learned(view.connection, [one.event_id for one in events])
    return [
        event_entry(one, f"{base}/events/{quote(one.event_id, safe='')}", *known.get(one.event_id, (NEVER, NEVER)))
        for one in events
    ]


def event_entry(event: Event, link: str, learned_at: str, changed_at: str) -> Entry:
    """An event as an entry; its page is what identifies it."""
    more = {"grade": event.grade, "numbers": [rows.number_to_row(number) for number in event.numbers]}
    return Entry(link, link, event.title, text_of(event), learned_at, changed_at, (event.kind, event.grade), more)


def write_feed(form: str, feed: Feed) -> bytes:
    """A feed in one of the forms of :data:`MEDIA`."""
    return {"rss": _rss, "atom": _atom, "json": _json}[form](feed)


def _json(feed: Feed) -> bytes:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "items": [
            {
                "id": one.identifier,
                "url": one.link,
                "title": one.title,
                "content_text": one.text,
                "date_published": one.learned,
                "date_modified": one.changed,
                "tags": list(one.tags),
                "_casus": dict(one.more),
            }
            for one in feed.entries
        ],
    }
    return json.dumps(told, ensure_ascii=True).encode()


def _atom(feed: Feed) -> bytes:
    root = ET.Element("feed", {"xmlns": ATOM})
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.changed)
    _add(root, "link", rel="self", type=MEDIA["atom"], href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.home)
    _add(_add(root, "author"), "name", "Casus")
    for one in feed.entries:
        entry = _add(root, "entry")
        _add(entry, "id", one.identifier)
        _add(entry, "title", one.title)
        _add(entry, "link", rel="alternate", type="text/html", href=one.link)
        _add(entry, "published", one.learned)
        _add(entry, "updated", one.changed)
        for tag in one.tags:
            _add(entry, "category", term=tag)
        _add(entry, "content", one.text, type="text")
    return _written(root)


def _rss(feed: Feed) -> bytes:
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": ATOM})
    channel = _add(root, "channel")
    _add(channel, "title", _as_html(feed.title))
    _add(channel, "link", feed.home)
    _add(channel, "description", feed.about)
    _add(channel, "atom:link", rel="self", type=MEDIA["rss"], href=feed.address)
    _add(channel, "lastBuildDate", _rfc822(feed.changed))
    for one in feed.entries:
        item = _add(channel, "item")
        _add(item, "title", _as_html(one.title))
        _add(item, "link", one.link)
        _add(item, "guid", one.identifier, isPermaLink="true" if one.identifier == one.link else "false")
        _add(item, "pubDate", _rfc822(one.learned))
        _add(item, "atom:updated", one.changed)
        for tag in one.tags:
            _add(item, "category", tag)
        _add(item, "description", _as_html(one.text).replace("\n", "<br/>"))
    return _written(root)


def _as_html(text: str) -> str:
    """A text as markup: readers of RSS show titles and descriptions as HTML, so that a text with angle brackets would become markup."""
    return html.escape(text, quote=False)


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    told = {name: _xml(value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, told)
    child.text = None if text is None else _xml(text)
    return child


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _written(root: ET.Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _rfc822(moment: str) -> str:
    return format_datetime(datetime.fromisoformat(moment).astimezone(UTC), usegmt=True)

"""Feeds hold one entry an event, what the record learned of last first, in forms that others read; hostile texts stay texts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from serving_values import EVENTS, event_id, fill, links
from starlette.testclient import TestClient

from casus.serving import feeds
from casus.serving.examples import EVENT
from casus.serving.feeds import Feed, event_entry, write_feed
from casus.store.record import Record

FORMS = ("rss", "atom", "json")
HOSTILE = "<script>alert(1)</script> & \"' ]]> \x00\x0b\ud800 \U0001f4a3"
LATER = datetime(2024, 6, 1, 12, tzinfo=UTC)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def entries(body: bytes, form: str) -> list[dict[str, Any]]:
    """Title, link, id and text of each entry, as readers see them."""
    if form == "json":
        import json

        return [
            {"title": one["title"], "link": one["url"], "id": one["id"], "text": one["content_text"]}
            for one in json.loads(body)["items"]
        ]
    told = feedparser.parse(body)
    assert not told.bozo, told.get("bozo_exception")
    assert told.version == {"rss": "rss20", "atom": "atom10"}[form]
    return [
        {
            "title": one.title, "link": one.link, "id": one.id,
            "text": one.content[0].value if form == "atom" else one.summary,
        }
        for one in told.entries
    ]  # fmt: skip


def feed_of(client: TestClient, form: str, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/events.{form}{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] == feeds.MEDIA[form]
    return entries(answer.content, form)


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_has_one_entry_an_event_with_its_link_sentence_grade_and_numbers(client: TestClient, form: str) -> None:
    found = feed_of(client, form, "?limit=100")
    assert len({one["id"] for one in found}) == len(found) == EVENTS + 1
    (one,) = [one for one in found if one["link"].endswith(event_id(4))]
    assert one["link"] == one["id"] == f"http://localhost/events/{event_id(4)}"
    for words in ("told by residents alone", "Numbers: 5 killed.", "Grade: reported (one origin alone tells it)"):
        assert words in one["text"]


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_is_of_the_filter(client: TestClient, form: str) -> None:
    found = feed_of(client, form, "?kind=air_strike&killed=20")
    assert [one["link"][-2:] for one in found] == ["19", "22"] or {one["link"][-2:] for one in found} == {"19", "22"}


@pytest.mark.parametrize("form", FORMS)
def test_what_the_record_learned_of_last_comes_first(tmp_path: Path, serve: Any, form: str) -> None:
    place = tmp_path / "casus.db"
    with Record.open(place) as record:
        fill(record)
        events = record.links().events
        changed = tuple(replace(one, title="Told anew") if one.event_id == event_id(7) else one for one in events)
        record.replace_links(links(changed), clock=lambda: LATER)
    found = feed_of(serve(place), form)
    assert found[0]["link"].endswith(event_id(7))
    assert found[0]["title"] == "Told anew"


def test_when_the_record_learned_of_an_event_and_when_it_changed_are_two_times() -> None:
    entry = event_entry(EVENT, "http://localhost/events/e1", "2017-02-10T06:00:00+00:00", "2017-02-12T06:00:00+00:00")
    told = feedparser.parse(write_feed("atom", Feed("A", "http://a/", "http://a/f.atom", [entry]))).entries[0]
    assert (told.published_parsed.tm_mday, told.updated_parsed.tm_mday) == (10, 12)
    told = feedparser.parse(write_feed("rss", Feed("A", "http://a/", "http://a/f.rss", [entry]))).entries[0]
    assert told.published_parsed.tm_mday == 10


def hostile(form: str) -> bytes:
    event = replace(EVENT, title=HOSTILE, origins=(HOSTILE,), grade_reason=HOSTILE)
    entry = event_entry(event, "http://localhost/events/e1", feeds.NEVER, feeds.NEVER)
    return write_feed(form, Feed(HOSTILE, "http://localhost/?a=1&b=<", "http://localhost/x", [entry]))


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_hostile_texts_are_text_in_xml(form: str) -> None:
    root = ET.fromstring(hostile(form))
    assert not [one for one in root.iter() if one.tag.endswith("}script") or one.tag == "script"]
    text = "".join(root.itertext())
    assert "alert(1)" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)


def test_readers_that_show_rss_as_html_see_no_markup() -> None:
    """What the XML holds is HTML to them: it must be escaped once more."""
    root = ET.fromstring(hostile("rss"))
    for path in ("channel/title", "channel/item/title", "channel/item/description"):
        assert "<script" not in (root.findtext(path) or "")
        assert "&lt;script&gt;" in (root.findtext(path) or "")


def test_atom_says_that_its_texts_are_text() -> None:
    root = ET.fromstring(hostile("atom"))
    for one in root.iter():
        assert one.get("type") in (None, "text", "text/html", "application/atom+xml")
    assert root.find(f".//{{{feeds.ATOM}}}content").get("type") == "text"  # type: ignore[union-attr]


def test_atom_has_what_its_standard_asks_for() -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated once; an author; a link to itself; an alternate for each entry."""
    root = ET.fromstring(hostile("atom"))
    space = f"{{{feeds.ATOM}}}"
    for parent in (root, root.find(f"{space}entry")):
        assert parent is not None
        for name in ("id", "title", "updated"):
            assert len(parent.findall(space + name)) == 1
        assert RFC3339.fullmatch(parent.findtext(f"{space}updated") or "")
        assert "alternate" in [link.get("rel") for link in parent.findall(f"{space}link")]
    assert root.findtext(f"{space}author/{space}name")
    assert "self" in [link.get("rel") for link in root.findall(f"{space}link")]


def test_a_json_feed_has_what_its_version_1_1_asks_for(client: TestClient) -> None:
    """https://www.jsonfeed.org/version/1.1/: version, title, items; of an item a text id, a content, and dates of RFC 3339."""
    told = client.get("/api/v1/events.json?killed=3").json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == "http://localhost/api/v1/events.json?killed=3"
    assert told["home_page_url"] == "http://localhost/?killed=3"
    assert isinstance(told["title"], str)
    for one in told["items"]:
        assert isinstance(one["id"], str)
        assert one["content_text"]
        assert all(RFC3339.fullmatch(one[name]) for name in ("date_published", "date_modified"))
        assert all(isinstance(tag, str) for tag in one["tags"])
        assert not [name for name in one if name not in ITEM_FIELDS and not name.startswith("_")]


ITEM_FIELDS = {"id", "url", "title", "content_text", "date_published", "date_modified", "tags"}


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_that_nothing_is_in_is_a_feed(client: TestClient, form: str) -> None:
    assert feed_of(client, form, "?killed=100000") == []


def test_a_feed_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/events.atom")
    again = client.get("/api/v1/events.atom", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_wrong_filter_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/events.atom?kind=picnic").status_code == 422
    assert client.get("/api/v1/events.pdf").status_code in (404, 422)


def test_a_safe_server_has_no_feeds(serve: Any) -> None:
    assert serve(safe=True).get("/api/v1/events.atom").status_code == 403

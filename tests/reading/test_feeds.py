"""Feeds and sitemaps: entries become documents or links, and keep their names when the feed moves on."""

from __future__ import annotations

import json
from datetime import date

import pytest

from casus.reading.errors import UnreadableError
from casus.reading.feeds import feed_entries, is_json_feed, json_feed_entries, sitemap_links, xml_kind
from casus.reading.links import Link
from casus.record import Document, Problem

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Valley Post</title>
<entry><title>Troops &amp;amp; rebels</title><id>tag:a,1</id><link href="/harran"/><published>2021-03-05T23:00:00+03:00</published>
<author><name>A. Writer</name></author><content type="html">&lt;p&gt;Troops entered.&lt;/p&gt;&lt;p&gt;Rebels left.&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</content></entry>
<entry><title>Second</title><id>tag:a,2</id><link href="https://a.example/2"/><summary>In short.</summary></entry></feed>"""


def rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>V</title>{"".join(f"<item>{item}</item>" for item in items)}</channel></rss>'.encode()


def read(data: bytes, url: str | None = "https://a.example/feed") -> list[Document | Problem | Link]:
    return list(feed_entries(data, "feed", "feed.xml", url))


def test_an_entry_with_its_content_is_a_document_with_what_the_feed_knows() -> None:
    document = read(ATOM.encode())[0]
    assert isinstance(document, Document)
    assert (document.text, document.title, document.publisher) == (
        "Troops entered.\nRebels left.",
        "Troops & rebels",
        "Valley Post",
    )
    assert (document.date.start, document.date.basis) == (date(2021, 3, 5), "metadata")
    assert (document.url, document.locator) == ("https://a.example/harran", "feed.xml#1")
    assert {one.field: one.value for one in document.stated}["author"] == "A. Writer"


def test_an_entry_with_a_summary_is_a_link_that_brings_it() -> None:
    link = read(ATOM.encode())[1]
    assert isinstance(link, Link)
    assert (link.url, link.document.text if link.document else None) == ("https://a.example/2", "In short.")


def test_a_document_keeps_its_name_when_the_feed_moves_on() -> None:
    old, new = "<guid>old</guid><description>Old.</description>", "<guid>new</guid><description>New.</description>"
    (before,) = read(rss(old))
    _, after = read(rss(new, old))
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert before.key == after.key


def test_an_id_that_comes_twice_is_set_aside_the_second_time() -> None:
    one = "<guid>1</guid><description>{0}</description>"
    first, second, third = read(rss(one.format("First."), one.format("Second."), "<description>Third.</description>"))
    assert isinstance(second, Problem)
    assert "id of entry 1" in second.reason
    assert [item.text for item in (first, third) if isinstance(item, Document)] == ["First.", "Third."]


def test_an_entry_with_nothing_is_a_problem() -> None:
    (problem,) = read(rss("<title>Only a title</title>"))
    assert isinstance(problem, Problem)


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    broken = rss("<guid>1</guid><description>Troops & rebels.</description>").replace(b"</channel>", b"")
    (document,) = read(broken)
    assert isinstance(document, Document)
    assert document.text == "Troops & rebels."


@pytest.mark.parametrize("data", [b"<rss><channel/></rss>", b"<feed", b"<rss>\xff\xfe"])
def test_a_feed_without_entries_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="without entries"):
        read(data)


def test_entities_are_refused_before_anything_is_parsed() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<title>&x;</title>")
    for parse in (read, lambda data: list(sitemap_links(data, "s"))):
        with pytest.raises(UnreadableError, match="entities"):
            parse(bomb)


def test_a_json_feed() -> None:
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Valley Post",
        "items": [
            {
                "id": 1,
                "url": "https://a.example/1",
                "content_text": "1 < 2 & so on.\nSecond line.",
                "date_published": "2021-03-05T10:00:00Z",
            },
            {"id": 2, "content_html": "<p>Troops entered.</p>", "authors": [{"name": "A. Writer"}]},
            {"id": 3, "url": "https://a.example/3"},
            "nonsense",
        ],
    }
    assert is_json_feed(json.loads(json.dumps(value)))
    first, second, third, fourth = json_feed_entries(value, "feed", "feed.json")
    assert isinstance(first, Document)
    assert (first.text, first.date.start) == ("1 < 2 & so on.\nSecond line.", date(2021, 3, 5))
    assert isinstance(second, Document)
    assert isinstance(third, Link)
    assert isinstance(fourth, Problem)


def test_other_json_is_no_feed() -> None:
    assert not is_json_feed({"version": "1", "items": []})
    assert not is_json_feed([{"text": "x"}])


SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://a.example/1 </loc><n:news><n:publication><n:name>Valley Post</n:name></n:publication>
<n:publication_date>2021-03-05T10:00:00Z</n:publication_date><n:title>Harran</n:title></n:news></url>
<url><loc>ftp://a.example/2</loc></url></urlset>"""


def test_a_sitemap_is_links_with_what_it_says_of_them() -> None:
    link, problem = sitemap_links(SITEMAP.encode(), "map.xml")
    assert isinstance(link, Link)
    assert (link.url, link.locator) == ("https://a.example/1", "map.xml#1")
    assert {one.field: one.value for one in link.stated} == {
        "date": "2021-03-05",
        "publisher": "Valley Post",
        "title": "Harran",
    }
    assert isinstance(problem, Problem)


def test_an_index_of_sitemaps_gives_its_sitemaps_as_lists() -> None:
    index = b"<sitemapindex><sitemap><loc>https://a.example/news.xml</loc></sitemap></sitemapindex>"
    assert list(sitemap_links(index, "s")) == [Link("https://a.example/news.xml", "s#1", lists=True)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'<?xml version="1.0"?><!-- <html> --><rss>', "feed"),
        (b"<rdf:RDF>", "feed"),
        ("<feed>".encode("utf-16"), "feed"),
        (b"<urlset>", "sitemap"),
        (b"<!DOCTYPE html><html>", "page"),
        (b"<svg>", None),
        (b"", None),
    ],
)
def test_xml_is_known_by_its_root(data: bytes, kind: str | None) -> None:
    assert xml_kind(data) == kind

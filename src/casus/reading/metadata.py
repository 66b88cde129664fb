"""What a page states about itself: title, publisher, author, language, address and day of publication, each with where it stands.

JSON-LD goes before meta elements, these before the markup: publishers fill the first for search engines, which look at it. Which names
are looked for is data (``metadata.toml``). A value that cannot be right (a day that is none, an address that is no address) is passed
over for the next.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin, urlsplit

from casus.record import Stated

FIELDS = ("title", "publisher", "author", "language", "url", "date")
EARLIEST = 1990  # years before the web are misprints
_ARTICLES = re.compile(r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting|Posting|WebPage)$")
_MOST_NODES = 5000
_LONGEST = 500  # characters of a value
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-]|$)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
Tree = Any
"""A tree of lxml's."""
Table = dict[str, dict[str, list[str]]]


@lru_cache(maxsize=1)
def sources() -> Table:
    """The names that are looked for, by field (``metadata.toml``)."""
    return check(tomllib.loads(files("casus.reading").joinpath("metadata.toml").read_text(encoding="utf-8")))


def check(table: Table) -> Table:
    """The table itself; raises ``ValueError`` where it is not as its head note says."""
    if set(table) != set(FIELDS):
        raise ValueError(f"metadata.toml: the fields are {', '.join(FIELDS)}")
    for name, places in table.items():
        if set(places) != {"json_ld", "meta"}:
            raise ValueError(f"metadata.toml: {name} has to have json_ld and meta, and nothing else")
        if any(meta != meta.lower() for meta in places["meta"]):
            raise ValueError(f"metadata.toml: {name}: names of meta elements are in lower case")
    return table


def stated_by(tree: Tree, url: str | None = None) -> dict[str, Stated]:
    """By field, what the page states; ``url`` is where it was found, for relative addresses and the day in an address."""
    articles, metas = list(_articles(tree)), _metas(tree)
    found: dict[str, Stated] = {}
    for name in FIELDS:
        for value, basis in _candidates(name, tree, articles, metas):
            if kept := _kept(name, value, url):
                found[name] = Stated(name, kept, basis)
                break
    address = url or (found["url"].value if "url" in found else "")
    if "date" not in found and (day := day_of_address(address)):
        found["date"] = Stated("date", day.isoformat(), "the page's address")
    return found


def titles_of(tree: Tree) -> list[str]:
    """Everything that a page calls itself, the best first."""
    articles, metas = list(_articles(tree)), _metas(tree)
    return [value for value, _ in _candidates("title", tree, articles, metas) if value.strip()]


def day_of_address(url: str) -> date | None:
    """The day that a path names as /2021/03/05/ or /2021-03-05-."""
    for match in _URL_DAY.finditer(urlsplit(url).path):
        try:
            day = date(*map(int, match.groups()))
        except ValueError:
            continue
        if day.year >= EARLIEST:
            return day
    return None


def parse_moment(stated: str) -> date | None:
    """The calendar day of an ISO 8601 or e-mail date, as it stands there (no change of time zone); ``None`` where it is no such date."""
    stated = stated.strip()
    try:
        day = datetime.fromisoformat(stated).date()
    except ValueError:
        try:
            iso = re.match(r"\d{4}-\d\d-\d\d(?=[T ]|$)", stated)
            day = date.fromisoformat(iso.group()) if iso else parsedate_to_datetime(stated).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return day if day.year >= EARLIEST else None


def _candidates(
    name: str, tree: Tree, articles: list[dict[str, Any]], metas: dict[str, str]
) -> Iterator[tuple[str, str]]:
    for key in sources()[name]["json_ld"]:
        for article in articles:
            if value := _plain(article.get(key)):
                yield value, f"JSON-LD {key}"
    if name == "url":
        for value in tree.xpath('//link[@rel="canonical"]/@href')[:1]:
            yield value, "the link rel=canonical"
    for key in sources()[name]["meta"]:
        if key in metas:
            yield metas[key], f"the meta element {key}"
    yield from _of_markup(name, tree)


def _of_markup(name: str, tree: Tree) -> Iterator[tuple[str, str]]:
    if name == "title":
        headings = tree.xpath("//h1")
        if len(headings) == 1:
            yield headings[0].text_content(), "its only h1"
        for title in tree.xpath("//head/title")[:1]:
            yield title.text_content(), "the title element"
    elif name == "language":
        yield from ((value, "the html element's lang") for value in tree.xpath("/html/@lang | /html/@xml:lang")[:1])
    elif name == "author":
        for element in tree.xpath('//*[@itemprop="author" or @rel="author"]')[:1]:
            yield element.text_content(), "the element marked as author"
    elif name == "date":
        marked = tree.xpath('//*[@itemprop="datePublished"]')[:1]
        marked += tree.xpath("//time[@pubdate and @datetime]")[:1]
        times = tree.xpath("//article//time[@datetime] | //header//time[@datetime]")
        if len({value[:10] for value in (one.get("datetime") for one in times)}) == 1:
            marked += times[:1]  # several days would be those of other reports
        for element in marked:
            yield element.get("datetime") or element.get("content") or element.text_content(), "its time element"


def _kept(name: str, value: str, url: str | None) -> str | None:
    """A value in the form in which it is kept; ``None`` where it cannot be right."""
    value = " ".join("".join(char if char.isprintable() else " " for char in value).split())[:_LONGEST]
    if name == "date":
        day = parse_moment(value)
        return day.isoformat() if day else None
    if name == "language":
        code = _LANGUAGE.match(value.lower())
        return code.group() if code else None
    if name == "url":
        try:
            value = urljoin(url or "", value)
            return value if urlsplit(value).scheme in ("http", "https") and urlsplit(value).hostname else None
        except ValueError:
            return None
    if name == "author" and "://" in value:  # the address of a profile
        return None
    return value or None


def _metas(tree: Tree) -> dict[str, str]:
    """The first content of each meta element, by name in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (key := element.get(attribute)):
                found.setdefault(key.strip().lower(), content)
    return found


def _articles(tree: Tree) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that stand for an article, those that say most about it first."""
    nodes: list[dict[str, Any]] = []
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            nodes += _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue  # broken JSON-LD states nothing; the page has other places
    articles = [node for node in nodes if any(_ARTICLES.match(kind) for kind in _types(node))]
    yield from sorted(articles, key=lambda node: "WebPage" in _types(node))


def _objects(value: Any) -> list[dict[str, Any]]:
    waiting: list[Any] = [value]
    found: list[dict[str, Any]] = []
    while waiting and len(found) < _MOST_NODES:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found.append(one)
            waiting += [one[key] for key in ("@graph", "mainEntity", "itemListElement") if key in one]
    return found


def _types(node: dict[str, Any]) -> list[str]:
    stated = node.get("@type")
    return [kind for kind in (stated if isinstance(stated, list) else [stated]) if isinstance(kind, str)]


def _plain(value: Any) -> str:
    """A value of JSON-LD as text: of things their names, of several all."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value[:10]))) if not any(isinstance(v, list) for v in value) else ""
    if isinstance(value, dict):
        named = value.get("name") or value.get("@id") or value.get("alternateName")
        return named if isinstance(named, str) else ""
    return value if isinstance(value, str) else ""

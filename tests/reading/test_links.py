"""Lists in lists: an index of sitemaps is unfolded, each list once, so many and so deep; what cannot be read of it is said."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from casus.reading.errors import UnreadableError
from casus.reading.fetching import Client, Limits
from casus.reading.inputs import read_inputs
from casus.reading.links import DEEPEST, MOST_LISTS, Found, Link, unfolded
from casus.reading.web import Web
from casus.record import Document, Problem
from hostile_server import answer, serving

LIMITS = Limits(bytes=1 << 20, expanded=1 << 20, seconds=5.0, idle=2.0, private=True)


def unfold(lists: dict[str, list[str]], *first: str) -> list[str]:
    """What comes of some lists: addresses of reports, and problems after an exclamation mark. Names of lists begin with L."""
    met: set[str] = set()

    def items(names: list[str]) -> Iterator[Found | Link]:
        yield from (Link(name, "list", lists=name.startswith("L")) for name in names)

    def read_list(name: str) -> Iterator[Found | Link]:
        if name not in lists:
            raise UnreadableError("not there")
        yield from items(lists[name])

    def is_new(name: str) -> bool:
        new = name not in met
        met.add(name)
        return new

    found = unfolded(items(list(first)), read_list, is_new)
    return [one.url if isinstance(one, Link) else f"!{one.locator}" for one in found if not isinstance(one, Document)]


def test_lists_in_lists_give_their_reports_in_order() -> None:
    assert unfold({"L1": ["a", "L2", "b"], "L2": ["c"], "L3": ["d"]}, "L1", "e", "L3") == ["e", "a", "b", "c", "d"]


def test_a_list_that_names_itself_is_read_once() -> None:
    assert unfold({"L1": ["a", "L1", "L2"], "L2": ["L1", "b"]}, "L1") == ["a", "b"]


def test_a_list_that_cannot_be_read_is_a_problem_and_the_next_is_read() -> None:
    assert unfold({"L2": ["a"]}, "L1", "L2") == ["!L1", "a"]


def test_there_is_an_end_to_depth_and_number() -> None:
    deep = {f"L{n}": [f"L{n + 1}", f"r{n}"] for n in range(20)}
    assert unfold(deep, "L0") == [*(f"r{n}" for n in range(DEEPEST)), f"!L{DEEPEST}"]
    wide = {f"L{n}": [f"r{n}"] for n in range(MOST_LISTS + 5)}
    found = unfold(wide, *wide)
    assert len([one for one in found if not one.startswith("!")]) == MOST_LISTS
    assert len(found) == MOST_LISTS + 5


def read(url: str, *, follow: bool) -> tuple[list[Document], list[Problem]]:
    web = Web(follow=follow, client=Client(LIMITS), clock=lambda: 0.0, sleep=lambda _seconds: None)
    items = list(read_inputs([url], web=web))
    return [one for one in items if isinstance(one, Document)], [one for one in items if isinstance(one, Problem)]


def test_an_index_on_the_web_is_followed_to_reports_also_where_its_sitemaps_are_compressed() -> None:
    text = (
        "Government troops entered the town of Harran on Monday after a week of shelling, the provincial governor said."
    )
    with serving({}) as server:
        server.pages["/a"] = answer(f"<html lang='en'><body><article><p>{text}</p></article></body></html>".encode())
        sitemap = f"<urlset><url><loc>{server.url('/a')}</loc></url></urlset>".encode()
        server.pages["/news.xml.gz"] = answer(gzip.compress(sitemap), "application/gzip")
        index = f"<sitemapindex><sitemap><loc>{server.url('/news.xml.gz')}</loc></sitemap></sitemapindex>"
        server.pages["/index.xml"] = answer(index.encode(), "application/xml")
        ((document,), problems) = read(server.url("/index.xml"), follow=True)
        assert (document.text, document.url, problems) == (text, server.url("/a"), [])
        documents, (problem,) = read(server.url("/index.xml"), follow=False)
        assert (documents, "--follow" in problem.reason) == ([], True)


def test_a_compressed_list_that_unpacks_to_too_much_is_a_problem() -> None:
    with serving({}) as server:
        bomb = gzip.compress(bytes(60 << 20))
        server.pages["/bomb.xml.gz"] = answer(bomb, "application/gzip")
        _, (problem,) = read(server.url("/bomb.xml.gz"), follow=True)
    assert "decompresses to more than" in problem.reason

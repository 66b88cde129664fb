"""Addresses as inputs: what is fetched, when, and what is made of it; what cannot be read is a problem and the rest goes on."""

from __future__ import annotations

import gzip
import json

import pytest

from casus.reading import read_inputs
from casus.reading.fetching import Client, Limits
from casus.reading.web import Web
from casus.record import Document, Problem
from hostile_server import Behaviour, Server, answer, redirect, serving

FIRST = "Government troops entered the town of Harran on Monday after a week of shelling, the provincial governor said."
SECOND = "Rebel fighters said they had pulled back to the hills to spare the people who were still living in the town."
PAGE = f"<html lang='en'><head><title>Harran</title></head><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
LIMITS = Limits(bytes=1 << 20, expanded=1 << 20, seconds=5.0, idle=2.0, private=True)


def read(*inputs: str, follow: bool = False, waits: list[float] | None = None) -> tuple[list[Document], list[Problem]]:
    web = Web(
        follow=follow, client=Client(LIMITS), clock=lambda: 0.0, sleep=(waits if waits is not None else []).append
    )
    found = list(read_inputs(inputs, web=web))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Problem)]


def only(server: Server, path: str) -> Document:
    (document,), problems = read(server.url(path))
    assert problems == []
    return document


class TestWhatAnAddressHolds:
    def test_a_page_keeps_its_address_and_is_named_after_it(self) -> None:
        with serving({"/news/harran.html": answer(PAGE.encode())}) as server:
            document = only(server, "/news/harran.html")
            assert (document.id, document.url, document.title) == ("harran", server.url("/news/harran.html"), "Harran")
        assert document.text == f"{FIRST}\n{SECOND}"

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("text/plain; charset=utf-8", FIRST),
            ("text/plain", FIRST),
            ("application/json", json.dumps([{"text": FIRST}])),
            ("text/csv", f'text\n"{FIRST}"\n'),
            ("application/x-ndjson", json.dumps({"text": FIRST}) + "\n"),
            ("message/rfc822", f"From: Desk <d@a.example>\nDate: Fri, 05 Mar 2021 10:00:00 +0300\n\n{FIRST}\n"),
        ],
    )
    def test_other_media_types_are_read_as_what_they_are(self, kind: str, body: str) -> None:
        with serving({"/x": answer(body.encode(), kind)}) as server:
            document = only(server, "/x")
            assert (document.text.strip(), document.url) == (FIRST, server.url("/x"))

    def test_the_charset_of_the_header_goes_before_that_of_the_page(self) -> None:
        page = PAGE.replace("<head>", "<head><meta charset='utf-8'>").replace("governor", "gouverneur né à Hama")
        with serving({"/x": answer(page.encode("cp1252"), "text/html; charset=windows-1252")}) as server:
            assert "né à Hama" in only(server, "/x").text

    def test_a_wrong_charset_does_not_spoil_the_text(self) -> None:
        page = PAGE.replace("governor", "gouverneur né à Hama")
        with serving({"/x": answer(page.encode(), "text/html; charset=ascii")}) as server:
            assert "né à Hama" in only(server, "/x").text
        with serving({"/x": answer(page.encode("cp1252"), "text/html; charset=utf-8")}) as server:
            assert "né à Hama" in only(server, "/x").text

    def test_a_page_under_the_name_of_a_feed_is_a_page(self) -> None:
        with serving({"/feed": answer(f'<?xml version="1.0"?>{PAGE}'.encode(), "application/xml")}) as server:
            assert only(server, "/feed").text.startswith(FIRST)


FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Valley Post</title>
<item><title>Whole</title><link>{0}</link><guid>1</guid><content:encoded><![CDATA[<p>Whole report.</p>]]></content:encoded></item>
<item><title>Short</title><link>{1}</link><guid>2</guid><pubDate>Fri, 05 Mar 2021 10:00:00 GMT</pubDate><description>In short.</description></item>
<item><title>Bare</title><link>{2}</link><guid>3</guid></item>
</channel></rss>"""


def test_an_address_given_twice_is_fetched_once() -> None:
    with serving({"/a": answer(PAGE.encode())}) as server:
        documents, problems = read(server.url("/a"), server.url("/a"))
    assert (len(documents), problems, server.asked) == (1, [], ["/a"])


class TestLinks:
    def serve(self, **pages: Behaviour) -> dict[str, Behaviour]:
        return {"/a": answer(PAGE.encode()), "/b": answer(PAGE.replace("Monday", "Tuesday").encode()), **pages}

    def feed(self, server: Server) -> None:
        links = (server.url(path) for path in ("/whole", "/a", "/b"))
        server.pages["/feed"] = answer(FEED.format(*links).encode(), "application/rss+xml")

    def test_without_follow_only_the_feed_itself_is_fetched(self) -> None:
        with serving(self.serve()) as server:
            self.feed(server)
            documents, (problem,) = read(server.url("/feed"))
        assert server.asked == ["/feed"]
        assert [document.text for document in documents] == ["Whole report.", "In short."]
        assert "one address" in problem.reason
        assert "--follow" in problem.reason

    def test_with_follow_entries_without_their_full_text_are_fetched(self) -> None:
        with serving(self.serve()) as server:
            self.feed(server)
            (whole, first, second), problems = read(server.url("/feed"), follow=True)
        assert problems == []
        assert server.asked == ["/feed", "/robots.txt", "/a", "/b"]
        assert (whole.text, first.text, second.url) == ("Whole report.", f"{FIRST}\n{SECOND}", server.url("/b"))

    def test_what_only_the_feed_knows_goes_with_the_page_and_says_so(self) -> None:
        with serving(self.serve()) as server:
            self.feed(server)
            first = read(server.url("/feed"), follow=True)[0][1]
        assert (first.publisher, str(first.date.start), first.title) == ("Valley Post", "2021-03-05", "Harran")
        assert {one.field: one.basis for one in first.stated}["publisher"] == "the feed's title"
        assert "the feed's entry" in first.date.reasons[0]

    def test_a_link_that_fails_is_told_and_the_summary_stays(self) -> None:
        with serving({"/b": answer(PAGE.encode())}) as server:
            self.feed(server)
            documents, (problem,) = read(server.url("/feed"), follow=True)
        assert [document.text.partition("\n")[0] for document in documents] == ["Whole report.", "In short.", FIRST]
        assert problem.locator == server.url("/a")
        assert "404" in problem.reason
        assert "linked from" in problem.reason

    def test_robots_txt_holds_for_links_but_not_for_what_the_user_names(self) -> None:
        robots = answer(b"User-agent: *\nDisallow: /\n", "text/plain")
        with serving(self.serve(**{"/robots.txt": robots})) as server:
            self.feed(server)
            documents, problems = read(server.url("/feed"), server.url("/a"), follow=True)
        assert ["robots.txt" in problem.reason for problem in problems] == [True, True]
        assert documents[-1].url == server.url("/a")

    def test_one_host_is_asked_slowly(self) -> None:
        waits: list[float] = []
        with serving(self.serve()) as server:
            self.feed(server)
            read(server.url("/feed"), follow=True, waits=waits)
        assert waits == [1.0]

    def test_an_address_is_fetched_once_in_a_run(self) -> None:
        with serving(self.serve()) as server:
            self.feed(server)
            read(server.url("/a"), server.url("/feed"), follow=True)
        assert server.asked.count("/a") == 1

    def test_a_list_in_a_list_is_not_followed(self) -> None:
        with serving({}) as server:
            self.feed(server)
            rows = "".join(json.dumps({"url": server.url(path)}) + "\n" for path in ("/feed", "/feed2"))
            server.pages["/list"] = answer(rows.encode(), "application/x-ndjson")
            server.pages["/feed2"] = server.pages["/feed"]
            documents, _ = read(server.url("/list"), follow=True)
        assert {document.text for document in documents} == {"Whole report."}
        assert "/a" not in server.asked


class TestHostileWeb:
    """Each becomes one problem, and the next input is read."""

    BOMB = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {name} "{"&" + before + ";" * 1}{("&" + before + ";") * 9}">'
            for before, name in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
    )
    DEEP = "<html><body>" + "<div>" * 10_000 + f"<p>{FIRST}</p>" + "</div>" * 10_000 + "</body></html>"

    @pytest.mark.parametrize(
        ("does", "words"),
        [
            (redirect("/x"), "in a circle"),
            (redirect("file:///etc/passwd"), "only http and https"),
            (answer(gzip.compress(bytes(50 << 20)), Content_Encoding="gzip"), "decompresses to more"),
            (answer(b"x" * 100)[:-50], "cut off"),
            (answer(BOMB.encode(), "application/rss+xml"), "defines entities"),
            (answer(BOMB.encode("utf-16"), "application/rss+xml"), "defines entities"),
            (answer(b"\x89PNG\r\n", "image/png"), "image/png"),
            (answer(b"", "text/html"), "empty"),
            (answer(b"<rss><channel></channel></rss>", "text/xml"), "without entries"),
            (answer(b"<svg xmlns='x'/>", "application/xml"), "no feed"),
        ],
    )
    def test_it_is_one_problem_and_the_rest_is_read(self, does: bytes, words: str) -> None:
        with serving({"/x": does, "/good": answer(PAGE.encode())}) as server:
            (document,), (problem,) = read(server.url("/x"), server.url("/good"))
        assert document.id == "good"
        assert words in problem.reason
        assert "\n" not in problem.reason

    def test_ten_thousand_levels_are_a_problem(self) -> None:
        with serving({"/x": answer(self.DEEP.encode()), "/good": answer(PAGE.encode())}) as server:
            (document,), (problem,) = read(server.url("/x"), server.url("/good"))
        assert "no article text" in problem.reason
        assert document.id == "good"

    def test_this_machine_is_not_asked_unless_the_user_says_so(self) -> None:
        with serving({"/": answer(PAGE.encode())}) as server:
            found = list(read_inputs([server.url("/")], web=Web()))
            (problem,) = found
            assert isinstance(problem, Problem)
            assert "--allow-private" in problem.reason
            assert server.requests == []
            assert isinstance(next(read_inputs([server.url("/")], web=Web(private=True))), Document)

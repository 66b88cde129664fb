"""Rounds of watching: what is asked when, what is built, and what a run that is killed leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from watched import Hours, article, articles_asked, feed, watching

from casus.build import BuildSummary
from casus.reading import read_inputs
from casus.store.queries.watched import health
from casus.store.record import Record
from casus.store.watching import addresses_in, answered, source_states
from casus.watching.feedlist import Source
from casus.watching.rounds import watch
from hostile_server import Send, Server, answer, serving

FIRST, SECOND, THIRD = (
    "Shelling killed four people in the market of Harran on Sunday, a doctor said in the evening.",
    "Clashes went on in the hills above the dam for a third day, a spokesman of the brigade said.",
    "Displaced families came back to the valley after the road had been opened, officials said.",
)


@pytest.fixture
def clock() -> Hours:
    return Hours()


def texts(record: Record) -> list[str]:
    return sorted(document.text.split("\n")[0] for document in record.documents())


def press(server: Server) -> Source:
    server.pages |= {"/a/1": article(FIRST), "/a/2": article(SECOND), "/a/3": article(THIRD)}
    server.pages["/feed"] = feed(server.url("/a/1"), server.url("/a/2"), etag='"one"')
    return Source(server.url("/feed"), every=3600)


class TestWhatIsAskedWhen:
    def test_the_articles_of_a_feed_become_documents(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            watching(record, clock, press(server)).round()
        assert texts(record) == sorted([FIRST, SECOND])
        assert {document.publisher for document in record.documents()} == {"Valley Post"}

    def test_no_article_is_fetched_twice(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            what = watching(record, clock, press(server))
            what.round()
            clock.move(hours=1)
            server.pages["/feed"] = feed(server.url("/a/2"), server.url("/a/3"))
            what.round()
            assert articles_asked(server) == ["/a/1", "/a/2", "/a/3"]
        assert texts(record) == sorted([FIRST, SECOND, THIRD])

    def test_an_article_that_two_feeds_name_is_fetched_once(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            one = press(server)
            server.pages["/other"] = feed(server.url("/a/1"))
            watching(record, clock, one, Source(server.url("/other"))).round()
            assert sorted(articles_asked(server)) == ["/a/1", "/a/2"]

    def test_nothing_is_asked_before_its_time(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            what = watching(record, clock, press(server))
            what.round()
            before = len(server.requests)
            clock.move(minutes=59)
            what.round()
            assert len(server.requests) == before
            assert what.seconds_left(clock) == 60.0

    def test_a_feed_is_asked_for_a_change_only(self, record: Record, clock: Hours) -> None:
        def changed(send: Send, head: str) -> None:
            known = 'If-None-Match: "one"' in head
            send(
                answer(b"", status="304 Not Modified", ETag='"one"')
                if known
                else feed(server.url("/a/1"), etag='"one"')
            )

        with serving({}) as server:
            source = press(server)
            server.pages["/feed"] = changed
            told: list[BuildSummary] = []
            what = watching(record, clock, source, told=told)
            what.round()
            clock.move(hours=1)
            what.round()
            assert [path for path in server.asked if path == "/feed"] == ["/feed", "/feed"]
            assert articles_asked(server) == ["/a/1"]
        assert len(told) == 1

    def test_a_page_is_read_again_when_it_changes(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            server.pages["/live"] = article(FIRST)
            what = watching(record, clock, Source(server.url("/live"), "page", every=60, follow=False))
            for sentence in (FIRST, FIRST, SECOND):
                server.pages["/live"] = article(sentence)
                what.round()
                clock.move(minutes=1)
        assert texts(record) == sorted([FIRST, SECOND])

    def test_a_sitemap_gives_what_lies_below_the_paths_that_are_wanted(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            press(server)
            urls = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in ("/a/1", "/sport/1", "/a/3"))
            server.pages["/map.xml"] = answer(
                f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode(),
                "application/xml",
            )
            watching(record, clock, Source(server.url("/map.xml"), "sitemap", paths=("/a/",))).round()
            assert "/sport/1" not in server.asked
        assert texts(record) == sorted([FIRST, THIRD])

    def test_an_index_gives_what_its_sitemaps_name_and_is_asked_in_full_again(
        self, record: Record, clock: Hours
    ) -> None:
        with serving({}) as server:
            press(server)

            def sitemap(*paths: str) -> bytes:
                urls = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in paths)
                return answer(f"<urlset>{urls}</urlset>".encode(), "application/xml")

            index = f"<sitemapindex><sitemap><loc>{server.url('/map.xml')}</loc></sitemap></sitemapindex>"
            server.pages["/index.xml"] = answer(index.encode(), "application/xml", ETag='"1"')
            server.pages["/map.xml"] = sitemap("/a/1")
            what = watching(record, clock, Source(server.url("/index.xml"), "sitemap"))
            what.round()
            assert texts(record) == [FIRST]
            server.pages["/map.xml"] = sitemap("/a/1", "/a/3")
            clock.move(days=1)
            what.round()
            assert articles_asked(server) == ["/a/1", "/a/3"]
        assert texts(record) == sorted([FIRST, THIRD])

    def test_without_following_the_summaries_are_read(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            watching(record, clock, replace(press(server), follow=False)).round()
            assert articles_asked(server) == []
            assert texts(record) == [f"In short, of {server.url(path)}." for path in ("/a/1", "/a/2")]

    def test_what_is_more_than_wanted_at_once_comes_in_later_rounds(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            what = watching(record, clock, replace(press(server), most=1))
            what.round()
            assert articles_asked(server) == ["/a/1"]
            clock.move(hours=1)
            what.round()
            assert articles_asked(server) == ["/a/1", "/a/2"]


class TestPoliteness:
    def test_robots_are_obeyed(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            source = press(server)
            server.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /a/2\n", "text/plain")
            watching(record, clock, source).round()
            assert articles_asked(server) == ["/a/1"]
        (problem,) = record.problems()
        assert "robots.txt" in problem.reason
        assert FIRST in texts(record)

    def test_a_host_is_asked_as_slowly_as_it_wants(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            source = press(server)
            server.pages["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 7\n", "text/plain")
            watching(record, clock, source).round()
        assert clock.slept == [7.0, 14.0]  # the ticks of this test stand still: each waits from the first on

    def test_a_feed_with_errors_is_asked_less_often_up_to_a_day(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            what = watching(record, clock, Source(server.url("/gone"), every=3600))
            waits = []
            for _ in range(7):
                what.round()
                waits.append(what.seconds_left(clock) / 3600)
                clock.move(seconds=what.seconds_left(clock))
            assert waits == [2, 4, 8, 16, 24, 24, 24]
            server.pages["/gone"] = feed(server.url("/a/1"))
            what.round()
        with record.asking() as connection:
            (one,) = health(connection, what.names)
        assert (one.errors, one.error) == (0, None)

    def test_a_server_that_says_when_to_come_back_is_believed(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            server.pages["/feed"] = answer(b"", status="429 Too Many Requests", Retry_After="7300")
            what = watching(record, clock, Source(server.url("/feed"), every=3600))
            what.round()
            assert what.seconds_left(clock) == 7300

    def test_a_host_that_wants_a_pause_is_left_alone_for_the_round(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            source = press(server)
            server.pages["/a/1"] = answer(b"", status="503 Busy", Retry_After="1200")
            what = watching(record, clock, source)
            what.round()
            assert articles_asked(server) == ["/a/1"]
            assert what.seconds_left(clock) == 1200
            server.pages["/a/1"] = article(FIRST)
            clock.move(seconds=1200)
            what.round()
        assert texts(record) == sorted([FIRST, SECOND])
        assert {document.publisher for document in record.documents()} == {"Valley Post"}

    def test_an_article_that_cannot_be_had_is_given_up_and_its_summary_stays(
        self, record: Record, clock: Hours
    ) -> None:
        with serving({}) as server:
            source = press(server)
            server.pages["/a/1"] = answer(b"", status="500 Broken")
            what = watching(record, clock, source)
            for _ in range(5):
                what.round()
                clock.move(hours=1)
            assert articles_asked(server).count("/a/1") == 3
            assert texts(record) == sorted([f"In short, of {server.url('/a/1')}.", SECOND])
        (problem,) = record.problems()
        assert "500" in problem.reason


class TestWhatACrashLeaves:
    def test_articles_that_were_fetched_are_not_asked_for_again(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            what = watching(record, clock, press(server))
            with record.building():
                what.gatherer.gather(what.sources)  # and the process is killed before it builds
            watching(record, clock, *what.sources).round()
            assert articles_asked(server) == ["/a/1", "/a/2"]
        assert texts(record) == sorted([FIRST, SECOND])
        with record.asking() as connection:
            assert answered(connection) == {}

    def test_articles_that_were_not_fetched_are_although_their_feed_has_not_changed(
        self, record: Record, clock: Hours
    ) -> None:
        with serving({}) as server:
            what = watching(record, clock, press(server))
            fetch, asked = what.gatherer.client.get, []

            def killed(url: str, *rest: object, **more: object) -> object:
                asked.append(url)
                if url.endswith("/a/2"):
                    raise KeyboardInterrupt
                return fetch(url, *rest, **more)  # type: ignore[arg-type]

            what.gatherer.client.get = killed  # type: ignore[method-assign, assignment]
            with pytest.raises(KeyboardInterrupt):
                what.round()
            assert texts(record) == []
            watching(record, clock, *what.sources).round()
            assert articles_asked(server) == ["/a/1", "/a/2"]
        assert texts(record) == sorted([FIRST, SECOND])

    def test_a_build_that_was_cut_short_is_done_again_from_what_is_kept(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            what = watching(record, clock, press(server))

            def broken(documents):  # type: ignore[no-untyped-def]
                yield from what.steps.code([next(iter(documents))])
                raise KeyboardInterrupt

            with pytest.raises(KeyboardInterrupt):
                replace(what, steps=replace(what.steps, code=broken)).round()
            assert len(texts(record)) == 1
            what.round()
            assert articles_asked(server) == ["/a/1", "/a/2"]
        assert texts(record) == sorted([FIRST, SECOND])
        assert len({document.key for document in record.documents()}) == 2


class TestHealth:
    def test_it_says_when_a_source_brought_something_last(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            what = watching(record, clock, press(server))
            what.round()
            clock.move(hours=1)
            what.round()
        with record.asking() as connection:
            (one,) = health(connection, what.names)
        assert (one.fetched_at, one.new_at, one.next_at) == (
            "2026-03-05T13:00:00+00:00",
            "2026-03-05T12:00:00+00:00",
            "2026-03-05T14:00:00+00:00",
        )
        assert (one.articles, one.waiting, one.failed, one.watched) == (2, 0, 0, True)

    def test_a_page_where_a_feed_should_be_is_an_error(self, record: Record, clock: Hours) -> None:
        with serving({}) as server:
            press(server)
            watching(record, clock, Source(server.url("/a/1"))).round()
            with record.asking() as connection:
                assert "[[page]]" in (source_states(connection)[server.url("/a/1")].error or "")
        assert texts(record) == []


def test_raw_responses_can_be_read_again(record: Record, clock: Hours, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with serving({}) as server:
        what = watching(record, clock, press(server))
        what.gatherer.raw = tmp_path / "raw"
        what.round()
    (archive,) = (tmp_path / "raw").iterdir()
    assert archive.name == "2026-03-05.warc.gz"
    found = [one.text.split("\n")[0] for one in read_inputs([str(archive)]) if hasattr(one, "text")]
    assert {FIRST, SECOND} <= set(found)


def test_readers_see_whole_states_while_a_round_goes_on(record: Record, clock: Hours) -> None:
    with serving({}) as server:
        what = watching(record, clock, press(server))
        seen: list[int] = []

        def look(send: Send, _head: str) -> None:
            with Record.open(record_place(record), create=False) as other, other.snapshot() as state:
                seen.append(len(state.documents()))
            send(article(SECOND))

        server.pages["/a/2"] = look
        what.round()
    assert seen == [0]
    assert len(record.documents()) == 2


def record_place(record: Record) -> str:
    return record._engine.url.render_as_string(hide_password=False)


def test_a_loop_waits_until_something_is_due(record: Record, clock: Hours) -> None:
    with serving({}) as server:
        what = watching(record, clock, press(server))
        slept: list[float] = []
        watch(what, lambda _line: None, rounds=3, sleep=slept.append)
    assert len(slept) == 2
    assert all(1 <= seconds <= 300 for seconds in slept)
    with record.asking() as connection:
        assert addresses_in(connection, "waiting") == []

"""``casus watch`` as a command: one round, how the sources are, what is wrong with a list; killed and started again."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from casus.store.record import Record
from hostile_server import Send, Server, answer, serving
from small_casus import run, start, start_and_pause

REPORTS = {
    "/a/one": "Shelling killed four people in the market of Harran on Sunday, a doctor said in the evening.",
    "/a/two": "Clashes went on in the hills above the dam for a third day, a spokesman of the brigade said.",
}


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    return tmp_path / "feeds.toml"


def publish(server: Server, feeds: Path) -> None:
    for path, sentence in REPORTS.items():
        server.pages[path] = answer(
            f"<html lang='en'><body><article><p>{sentence}</p></article></body></html>".encode()
        )
    links = "".join(f"<item><link>{server.url(path)}</link></item>" for path in REPORTS)
    server.pages["/feed"] = answer(
        f"<rss version='2.0'><channel>{links}</channel></rss>".encode(), "application/rss+xml"
    )
    feeds.write_text(f'[[feed]]\nurl = "{server.url("/feed")}"\nname = "Valley Post"\n', encoding="utf8")


def once(feeds: Path) -> tuple[object, ...]:
    return ("watch", feeds, "--record", feeds.parent / "casus.db", "--once", "--allow-private")


def articles(server: Server) -> list[str]:
    return sorted(path for path in server.asked if path in REPORTS)


def held(feeds: Path) -> list[str]:
    with Record.open(feeds.parent / "casus.db", create=False) as record:
        return sorted(document.text for document in record.documents())


def test_one_round_builds_and_the_status_tells_of_it(feeds: Path) -> None:
    with serving({}) as server:
        publish(server, feeds)
        status, out, err = run(*once(feeds))
        assert (status, err) == (0, "")
        assert out.startswith("read 2 new, 0 known; the record holds 2 documents")
        status, out, _ = run("watch", feeds, "--record", feeds.parent / "casus.db", "--status", "--json")
        row = json.loads(out)
        assert (status, row["name"], row["articles"], row["errors"]) == (0, "Valley Post", 2, 0)


def test_a_source_that_does_not_answer_is_told(feeds: Path) -> None:
    with serving({}) as server:
        feeds.write_text(f'[[feed]]\nurl = "{server.url("/none")}"\n', encoding="utf8")
        status, out, err = run(*once(feeds))
    assert (status, out) == (1, "")
    assert "404" in err
    assert len(err.splitlines()) == 1


def test_the_web_of_this_machine_is_not_asked_without_leave(feeds: Path) -> None:
    with serving({}) as server:
        publish(server, feeds)
        status, _, err = run(*once(feeds)[:-1])
        assert (status, server.asked) == (1, [])
    assert "robots.txt" in err


def test_killed_while_it_builds_it_goes_on_without_asking_again(feeds: Path) -> None:
    with serving({}) as server:
        publish(server, feeds)
        process = start_and_pause(*once(feeds), at="two")
        process.kill()
        process.communicate()
        status, _, _ = run(*once(feeds))
        assert status == 0
        assert articles(server) == ["/a/one", "/a/two"]
    assert held(feeds) == sorted(REPORTS.values())


def test_killed_while_it_fetches_it_goes_on_with_what_is_left(feeds: Path) -> None:
    with serving({}) as server:
        publish(server, feeds)
        whole, asked, over = server.pages["/a/two"], threading.Event(), threading.Event()

        def hang(_send: Send, _head: str) -> None:
            asked.set()
            over.wait(20)

        server.pages["/a/two"] = hang
        process = start(*once(feeds))
        assert asked.wait(60)
        process.kill()
        process.communicate()
        over.set()
        server.pages["/a/two"] = whole
        status, _, _ = run(*once(feeds))
        assert status == 0
        assert articles(server) == ["/a/one", "/a/two", "/a/two"]  # the second had not been answered
    assert held(feeds) == sorted(REPORTS.values())


def test_a_list_with_faults_is_not_watched(feeds: Path) -> None:
    feeds.write_text("[[feed]]\nurl = 'no address'\n", encoding="utf8")
    status, out, _ = run("watch", "--check", feeds)
    assert (status, out) == (1, f"{feeds}:2: url 'no address' must be an http or https address\n")
    status, _, err = run(*once(feeds))
    assert status == 2
    assert "line 2" in err

"""``casus watch`` as a command: one round, how the sources are, what is wrong with a list; killed and started again."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from told import webhook

from casus.store.record import Record
from casus.store.searches import save_search
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


def test_alerts_are_added_listed_run_and_removed(feeds: Path) -> None:
    with serving({}) as server, webhook() as hook:
        publish(server, feeds)
        place = ("--record", feeds.parent / "casus.db")
        Record.open(feeds.parent / "casus.db").close()
        assert run("alert", "list", *place)[1] == "no alerts\n"
        assert run("alert", "add", "dead", "--webhook", hook.url, "--kind", "shelling", *place)[0] == 0
        run(*once(feeds))
        assert [json.loads(body)["alert"] for _, body in hook.sent] == ["dead"]
        (row,) = map(json.loads, run("alert", "list", "--json", *place)[1].splitlines())
        assert (row["query"], row["rule"], row["waiting"]) == ("kind=shelling", "event", 0)
        assert run("alert", "run", *place)[0] == 0
        assert len(hook.sent) == 1
        assert run("alert", "test", "dead", *place)[1] == "sent\n"
        assert run("alert", "remove", "dead", *place)[0] == 0
        assert run("alert", "remove", "dead", *place)[0] == 2


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--email", "a@b.example", "--webhook", "https://a.example"),
        ("--email", "a@b.example\nBcc: c@d.example"),
        ("--email", "nobody"),
        ("--webhook", "file:///etc/passwd"),
        ("--webhook", "https://casus:secret@ngo.example/hook"),
        ("--email", "a@b.example", "--control", "--rises", "5"),
        ("--email", "a@b.example", "--reaches", "best"),
        ("--email", "a@b.example", "--kind", "party"),
    ],
)
def test_an_alert_that_cannot_be_is_refused_in_one_line(feeds: Path, wrong: tuple[str, ...]) -> None:
    place = ("--record", feeds.parent / "casus.db")
    Record.open(feeds.parent / "casus.db").close()
    status, out, err = run("alert", "add", "a", *wrong, *place)
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert run("alert", "list", *place)[1] == "no alerts\n"


def test_a_digest_is_written(feeds: Path) -> None:
    with serving({}) as server:
        publish(server, feeds)
        run(*once(feeds))
    place = ("--record", feeds.parent / "casus.db")
    status, out, _ = run("digest", "--since", "0", "--format", "markdown", *place)
    assert (status, out.splitlines()[0]) == (0, "# Conflict digest")
    output = feeds.parent / "week.html"
    status, out, _ = run("digest", "--since", "2020-01-01", "--output", output, *place)
    assert (status, output.read_text(encoding="utf8").startswith("<!doctype html>")) == (0, True)
    assert run("digest", "--since", "99", *place)[0] == 2
    status, _, err = run("digest", "--since", "0", "--output", feeds.parent / "none" / "week.html", *place)
    assert (status, "does not exist; make it" in err) == (2, True)


def test_news_that_is_not_about_conflict_is_counted_and_listed(feeds: Path) -> None:
    with serving({}) as server:
        publish(server, feeds)
        sport = (
            "The striker scored twice as the league leaders beat their rivals at home, and the coach praised his midfield. "
            "They play the cup final next week, when the goalkeeper hopes to be back from injury."
        )
        server.pages["/a/two"] = answer(
            f"<html lang='en'><body><article><p>{sport}</p></article></body></html>".encode()
        )
        place = ("--record", feeds.parent / "casus.db")
        status, out, err = run(*once(feeds))
        assert (status, err) == (0, "")
        assert "read 2 new, 0 known, 1 of them not about conflict" in out
        assert run("problems", *place)[1].splitlines() == [
            "no problems",
            "kept and not coded, for they are not about conflict: 1 (casus problems --step screen)",
        ]
        assert server.url("/a/two") in run("problems", "--step", "screen", *place)[1]
        assert "read 1 new" in run(*once(feeds), "--all")[1]
        assert run("problems", *place)[1] == "no problems\n"


def test_an_alert_is_made_of_a_saved_search_and_filters_narrow_it(feeds: Path) -> None:
    place = ("--record", feeds.parent / "casus.db")
    with Record.open(feeds.parent / "casus.db") as record, record.changing() as connection:
        save_search(connection, "Sieges", "ada", "country=SY&kind=siege")
    asked = ("--search", "Sieges", "--user", "ada", "--near", "36.2", "37.1", "50")
    assert run("alert", "add", "a", "--feed", *asked, *place)[0] == 0
    assert (
        run("alert", "add", "b", "--feed", "--query", "http://127.0.0.1:8000/?kind=siege&sort=killed", *place)[0] == 0
    )
    first, second = map(json.loads, run("alert", "list", "--json", *place)[1].splitlines())
    assert (first["query"], first["owner"]) == ("country=SY&near=36.2%2C37.1%2C50&kind=siege", "ada")
    assert (second["query"], second["owner"], second["channel"]) == ("kind=siege", "local", "feed")
    assert second["feed"].startswith("/feeds/alerts/")
    status, _, err = run("alert", "add", "c", "--feed", "--search", "Sieges", *place)
    assert (status, "no saved search" in err) == (2, True)
    status, _, err = run("alert", "add", "c", "--feed", "--operation", "nowhere", *place)
    assert (status, "no operation" in err) == (2, True)

"""``casus search`` and ``casus changes``: what they print, as lines and as JSON, and how they refuse."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casus.cli.running import run
from casus.record import Claim, Coded, Document, DocumentDate, Event, Interval, Links
from casus.store.record import Record

DAY = date(2017, 2, 9)


@pytest.fixture
def place(tmp_path: Path) -> str:
    document = Document(
        "a",
        "Shells fell on the market of Suran.",
        title="A market",
        publisher="Fiji Times",
        date=DocumentDate(DAY, DAY),
    )
    claim = Claim(
        "c1",
        document.key,
        "shelling",
        0,
        23,
        "Shells fell on the mark",
        place="Suran",
        country="SY",
        interval=Interval(DAY, DAY),
    )
    event = Event("e1", "shelling", "Shelling of Suran", ("c1",), Interval(DAY, DAY), place="Suran", country="SY")
    with Record.open(tmp_path / "casus.db") as record:
        record.add_document(Coded(document, (claim,)))
        record.replace_links(
            Links(events=(event,), event_of={"c1": "e1"}), linker="1", clock=lambda: datetime(2026, 1, 2, tzinfo=UTC)
        )
    return str(tmp_path / "casus.db")


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(arguments) == 0
    return capsys.readouterr().out.splitlines()


def test_search_shows_the_passage_with_the_words_marked(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(capsys, "search", "market", "shells", "--record", place)
    assert found[0].endswith("2017-02-09  A market")
    assert found[1].strip() == "[Shells] fell on the [market] of Suran."


def test_search_finds_events_by_their_claims_and_filters(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["search", "shells", "--in", "events", "--record", place]
    assert lines(capsys, *asked, "--country", "SY", "--since", "2017-01-01")[0] == "e1  2017-02-09  Shelling of Suran"
    assert lines(capsys, *asked, "--country", "YE") == ["no events have all of: shells"]


def test_search_as_json_has_offsets_into_the_text(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines(capsys, "search", '"the market"', "--json", "--record", place)
    row = json.loads(line)
    assert row["what"] == "document"
    assert row["snippet"]["marks"] == [[15, 25]]


@pytest.mark.parametrize(
    ("asked", "words"), [(["--kind", "rain"], "no kind 'rain'"), (["--near", "99", "0", "1"], "no circle")]
)
def test_search_refuses_what_cannot_be(
    place: str, capsys: pytest.CaptureFixture[str], asked: list[str], words: str
) -> None:
    assert run(["search", "shells", *asked, "--record", place]) == 2
    assert words in capsys.readouterr().err


def test_changes_lists_what_came_since_a_version(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, "changes", "--record", place) == [
        "version 0 to 1: 1 event differs",
        "added  e1     Shelling of Suran",
    ]
    assert lines(capsys, "changes", "--since", "1", "--record", place) == ["version 1 to 1: nothing differs"]
    (line,) = lines(capsys, "changes", "--json", "--record", place)
    assert json.loads(line) == {
        "what": "added",
        "event_id": "e1",
        "title": "Shelling of Suran",
        "since": 0,
        "version": 1,
    }
    assert "2026-01-02T00:00:00+00:00" in lines(capsys, "changes", "--versions", "--record", place)[1]
    assert run(["changes", "--since", "7", "--record", place]) == 2
    assert "newest is 1" in capsys.readouterr().err

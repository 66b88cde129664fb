"""``--screen``: news hardly about conflict is kept, counted and not coded; without it everything is."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import small_casus
from in_process import Result, runner

WAR = "Shelling killed four civilians in the town of Harran on Sunday, a rebel spokesman said, and troops besieged it."
SPORT = "The striker scored twice as the league leaders beat their rivals at home, and the coach praised his midfield after the match."


@pytest.fixture
def casus(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Result:
    """Runs a command in this process and gives its status, output and errors."""
    monkeypatch.setitem(sys.modules, "casus.pipeline", small_casus.pipeline())

    return runner(capsys)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A report of a war and one of a match."""
    path = tmp_path / "news.jsonl"
    path.write_text(
        "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in (("sport", SPORT), ("war", WAR)))
    )
    return path


def claims(out: str) -> dict[str, int]:
    """How many claims were printed of each document, in their order."""
    return {row["id"]: len(row["claims"]) for row in map(json.loads, out.splitlines())}


def test_code_prints_what_is_dropped_without_claims_and_says_how_many(casus: Result, news: Path) -> None:
    status, out, err = casus("code", news, "--screen")
    assert (status, claims(out)) == (0, {"sport": 0, "war": 1})
    assert "hardly about conflict, so not coded: 1" in err


def test_code_drops_nothing_unless_told_to(casus: Result, news: Path) -> None:
    status, out, err = casus("code", news)
    assert (status, claims(out), err) == (0, {"sport": 1, "war": 1}, "")


def test_build_counts_what_it_drops_and_lists_it_on_request(tmp_path: Path, news: Path) -> None:
    record = tmp_path / "casus.db"
    status, out, err = small_casus.run("build", news, "--record", record, "--screen")
    assert (status, err) == (0, "")
    assert "2 new documents" in out
    assert "1 hardly about conflict (see: casus problems --step screen)" in out
    assert "#1" in small_casus.run("problems", "--record", record, "--step", "screen")[1]


def test_a_build_without_the_screen_codes_what_was_dropped(tmp_path: Path, news: Path) -> None:
    record = tmp_path / "casus.db"
    small_casus.run("build", news, "--record", record, "--screen")
    out = small_casus.run("build", news, "--record", record)[1]
    assert "1 new document, 1 known" in out
    assert "2 claims" in out
    assert "hardly" not in out

"""The demonstration corpus is small, readable, our own, and made so that linking has something to do."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest


def rows_of(samples: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in sorted(samples.iterdir()):
        text = path.read_text(encoding="utf8")
        if path.suffix == ".jsonl":
            rows += [json.loads(line) for line in text.splitlines()]
        elif path.suffix == ".json":
            rows += json.loads(text)
        elif path.suffix == ".csv":
            rows += list(csv.DictReader(text.splitlines(keepends=True)))
        else:
            rows.append({"id": path.stem, "text": re.sub(r"<[^>]+>", " ", text)})
    return rows


@pytest.fixture(scope="module")
def reports(samples: Path) -> list[dict[str, str]]:
    return rows_of(samples)


def test_it_is_a_small_corpus_of_short_reports(reports: list[dict[str, str]]) -> None:
    assert 15 <= len(reports) <= 25
    assert len({report["id"] for report in reports}) == len(reports)
    for report in reports:
        assert 80 <= len(report["text"].split()) <= 240, report["id"]


def test_every_readable_format_is_in_it(samples: Path) -> None:
    assert {path.suffix for path in samples.iterdir()} == {".txt", ".html", ".json", ".jsonl", ".csv"}


def test_rows_say_who_published_them_where_and_when(reports: list[dict[str, str]]) -> None:
    rows = [report for report in reports if "date" in report]
    assert len(rows) >= 20
    for row in rows:
        assert date.fromisoformat(row["date"])
        assert row["title"]
        assert row["publisher"]
    assert len({row["publisher"] for row in rows}) >= 4


def test_no_address_in_it_is_a_real_one(reports: list[dict[str, str]], samples: Path) -> None:
    for path in samples.iterdir():
        hosts = re.findall(r"https?://([^/\"\s]+)", path.read_text(encoding="utf8"))
        assert all(host.endswith(".example") for host in hosts), path.name


def test_one_report_is_another_one_republished(reports: list[dict[str, str]]) -> None:
    lines = {report["id"]: frozenset(report["text"].splitlines()) for report in reports}
    copies = [(a, b) for a in lines for b in lines if a != b and len(lines[a]) > 2 and lines[a] < lines[b]]
    assert copies == [("palmyra-retaken", "palmyra-retaken-bulletin")]


def test_no_sentence_of_it_is_taken_from_the_hand_coded_texts(reports: list[dict[str, str]], shared: Path) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[at : at + 10]) for at in range(len(words) - 9)}

    coded = [
        row
        for name in ("seeds", "dev", "train")
        for row in json.loads((shared / "gold" / name / "docs.json").read_text(encoding="utf8"))
    ]
    theirs = set().union(*(runs(row["text"]) for row in coded))
    taken = Counter({report["id"]: len(runs(report["text"]) & theirs) for report in reports})
    assert +taken == Counter()

"""Coding by hand is kept as offsets into texts that lie elsewhere, and comes back as it was, or is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from training.claim_labels import ChangedTextError, read_labels, take
from training.texts import CORPORA

from training import claim_labels

MILL = "Rebels took the old mill on Monday. The mayor denied it. Nine families fled."
POND = "The pond froze – nobody came."
GAIN = {
    **claim_labels.DEFAULTS,
    "kind": "territory_gain",
    "evidence": "Rebels took the old mill on Monday",
    "actors": ["Rebels"],
    "place": "old mill",
    "date_start": "2020-03-02",
    "date_end": "2020-03-02",
}
FLIGHT = {
    **claim_labels.DEFAULTS,
    "kind": "displacement",
    "evidence": "Nine families fled.",
    "targets": ["civilians"],
    "counts": [{"what": "displaced", "min": 36, "max": 54}],
    "source": "mayor",
    "source_type": "government",
    "status": "denied",
    "aggregate": True,
}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A corpus of two texts of our own, which a test may change, and an empty folder of labels."""
    texts = {"1": MILL, "2": POND}
    monkeypatch.setitem(CORPORA, "tiny", lambda shared: dict(texts))
    monkeypatch.setattr(claim_labels, "FOLDER", tmp_path / "labels")
    return texts


def folder(path: Path, *documents: tuple[str, str, list[dict[str, Any]]], date: str | None = None) -> Path:
    """A folder of coded documents: (id, text, claims) each."""
    path.mkdir(parents=True, exist_ok=True)
    docs = [{"id": name, "date": date, "text": text} for name, text, _ in documents]
    gold = [{"id": name, "claims": claims} for name, _, claims in documents]
    (path / "docs.json").write_text(json.dumps(docs), encoding="utf-8")
    (path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return path


def lines(name: str = "tiny") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (claim_labels.FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_what_was_taken_comes_back_as_it_was(corpus: dict[str, str], tmp_path: Path) -> None:
    coded = folder(tmp_path / "in", ("tiny/1", MILL, [GAIN, FLIGHT]), ("tiny/2", POND, []), date="2020-03-05")
    take(coded, tmp_path)
    docs, gold = read_labels(tmp_path)
    assert docs == [
        {"id": "tiny/1", "date": "2020-03-05", "text": MILL},
        {"id": "tiny/2", "date": "2020-03-05", "text": POND},
    ]
    assert gold == [{"id": "tiny/1", "claims": [GAIN, FLIGHT]}, {"id": "tiny/2", "claims": []}]


def test_labels_hold_none_of_the_words_and_nothing_that_goes_without_saying(
    corpus: dict[str, str], tmp_path: Path
) -> None:
    take(folder(tmp_path / "in", ("tiny/1", MILL, [GAIN])), tmp_path)
    (row,) = lines()
    assert set(row) == {"id", "claims"}
    (claim,) = row["claims"]
    assert set(claim) == {"kind", "actors", "place", "date_start", "date_end", "begin", "end", "crc"}
    assert MILL[claim["begin"] : claim["end"]] == GAIN["evidence"]


def test_a_text_that_was_changed_is_refused(corpus: dict[str, str], tmp_path: Path) -> None:
    take(folder(tmp_path / "in", ("tiny/1", MILL, [FLIGHT])), tmp_path)
    corpus["1"] = MILL.replace("Nine", "Five")
    with pytest.raises(ChangedTextError, match=r"tiny 1: other words at 57"):
        read_labels(tmp_path)
    corpus["1"] = MILL.replace("Monday", "Friday")  # elsewhere than where the label stands
    assert read_labels(tmp_path)[1][0]["claims"] == [FLIGHT]


def test_what_is_taken_again_takes_the_place_of_what_was_there(corpus: dict[str, str], tmp_path: Path) -> None:
    take(folder(tmp_path / "one", ("tiny/1", MILL, [GAIN]), ("tiny/2", POND, [])), tmp_path)
    take(folder(tmp_path / "two", ("tiny/1", MILL, [FLIGHT])), tmp_path)
    assert read_labels(tmp_path)[1] == [{"id": "tiny/1", "claims": [FLIGHT]}, {"id": "tiny/2", "claims": []}]


def test_a_text_under_another_id_is_found_by_how_it_begins(corpus: dict[str, str], tmp_path: Path) -> None:
    take(folder(tmp_path / "in", ("tiny/part/77", f'"{MILL}"', [GAIN])), tmp_path)
    assert read_labels(tmp_path)[1] == [{"id": "tiny/1", "claims": [GAIN]}]


def test_what_does_not_fit_the_corpus_is_left_out_and_told(
    corpus: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stray = {**GAIN, "evidence": "Rebels took the new bridge"}
    take(folder(tmp_path / "in", ("tiny/1", MILL, [GAIN, stray]), ("tiny/9", "Another text.", [FLIGHT])), tmp_path)
    assert read_labels(tmp_path)[1] == [{"id": "tiny/1", "claims": [GAIN]}]
    assert "1 documents taken, 2 documents or claims" in capsys.readouterr().out


def test_a_corpus_that_nobody_knows_is_refused(corpus: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="elsewhere"):
        take(folder(tmp_path / "in", ("elsewhere/1", MILL, [GAIN])), tmp_path)

"""``casus index --semantic`` and ``casus search --like``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import casus
from casus.cli.running import run
from casus.cli.vectors import keep_up
from casus.record import Claim, Coded, Document
from casus.semantic import encoder as module
from casus.store.record import Record

pytest.importorskip(module.PACKAGE, reason="the extra `semantic` is not installed")
SENTENCES = ("Warplanes bombed the clinic.", "Families left the village.", "The two sides signed a truce.")


def coded(text: str) -> Coded:
    document = Document(text[:5], text)
    return Coded(document, (Claim(f"c-{text[:3]}", document.key, "air_strike", 0, len(text), text),))


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    with Record.open(tmp_path / "casus.db") as record:
        for text in SENTENCES:
            record.add_document(coded(text))
        record.replace_links(casus.record.Links(), linker="1")
    assert run(["index", "--semantic", "--record", str(tmp_path / "casus.db")]) == 0
    assert "3 claims got a vector" in capsys.readouterr().out
    return str(tmp_path / "casus.db")


def test_what_says_the_same_in_other_words_is_found(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "--like", "an air raid on a hospital", "--in", "claims", "--json", "--record", place]) == 0
    hits = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert hits[0]["id"] == "c-War"
    assert hits == sorted(hits, key=lambda hit: -hit["likeness"])


def test_python_asks_the_same(place: str) -> None:
    with casus.open(place) as record:
        assert record.search(like="peace agreement", what="claims", limit=1)[0].claim == "c-The"
        with pytest.raises(TypeError):
            record.search("truce", like="peace")


def test_words_and_likeness_are_not_mixed(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "truce", "--like", "peace", "--record", place]) == 2
    assert run(["search", "--record", place]) == 2
    assert "one of the two" in capsys.readouterr().err


def test_new_claims_are_kept_up_and_nothing_is_done_twice(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Record.open(place) as record:
        record.add_document(coded("A convoy brought food."))
        keep_up(record)
    assert run(["index", "--semantic", "--record", place]) == 0
    assert "0 claims got a vector" in capsys.readouterr().out


def test_without_the_model_every_door_says_what_to_install(
    place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    module.encoder.cache_clear()
    monkeypatch.setattr(module, "PACKAGE", "no_such_package")
    for command in (["search", "--like", "peace"], ["index", "--semantic"]):
        assert run([*command, "--record", place]) == 2
        assert "pip install 'casus-monitor[semantic]'" in capsys.readouterr().err


def test_a_record_without_vectors_is_left_without(tmp_path: Path) -> None:
    with Record.open(tmp_path / "casus.db") as record:
        record.add_document(coded(SENTENCES[0]))
        mark = record.mark()
        keep_up(record)
        assert record.mark() == mark

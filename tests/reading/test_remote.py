"""Files and folders in object storage, through fsspec; its storage in memory stands in for others."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from casus.reading import read_inputs
from casus.record import Document, Problem

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'casus-monitor[ray]'")
TEXT = "Rebels shelled the old mill near the river on Monday, a resident of the town said by telephone."


@pytest.fixture
def bucket() -> Iterator[str]:
    system = fsspec.filesystem("memory")
    system.pipe("/news/b.txt", f"{TEXT} Nobody was hurt.".encode())
    system.pipe("/news/deep/a.jsonl.gz", gzip.compress(json.dumps({"id": "row", "text": TEXT}).encode()))
    system.pipe("/news/.hidden/c.txt", TEXT.encode())
    system.pipe("/news/empty.txt", b"")
    yield "memory://news"
    system.rm("/news", recursive=True)


def test_a_folder_is_read_in_sorted_order(bucket: str) -> None:
    found = list(read_inputs([bucket]))
    assert [one.id for one in found if isinstance(one, Document)] == ["b", "row"]
    assert [one.locator for one in found] == [
        "memory:///news/b.txt",
        "memory:///news/deep/a.jsonl.gz#1",
        "memory:///news/empty.txt",
    ]
    assert isinstance(found[-1], Problem)


def test_a_file_is_read_once(bucket: str) -> None:
    one, *others = read_inputs(["memory://news/b.txt", "memory://news/b.txt"])
    assert isinstance(one, Document)
    assert one.text == f"{TEXT} Nobody was hurt."
    assert others == []


def test_no_copy_stays(bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert len(list(read_inputs([bucket]))) == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("memory://nothing/here.txt", "no such file"),
        ("nosuch://bucket/a.txt", "Protocol not known"),
    ],
)
def test_what_cannot_be_read_is_a_problem(given: str, reason: str) -> None:
    (problem,) = read_inputs([given])
    assert isinstance(problem, Problem)
    assert reason in problem.reason
    assert problem.locator == given if "nosuch" in given else problem.locator.endswith("here.txt")

"""A build that is killed, runs out of space or loses its database leaves a whole record, and a second run ends as one run would have."""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

import small_casus
from casus.build import build
from casus.rechecking import recheck
from casus.store.record import Record
from databases import NewPlace
from kill_server import Builds
from postgres_server import Server
from small_steps import LINKING, STEPS, dump, write_reports

KILLS = 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "news")


@dataclass(frozen=True)
class Reports:
    """Inputs, and what an undisturbed build of them ends with."""

    path: Path
    whole: str

    @classmethod
    def at(cls, path: Path) -> Reports:
        place = path.parent / "whole.db"
        assert small_casus.run("build", path, "--record", place)[0] == 0
        return cls(path, content(place))

    def are_complete_after_a_second_run(self, place: str | Path) -> bool:
        assert small_casus.run("build", self.path, "--record", place)[0] == 0
        return content(place) == self.whole


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Reports as the program's own reader reads them, r0 to r19."""
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    texts = [f"Word{n % 7} and more of the long story of number {n} from the region" for n in range(20)]
    path.write_text("".join(json.dumps({"id": f"r{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    return Reports.at(path)


def content(place: str | Path) -> str:
    """All values of a record that must be whole."""
    with Record.open(place) as record:
        assert record.faults() == ()
        return dump(record)


# ------------------------------------------------------------------------------------ killed


@pytest.fixture(scope="module")
def builds() -> Iterator[Builds]:
    if not hasattr(os, "fork"):
        pytest.skip("needs fork and SIGKILL")
    with Builds() as running:
        yield running


def expected(builds: Builds, place: str, folder: Path) -> tuple[str, int]:
    """What an undisturbed build ends with, and the points where it can be killed."""
    points = builds.build(place, folder)
    assert points is not None
    with Record.open(place) as record:
        assert record.totals().documents == 23
    return content(place), points


@pytest.mark.parametrize("seed", range(3))
def test_a_build_killed_again_and_again_loses_nothing(
    seed: int, builds: Builds, folder: Path, new_place: NewPlace
) -> None:
    whole, points = expected(builds, new_place(), folder)
    chance, place, stored = random.Random(seed), new_place(), 0
    for _ in range(KILLS):
        assert builds.build(place, folder, kill_at=chance.randint(1, points // KILLS)) is None
        with Record.open(place) as record:
            assert record.faults() == ()
            assert record.linked_by() is None
            documents = record.document_keys()
            assert {claim.document for claim in record.claims()} == documents, "a document is here with all its claims"
            assert len(documents) >= stored
            stored = len(documents)
    assert builds.build(place, folder) is not None
    assert content(place) == whole


@pytest.mark.parametrize("seed", range(3))
def test_a_build_killed_while_it_links_keeps_its_documents(
    seed: int, builds: Builds, folder: Path, new_place: NewPlace
) -> None:
    whole, points = expected(builds, new_place(), folder)
    place = new_place()
    assert builds.build(place, folder, kill_at=points - random.Random(seed).randint(12, 40)) is None
    with Record.open(place) as record:
        assert record.faults() == ()
        assert record.totals().documents == 23
    assert builds.build(place, folder) is not None
    assert content(place) == whole


def test_a_build_killed_while_it_links_what_is_new_ends_with_the_links_of_everything(
    builds: Builds, folder: Path, new_place: NewPlace
) -> None:
    """Killed again and again while documents come one by one; copies and decisions are there already."""
    whole, place = new_place(), new_place()
    for at in (whole, place):
        assert builds.do("link", at, str(folder / "b.txt")) is not None
        with Record.open(at) as record:
            (rejected,) = (claim.claim_id for claim in record.claims() if claim.evidence == "what")
        assert builds.do("decide", at, rejected) is not None
    points = builds.do("link", whole, str(folder))
    assert points is not None
    chance = random.Random(7)
    for _ in range(KILLS):
        assert builds.do("link", place, str(folder), chance.randint(1, points // KILLS)) is None
        assert_whole_in_between(place)
    for back in (35, 20, 5):
        left = builds.do("link", new_copy(place, new_place()), str(folder))
        assert left is not None
        assert builds.do("link", place, str(folder), left - back) is None
        assert_whole_in_between(place)
    assert builds.do("link", place, str(folder)) is not None
    assert linked(place) == linked(whole)


def test_a_decision_killed_at_any_point_is_kept_with_its_links_or_not_at_all(
    builds: Builds, folder: Path, new_place: NewPlace
) -> None:
    undecided, reports = new_place(), str(folder / "b.txt")
    assert builds.do("link", undecided, reports) is not None
    with Record.open(undecided) as record:
        claim = next(claim.claim_id for claim in record.claims() if claim.evidence == "word1")
    decided = new_copy(undecided, new_place())
    points = builds.do("decide", decided, claim)
    assert points is not None
    before, after = linked(undecided), linked(decided)
    outcomes = set()
    for at in (points // 3, points // 2, points - 50, points - 30, points - 12, points - 4):
        place = new_copy(undecided, new_place())
        assert builds.do("decide", place, claim, at) is None
        assert_whole_in_between(place)
        with Record.open(place) as record:
            taken = bool(record.decisions())
            outcomes.add((taken, record.linked_by() is not None))
        assert builds.do("link", place, reports) is not None
        assert linked(place) == (after if taken else before)
    assert (False, True) in outcomes
    assert outcomes <= {(False, True), (True, True)}


def new_copy(place: str, target: str) -> str:
    """A copy of a record at an empty place."""
    with tempfile.TemporaryDirectory() as folder, Record.open(place) as record, Record.open(target) as copy:
        record.back_up(Path(folder) / "copy.db")
        copy.restore(Path(folder) / "copy.db")
    return target


def assert_whole_in_between(place: str) -> None:
    with Record.open(place) as record:
        assert record.faults() == ()
        assert list(recheck(record, LINKING)) == [], "its links are out of date, or those of everything"


def linked(place: str) -> object:
    """What a linked record holds; when a decision was taken is no part of it."""
    with Record.open(place) as record:
        assert record.faults() == ()
        assert record.linked_by() == LINKING.linker
        assert list(recheck(record, LINKING)) == []
        return record.documents(), record.claims(), record.links(), [one.claim_ids for one in record.decisions()]


# ------------------------------------------------------------------------------------ a full disk


@pytest.fixture(scope="module")
def long_reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Texts of 2 MB together, in few words."""
    folder = tmp_path_factory.mktemp("long") / "reports"
    folder.mkdir()
    for n in range(80):
        (folder / f"r{n}.txt").write_text(
            f"report{n} " + " ".join(f"of the {n}-{m}".ljust(500, "x") for m in range(50))
        )
    return Reports.at(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, of which an empty record takes nearly one; mounting it needs root."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip(f"cannot mount a small disk: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", disk], check=True)


def assert_one_line_that_helps(status: int, err: str, *words: str) -> None:
    assert status == 2, err
    assert len(err.splitlines()) == 1, err
    assert all(word in err for word in (*words, "run the same command again")), err


def test_a_full_disk_is_one_line_and_a_second_run_completes(small_disk: Path, long_reports: Reports) -> None:
    place = small_disk / "casus.db"
    status, _, err = small_casus.run("build", long_reports.path, "--record", place)
    assert_one_line_that_helps(status, err, "full", "free some space")
    assert_some_documents_are_stored(place)
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    assert long_reports.are_complete_after_a_second_run(place)


def test_a_file_that_cannot_grow_is_one_line_and_a_second_run_completes(long_reports: Reports, tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="needs limits of processes")
    place = tmp_path / "casus.db"
    limited = {small_casus.LIMIT: "2000000"}
    status, _, err = small_casus.run("build", long_reports.path, "--record", place, **limited)
    assert_one_line_that_helps(status, err, "disk")
    assert_some_documents_are_stored(place)
    assert long_reports.are_complete_after_a_second_run(place)


def test_a_language_model_that_finds_no_space_is_one_line_and_no_report_is_set_aside(tmp_path: Path) -> None:
    """The model is unpacked into a temporary file when the first text comes that may not be English."""
    pytest.importorskip("resource", reason="needs limits of processes")
    folder, place = tmp_path / "reports", tmp_path / "casus.db"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Troops left the village of Atman on Tuesday, and the people of the region went home."
    )
    (folder / "b.txt").write_text(
        "Hama residents report heavy shelling overnight near villages northwest, several wounded."
    )
    status, _, err = small_casus.run("build", folder, "--record", place, **{small_casus.LIMIT: "2000000"})
    assert_one_line_that_helps(status, err, "space", "TMPDIR")
    with Record.open(place) as record:
        assert (record.totals().documents, record.problems(), record.faults()) == (1, (), ())
    assert small_casus.run("build", folder, "--record", place)[0] == 0
    with Record.open(place) as record:
        assert (record.totals().documents, record.problems()) == (2, ())


def assert_some_documents_are_stored(place: Path) -> None:
    with Record.open(place, create=False) as record:
        assert record.faults() == ()
        assert 0 < record.totals().documents < 80
        assert {claim.document for claim in record.claims()} == record.document_keys()


# ------------------------------------------------------------------------------------ a connection that breaks


def test_connections_that_are_cut_are_one_line_and_a_second_run_completes(
    postgres: sa.Engine, new_database: NewPlace, rows: Reports
) -> None:
    place = new_database()
    run = small_casus.start_and_pause("build", rows.path, "--record", place, at="r7")
    cut = sa.text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = :name")
    with postgres.connect() as connection:
        assert connection.scalar(cut, {"name": sa.make_url(place).database}) == 2, "the lock's and the writer's"
    status, _, err = small_casus.ended(run)
    assert_one_line_that_helps(status, err, "server is up")
    assert_a_second_run_completes(place, rows)


def test_a_server_that_stops_is_one_line_and_a_second_run_completes(
    own_server: Server, new_database: NewPlace, rows: Reports
) -> None:
    place = new_database()
    run = small_casus.start_and_pause("build", rows.path, "--record", place, at="r7")
    own_server.stop()
    try:
        status, _, err = small_casus.ended(run)
        assert_one_line_that_helps(status, err, "server is up")
        status, _, err = small_casus.run("build", rows.path, "--record", place)
        assert_one_line_that_helps(status, err, "server is up")
    finally:
        own_server.start()
    assert_a_second_run_completes(place, rows)


def assert_a_second_run_completes(place: str, rows: Reports) -> None:
    with Record.open(place, create=False) as record:
        assert record.faults() == ()
        assert record.linked_by() is None
        assert record.totals().documents >= 6, "two transactions of three"
    assert rows.are_complete_after_a_second_run(place)


# ------------------------------------------------------------------------------------ two at once


def test_a_second_build_is_told_to_wait_and_changes_nothing(rows: Reports, new_place: NewPlace) -> None:
    place = new_place()
    first = small_casus.start_and_pause("build", rows.path, "--record", place, at="r7")
    with Record.open(place) as record:
        before = dump(record)
    status, _, err = small_casus.run("build", rows.path, "--record", place)
    assert_one_line_that_helps(status, err, "another command is building")
    with Record.open(place) as record:
        assert dump(record) == before
    assert small_casus.ended(first)[0] == 0
    assert content(place) == rows.whole


def test_a_reader_sees_one_state_while_a_build_writes(folder: Path, new_place: NewPlace) -> None:
    place = new_place()
    (folder / "c.txt").write_text("word9 is new\nword1 and more of 1\n")
    with Record.open(place) as record:
        build([str(folder / "a.txt")], record, steps=STEPS)
    with Record.open(place, create=False) as reader, Record.open(place) as writer, reader.snapshot() as page:
        before = dump(page)
        build([str(folder)], writer, steps=STEPS)
        assert dump(page) == before, "the page that is being read"
        assert dump(reader) == dump(writer) != before, "the next page"


def test_readers_see_whole_pages_whenever_they_look(folder: Path, new_place: NewPlace) -> None:
    place = new_place()
    with Record.open(place) as writer, Record.open(place) as reader:

        def look(_done: str) -> None:
            with reader.snapshot() as page:
                dump(page)
                assert page.faults() == ()
                assert {claim.document for claim in page.claims()} == page.document_keys()

        build([str(folder)], writer, steps=STEPS, progress=look)

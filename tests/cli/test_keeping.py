"""``casus check``, ``backup``, ``restore`` and ``merge``, and all commands on a record in PostgreSQL."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

import small_casus
from casus.store import schema
from casus.store.record import Record
from databases import NewPlace
from in_process import Result, runner

TEXTS = [
    "Rebels shelled the old mill near Suran on Monday",
    "Troops left the village of Atman on Tuesday",
    "More of it",
]


def rows(path: Path, texts: list[str]) -> Path:
    path.write_text("".join(json.dumps({"id": f"{path.stem}{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three reports."""
    folder = tmp_path_factory.mktemp("built")
    assert small_casus.run("build", rows(folder / "r.jsonl", TEXTS), "--record", folder / "casus.db")[0] == 0
    return folder / "casus.db"


@pytest.fixture
def casus(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Result:
    """Runs a command in this process and gives its status, output and errors."""
    monkeypatch.setitem(sys.modules, "casus.pipeline", small_casus.pipeline())

    return runner(capsys)


def test_check_says_that_a_record_is_whole_or_what_is_wrong(casus: Result, built: Path, tmp_path: Path) -> None:
    status, out, err = casus("check", "--record", built)
    assert (status, err) == (0, "")
    assert "is whole: 3 documents, 3 claims, 3 events" in out
    casus("restore", built, "--record", tmp_path / "broken.db")
    with Record.open(tmp_path / "broken.db") as record, record._writing() as connection:
        connection.execute(sa.update(schema.claims).values(evidence="Nobody said so"))
    status, out, err = casus("check", "--record", tmp_path / "broken.db")
    assert (status, len(out.splitlines()), len(err.splitlines())) == (1, 3, 1)
    assert "are not in document" in out
    assert "restore a backup" in err
    assert casus("check", "--record", tmp_path / "absent.db")[0] == 2


def test_every_command_says_the_same_of_a_record_in_postgresql(
    casus: Result, built: Path, new_database: NewPlace, tmp_path: Path
) -> None:
    place, backup = new_database(), tmp_path / "backup.db"
    assert casus("backup", backup, "--record", built) == (0, f"backup: {backup}\n", "")
    status, out, _ = casus("restore", backup, "--record", place)
    assert (status, "3 documents, 3 claims, 3 events" in out) == (0, True)
    for kept in (built, place):
        assert casus("build", built.parent / "r.jsonl", "--record", kept)[0] == 0
    with Record.open(built) as record:
        event = record.links().events[0].event_id
    for command in (
        ("build", built.parent / "r.jsonl"),
        ("export", "--format", "jsonl"),
        ("export", "--format", "csv"),
        ("explain", event),
        ("tolls",),
        ("control",),
        ("problems",),
        ("check",),
    ):
        on_file = casus(*command, "--record", built)
        on_server = casus(*command, "--record", place)
        with Record.open(place) as record:
            name = record.name
        assert on_server == tuple(said.replace(str(built), name) if isinstance(said, str) else said for said in on_file)
        assert on_file[0] == 0, command


def test_a_backup_of_a_record_in_postgresql_is_a_record_in_sqlite(
    casus: Result, built: Path, new_database: NewPlace, tmp_path: Path
) -> None:
    place = new_database()
    casus("restore", built, "--record", place)
    assert casus("backup", tmp_path / "back.db", "--record", place)[0] == 0
    exports = [casus("export", "--format", "jsonl", "--record", p) for p in (built, tmp_path / "back.db")]
    assert exports[0] == exports[1]


def test_what_cannot_be_done_is_one_line(casus: Result, built: Path, tmp_path: Path) -> None:
    for command, words in (
        (("backup", built, "--record", built), "exists already"),
        (("restore", built, "--record", built), "casus merge"),
        (("restore", tmp_path / "absent.db", "--record", tmp_path / "new.db"), "no file"),
        (("merge", tmp_path / "absent.db", "--record", built), "no record"),
    ):
        status, out, err = casus(*command)
        assert (status, out, len(err.splitlines())) == (2, "", 1), err
        assert words in err
    assert not (tmp_path / "new.db").exists()


def test_merge_says_what_joined(casus: Result, built: Path, tmp_path: Path) -> None:
    place = tmp_path / "casus.db"
    casus("build", rows(tmp_path / "s.jsonl", ["Protesters filled the square of the city"]), "--record", place)
    status, out, err = casus("merge", built, "--record", place)
    assert (status, err) == (0, "")
    assert "3 new documents, 0 known" in out
    assert "4 documents" in out


def test_links_are_found_anew_and_compared_when_asked_for(casus: Result, tmp_path: Path) -> None:
    place = tmp_path / "casus.db"
    assert casus("build", rows(tmp_path / "r.jsonl", TEXTS), "--record", place)[0] == 0
    assert "is whole" in casus("check", "--links", "--record", place)[1]
    with Record.open(place) as record, record._writing() as connection:
        connection.execute(sa.update(schema.events).values(title="A tale"))
    assert casus("check", "--record", place)[0] == 0, "no rule of a record is broken"
    status, out, err = casus("check", "--links", "--record", place)
    assert (status, len(out.splitlines()), "is not whole" in err) == (1, 3, True)
    assert "is not as the record's documents and decisions make it" in out


def test_links_of_another_version_are_not_compared(casus: Result, tmp_path: Path) -> None:
    place = tmp_path / "casus.db"
    casus("build", rows(tmp_path / "r.jsonl", TEXTS), "--record", place)
    with Record.open(place) as record, record._writing() as connection:
        connection.execute(sa.update(schema.meta).where(schema.meta.c.name == "linker").values(value="an earlier one"))
        connection.execute(sa.update(schema.events).values(title="A tale"))
    status, out, err = casus("check", "--links", "--record", place)
    assert (status, "is whole" in out) == (0, True)
    assert "another version of Casus linked" in err

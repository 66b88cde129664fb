"""Backups: one file of one moment, restored into either database with equal content, whole or not at all."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_values import coded, empty, links
from test_opening import config
from test_record import CODED, FEUD, LINKS, REPORT

from casus.record import Coded, Problem
from casus.store import schema
from casus.store.dialect import database_url, make_engine
from casus.store.errors import RecordError
from casus.store.record import Record
from databases import NewPlace


def tables(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as the database gives it."""
    with record._reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in schema.metadata.sorted_tables
        }


def fill(record: Record) -> None:
    record.add_document(replace(CODED, relations=(FEUD,)), coder="7")
    record.add_document(Coded(replace(REPORT, id="r2")), coder="7")
    record.add_problem(Problem("news/b.txt", "read", "is empty"))
    record.replace_links(LINKS, linker="3")
    with record._writing() as connection:
        copy = schema.documents.c.key == replace(REPORT, id="r2").key
        connection.execute(sa.update(schema.documents).where(copy).values(copy_of=REPORT.key))


def test_a_backup_is_a_record_with_the_same_content(record: Record, tmp_path: Path) -> None:
    fill(record)
    record.back_up(tmp_path / "backup.db")
    with Record.open(tmp_path / "backup.db", create=False) as copy:
        assert tables(copy) == tables(record)
        assert copy.faults() == ()


def test_a_backup_is_one_file_that_can_be_read_where_nothing_can_be_written(record: Record, tmp_path: Path) -> None:
    fill(record)
    record.back_up(tmp_path / "backup.db")
    with sqlite3.connect(tmp_path / "backup.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == ["backup.db"]


def test_a_record_goes_to_the_other_database_and_back(new_database: NewPlace, tmp_path: Path) -> None:
    with Record.open(tmp_path / "first.db") as first, Record.open(new_database()) as there:
        fill(first)
        first.back_up(tmp_path / "first-backup.db")
        there.restore(tmp_path / "first-backup.db")
        there.back_up(tmp_path / "there-backup.db")
        with Record.open(tmp_path / "last.db") as last:
            last.restore(tmp_path / "there-backup.db")
            assert tables(first) == tables(there) == tables(last)
            assert (first.links(), first.documents()) == (last.links(), last.documents())


@given(data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_whatever_a_record_holds_is_restored(
    record: Record, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    backup = tmp_path_factory.mktemp("backup") / "backup.db"
    empty(record)
    claim_ids: list[str] = []
    for found in data.draw(st.lists(coded(), max_size=2, unique_by=lambda found: found.document.key)):
        record.add_document(found)
        claim_ids += [claim.claim_id for claim in found.claims]
    record.replace_links(data.draw(links(claim_ids)))
    before = tables(record)
    record.back_up(backup)
    empty(record)
    record.restore(backup)
    assert tables(record) == before


def test_a_backup_is_of_one_moment_while_others_write(new_place: NewPlace, tmp_path: Path) -> None:
    place = new_place()
    with Record.open(place) as record, Record.open(place) as writer, record.snapshot() as now:
        fill(writer)
        now.back_up(tmp_path / "before.db")
        record.back_up(tmp_path / "after.db")
    with Record.open(tmp_path / "before.db") as before, Record.open(tmp_path / "after.db") as after:
        assert (before.totals().documents, after.totals().documents) == (0, 2)


def test_a_backup_can_be_made_while_a_document_is_being_written(record: Record, tmp_path: Path) -> None:
    fill(record)
    with record._writing() as connection:
        connection.execute(sa.delete(schema.problems))
        record.back_up(tmp_path / "backup.db")
    with Record.open(tmp_path / "backup.db") as copy:
        assert len(copy.input_problems()) == 1


def test_nothing_is_written_over(record: Record, tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("precious")
    with pytest.raises(RecordError, match="exists already"):
        record.back_up(tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "precious"
    with pytest.raises(RecordError, match="does not exist"):
        record.back_up(tmp_path / "nowhere" / "backup.db")


def test_a_backup_is_restored_into_an_empty_record_only(record: Record, tmp_path: Path) -> None:
    fill(record)
    record.back_up(tmp_path / "backup.db")
    before = tables(record)
    with pytest.raises(RecordError, match="casus merge"):
        record.restore(tmp_path / "backup.db")
    assert tables(record) == before


def test_what_is_no_backup_is_refused_and_changes_nothing(record: Record, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("remember the milk " * 100)
    with sqlite3.connect(tmp_path / "photos.db") as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    for name, words in (("notes.txt", "not a database"), ("photos.db", "another program"), ("absent.db", "no file")):
        with pytest.raises(RecordError, match=words) as refusal:
            record.restore(tmp_path / name)
        assert "\n" not in str(refusal.value)
    assert not any(tables(record).values())
    assert not (tmp_path / "absent.db").exists()


def test_a_backup_of_an_older_program_is_migrated_and_left_as_it_is(record: Record, tmp_path: Path) -> None:
    engine = make_engine(database_url(tmp_path / "old.db"))
    with engine.begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, schema.KNOWN_REVISIONS[0])
        connection.execute(sa.text("INSERT INTO problems VALUES ('news/a.txt', 'read', 'is empty')"))
    engine.dispose()
    before = (tmp_path / "old.db").read_bytes()
    record.restore(tmp_path / "old.db")
    assert [problem.locator for problem in record.problems()] == ["news/a.txt"]
    assert (tmp_path / "old.db").read_bytes() == before

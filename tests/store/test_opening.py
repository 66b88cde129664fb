"""Opening a record: made, migrated, or refused with one line that says what to do."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from casus.record import Coded, Document
from casus.store import schema
from casus.store.dialect import database_url, make_engine
from casus.store.errors import RecordError
from casus.store.migrating import SCRIPTS
from casus.store.record import Record


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    return made


def refusal(place: str | Path, *, create: bool = True) -> str:
    with pytest.raises(RecordError) as error:
        Record.open(place, create=create)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_record_is_made_where_there_is_none_and_opened_again(place: str) -> None:
    with Record.open(place) as record:
        record.add_document(Coded(Document("a", "text")))
    with Record.open(place, create=False) as record:
        assert [document.id for document in record.documents()] == ["a"]


def test_a_path_and_a_url_name_the_same_record(tmp_path: Path) -> None:
    with Record.open(tmp_path / "casus.db") as record:
        record.add_document(Coded(Document("a", "text")))
    with Record.open(f"sqlite:///{tmp_path / 'casus.db'}", create=False) as record:
        assert len(record.documents()) == 1


def test_a_password_is_never_shown() -> None:
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    assert "secret" not in refusal("postgresql://someone:secret@localhost:1/casus")


def test_reading_makes_no_record(tmp_path: Path) -> None:
    assert "casus build" in refusal(tmp_path / "casus.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_places_that_cannot_hold_a_record_are_refused(tmp_path: Path) -> None:
    assert "folder" in refusal(tmp_path)
    assert "does not exist" in refusal(tmp_path / "nowhere" / "casus.db")
    assert "MySQL" in refusal("mysql://localhost/casus").replace("mysql", "MySQL")
    assert "not a database URL" in refusal("://")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("remember the milk " * 100)
    assert "not a database" in refusal(notes)
    assert notes.read_text().startswith("remember the milk")


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "photos.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    before = other.read_bytes()
    assert "another program" in refusal(other)
    assert other.read_bytes() == before


def test_a_record_of_a_newer_program_is_refused(place: str) -> None:
    Record.open(place).close()
    engine = make_engine(database_url(place))
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))
    engine.dispose()
    assert "newer" in refusal(place)
    assert "pip install --upgrade" in refusal(place, create=False)


def test_an_older_record_is_migrated_with_what_it_holds(place: str) -> None:
    engine = make_engine(database_url(place))
    with engine.begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, schema.KNOWN_REVISIONS[0])
        connection.execute(sa.text("INSERT INTO problems VALUES ('news/a.txt', 'read', 'is empty')"))
    engine.dispose()
    with Record.open(place, create=False) as record:
        assert [problem.locator for problem in record.problems()] == ["news/a.txt"]
        assert record.links().events == ()


def test_the_migrations_end_where_the_program_says() -> None:
    scripts = ScriptDirectory.from_config(config())
    assert scripts.get_heads() == [schema.REVISION]
    assert {script.revision for script in scripts.walk_revisions()} == set(schema.KNOWN_REVISIONS)


def test_the_migrations_make_the_schema_of_the_program(tmp_path: Path) -> None:
    Record.open(tmp_path / "migrated.db").close()
    direct = make_engine(database_url(tmp_path / "direct.db"))
    with direct.begin() as connection:
        schema.metadata.create_all(connection)
    direct.dispose()
    assert described(tmp_path / "migrated.db") == described(tmp_path / "direct.db")


ADDED = re.compile(r", (?=\w+ [A-Z]+$)")
"""Before a column that a migration added, which SQLite writes on the last one's line."""


def described(path: Path) -> dict[str, set[str]]:
    """The lines of each table's definition (their order is free)."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        name: {part.strip().rstrip(",") for line in sql.splitlines() for part in ADDED.split(line.rstrip(", "))} - {""}
        for name, sql in rows
        if name != schema.VERSION_TABLE
    }


def test_foreign_keys_are_enforced_and_readers_do_not_wait(tmp_path: Path) -> None:
    Record.open(tmp_path / "casus.db").close()
    engine = make_engine(database_url(tmp_path / "casus.db"))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000
    engine.dispose()


def test_two_programs_that_make_one_record_at_once_do_not_quarrel(place: str) -> None:
    code = f"from casus.store.record import Record; Record.open({place!r}).close()"
    programs = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(3)]
    assert [program.communicate()[1] for program in programs] == [b"", b"", b""]
    Record.open(place, create=False).close()

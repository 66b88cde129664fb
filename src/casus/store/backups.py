"""A record as one file, and back: whole, between SQLite and PostgreSQL in either direction.

A backup is itself a record, in SQLite, of one moment: builds go on while it is made. From SQLite it is made by SQLite's backup
interface (https://www.sqlite.org/backup.html), from PostgreSQL by reading all tables in one transaction; no program of the server is needed.
It has no write-ahead log beside it, so that it can be moved and kept as one file, also where nothing can be written.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from casus.store import schema
from casus.store.dialect import database_url, make_engine, reading, writing
from casus.store.errors import RecordError
from casus.store.migrating import ensure_schema
from casus.store.schema_accounts import PASSING_TABLES
from casus.store.schema_index import COUNTED_TABLES

ROWS_AT_ONCE = 500


def write_backup(connection: sa.Connection, output: Path) -> None:
    """Write what the connection's transaction sees into the new file ``output``; it appears whole or not at all.

    Raises :class:`RecordError` when there is something at ``output`` already, or it cannot be written.
    """
    if output.exists():
        raise RecordError(f"{output} exists already; give the backup another name, or remove the old one first")
    if not output.parent.is_dir():
        raise RecordError(f"the folder {output.parent} does not exist; make it, or put the backup elsewhere")
    with _beside(output) as draft:
        if connection.dialect.name == "sqlite":
            file: Any = connection.connection.driver_connection
            _copy_file(file, draft)
        else:
            with _opened(draft, create=True) as engine, writing(engine) as copy, copy.begin():
                _copy_rows(connection, copy)
        with closing(sqlite3.connect(draft)) as written:
            written.execute("PRAGMA journal_mode=DELETE")
            for table in PASSING_TABLES:  # whoever was logged in then is not when the backup is restored
                written.execute(f"DELETE FROM {table.name}")
            written.commit()
        _sync(draft)
        draft.replace(output)
        _sync(output.parent)


def check_backup(backup: Path) -> None:
    """Refuse a path that cannot be a backup, with what to do."""
    if not backup.is_file():
        raise RecordError(f"there is no file {backup}; name a backup that casus backup wrote")


def restore_backup(connection: sa.Connection, backup: Path, name: str) -> None:
    """Fill an empty record called ``name`` with a backup, in the connection's transaction; an older backup is migrated on the way.

    Raises :class:`RecordError` when the record is not empty, or the file is no record.
    """
    check_backup(backup)
    if any(connection.execute(sa.select(table).limit(1)).first() for table in schema.metadata.sorted_tables):
        raise RecordError(
            f"{name} holds something already; restore into a new record, or join two with: casus merge {backup} --record {name}"
        )
    with tempfile.TemporaryDirectory(prefix="casus-") as folder:
        copy = Path(folder) / backup.name
        with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as file:
            _copy_file(file, copy)
        with _opened(copy, create=False) as engine, reading(engine) as source:
            _copy_rows(source, connection)


def _copy_rows(source: sa.Connection, target: sa.Connection) -> None:
    """Copy all tables but those that the database fills by itself; foreign keys are checked when the transaction ends."""
    for table in schema.metadata.sorted_tables:
        if table in COUNTED_TABLES:
            continue
        rows = source.execution_options(yield_per=ROWS_AT_ONCE).execute(sa.select(table))
        for part in rows.mappings().partitions():
            target.execute(sa.insert(table), [dict(row) for row in part])
    if target.dialect.name == "postgresql":
        _count_on(target)


def _count_on(target: sa.Connection) -> None:
    """Have PostgreSQL's counters go on after the rows that were given with their numbers (SQLite looks at the rows themselves)."""
    for table in schema.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            counter = sa.func.pg_get_serial_sequence(table.name, column.name)
            highest = sa.select(sa.func.max(column)).scalar_subquery()
            target.execute(sa.select(sa.func.setval(counter, highest)))  # no rows: a highest of NULL changes nothing


def _copy_file(source: sqlite3.Connection, path: Path) -> None:
    """Copy a SQLite database as one transaction sees it; raises :class:`RecordError` for a file that is none."""
    try:
        with closing(sqlite3.connect(path)) as target:
            source.backup(target)
    except sqlite3.DatabaseError as error:
        raise RecordError(f"the backup cannot be copied: {error}; check the file and the space on the disk") from error


@contextmanager
def _opened(path: Path, *, create: bool) -> Iterator[sa.Engine]:
    engine = make_engine(database_url(path))
    try:
        ensure_schema(engine, str(path), create=create)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A path for a draft on the same disk; what is left of it goes."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        yield Path(folder) / path.name


def _sync(path: Path) -> None:
    """Have the disk keep a file, or a folder's list of files (not possible on Windows, where the system sees to it)."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

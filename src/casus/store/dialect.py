"""The one place that knows which database is underneath: engines, transactions, and inserts that tolerate what is there.

SQLite runs in WAL mode (readers never wait for the writer) with foreign keys on and a busy timeout. Transactions are begun
by us, not by the driver: a writing one takes the write lock at its start, so that two programs on one record queue
up and do not fail half-way, and schema changes roll back like any other change. On PostgreSQL an advisory lock is that write lock, and
a reading transaction sees one state of the record throughout, as it does on SQLite.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from casus.store.errors import RecordError

BUSY_SECONDS = 30
"""How long a connection waits for another program's transaction before it gives up."""

CACHE = "cache_size=-65536"
"""At most 64 MiB of a SQLite file are kept in memory by a connection."""

WRITING = "casus_writing"
"""Execution option of connections that are about to write."""

WRITE_KEY = 0x6361737573_00
"""Number of the advisory lock of writing transactions (``casus`` in ASCII, and 0); advisory locks are those of one database."""


def is_url(place: str) -> bool:
    """Whether the record is named by a database URL, not by a path."""
    return "://" in place


def database_url(place: str | Path) -> sa.URL:
    """The database behind a path or URL; raises :class:`RecordError` for a URL that cannot be read."""
    if not is_url(str(place)):
        return sa.URL.create("sqlite", database=str(Path(place).expanduser()))
    try:
        url = sa.make_url(str(place))
    except sa.exc.ArgumentError as error:
        raise RecordError(f"{place} is not a database URL; use sqlite:///FILE or postgresql://HOST/NAME") from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise RecordError(f"a record lives in SQLite or PostgreSQL, not in {url.get_backend_name()}")
    return url


def make_engine(url: sa.URL) -> sa.Engine:
    """An engine with the pragmas and transactions described above; raises :class:`RecordError` where the driver is missing."""
    try:
        # a pooled connection that broke since it was last used is replaced, not an error
        engine = sa.create_engine(url, pool_pre_ping=url.get_backend_name() == "postgresql", json_deserializer=_decoded)
    except ImportError as error:
        raise RecordError("PostgreSQL needs its driver: pip install 'casus-monitor[postgres]'") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


_decode = lru_cache(maxsize=20_000)(json.loads)
_SHORT = 200  # characters: lists of names come again and again


def _decoded(text: str | bytes) -> Any:
    """The value of a JSON column, a list of its own each time."""
    if len(text) > _SHORT:
        return json.loads(text)
    value = _decode(text)
    return value.copy() if isinstance(value, list) and all(isinstance(one, str) for one in value) else json.loads(text)


def reading(engine: sa.Engine) -> sa.Connection:
    """A connection whose transaction sees one state of the record, whatever others write meanwhile."""
    if engine.dialect.name == "sqlite":
        return engine.connect()
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


class Worded(Protocol):
    """What has the words of a database: a connection to it, or a reader."""

    @property
    def dialect(self) -> sa.Dialect:
        """The words."""


def one_of_many(connection: Worded, column: sa.ColumnElement[Any], values: Collection[Any]) -> sa.ColumnElement[bool]:
    """Whether the column has one of some thousand values, which go to the database as one (one parameter for each takes longer than the look-up)."""
    if connection.dialect.name == "sqlite":
        listed = sa.func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(sa.select(listed.c.value))
    return column == sa.any_(sa.literal(list(values), postgresql.ARRAY(column.type)))


def letter_by_letter(connection: sa.Connection, column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The column ordered as Python orders texts; SQLite does so anyway."""
    if connection.dialect.name == "sqlite" or not isinstance(column.type, sa.String):
        return column
    return column.collate("C")


def writing(engine: sa.Engine) -> sa.Connection:
    """A connection whose transaction has the write lock from its start and sees all that was written before."""
    return engine.connect().execution_options(**{WRITING: True})


def prepare_file(engine: sa.Engine) -> None:
    """Switch a new SQLite file to WAL mode, which it keeps; not done on every opening, for a file may be another program's."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()


def insert_missing(engine: sa.Engine, table: sa.Table) -> Any:
    """An INSERT that leaves rows alone which are there already (same primary key)."""
    return _inserting_missing(engine.dialect.name, table)


def insert_or_replace(engine: sa.Engine, table: sa.Table) -> Any:
    """An INSERT that overwrites the other columns of a row which is there already (same primary key)."""
    return _replacing(engine.dialect.name, table)


def insertion(dialect: str, table: sa.Table) -> Any:
    """An INSERT in the words of a database, which can say what is to happen where a row is there already."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _inserting_missing(dialect: str, table: sa.Table) -> Any:
    return insertion(dialect, table).on_conflict_do_nothing(index_elements=list(table.primary_key.columns))


@cache
def _replacing(dialect: str, table: sa.Table) -> Any:
    statement = insertion(dialect, table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=others)


def _prepare_sqlite(connection: Any, _pool_entry: Any) -> None:
    """Turn off the driver's own transactions, and set what every connection needs."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "synchronous=NORMAL", "foreign_keys=ON", CACHE):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    if connection.get_execution_options().get(WRITING, False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_KEY})")

"""Who may build: one run at a time changes what a record holds and links it, so that links always are those of all documents.

The lock is the operating system's (SQLite: a file beside the record) or the server's (PostgreSQL: an advisory lock of a session), and goes
with the process that holds it, however that ends. Whoever takes a decision on linked events is such a run too; readers need no lock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from casus.store.errors import RecordError

BUILD_KEY = 0x6361737573_01
"""Number of the advisory lock of builds (``casus`` in ASCII, and 1); advisory locks are those of one database."""

PATIENCE_SECONDS = 3
"""How long to wait for the lock: a server takes a moment to notice that the process that had it was killed."""

_LOCK_NOT_AVAILABLE = "55P03"  # SQLSTATE

Alive = Callable[[], None]
"""Raises a database error when the lock has been lost (the connection that held it broke)."""


@contextmanager
def build_lock(engine: sa.Engine, name: str) -> Iterator[Alive]:
    """Hold the right to build the record ``name``; raises :class:`RecordError` when another process has it."""
    if engine.dialect.name == "postgresql":
        with _advisory_lock(engine, name) as alive:
            yield alive
    elif engine.url.database in (None, "", ":memory:"):
        yield lambda: None
    else:
        with _file_lock(Path(f"{engine.url.database}-build"), name):
            yield lambda: None


def _busy(name: str) -> RecordError:
    return RecordError(f"another command is building {name}; wait until it is done, then run the same command again")


@contextmanager
def _advisory_lock(engine: sa.Engine, name: str) -> Iterator[Alive]:
    """A connection of its own, outside transactions, holds the lock, and is closed for good with it."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
        try:
            connection.scalar(sa.select(sa.func.pg_advisory_lock(BUILD_KEY)))
        except sa.exc.OperationalError as error:
            if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
                raise _busy(name) from error
            raise
        try:
            yield lambda: connection.exec_driver_sql("SELECT 1").close()
        except BaseException:
            with suppress(sa.exc.SQLAlchemyError):  # what went wrong first is what is told
                _unlock(connection)
            raise
        else:
            _unlock(connection)
        finally:
            connection.invalidate()


def _unlock(connection: sa.Connection) -> None:
    connection.scalar(sa.select(sa.func.pg_advisory_unlock(BUILD_KEY)))


@contextmanager
def _file_lock(path: Path, name: str) -> Iterator[None]:
    """The file goes with the lock; whoever locked a file that had gone by then tries again."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(handle, name)
            if _is_at(handle, path):
                break
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
    try:
        yield
    finally:
        if os.name != "nt":  # there an open file cannot be removed
            path.unlink(missing_ok=True)
        os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _lock(handle: int, name: str) -> None:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise _busy(name) from error

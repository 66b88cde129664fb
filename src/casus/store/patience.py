"""A limit to how long questions may take a database, for programs that answer others."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from casus.store.errors import RecordError

_STEPS = 20_000
"""After so many instructions of its virtual machine SQLite looks at the clock: some milliseconds."""
_SQLITE_INTERRUPT = 9
_QUERY_CANCELED = "57014"  # SQLSTATE


class TookTooLongError(RecordError):
    """The answer was not there in time; the message says how long that was."""


@contextmanager
def limited(connection: sa.Connection, seconds: float) -> Iterator[None]:
    """Raises :class:`TookTooLongError` when questions on the connection's transaction take longer, together (SQLite) or one of them (PostgreSQL)."""
    sqlite = connection.dialect.name == "sqlite"
    driver: Any = connection.connection.driver_connection
    if sqlite:
        until = time.monotonic() + seconds
        driver.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    else:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
    try:
        yield
    except (sa.exc.DBAPIError, RecordError) as error:  # the second where a method of the record asked
        if _was_stopped(error):
            raise TookTooLongError(f"the record did not answer within {seconds:g} seconds; ask for less") from error
        raise
    finally:
        if sqlite:
            driver.set_progress_handler(None, 0)


def _was_stopped(error: Exception) -> bool:
    original = getattr(error if isinstance(error, sa.exc.DBAPIError) else error.__cause__, "orig", None)
    code = getattr(original, "sqlite_errorcode", None) or getattr(original, "sqlstate", None)
    return code in (_SQLITE_INTERRUPT, _QUERY_CANCELED)

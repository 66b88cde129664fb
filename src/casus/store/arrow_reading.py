"""A record in SQLite read straight into arrays of Arrow's, for a process that reads a great part of it and nothing else.

The library that does so (ADBC's driver) brings a SQLite of its own. Locks of a file are a process's: where two libraries of SQLite have a file
open in one process, what the one gives back is lost to the other, and a writer may then overwrite what is still being read. So this is for a
process that has not opened the record in any other way. Needs the extra ``parquet``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from casus.store.dialect import BUSY_SECONDS, CACHE, database_url
from casus.store.errors import RecordError
from casus.store.marks import read_mark
from casus.store.raw_events import Columns, RawEvents, raw_events
from casus.store.raw_reports import RawReports, raw_claims, raw_reports

ROWS = 1 << 24
"""Rows of a batch, more than are ever asked for at once: a column has the type that its cells in the first batch have."""


class ArrowReader:
    """Columns as arrays of Arrow's, over an open connection of the driver."""

    def __init__(self, connection: Any, name: str) -> None:
        self._connection = connection
        self._name = name
        self.dialect: sa.Dialect = sqlite.dialect()

    def columns(self, query: sa.Select[*tuple[Any, ...]]) -> Columns:
        """What a question gives.

        Raises :class:`~casus.store.errors.RecordError` where the record cannot be read, or a column has cells of another type than its own.
        """
        compiled = query.compile(dialect=self.dialect)
        given = [compiled.params[name] for name in compiled.positiontup or ()]
        with _explained(self._name), self._connection.cursor() as cursor:
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(ROWS)})
            cursor.execute(str(compiled), given or None)
            table = cursor.fetch_arrow_table()
        told = zip(query.selected_columns, table.itercolumns(), strict=True)
        return {one.name: _typed(one, cells.combine_chunks()) for one, cells in told}

    def scalar(self, query: sa.Select[Any]) -> Any:
        """The one cell that a question gives, if any."""
        (cells,) = self.columns(query).values()
        return cells[0].as_py() if len(cells) else None


class ArrowPortions:
    """Plain columns of the state of a record that a reader sees."""

    def __init__(self, reader: ArrowReader) -> None:
        self._reader = reader
        self.mark = read_mark(reader)

    def raw_events(self, ids: Sequence[str]) -> RawEvents:
        """These events."""
        return raw_events(self._reader, ids)

    def raw_reports(self, keys: Sequence[str]) -> RawReports:
        """These reports with all their claims."""
        return raw_reports(self._reader, keys)

    def raw_claims(self, ids: Sequence[str]) -> RawReports:
        """These claims with their reports."""
        return raw_claims(self._reader, ids)


@contextmanager
def arrow_portions(place: str | Path) -> Iterator[ArrowPortions]:
    """The record at a path or URL, which is in SQLite, as it is now; nothing can be written.

    Raises :class:`~casus.store.errors.RecordError` where there is none, or none that can be opened, or without the driver.
    """
    try:
        import adbc_driver_sqlite.dbapi as driver
    except ImportError as error:
        raise RecordError("reading by several processes needs more: pip install 'casus-monitor[parquet]'") from error
    path = Path(str(database_url(place).database))
    with _explained(str(path)):
        connection = driver.connect(f"{path.resolve().as_uri()}?mode=ro", autocommit=True)
    with connection:
        with _explained(str(path)), connection.cursor() as cursor:
            for order in (f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}", f"PRAGMA {CACHE}", "BEGIN"):
                cursor.execute(order)
        yield ArrowPortions(ArrowReader(connection, str(path)))


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """What the driver says of a record that it cannot read, as an error of the record."""
    from adbc_driver_manager import Error

    try:
        yield
    except Error as error:
        raise RecordError(f"{name} cannot be read ({str(error).splitlines()[0]})") from error


def _typed(column: Any, cells: Any) -> Any:
    """An array of a column's own type. The driver goes by the cells: of nothing but empty ones it makes whole numbers."""
    import pyarrow as pa

    wanted = {int: pa.int64(), float: pa.float64()}.get(column.type.python_type, pa.string())
    if cells.type == wanted:
        return cells
    if cells.null_count == len(cells):
        return pa.nulls(len(cells), wanted)
    raise RecordError(f"column {column.name} of the record has cells of another type ({cells.type})")

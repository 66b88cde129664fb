"""What a record keeps about itself (``meta``), among it a mark of its state: whoever sees the same mark twice may go on with what was read the first time.

The mark counts the transactions that wrote, whatever they wrote; versions of the record (:mod:`casus.store.changing`) are those of its events alone.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import sqlalchemy as sa

from casus.store import schema
from casus.store.dialect import insert_or_replace, insertion

MARK = "mark"
"""Name of the row of ``meta`` that holds it."""


class Asked(Protocol):
    """What answers a question with one cell: a connection, or a reader of :mod:`casus.store.arrow_reading`."""

    def scalar(self, query: sa.Select[Any], /) -> Any:
        """The cell, if there is any."""


def read_meta(connection: Asked, name: str) -> str | None:
    """What the record keeps about itself under a name, if anything."""
    found: str | None = connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.name == name))
    return found


def write_meta(connection: sa.Connection, name: str, value: str) -> None:
    """Keep something about the record under a name."""
    connection.execute(insert_or_replace(connection.engine, schema.meta), {"name": name, "value": value})


def forget_meta(connection: sa.Connection, *names: str) -> None:
    """Keep it no longer."""
    connection.execute(sa.delete(schema.meta).where(schema.meta.c.name.in_(names)))


def mark_change(connection: sa.Connection) -> None:
    """Count the transaction, which has the write lock, as one that wrote."""
    connection.execute(_counting(connection.dialect.name), {"name": MARK, "value": "1"})


@cache
def _counting(dialect: str) -> Any:
    table = schema.meta
    counted = sa.cast(sa.cast(table.c.value, sa.BigInteger) + 1, sa.Text)
    return insertion(dialect, table).on_conflict_do_update(index_elements=[table.c.name], set_={"value": counted})


def read_mark(connection: Asked) -> str:
    """The mark of the state that the connection's transaction sees; the schema's revision is part of it."""
    revision = connection.scalar(
        sa.select(sa.column("version_num", sa.Text)).select_from(sa.table(schema.VERSION_TABLE))
    )
    return f"{revision}-{read_meta(connection, MARK) or 0}"

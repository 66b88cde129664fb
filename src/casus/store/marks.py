"""A mark of the record's state: whoever sees the same mark twice may go on with what was read the first time.

The mark counts the transactions that wrote, whatever they wrote; versions of the record (:mod:`casus.store.changing`) are those of its events alone.
"""

from __future__ import annotations

import sqlalchemy as sa

from casus.store import schema
from casus.store.dialect import insert_or_replace

MARK = "mark"
"""Name of the row of ``meta`` that holds it."""


def mark_change(connection: sa.Connection) -> None:
    """Count the transaction, which has the write lock, as one that wrote."""
    value = str(int(_read(connection) or 0) + 1)
    connection.execute(insert_or_replace(connection.engine, schema.meta), {"name": MARK, "value": value})


def read_mark(connection: sa.Connection) -> str:
    """The mark of the state that the connection's transaction sees; the schema's revision is part of it."""
    revision = connection.scalar(sa.select(sa.column("version_num")).select_from(sa.table(schema.VERSION_TABLE)))
    return f"{revision}-{_read(connection) or 0}"


def _read(connection: sa.Connection) -> str | None:
    return connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.name == MARK))

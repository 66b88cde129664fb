"""Rows of the record's tables: written in one go, and read back in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from casus.store.batches import batches
from casus.store.checks import check_rows

Row = Any


def fill(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows, where there are any, after a check that every value fits its column."""
    if rows:
        check_rows(table.name, rows)
        insert(connection, table, rows)


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows, where there are any, of values that the program made itself."""
    if rows:
        connection.execute(_insertion(table), rows)


@cache
def _insertion(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


def delete(
    connection: sa.Connection,
    column: sa.Column[Any],
    values: Iterable[Any],
    where: sa.ColumnElement[bool] | None = None,
) -> None:
    """Deletes the rows of a column's table that have one of the values there; ``where``: of those for which this holds."""
    for some in batches(values):
        query = sa.delete(column.table).where(column.in_(some))
        connection.execute(query if where is None else query.where(where))


def grouped(
    connection: sa.Connection, table: sa.Table, column: str, where: sa.ColumnElement[bool] | None = None
) -> defaultdict[str, list[Row]]:
    """The rows of a table by the value of a column, in the order of their ``position``."""
    query = sa.select(table).order_by(table.c.position)
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(query if where is None else query.where(where)):
        groups[getattr(row, column)].append(row)
    return groups

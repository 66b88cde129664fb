"""The totals that stand, of all operations at once, without making values of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.store.schema import tolls


class StandingToll(NamedTuple):
    """A total: the least figure that it says, and its id."""

    figure: int
    toll_id: str


def standing_tolls(connection: sa.Connection) -> dict[tuple[str, str], StandingToll]:
    """By operation and class of people, the highest total that no later one replaces; of equal ones that of the first id."""
    c = tolls.c
    least: sa.ColumnElement[Any] = sa.func.coalesce(c.min, c.max, 0).label("least")
    query = sa.select(c.operation_id, c.what, c.toll_id, least)
    query = query.where(c.operation_id.is_not(None), c.superseded_by.is_(None)).order_by(c.toll_id)
    found: dict[tuple[str, str], StandingToll] = {}
    for operation, what, toll_id, figure in connection.execute(query):
        known = found.get((operation, what))
        if known is None or figure > known.figure:
            found[operation, what] = StandingToll(int(figure), toll_id)
    return found


def operations_of_tolls(connection: sa.Connection) -> dict[str, str]:
    """By toll, the operation that it is of."""
    query = sa.select(tolls.c.toll_id, tolls.c.operation_id).where(tolls.c.operation_id.is_not(None))
    return {row.toll_id: row.operation_id for row in connection.execute(query)}

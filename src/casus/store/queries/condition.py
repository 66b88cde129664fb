"""What a condition on the rows of an index table is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.store.queries.plain_columns import Unindexed

Column = Callable[[sa.Column[Any]], sa.ColumnElement[Any]]
"""How a column of the index table is looked at: as it is, or without an index."""


class Total(NamedTuple):
    """How many there are; not ``exact``: at least so many."""

    number: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """``holds`` of a row, looked at one by one; ``among`` selects the numbers of all rows of which it holds (and perhaps of some more).

    ``exact``: ``among`` selects no more than those. ``counted`` selects no fewer rows than ``among`` where these are counted faster,
    ``size`` is about how many, where that is known.
    ``along``: the one column that it asks one value of, so that rows can be walked by what stands behind it in an index.
    ``near`` is ``holds`` of rows that are all among some numbers (``number``), where it is told sooner of these;
    it asks the database whether that is so, and is nothing where it is not.
    ``streams``: the names and roles, one of which a row has, where they are few: the rows of each can be walked by day.
    """

    holds: Callable[[Column], sa.ColumnElement[bool]]
    among: sa.Select[Any] | None = None
    along: str = ""
    counted: sa.Select[Any] | None = None
    size: Total | None = None
    exact: bool = False
    streams: tuple[tuple[int, int], ...] = ()
    near: Callable[[sa.CTE], sa.ColumnElement[bool] | None] | None = None


def as_it_is(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Look at a column with its indexes."""
    return column


def unindexed(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Look at a column without its indexes."""
    return Unindexed(column)

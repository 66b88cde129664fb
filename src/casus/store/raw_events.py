"""Events as plain columns, for whoever makes a table of all of them: what the database gives, without values of the record being made of it.

Lists of names come as the JSON text that stands in the record, or as lists, and days as ISO text or as days: as the database's driver gives
them; columns are Arrow's where the reader makes such ones (:mod:`casus.store.arrow_reading`). Order and state are those of
:class:`casus.store.portions.Portions`. What events rest on is in :mod:`casus.store.raw_reports`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import sqlalchemy as sa

from casus.cells import picked, values
from casus.store import filing, schema
from casus.store.dialect import letter_by_letter, one_of_many
from casus.store.errors import NotInRecordError

Columns = Mapping[str, Sequence[Any]]
"""By the name of a column its cells, a row of them at the same place in each."""


class Reader(Protocol):
    """What asks a database for columns."""

    @property
    def dialect(self) -> sa.Dialect:
        """The database's words."""

    def columns(self, query: sa.Select[*tuple[Any, ...]]) -> Columns:
        """What a question gives, as the driver gives it: nothing is made of JSON and days."""


class RowReader:
    """Columns from the rows that a connection gives."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> sa.Dialect:
        """The database's words."""
        return self._connection.dialect

    def columns(self, query: sa.Select[*tuple[Any, ...]]) -> Columns:
        """What a question gives, from the rows as the driver gives them."""
        with self._connection.execute(query) as result:
            rows = result.cursor.fetchall() if result.cursor else []
        names = [one.name for one in query.selected_columns]
        return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())


OneOf = Callable[[sa.Column[Any]], sa.ColumnElement[bool]]
_E, _M, _N = schema.events.c, schema.event_claims.c, schema.numbers.c
_S, _R, _O = schema.number_claims.c, schema.event_rivals.c, schema.operations.c
_EVENT = (
    "event_id", "kind", "title", "status", "grade", "grade_reason", "date_start", "date_end", "place", "place_id", "province", "country", "lat",
    "lon", "precision", "actors", "targets", "origins", "operation_id",
)  # fmt: skip
_NUMBER = ("position", "what", "low", "best", "high", "part_of", "reason", "best_claim")


class RawEvents(NamedTuple):
    """Some events in the order that was asked for, and what stands beside them: rows of one event together and in their order.

    ``members`` are the claims beside an event (``role``: asserts or denies, in this order), ``stated`` those that state a ``number`` (its
    position), ``operations`` names by ids.
    """

    events: Columns
    members: Columns
    numbers: Columns
    stated: Columns
    rivals: Columns
    operations: Mapping[str, str]


def event_ids(connection: sa.Connection) -> Iterator[str]:
    """The ids of all events, in the record's order."""
    order: Any = _E.position
    if filing.filed_by(connection) is not None:
        order = letter_by_letter(connection, _E.event_id)
    options = {"stream_results": True, "yield_per": 10_000}
    yield from connection.scalars(sa.select(_E.event_id).order_by(order), execution_options=options)


def raw_events(reader: Reader, ids: Sequence[str]) -> RawEvents:
    """These events, in this order. Raises :class:`~casus.store.errors.NotInRecordError` for one that is not there."""

    events, one_of = _events(reader, ids)

    def beside(order: Sequence[sa.Column[Any]], *told: sa.Column[Any]) -> Columns:
        mine = order[0].table.c.event_id
        return columns_of(reader, (mine, *told), one_of(mine), (mine, *order))

    around = {one for one in values(events["operation_id"]) if one}
    named = columns_of(reader, (_O.operation_id, _O.name), one_of_many(reader, _O.operation_id, around))
    return RawEvents(
        events,
        beside([_M.role, _M.position], _M.role, _M.claim_id),
        beside([_N.position], *(_N[name] for name in _NUMBER)),
        beside([_S.number, _S.position], _S.number, _S.claim_id),
        beside([_R.position], _R.rival_id),
        dict(zip(values(named["operation_id"]), values(named["name"]), strict=True)),
    )


def _events(reader: Reader, ids: Sequence[str]) -> tuple[Columns, OneOf]:
    """The events in their order, and how other rows are asked whether they are of one of them: faster where no other event lies between."""
    columns = [_E[name] for name in _EVENT]
    if ids:

        def between(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
            return column.between(ids[0], ids[-1])

        found = columns_of(reader, columns, between(_E.event_id), [_E.event_id], len(ids) + 1)
        if list(values(found["event_id"])) == list(ids):
            return found, between

    def one_of(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
        return one_of_many(reader, column, ids)

    return _in_order(columns_of(reader, columns, one_of(_E.event_id)), ids), one_of


def columns_of(
    reader: Reader,
    columns: Sequence[sa.Column[Any]],
    where: sa.ColumnElement[bool],
    order: Collection[sa.Column[Any]] = (),
    most: int | None = None,
) -> Columns:
    """Columns as the reader gives them: nothing is made of JSON and days."""
    plain = [
        sa.type_coerce(one, sa.Text).label(one.name) if isinstance(one.type, (sa.JSON, sa.Date)) else one
        for one in columns
    ]
    return reader.columns(sa.select(*plain).where(where).order_by(*order).limit(most))


def _in_order(columns: Columns, ids: Sequence[str]) -> Columns:
    found = values(columns["event_id"])
    if list(found) == list(ids):
        return columns
    at = {event_id: place for place, event_id in enumerate(found)}
    gone = next((one for one in ids if one not in at), None)
    if gone is not None:
        raise NotInRecordError(f"there is no event {gone} in this record")
    places = [at[one] for one in ids]
    return {name: picked(cells, places) for name, cells in columns.items()}

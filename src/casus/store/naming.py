"""What a name stands for in a record: ids, beginnings of ids, and names of actors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from casus.store import schema
from casus.store.actors import names_of_actors
from casus.store.errors import NotInRecordError

EVERYTHING = ("event", "operation", "claim", "document", "actor", "toll", "decision")
"""What a name in the record can stand for."""


class Found(NamedTuple):
    """What a name in the record stands for, with its full identifier."""

    what: Literal["event", "operation", "claim", "document", "actor", "toll", "decision"]
    identifier: str


def find(connection: sa.Connection, name: str, among: Collection[str], record_name: str) -> Found:
    """What a name stands for in the record called ``record_name``; see :meth:`casus.store.record.Record.find`."""
    if not name:
        raise NotInRecordError(
            "name an event, operation, claim or document by its id or the beginning of its id, or an actor by its name"
        )
    found = _by_id(connection, among, lambda column: column == name)
    if not found and "actor" in among:
        found = {Found("actor", actor_id) for actor_id in _called(names_of_actors(connection), name)}
    if not found:
        found = _by_id(connection, among, lambda column: sa.func.substr(column, 1, len(name)) == name)
    if found:
        return _the_only(name, sorted(found))
    raise NotInRecordError(
        f"no {' or '.join(among)} in {record_name} is called {name!r}; see: casus export --format csv"
    )


def _by_id(
    connection: sa.Connection, among: Iterable[str], matches: Callable[[sa.Column[Any]], sa.ColumnElement[bool]]
) -> set[Found]:
    """The events, operations, claims, documents, tolls and decisions whose id matches."""
    columns: dict[Literal["event", "operation", "claim", "document", "toll", "decision"], list[sa.Column[Any]]] = {
        "event": [schema.events.c.event_id],
        "operation": [schema.operations.c.operation_id],
        "claim": [schema.claims.c.claim_id],
        "document": [schema.documents.c.key, schema.documents.c.id],
        "toll": [schema.tolls.c.toll_id],
        "decision": [schema.decisions.c.decision_id],
    }
    return {
        Found(what, key)
        for what in columns
        if what in among
        for column in columns[what]
        for key in connection.scalars(
            sa.select(schema.documents.c.key if what == "document" else column).where(matches(column))
        )
    }


def _called(names: Mapping[str, Sequence[str]], name: str) -> list[str]:
    """The actors of this id, else of this name."""
    if name in names:
        return [name]
    wanted = name.casefold()
    return [actor_id for actor_id, known in names.items() if wanted in (one.casefold() for one in known)]


def _the_only(name: str, found: Sequence[Found]) -> Found:
    if len(found) == 1:
        return found[0]
    some = ", ".join(f"{what} {identifier}" for what, identifier in found[:4]) + (", ..." if len(found) > 4 else "")
    raise NotInRecordError(f"{name!r} can mean {len(found)} things ({some}); give more of the id")

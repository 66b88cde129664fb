"""Names that begin as a person is typing: places, sides, publishers, sources and operations of a record, the most frequent first.

A name is found by the beginning of any word in it, in any case and without accents. All comes from the narrow tables of names, so that it takes some
milliseconds however many events there are: counts end at :data:`COUNTED`, and of very many names that begin alike those are looked at that
came into the record first, which are mostly those that come most often.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from casus.record import Claim, Document, Event
from casus.store import schema
from casus.store import schema_index as index
from casus.store.copies import read_documents
from casus.store.folding import fold
from casus.store.index_rows import as_name
from casus.store.queries.condition import unindexed
from casus.store.reading import read_claims, read_events
from casus.store.schema_index import ROLES

Named = Literal["place", "actor", "publisher", "source", "operation"]
COUNTED = 500
LOOKED_AT = 80
CLAIMS_LOOKED_AT = 40
_AS: dict[int, Named] = {
    ROLES["actor"]: "actor", ROLES["target"]: "actor", ROLES["place"]: "place", ROLES["publisher"]: "publisher",
    ROLES["source"]: "source",
}  # fmt: skip


class Suggestion(NamedTuple):
    """A name of the record: ``identifier`` is the place's or actor's id, ``events`` how many have it, at most :data:`COUNTED`."""

    what: Named
    name: str
    identifier: str | None
    country: str | None
    events: int


class OperationName(NamedTuple):
    """An operation, by its name as it is compared."""

    folded: str
    operation_id: str
    name: str
    country: str | None
    events: int


class _Found(NamedTuple):
    folded: str
    what: Named
    owner: int
    events: int


def suggest_names(connection: sa.Connection, typed: str, limit: int) -> list[Suggestion]:
    """Names of events that begin with what is typed, or have a word that does; none where nothing is typed that names are made of."""
    wanted = fold(typed)
    if not wanted:
        return []
    found = sorted(_counted(connection, _beginning(connection, wanted)), key=lambda one: _rank(wanted, one))
    shown: dict[tuple[Named, str], Suggestion] = {}
    told = _examples(connection, found[: 2 * limit])
    for one in found[: 2 * limit]:
        suggestion = told.get((one.folded, one.what))
        if suggestion is not None:
            shown.setdefault((suggestion.what, suggestion.identifier or fold(suggestion.name)), suggestion)
    return list(shown.values())[:limit]


def operation_names(connection: sa.Connection) -> list[OperationName]:
    """The names of all operations, with how many events each has, at most :data:`COUNTED`."""
    table, member = schema.operations.c, schema.operation_events.c
    number = sa.select(sa.func.count()).where(member.operation_id == table.operation_id).scalar_subquery()
    query = sa.select(table.operation_id, table.name, table.country, number.label("events"))
    return [
        OperationName(fold(row.name), row.operation_id, row.name, row.country, min(row.events, COUNTED))
        for row in connection.execute(query)
    ]


def suggest_operations(known: Sequence[OperationName], typed: str, limit: int) -> list[Suggestion]:
    """Operations of which a word begins with what is typed."""
    wanted = fold(typed)
    if not wanted:
        return []
    found = [one for one in known if f" {wanted}" in f" {one.folded}"]
    found.sort(key=lambda one: (not one.folded.startswith(wanted), -one.events, one.name, one.operation_id))
    return [Suggestion("operation", o.name, o.operation_id, o.country, o.events) for o in found[:limit]]


def _rank(wanted: str, one: _Found) -> tuple[bool, int, bool, str, str]:
    return one.folded != wanted, -one.events, not one.folded.startswith(wanted), one.folded, one.what


def _beginning(connection: sa.Connection, wanted: str) -> dict[int, str]:
    """Names by number: those that begin so, then those in which a later word does."""
    table = index.names.c
    begins: sa.ColumnElement[bool] = (table.folded >= wanted) & (table.folded < f"{wanted}\U0010ffff")
    if connection.dialect.name != "sqlite":
        begins = table.folded.like(
            f"{wanted}%"
        )  # folded names hold no wildcards; the order of its index is a language's
    inside = table.folded.like(f"% {wanted}%") & sa.not_(table.folded.like("=%"))
    found: dict[int, str] = {}
    for where in (begins, inside):
        # the number's own index would be walked through all names in vain
        query = sa.select(table.number, table.folded).where(where).order_by(unindexed(table.number)).limit(LOOKED_AT)
        found |= {row.number: row.folded for row in connection.execute(query)}
    return found


def _counted(connection: sa.Connection, found: dict[int, str]) -> Iterator[_Found]:
    """Each name as what it stands in events, with how often, and one of these events."""
    table, c = index.event_names.c, index.names.c
    columns: list[sa.ColumnElement[Any]] = [c.number]
    for role in _AS:
        here = (table.name == c.number) & (table.role == role)
        inside = sa.select(table.owner).where(here).limit(COUNTED).correlate(index.names).subquery()
        columns += [
            sa.select(sa.func.count()).select_from(inside).scalar_subquery(),
            sa.select(sa.func.max(table.owner)).where(here).correlate(index.names).scalar_subquery(),
        ]
    for number, *told in connection.execute(sa.select(*columns).where(c.number.in_(sorted(found)))):
        gathered: dict[Named, tuple[int, int]] = {}
        for role, events, owner in zip(_AS, told[::2], told[1::2], strict=True):
            if events:
                before, other = gathered.get(_AS[role], (0, 0))
                gathered[_AS[role]] = min(COUNTED, before + events), max(owner, other)
        for what, (events, owner) in gathered.items():
            yield _Found(found[number], what, owner, events)


def _examples(connection: sa.Connection, found: Sequence[_Found]) -> dict[tuple[str, Named], Suggestion]:
    """The names as they are written in an event that has them, with their identifiers."""
    c = index.event_index.c
    ids: dict[int, str] = {
        row.number: row.event_id
        for row in connection.execute(
            sa.select(c.number, c.event_id).where(c.number.in_(sorted({one.owner for one in found})))
        )
    }
    events = {one.event_id: one for one in read_events(connection, list(ids.values()))}
    needed = [name for one in events.values() for name in one.claim_ids[:CLAIMS_LOOKED_AT]]
    claims = {one.claim_id: one for one in read_claims(connection, needed)}
    publishing = {claims[name].document for name in needed if name in claims}
    wanted = any(one.what == "publisher" for one in found)
    documents = {one.key: one for one in read_documents(connection, sorted(publishing))} if wanted else {}
    told: dict[tuple[str, Named], Suggestion] = {}
    for one in found:
        event = events.get(ids.get(one.owner, ""))
        if event is not None:
            own = [claims[name] for name in event.claim_ids if name in claims]
            for name, identifier in _written(event, own, documents, one.what):
                if as_name(name) == one.folded:
                    country = event.country if one.what == "place" else None
                    told[one.folded, one.what] = Suggestion(one.what, name, identifier, country, one.events)
                    break
    return told


def _written(
    event: Event, claims: Sequence[Claim], documents: dict[str, Document], what: Named
) -> Iterator[tuple[str, Any]]:
    """The names of a kind in an event as reports write them, each with its identifier where it has one, best known first."""
    if what == "place":
        yield event.place or "", event.place_id
    elif what == "actor":
        for claim in claims:
            yield from zip(claim.actors, claim.actor_ids, strict=False)
            yield from zip(claim.targets, claim.target_ids, strict=False)
        yield from ((name, None) for name in (*event.actors, *event.targets))
    elif what == "source":
        yield from ((claim.source or "", claim.source_id) for claim in claims)
    elif what == "publisher":
        yield from ((documents[one.document].publisher or "", None) for one in claims if one.document in documents)

"""Publishers and cited sources: their reports, what they copied, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa

from casus.store import schema
from casus.store import schema_index as index
from casus.store.schema_index import ROLES

LOOKED_AT = 40
"""Claims of a source that are looked at for what it is called."""


class Reports(NamedTuple):
    """How many reports a publisher has, how many of them copy another text as a whole, and how many claims stand in them."""

    documents: int
    copies: int
    claims: int


class Copied(NamedTuple):
    """A report that copies another: its key and title, and the key, title and publisher of the first text."""

    key: str
    title: str
    original: str
    original_title: str
    original_publisher: str | None


def reports_of(connection: sa.Connection, number: int) -> Reports:
    """The reports of a publisher, by the number of its name."""
    own, document, claim = index.document_index.c, schema.documents.c, schema.claims.c
    mine = sa.select(own.document).where(own.publisher == number)
    told = sa.select(sa.func.count(), sa.func.count(document.copy_of)).where(document.key.in_(mine))
    documents, copies = connection.execute(told).one()
    claims = connection.scalar(sa.select(sa.func.count()).where(claim.document.in_(mine))) or 0
    return Reports(documents, copies, claims)


def copied_by(connection: sa.Connection, number: int, limit: int) -> list[Copied]:
    """The latest copies that a publisher carried, by the number of its name."""
    own, copy, first = index.document_index.c, schema.documents.alias("copy"), schema.documents.alias("first")
    query = (
        sa.select(copy.c.key, sa.func.coalesce(copy.c.title, copy.c.id), first.c.key, sa.func.coalesce(first.c.title, first.c.id), first.c.publisher)
        .join_from(index.document_index, copy, copy.c.key == own.document)
        .join(first, first.c.key == copy.c.copy_of)
        .where(own.publisher == number)
        .order_by(own.first_day.desc(), own.tie.desc())
        .limit(limit)
    )  # fmt: skip
    return [Copied(*row) for row in connection.execute(query)]


def documents_by_publisher(connection: sa.Connection) -> dict[str, int]:
    """How many documents each publisher has, by its name as it is compared."""
    own, given = index.document_index.c, index.names.c
    query = (
        sa.select(given.folded, sa.func.count().label("documents"))
        .join_from(index.document_index, index.names, given.number == own.publisher)
        .group_by(given.folded)
    )
    return {row.folded: row.documents for row in connection.execute(query)}


def called(connection: sa.Connection, what: str, numbers: Iterable[int]) -> dict[int, str]:
    """What ``publisher`` or ``source`` names are called in the record, by number: the most frequent of some of their claims or reports."""
    found: dict[int, str] = {}
    for number in numbers:
        names = _publishers(number) if what == "publisher" else _sources(number)
        inside = names.limit(LOOKED_AT).subquery()
        said = inside.c.said
        query = sa.select(said).group_by(said).order_by(sa.func.count().desc(), said).limit(1)
        name = connection.scalar(query.where(said.is_not(None)))
        if name is not None:
            found[number] = name
    return found


def _publishers(number: int) -> sa.Select[tuple[str]]:
    own, document = index.document_index.c, schema.documents.c
    return (
        sa.select(document.publisher.label("said"))
        .join_from(index.document_index, schema.documents, document.key == own.document)
        .where(own.publisher == number)
    )


def _sources(number: int) -> sa.Select[tuple[str]]:
    own, at, claim = index.claim_names.c, index.claim_index.c, schema.claims.c
    return (
        sa.select(claim.source.label("said"))
        .join_from(index.claim_names, index.claim_index, at.number == own.owner)
        .join(schema.claims, claim.claim_id == at.claim_id)
        .where(own.name == number, own.role == ROLES["source"])
    )

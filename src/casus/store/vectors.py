"""Vectors of what claims say, as the record keeps them: some thousand claims in one row of ``vector_blocks``, all read when they are searched.

The record does not know how vectors are made; it keeps by which model (``meta``), and those of another model are forgotten when new ones come.
A claim that goes leaves its vector behind until its block is swept; it is found no more, for its id is in no other table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from casus.store import schema
from casus.store import schema_index as index
from casus.store.batches import batches
from casus.store.marks import read_meta, write_meta

MODEL = "vectors"
"""Name of the row of ``meta`` that names the model."""
OF_BLOCK = 4_096
SWEPT_FROM = 0.25
"""Share of vectors of claims that are gone from which a block is written anew."""
_BLOCKS = index.vector_blocks


class Block(NamedTuple):
    """Ids of claims, one a line, and their vectors one after the other, a byte each part."""

    claim_ids: str
    vectors: bytes


def vectors_by(connection: sa.Connection) -> str | None:
    """The model that made the record's vectors; ``None``: it has none."""
    return read_meta(connection, MODEL)


def start_vectors(connection: sa.Connection, model: str) -> None:
    """Keep vectors of this model from now on; those of another one are forgotten."""
    if vectors_by(connection) != model:
        connection.execute(sa.delete(_BLOCKS))
        write_meta(connection, MODEL, model)


def read_blocks(connection: sa.Connection) -> Iterator[Block]:
    """All vectors."""
    query = sa.select(_BLOCKS.c.claim_ids, _BLOCKS.c.vectors).order_by(_BLOCKS.c.number)
    for row in connection.execute(query, execution_options={"stream_results": True, "yield_per": 1}):
        yield Block(row.claim_ids, row.vectors)


def without_vector(connection: sa.Connection) -> list[str]:
    """The ids of claims that have no vector, by document and place in it."""
    have = {one for text in connection.scalars(sa.select(_BLOCKS.c.claim_ids)) for one in text.split("\n")}
    c = schema.claims.c
    ids = connection.scalars(sa.select(c.claim_id).order_by(c.document, c.position))
    return [claim_id for claim_id in ids if claim_id not in have]


def read_evidence(connection: sa.Connection, claim_ids: Sequence[str]) -> dict[str, str]:
    """The words of claims, by their ids."""
    c = schema.claims.c
    found: dict[str, str] = {}
    for some in batches(claim_ids):
        query = sa.select(c.claim_id, c.evidence).where(c.claim_id.in_(some))
        found |= {row.claim_id: row.evidence for row in connection.execute(query)}
    return found


def add_block(connection: sa.Connection, claim_ids: Sequence[str], vectors: bytes) -> None:
    """Keep the vectors of claims that have none."""
    number = (connection.scalar(sa.select(sa.func.max(_BLOCKS.c.number))) or 0) + 1
    row = {"number": number, "claim_ids": "\n".join(claim_ids), "vectors": vectors}
    connection.execute(sa.insert(_BLOCKS), row)


def sweep(connection: sa.Connection) -> int:
    """Write blocks anew of which a good part is of claims that are gone; returns how many vectors went."""
    gone = 0
    for number in list(connection.scalars(sa.select(_BLOCKS.c.number).order_by(_BLOCKS.c.number))):
        mine = _BLOCKS.c.number == number
        ids = connection.scalars(sa.select(_BLOCKS.c.claim_ids).where(mine)).one().split("\n")
        here = _present(connection, ids)
        if len(ids) - len(here) > SWEPT_FROM * len(ids):
            gone += len(ids) - len(here)
            _shrink(connection, mine, ids, here)
    return gone


def _present(connection: sa.Connection, ids: Sequence[str]) -> set[str]:
    c = schema.claims.c.claim_id
    return {one for some in batches(ids) for one in connection.scalars(sa.select(c).where(c.in_(some)))}


def _shrink(connection: sa.Connection, mine: sa.ColumnElement[bool], ids: Sequence[str], here: Collection[str]) -> None:
    if not here:
        connection.execute(sa.delete(_BLOCKS).where(mine))
        return
    vectors = connection.scalars(sa.select(_BLOCKS.c.vectors).where(mine)).one()
    wide = len(vectors) // len(ids)
    kept = b"".join(vectors[at * wide : (at + 1) * wide] for at, one in enumerate(ids) if one in here)
    told = {"claim_ids": "\n".join(one for one in ids if one in here), "vectors": kept}
    connection.execute(sa.update(_BLOCKS).where(mine).values(**told))

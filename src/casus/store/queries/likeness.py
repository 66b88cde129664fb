"""What says something like a given text, the likest first: an exact search, every vector of the record is compared.

Likeness is the cosine of two vectors, 1 for the same words. A claim is as like as its words, an event or document as its likest claim.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa

from casus.store import schema
from casus.store.batches import batches
from casus.store.errors import QueryError
from casus.store.queries.condition import unindexed
from casus.store.queries.conditions import overlap
from casus.store.queries.filters import Filter
from casus.store.queries.pages import Plan, plan
from casus.store.queries.search import Hit, What, check_asked, found_claims
from casus.store.queries.subjects import CLAIMS, DOCUMENTS, EVENTS, asserts
from casus.store.vectors import read_blocks, vectors_by

AT_ONCE = 500
"""Claims that are looked up together, from the likest on."""
SORTED_FIRST = 5_000
"""Claims that are sorted before the others are."""
_SUBJECTS = {"claims": CLAIMS, "events": EVENTS, "documents": DOCUMENTS}


def search_like(
    connection: sa.Connection,
    vector: Sequence[int],
    wanted: Filter | None = None,
    *,
    model: str,
    what: What = "events",
    limit: int = 20,
) -> list[Hit]:
    """What is most like a text whose vector this is, of what a filter asks for.

    Raises :class:`QueryError`, also where the record has no vectors of this model.
    """
    wanted = wanted or Filter()
    check_asked(what, limit)
    if vectors_by(connection) != model:
        raise QueryError("this record has no vectors to compare with; make them with: casus index --semantic")
    planned = plan(connection, _SUBJECTS[what], wanted)
    best: dict[str, tuple[str, float]] = {}
    for some in batches(_by_likeness(connection, vector, planned), AT_ONCE):
        owners = _owners(connection, planned, [one for one, _ in some])
        for claim_id, likeness in some:
            for owner in owners.get(claim_id, ()):
                best.setdefault(owner, (claim_id, likeness))
        if len(best) >= limit:
            break
    chosen = dict(islice(best.items(), limit))
    return found_claims(connection, what, [(owner, claim, alike) for owner, (claim, alike) in chosen.items()])


def _by_likeness(connection: sa.Connection, vector: Sequence[int], planned: Plan) -> Iterator[tuple[str, float]]:
    """Claims with their likeness, the likest first, of equal ones by id; only those of few rows where no more can be wanted."""
    found = _compared(connection, vector)
    only = _claims_of(connection, planned)
    for alike, equal in groupby(_likest_first(found.likeness, found.places(only)), key=lambda at: found.likeness[at]):
        yield from ((one, float(alike)) for one in sorted(map(found.claim_id, equal)))


@dataclass(frozen=True, slots=True)
class _Compared:
    """How like all claims are, and of each block the ids of its claims, one a line, and where it begins."""

    likeness: Any
    ids: list[str]
    begins: list[int]
    known: dict[int, list[str]] = field(default_factory=dict)

    def claim_id(self, at: int) -> str:
        """The claim at a place."""
        block = bisect_right(self.begins, at) - 1
        if block not in self.known:
            self.known[block] = self.ids[block].split("\n")
        return self.known[block][at - self.begins[block]]

    def places(self, only: frozenset[str] | None) -> Any:
        """Where these claims are; ``None`` of all."""
        if only is None:
            return None
        blocks = zip(self.begins, self.ids, strict=True)
        return [at for begin, ids in blocks for at, one in enumerate(ids.split("\n"), begin) if one in only]


def _compared(connection: sa.Connection, vector: Sequence[int]) -> _Compared:
    """All claims compared, a block at a time."""
    import numpy as np

    query = np.asarray(vector, dtype=np.float32)
    query /= np.linalg.norm(query) or 1.0
    room = np.empty(
        (0, len(query)), dtype=np.float32
    )  # used again and again: fresh memory costs more than reckoning in it
    parts, ids, begins, begin = [np.empty(0, dtype=np.float32)], [], [], 0
    for block in read_blocks(connection):
        rows = np.frombuffer(block.vectors, dtype=np.int8).reshape(-1, len(query))
        if len(rows) > len(room):
            room = np.empty(rows.shape, dtype=np.float32)
        np.copyto(room[: len(rows)], rows)
        parts.append(room[: len(rows)] @ query)
        ids.append(block.claim_ids)
        begins.append(begin)
        begin += len(rows)
    return _Compared(np.concatenate(parts), ids, begins)


def _likest_first(likeness: Any, places: Sequence[int] | None) -> Iterator[int]:
    """These places (``None``: all) in order; the first some thousand of very many are sorted alone, for most searches want no more."""
    import numpy as np

    rest = np.arange(len(likeness)) if places is None else np.asarray(places, dtype=np.intp)
    if len(rest) > SORTED_FIRST:
        least = np.partition(likeness[rest], -SORTED_FIRST)[-SORTED_FIRST]
        first, rest = rest[likeness[rest] >= least], rest[likeness[rest] < least]
        yield from first[np.argsort(-likeness[first])].tolist()
    yield from rest[np.argsort(-likeness[rest])].tolist()


def _claims_of(connection: sa.Connection, planned: Plan) -> frozenset[str] | None:
    """The claims of what a filter asks for, where that is little; ``None``: it is much."""
    if planned.few is None:
        return None
    numbers = sa.select(planned.few.subquery().c.number)
    own, member, claim = planned.subject.index, schema.event_claims, schema.claims
    if planned.subject is CLAIMS:
        query = sa.select(own.c.claim_id).where(own.c.number.in_(numbers))
    elif planned.subject is EVENTS:
        query = sa.select(member.c.claim_id).join(own, own.c.event_id == member.c.event_id).where(asserts)
        query = query.where(own.c.number.in_(numbers))
    else:
        query = sa.select(claim.c.claim_id).join(own, own.c.document == claim.c.document)
        query = query.where(own.c.number.in_(numbers))
    return frozenset(connection.scalars(query))


def _owners(connection: sa.Connection, planned: Plan, claim_ids: Sequence[str]) -> dict[str, list[str]]:
    """By claim, what it stands for among what a filter asks for: itself, its event, its document."""
    subject, own, member = planned.subject, planned.subject.index, schema.event_claims
    held = [overlap(subject, planned.wanted, unindexed), *(one.holds(unindexed) for one in planned.held)]
    if subject is CLAIMS:
        query = sa.select(own.c.claim_id, own.c.claim_id.label("owner")).where(own.c.claim_id.in_(claim_ids))
    elif subject is EVENTS:
        query = sa.select(member.c.claim_id, own.c.event_id.label("owner")).join(
            own, own.c.event_id == member.c.event_id
        )
        query = query.where(member.c.claim_id.in_(claim_ids), asserts)
    else:
        told = schema.claims
        query = sa.select(told.c.claim_id, own.c.document.label("owner")).join(own, own.c.document == told.c.document)
        query = query.where(told.c.claim_id.in_(claim_ids))
    found: dict[str, list[str]] = {}
    for row in connection.execute(query.where(*held)):
        found.setdefault(row.claim_id, []).append(row.owner)
    return {claim_id: sorted(owners) for claim_id, owners in found.items()}


__all__ = ["search_like"]

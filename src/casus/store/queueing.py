"""How much a claim should be looked at by a person, kept beside each claim so that the first of a million are found at once.

``priority = 1000 * (1.05 - confidence) * (1 + log2(1 + people)) * (2 if the event is contested else 1)``, rounded. ``people`` is the toll as
the claim states it, each number weighed by :data:`WEIGHTS` and the greatest taken. So what the coder is least sure of comes first, and of
that what would change most: many dead, and events of which sources disagree. What is reviewed comes after all that is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log2

import sqlalchemy as sa

from casus.record import Claim, CountWhat
from casus.store import schema
from casus.store.batches import batches
from casus.store.coded_rows import Columns
from casus.store.digests import digest_of
from casus.store.revisions import decisions_about, judged
from casus.store.schema_review import queue
from casus.store.table_rows import insert

WEIGHTS: Mapping[CountWhat, float] = {
    "killed": 1, "killed_civilians": 1, "killed_combatants": 1, "killed_children": 1, "missing": 0.5, "abducted": 0.5, "wounded": 0.25,
    "detained": 0.1, "surrendered": 0.1, "displaced": 0.01, "deployed": 0.01,
}  # fmt: skip
"""How much one of these weighs, of one killed; what is not here weighs nothing."""
UNSURE, MOST = 1.05, 2**31 - 1


def priority(confidence: float, people: float, *, contested: bool) -> int:
    """How much a claim should be looked at, from 50 up."""
    found = 1000 * (UNSURE - confidence) * (1 + log2(1 + people)) * (2 if contested else 1)
    return min(round(found), MOST)


def queue_new(connection: sa.Connection, claims: Sequence[Claim], reviewed: Collection[str]) -> None:
    """Put claims in the queue that have just been stored, as they were coded: none of them is there or belongs to an event.

    ``reviewed`` are the ids of those that people have judged.
    """
    rows = [
        _row(one.claim_id, one.confidence, _most(one), reviewed=one.claim_id in reviewed, contested=False)
        for one in claims
    ]
    insert(connection, queue, rows)


def queue_claims(connection: sa.Connection, claim_ids: Iterable[str]) -> None:
    """Work out the place of claims in the queue, as they and their events are now."""
    for some in batches(dict.fromkeys(claim_ids)):
        seen = judged(decisions_about(connection, some))
        people = _people(connection, some)
        contested = _contested(connection, some)
        claims = schema.claims.c
        rows = [
            _row(
                row.claim_id,
                row.confidence,
                people.get(row.claim_id, 0),
                reviewed=row.claim_id in seen,
                contested=row.claim_id in contested,
            )
            for row in connection.execute(
                sa.select(claims.claim_id, claims.confidence).where(claims.claim_id.in_(some))
            )
        ]
        connection.execute(sa.delete(queue).where(queue.c.claim_id.in_(some)))
        insert(connection, queue, rows)


def _row(claim_id: str, confidence: float, people: float, *, reviewed: bool, contested: bool) -> Columns:
    return {
        "claim_id": claim_id,
        "reviewed": reviewed,
        "priority": priority(confidence, people, contested=contested),
        "tie": digest_of(claim_id),
    }


def _most(claim: Claim) -> float:
    """The greatest weighed number that a claim states."""
    said = ((count.what, count.min if count.min is not None else count.max) for count in claim.counts)
    return max((WEIGHTS.get(what, 0) * (number or 0) for what, number in said), default=0)


def queue_all(connection: sa.Connection) -> None:
    """Work out the queue of a whole record."""
    ids = list(connection.scalars(sa.select(schema.claims.c.claim_id).order_by(schema.claims.c.claim_id)))
    queue_claims(connection, ids)


def _people(connection: sa.Connection, claim_ids: list[str]) -> dict[str, float]:
    """The greatest weighed number that each claim states."""
    counts = schema.counts.c
    said = sa.func.coalesce(counts.min, counts.max)
    query = sa.select(counts.claim_id, counts.what, said.label("said")).where(counts.claim_id.in_(claim_ids))
    found: defaultdict[str, float] = defaultdict(float)
    for row in connection.execute(query):
        found[row.claim_id] = max(found[row.claim_id], WEIGHTS.get(row.what, 0) * (row.said or 0))
    return found


def _contested(connection: sa.Connection, claim_ids: list[str]) -> frozenset[str]:
    """Those of the claims whose event is contested."""
    of, events = schema.claim_events, schema.events
    query = (
        sa.select(of.c.claim_id)
        .join(events, events.c.event_id == of.c.event_id)
        .where(of.c.claim_id.in_(claim_ids), events.c.grade == "contested")
    )
    return frozenset(connection.scalars(query))

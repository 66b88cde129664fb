"""Claims as people have left them: the decisions about some claims, the claims as corrected, and versions by which two people notice each other.

A version is of one claim or one event: ``3-1f0c9a7d24be`` after three decisions about it. Whoever decides names the version that they saw;
where it is another by then, somebody else was first.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

import sqlalchemy as sa

from casus.amending import amended, in_force
from casus.decision import REVIEWS, SILENT, Decision
from casus.record import Claim, Operation
from casus.store import decision_rows, schema
from casus.store.batches import batches
from casus.store.coded_rows import Columns
from casus.store.schema_review import decision_claims


def about(decision: Decision) -> tuple[str, ...]:
    """The claims that a decision speaks of, each once."""
    return tuple(dict.fromkeys((*decision.claim_ids, *decision.together_ids, *decision.apart_ids)))


def claims_behind(connection: sa.Connection, decision: Decision) -> tuple[str, ...]:
    """The claims that a decision bears on: of one that undoes, those of what it undoes."""
    if decision.undoes is None:
        return about(decision)
    query = sa.select(decision_claims.c.claim_id).where(decision_claims.c.decision_id == decision.undoes)
    return tuple(sorted(connection.scalars(query)))


def note_claims(connection: sa.Connection, decision: Decision) -> tuple[str, ...]:
    """Note the claims of a decision that has just been stored, and return them."""
    claims = claims_behind(connection, decision)
    rows: list[Columns] = [{"claim_id": claim, "decision_id": decision.decision_id} for claim in claims]
    if rows:
        connection.execute(sa.insert(decision_claims), rows)
    return claims


def note_all_claims(connection: sa.Connection) -> None:
    """Note the claims of all decisions, none of which are noted yet."""
    decisions = [decision_rows.decision_from(row) for row in connection.execute(sa.select(schema.decisions))]
    for one in sorted(decisions, key=lambda one: one.order):
        note_claims(connection, one)


def decisions_about(connection: sa.Connection, claim_ids: Iterable[str]) -> list[Decision]:
    """The decisions about some claims, and those that undo them, in the order in which they were taken."""
    table, found = decision_claims, dict[str, Decision]()
    if connection.execute(sa.select(table.c.claim_id).limit(1)).first() is None:
        return []  # most records have no decisions, and this is asked of every claim
    for some in batches(dict.fromkeys(claim_ids)):
        mine = sa.select(table.c.decision_id).where(table.c.claim_id.in_(some))
        for row in connection.execute(sa.select(schema.decisions).where(schema.decisions.c.decision_id.in_(mine))):
            found[row.decision_id] = decision_rows.decision_from(row)
    return sorted(found.values(), key=lambda one: one.order)


def decisions_with(connection: sa.Connection, decision_ids: Sequence[str]) -> list[Decision]:
    """Decisions by id; unknown ones are left out."""
    rows = connection.execute(sa.select(schema.decisions).where(schema.decisions.c.decision_id.in_(decision_ids)))
    return sorted(map(decision_rows.decision_from, rows), key=lambda one: one.order)


def counting_decisions(connection: sa.Connection) -> list[Decision]:
    """All decisions that can change what is linked, in the order in which they were taken."""
    table = schema.decisions
    rows = connection.execute(sa.select(table).where(table.c.kind.not_in(sorted(SILENT))))
    return sorted(map(decision_rows.decision_from, rows), key=lambda one: one.order)


def last_decided(connection: sa.Connection) -> datetime | None:
    """When the last decision was taken, by the clock of whoever took it (UTC)."""
    last = connection.scalar(sa.select(sa.func.max(schema.decisions.c.made_at)))
    return last.replace(tzinfo=UTC) if last is not None else None


@dataclass(frozen=True, slots=True)
class Judged:
    """What people did to a claim: whether its coding stands (``False``: rejected), who judged it last, and which fields they corrected."""

    stands: bool = True
    reviewed_by: str | None = None
    corrected: tuple[str, ...] = ()


UNJUDGED = Judged()


def judged(decisions: Sequence[Decision]) -> dict[str, Judged]:
    """By claim, what decisions did to it; claims that nobody judged are left out."""
    found: dict[str, Judged] = {}
    for one in in_force(decisions):
        for claim_id in one.claim_ids if one.kind in REVIEWS else ():
            before = found.get(claim_id, UNJUDGED)
            changed = [name for name, _ in one.changes] if one.kind == "correct" else []
            fields = dict.fromkeys((*before.corrected, *changed))
            found[claim_id] = Judged(before.stands and one.kind != "reject", one.author, tuple(fields))
    return found


class Corrected(NamedTuple):
    """Claims as corrected, rejected ones too, and by id what people did to those that they judged."""

    claims: list[Claim]
    judged: Mapping[str, Judged]


def as_corrected(connection: sa.Connection, claims: Sequence[Claim]) -> Corrected:
    """Claims with the corrections that people made; those rejected stay among them, and are told by :class:`Judged`."""
    return corrected_by(decisions_about(connection, [claim.claim_id for claim in claims]), claims)


def corrected_by(decisions: Sequence[Decision], claims: Sequence[Claim]) -> Corrected:
    """The same by the decisions that are about the claims."""
    if not decisions:
        return Corrected(list(claims), {})
    standing = [one for one in in_force(decisions) if one.kind == "correct"]
    return Corrected(amended(claims, standing), judged(decisions))


def as_counted(connection: sa.Connection, claims: Sequence[Claim]) -> list[Claim]:
    """Claims as they count: corrected, and without those rejected."""
    found = as_corrected(connection, claims)
    return [claim for claim in found.claims if found.judged.get(claim.claim_id, UNJUDGED).stands]


# --------------------------------------------------------------------------------------------- versions


def versions_of(connection: sa.Connection, claims: Sequence[Claim]) -> dict[str, str]:
    """The versions of claims, given as they were coded, by id."""
    mine: dict[str, list[str]] = defaultdict(list)
    known = {claim.claim_id for claim in claims}
    for one in decisions_about(connection, known):
        for claim_id in known.intersection(claims_behind(connection, one)):
            mine[claim_id].append(one.decision_id)
    return {
        claim.claim_id: _version(len(mine[claim.claim_id]), (repr(claim), *mine[claim.claim_id])) for claim in claims
    }


def version_of_group(versions: Mapping[str, str], claim_ids: Collection[str]) -> str:
    """The version of an event (or an operation): of its claims, and of which they are."""
    told = [(claim_id, versions[claim_id]) for claim_id in sorted(claim_ids)]
    return _version(sum(count_in(version) for _, version in told), map(str, told))


def version_of_claims(claim_ids: Sequence[str]) -> str:
    """The version of a document to which claims may be added: which claims it has, whatever people decided about them."""
    return _version(len(claim_ids), sorted(claim_ids))


def names_given(connection: sa.Connection, operation: Operation) -> list[Decision]:
    """The decisions that named an operation, undone ones too."""
    of = schema.claim_events
    claims = [
        claim
        for some in batches(operation.event_ids)
        for claim in connection.scalars(sa.select(of.c.claim_id).where(of.c.event_id.in_(some)))
    ]
    return [one for one in decisions_about(connection, claims) if one.kind == "name"]


def version_of_operation(connection: sa.Connection, operation: Operation) -> str:
    """The version of an operation as far as its name goes: what it is called, and which decisions named it."""
    naming = names_given(connection, operation)
    return _version(len(naming), (operation.operation_id, operation.name, *(one.decision_id for one in naming)))


def count_in(version: str) -> int:
    """How many decisions there were when a version was seen; 0 for what is no version."""
    number = version.split("-", 1)[0]
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _version(number: int, parts: Iterable[str]) -> str:
    return f"{number}-{hashlib.blake2b(chr(31).join(parts).encode(errors='surrogatepass'), digest_size=6).hexdigest()}"


def with_seen(decision: Decision, version: str | None) -> Decision:
    """The decision with the version that was looked at."""
    return replace(decision, seen=version)

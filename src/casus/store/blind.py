"""Claims that several people judge blind: nobody's judgement is a decision of the record until all of them have judged.

Until then a judgement is sealed: it stands in this table alone, which no list, page, export or link reads. Then all are opened at once, and
are decisions as any other, with the time at which each was taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import SimpleNamespace

import sqlalchemy as sa

from casus.decision import Decision
from casus.store import decision_rows
from casus.store.batches import batches
from casus.store.coded_rows import Columns
from casus.store.schema_review import blind_codings as table


@dataclass(frozen=True, slots=True)
class BlindCoding:
    """What one person judges blind: by whom it was given and when (UTC), the id of the judgement, and the judgement while it is sealed."""

    claim_id: str
    coder: str
    given_by: str
    given_at: datetime
    decision_id: str | None = None
    sealed: Decision | None = None


def give_blind(connection: sa.Connection, codings: Iterable[BlindCoding]) -> None:
    """Give claims to people who are to judge them blind."""
    rows = [_row(one) for one in codings]
    if rows:
        connection.execute(sa.insert(table), rows)


def blind_codings(connection: sa.Connection, claim_ids: Iterable[str]) -> dict[str, list[BlindCoding]]:
    """The blind coding of claims, by claim; those that are not coded blind are left out."""
    found: dict[str, list[BlindCoding]] = defaultdict(list)
    for some in batches(dict.fromkeys(claim_ids)):
        for row in connection.execute(sa.select(table).where(table.c.claim_id.in_(some)).order_by(table.c.coder)):
            found[row.claim_id].append(_coding(row))
    return dict(found)


def all_blind(connection: sa.Connection) -> dict[str, list[BlindCoding]]:
    """All blind coding, by claim, in the order in which it was given."""
    found: dict[str, list[BlindCoding]] = defaultdict(list)
    for row in connection.execute(sa.select(table).order_by(table.c.given_at, table.c.claim_id, table.c.coder)):
        found[row.claim_id].append(_coding(row))
    return dict(found)


def opened(codings: Mapping[str, Iterable[BlindCoding]]) -> dict[str, frozenset[str]]:
    """By claim, the ids of the judgements of claims that all have judged."""
    found: dict[str, frozenset[str]] = {}
    for claim, mine in codings.items():
        ids = [one.decision_id for one in mine if one.sealed is None]
        if ids and None not in ids and not is_open(mine):
            found[claim] = frozenset(one for one in ids if one is not None)
    return found


def is_open(codings: Iterable[BlindCoding]) -> bool:
    """Whether somebody has still to judge."""
    return any(one.decision_id is None for one in codings)


def seal(connection: sa.Connection, claim_id: str, coder: str, decision: Decision) -> list[Decision]:
    """Seal a judgement; returns what is to be opened now: all judgements of the claim in the order in which they were taken, or none."""
    mine = (table.c.claim_id == claim_id, table.c.coder == coder)
    connection.execute(sa.update(table).where(*mine).values(decision_id=decision.decision_id, sealed=_sealed(decision)))
    codings = blind_codings(connection, [claim_id])[claim_id]
    if is_open(codings):
        return []
    connection.execute(sa.update(table).where(table.c.claim_id == claim_id).values(sealed=sa.null()))
    return sorted((one.sealed for one in codings if one.sealed is not None), key=lambda one: one.order)


def take_blind(connection: sa.Connection, theirs: Iterable[BlindCoding]) -> list[Decision]:
    """Let the blind coding of another record join this one's; returns the judgements that are to be opened now, in the order in which they were taken.

    Who is to judge a claim in either record is to judge it here, and what somebody has judged in either is judged. Of two judgements of one
    person of one claim the earlier holds. Where the judgements were opened in one of the records, nobody can judge the claim blind any more: those
    who still had to are let off, and what is sealed is opened.
    """
    joining: dict[str, list[BlindCoding]] = defaultdict(list)
    for one in theirs:
        joining[one.claim_id].append(one)
    known = blind_codings(connection, joining)
    ready: list[Decision] = []
    for claim_id, others in joining.items():
        merged = _merged(known.get(claim_id, []), others)
        done = not is_open(merged)
        ready += [one.sealed for one in merged if done and one.sealed is not None]
        connection.execute(sa.delete(table).where(table.c.claim_id == claim_id))
        connection.execute(sa.insert(table), [_row(replace(one, sealed=None) if done else one) for one in merged])
    return sorted(ready, key=lambda one: one.order)


def _merged(*records: list[BlindCoding]) -> list[BlindCoding]:
    """The blind coding of one claim, of several records."""
    by_coder: dict[str, list[BlindCoding]] = defaultdict(list)
    for one in (one for record in records for one in record):
        by_coder[one.coder].append(one)
    merged = [min(same, key=_how_far) for _, same in sorted(by_coder.items())]
    opened_already = any(record and not is_open(record) for record in records)
    return [one for one in merged if one.decision_id is not None] if opened_already else merged


def _how_far(coding: BlindCoding) -> tuple[object, ...]:
    """Smaller for what holds: opened before sealed before not judged yet; then the earlier."""
    judged_at = coding.sealed.order if coding.sealed else (coding.given_at, coding.decision_id or "")
    return coding.decision_id is None, coding.sealed is not None, judged_at, coding.given_by


def _row(coding: BlindCoding) -> Columns:
    return {
        "claim_id": coding.claim_id,
        "coder": coding.coder,
        "given_by": coding.given_by,
        "given_at": coding.given_at.astimezone(UTC).replace(tzinfo=None),
        "decision_id": coding.decision_id,
        "sealed": _sealed(coding.sealed) if coding.sealed else None,
    }


def _coding(row: sa.Row[tuple[object, ...]]) -> BlindCoding:
    told = row._mapping
    sealed = told["sealed"]
    return BlindCoding(
        told["claim_id"],
        told["coder"],
        told["given_by"],
        told["given_at"].replace(tzinfo=UTC),
        told["decision_id"],
        _unsealed(sealed) if sealed is not None else None,
    )


def _sealed(decision: Decision) -> Columns:
    """A decision as JSON: its row, with its time as text."""
    row = decision_rows.decision_row(decision)
    return row | {"made_at": row["made_at"].isoformat()}


def _unsealed(row: Columns) -> Decision:
    return decision_rows.decision_from(SimpleNamespace(**row | {"made_at": datetime.fromisoformat(row["made_at"])}))

"""Decisions of people as rows of their table, and back; what is read back equals what was stored."""

from __future__ import annotations

from datetime import UTC

from casus.decision import Decision
from casus.store.coded_rows import Columns, Row


def decision_row(decision: Decision) -> Columns:
    """The row of a decision; its time is kept in UTC. Raises ``ValueError`` for a time without a time zone."""
    if decision.made_at.tzinfo is None:
        raise ValueError("a decision's time needs its time zone")
    return {
        "decision_id": decision.decision_id,
        "kind": decision.kind,
        "author": decision.author,
        "made_at": decision.made_at.astimezone(UTC).replace(tzinfo=None),
        "reason": decision.reason,
        "claim_ids": list(decision.claim_ids),
        "together_ids": list(decision.together_ids),
        "apart_ids": list(decision.apart_ids),
        "what": decision.what,
        "low": decision.low,
        "best": decision.best,
        "high": decision.high,
        "changes": [[name, list(values)] for name, values in decision.changes],
        "name": decision.name,
        "undoes": decision.undoes,
        "seen": decision.seen,
        "document": decision.document,
    }


def decision_from(row: Row) -> Decision:
    """The decision of a row."""
    return Decision(
        kind=row.kind,
        author=row.author,
        made_at=row.made_at.replace(tzinfo=UTC),
        reason=row.reason,
        claim_ids=tuple(row.claim_ids),
        together_ids=tuple(row.together_ids),
        apart_ids=tuple(row.apart_ids),
        what=row.what,
        low=row.low,
        best=row.best,
        high=row.high,
        changes=tuple((name, tuple(values)) for name, values in row.changes),
        name=row.name,
        undoes=row.undoes,
        seen=row.seen,
        document=row.document,
    )

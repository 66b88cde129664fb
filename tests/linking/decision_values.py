"""Decisions for the tests of linking and of the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from casus.decision import Decision, DecisionKind

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def decided(kind: DecisionKind, *claim_ids: str, minute: int = 0, **fields: Any) -> Decision:
    """A decision of Ada's about these claims, so many minutes after noon."""
    return Decision(
        kind,
        fields.pop("author", "Ada"),
        NOON + timedelta(minutes=minute),
        fields.pop("reason", "I was told so"),
        claim_ids,
        **fields,
    )

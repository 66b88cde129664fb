"""What can be asked for in pages, and the columns that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from casus.store import schema
from casus.store import schema_index as index

COMMON = frozenset(["since", "until", "publishers", "text", "documents"])
OF_CLAIMS = COMMON | {
    "places", "provinces", "countries", "near", "box", "actors", "kinds", "statuses", "numbers", "sources", "operations", "events",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing: its index table and identifier there, the names in it, its points, its orders, and what can be asked of it.

    ``orders`` are a column by name and whether the greatest comes first. ``behind`` names, by a column that is ordered by, those that have
    an index with it behind them.
    """

    what: str
    index: sa.Table
    identifier: sa.Column[Any]
    names: sa.Table | None
    points: str
    orders: Mapping[str, tuple[sa.Column[Any], bool]]
    allowed: frozenset[str]
    behind: Mapping[str, frozenset[str]]


def _by_time(table: sa.Table) -> dict[str, tuple[sa.Column[Any], bool]]:
    return {"newest": (table.c.first_day, True), "oldest": (table.c.first_day, False)}


EVENTS = Subject(
    "events",
    index.event_index,
    index.event_index.c.event_id,
    index.event_names,
    "events_rtree",
    _by_time(index.event_index)
    | {
        "killed": (index.event_index.c.killed, True),
        "claims": (index.event_index.c.claims, True),
        "origins": (index.event_index.c.origins, True),
        "recent": (index.event_index.c.version, True),
    },
    OF_CLAIMS | {"grades"},
    {"first_day": frozenset(["country", "kind", "grade"]), "killed": frozenset(["country", "kind"])},
)
CLAIMS = Subject(
    "claims",
    index.claim_index,
    index.claim_index.c.claim_id,
    index.claim_names,
    "claims_rtree",
    _by_time(index.claim_index) | {"killed": (index.claim_index.c.killed, True)},
    OF_CLAIMS,
    {"first_day": frozenset(["country", "kind"])},
)
DOCUMENTS = Subject(
    "documents",
    index.document_index,
    index.document_index.c.document,
    None,
    "",
    _by_time(index.document_index),
    OF_CLAIMS,
    {},
)

asserts = schema.event_claims.c.role == "asserts"
"""Of the claims beside an event, those that say that it happened."""

"""The columns of the table of :mod:`casus.exporting.as_parquet`, and how cells become them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from casus.exporting.arrow_cells import array
from casus.exporting.raw_parquet import Cells

TEXT, WHOLE, REAL, DAY, TRUTH, TEXTS = "text", "whole", "real", "day", "truth", "texts"
Columns = Mapping[str, str]
"""The type of each column, in their order."""

NUMBERS: Columns = {
    "what": TEXT, "low": WHOLE, "best": WHOLE, "high": WHOLE, "part_of": TEXT, "reason": TEXT, "best_claim": TEXT, "claim_ids": TEXTS,
}  # fmt: skip
CLAIMS: Columns = {
    "claim_id": TEXT, "against": TRUTH, "status": TEXT, "source": TEXT, "source_type": TEXT, "confidence": REAL, "evidence": TEXT,
    "begin": WHOLE, "end": WHOLE, "document": TEXT, "publisher": TEXT, "published": DAY, "url": TEXT,
}  # fmt: skip
BEFORE_NUMBERS: Columns = {
    "event_id": TEXT, "kind": TEXT, "title": TEXT, "status": TEXT, "grade": TEXT, "grade_reason": TEXT, "date_start": DAY, "date_end": DAY,
    "place": TEXT, "place_id": TEXT, "admin1": TEXT, "country": TEXT, "iso3": TEXT, "lat": REAL, "lon": REAL, "precision": TEXT,
    "actors": TEXTS, "targets": TEXTS, "killed_low": WHOLE, "killed_best": WHOLE, "killed_high": WHOLE, "killed_civilians": WHOLE,
}  # fmt: skip
CODES = ("acled_event_type", "acled_sub_event_type", "plover_event", "plover_mode", "cameo", "ucdp")
AFTER_NUMBERS: Columns = {
    **dict.fromkeys(CODES, TEXT),
    "operation_id": TEXT, "operation": TEXT, "sources": TEXTS, "origins": TEXTS, "claim_ids": TEXTS, "denial_ids": TEXTS, "rival_ids": TEXTS,
}  # fmt: skip
EVENTS: Columns = {**BEFORE_NUMBERS, **AFTER_NUMBERS}
SELDOM_TWICE = frozenset(
    [
        "event_id", "title", "grade_reason", "claim_ids", "denial_ids", "rival_ids", "numbers.best_claim", "numbers.claim_ids", "claims.claim_id",
        "claims.evidence", "claims.confidence", "claims.begin", "claims.end", "claims.document", "claims.url",
    ]
)  # fmt: skip
"""Columns that a dictionary of their cells would make larger."""


class Lists(NamedTuple):
    """Records of which each row has some: how many, and their cells."""

    lengths: Sequence[int]
    cells: Cells


def table(pa: Any, cells: Cells, numbers: Lists, claims: Lists) -> Any:
    """The table of these cells; ``pa`` is pyarrow."""
    return pa.table(
        {
            **arrays(pa, cells, BEFORE_NUMBERS),
            "numbers": _records(pa, NUMBERS, numbers),
            **arrays(pa, cells, AFTER_NUMBERS),
            "claims": _records(pa, CLAIMS, claims),
        }
    )


def schema(pa: Any) -> Any:
    """Names and types of the table's columns."""
    none = {name: () for columns in (BEFORE_NUMBERS, AFTER_NUMBERS, NUMBERS, CLAIMS) for name in columns}
    return table(pa, none, Lists((), none), Lists((), none)).schema


def come_again() -> list[str]:
    """The columns, as Parquet calls them, whose cells come again and again, so that each is written once."""
    element = ".list.element"
    parts = (("", "", EVENTS), ("numbers.", f"numbers{element}.", NUMBERS), ("claims.", f"claims{element}.", CLAIMS))
    return [
        f"{inside}{name}{element if kind == TEXTS else ''}"
        for part, inside, columns in parts
        for name, kind in columns.items()
        if f"{part}{name}" not in SELDOM_TWICE
    ]


def arrays(pa: Any, cells: Cells, columns: Columns = EVENTS) -> dict[str, Any]:
    """Arrow's arrays of those of the columns of which there are cells, in their order."""
    types = {
        TEXT: pa.string(), WHOLE: pa.int64(), REAL: pa.float64(), DAY: pa.date32(), TRUTH: pa.bool_(), TEXTS: pa.list_(pa.string()),
    }  # fmt: skip
    return {name: array(cells[name], types[kind]) for name, kind in columns.items() if name in cells}


def _records(pa: Any, columns: Columns, lists: Lists) -> Any:
    """One list of records for each row: all records in one go, and where each row's begin."""
    made = arrays(pa, lists.cells, columns)
    return _listed(pa, lists.lengths, pa.StructArray.from_arrays(list(made.values()), list(made)))


def _listed(pa: Any, lengths: Iterable[int], values: Any) -> Any:
    return pa.ListArray.from_arrays(pa.array([0, *accumulate(lengths)], pa.int32()), values)

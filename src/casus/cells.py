"""Columns of cells: sequences of values, or arrays of Arrow's where a record was read into such ones. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def values(cells: Any) -> Sequence[Any]:
    """The cells as Python's values."""
    return cells.to_pylist() if hasattr(cells, "to_pylist") else cells  # type: ignore[no-any-return]


def picked(cells: Any, places: Sequence[int]) -> Any:
    """Those at some places, in their order and of the same kind of column."""
    return cells.take(places) if hasattr(cells, "take") else [cells[place] for place in places]

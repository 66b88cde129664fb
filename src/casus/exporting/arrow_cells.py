"""Arrow's columns from plain ones. What is to be worked out of a cell is worked out once for each that differs, not for each row."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from casus.exporting.formats import library


def pyarrow() -> Any:
    """The library, which is untyped."""
    return library("pyarrow", "parquet", "parquet")


def compute() -> Any:
    """Its functions."""
    return library("pyarrow.compute", "parquet", "parquet")


def worked_out(cells: Sequence[Any], function: Callable[[Any], Any], kind: Any) -> Any:
    """What a function makes of each cell, as an array of this type; of nothing it makes nothing. Cells are texts."""
    pa = pyarrow()
    told = pa.array(cells, pa.string()).dictionary_encode()
    made = pa.array([function(one) for one in told.dictionary.to_pylist()], kind)
    return made.take(told.indices)


def names(cells: Sequence[Any]) -> Any:
    """Lists of names, from the JSON text that a database may give instead."""
    pa = pyarrow()
    kind = pa.list_(pa.string())
    return worked_out(cells, json.loads, kind) if _texts(cells) else pa.array(cells, kind)


def days(cells: Sequence[Any]) -> Any:
    """Days, from the ISO text that a database may give instead."""
    pa = pyarrow()
    if not _texts(cells):
        return pa.array(cells, pa.date32())
    told = pa.array(cells, pa.string()).dictionary_encode()
    return told.dictionary.cast(pa.date32()).take(told.indices)


def _texts(cells: Sequence[Any]) -> bool:
    return isinstance(next((one for one in cells if one is not None), None), str)


def listed_by(places: Any, rows: int, values: Any) -> Any:
    """A list for each row, from all their values in one go and the place of the row that each belongs to, in order."""
    import numpy as np

    pa = pyarrow()
    ends = np.concatenate([[0], np.cumsum(np.bincount(places, minlength=rows))])
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), values)


def where(mask: Any) -> Any:
    """Arrow's mask of numpy's."""
    return pyarrow().array(mask)

"""Arrow's columns from plain ones. What is to be worked out of a cell is worked out once for each that differs, not for each row."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from casus.exporting.formats import library


def pyarrow() -> Any:
    """The library, which is untyped."""
    return library("pyarrow", "parquet", "parquet")


def compute() -> Any:
    """Its functions."""
    return library("pyarrow.compute", "parquet", "parquet")


def array(cells: Any, kind: Any) -> Any:
    """Cells as an array of this type; what is one already stays as it is."""
    pa = pyarrow()
    if not isinstance(cells, pa.Array):
        return pa.array(cells, kind)
    return cells if cells.type == kind else cells.cast(kind)


def worked_out(cells: Any, function: Callable[[Any], Any], kind: Any) -> Any:
    """What a function makes of each cell, as an array of this type; of nothing it makes nothing. Cells are texts."""
    pa = pyarrow()
    told = array(cells, pa.string()).dictionary_encode()
    made = pa.array([function(one) for one in told.dictionary.to_pylist()], kind)
    return made.take(told.indices)


def names(cells: Any) -> Any:
    """Lists of names, from the JSON text that a database may give instead."""
    pa = pyarrow()
    kind = pa.list_(pa.string())
    return worked_out(cells, json.loads, kind) if _texts(cells) else pa.array(cells, kind)


def days(cells: Any) -> Any:
    """Days, from the ISO text that a database may give instead."""
    pa = pyarrow()
    if not _texts(cells):
        return pa.array(cells, pa.date32())
    told = array(cells, pa.string()).dictionary_encode()
    return told.dictionary.cast(pa.date32()).take(told.indices)


def _texts(cells: Any) -> bool:
    pa = pyarrow()
    if isinstance(cells, pa.Array):
        return bool(cells.type == pa.string())
    return isinstance(next((one for one in cells if one is not None), None), str)


def places_in(cells: Any, known: Any) -> Any:
    """Where each text stands among known ones, which come once each, as 64-bit integers (products of two places are counted with).

    Raises ``KeyError`` for one that is not among them.
    """
    pa, pc = pyarrow(), compute()
    mine = array(cells, pa.string())
    found = pc.index_in(mine, array(known, pa.string()))
    if found.null_count:
        raise KeyError(mine[found.is_null().index(True).as_py()].as_py())
    return found.to_numpy().astype("int64")


def listed_by(places: Any, rows: int, values: Any) -> Any:
    """A list for each row, from all their values in one go and the place of the row that each belongs to, in order."""
    import numpy as np

    pa = pyarrow()
    ends = np.concatenate([[0], np.cumsum(np.bincount(places, minlength=rows))])
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), values)


def where(mask: Any) -> Any:
    """Arrow's mask of numpy's."""
    return pyarrow().array(mask)

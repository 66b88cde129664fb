"""Rows as tables of other libraries, and as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars

Row = dict[str, Any]
_TEXTS = frozenset(
    ["actors", "targets", "actor_ids", "target_ids", "sides", "places", "contested_by", "lost_by", "origins"]
)
_WHOLE = ("_min", "_max", "_low", "_best", "_high")
LONGEST_CELL = 60


class MissingLibraryError(ImportError):
    """A library that is not installed; the message says how to get it."""


def to_polars(rows: Iterable[Row], columns: Sequence[str], whole: Iterable[str] = ()) -> polars.DataFrame:
    """A polars DataFrame: days are dates, lists are lists; also without rows it has all columns, with the same types."""
    try:
        import polars as pl
    except ImportError:
        raise MissingLibraryError("polars is not installed; get it with: pip install 'casus-monitor[polars]'") from None
    numbers = frozenset(whole)

    def kind(name: str) -> Any:
        if name in _TEXTS:
            return pl.List(pl.String)
        if name in numbers or name.endswith(_WHOLE) or name in ("min", "max", "claims", "events", "begin", "end"):
            return pl.Int64
        if name.endswith(("_start", "_end")):
            return pl.Date
        if name in ("lat", "lon", "confidence"):
            return pl.Float64
        return pl.Boolean if name in ("aggregate", "ended") else pl.String

    return pl.DataFrame(list(rows), schema={name: kind(name) for name in columns}, orient="row")


def to_pandas(rows: Iterable[Row], columns: Sequence[str]) -> pandas.DataFrame:
    """A pandas DataFrame: days are ``datetime.date`` objects, lists are lists."""
    try:
        import pandas as pd
    except ImportError:
        raise MissingLibraryError("pandas is not installed; get it with: pip install 'casus-monitor[pandas]'") from None
    return pd.DataFrame.from_records(list(rows), columns=list(columns))


def to_html(rows: Iterable[Row], columns: Sequence[str], caption: str) -> str:
    """A small HTML table, everything in it escaped."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_cell(row[name]))}</td>" for name in columns) + "</tr>" for row in rows
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        value = ", ".join(map(str, value))
    said = value.isoformat() if isinstance(value, date) else str(value)
    return said if len(said) <= LONGEST_CELL else f"{said[: LONGEST_CELL - 1]}…"

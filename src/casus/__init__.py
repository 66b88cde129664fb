"""Casus, a war monitor: who is said to have done what to whom, where, when, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from casus.asking.opened import OpenRecord

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(record: str | Path = "casus.db") -> OpenRecord:
    """A record to read from Python, by its path or database URL; see docs/python.md.

    Raises :class:`casus.store.errors.RecordError` where there is none.
    """
    from casus.asking.opened import OpenRecord

    return OpenRecord(record)

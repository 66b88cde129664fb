"""Values in batches: databases allow some thousands in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

AT_ONCE = 500
_Value = TypeVar("_Value")


def batches(values: Iterable[_Value], size: int = AT_ONCE) -> Iterator[list[_Value]]:
    """The values in lists of at most ``size``."""
    waiting = iter(values)
    while some := list(islice(waiting, size)):
        yield some

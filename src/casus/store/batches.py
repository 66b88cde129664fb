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


def some_of(coming: Iterator[_Value], most: int) -> tuple[list[_Value], Exception | None]:
    """The next values, at most so many, and the error that broke the reading off, if any did, for the caller to raise: what came before it is not lost.

    A person who interrupts wants an end at once, so that is raised here.
    """
    found: list[_Value] = []
    try:
        found.extend(islice(coming, most))
    except Exception as broken:
        return found, broken
    return found, None

"""Sets of many identifiers in little memory: eight bytes for one of the record's own form, whatever a text takes for others."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable

_OWN = re.compile(r"[a-z][0-9a-f]{12}")
_WAITING = 100_000
"""Numbers that wait in a set before they are sorted in with the others."""


class Ids:
    """A set of identifiers that grows: sorted numbers, and the latest ones beside them."""

    def __init__(self, identifiers: Iterable[str] = ()) -> None:
        self._sorted = array("Q")
        self._waiting: set[int] = set()
        self._others: set[str] = set()
        self.update(identifiers)

    def add(self, identifier: str) -> None:
        """Take one in."""
        if not _OWN.fullmatch(identifier):
            self._others.add(identifier)
            return
        self._waiting.add(_number(identifier))
        if len(self._waiting) >= _WAITING:
            self._sort_in()

    def update(self, identifiers: Iterable[str]) -> None:
        """Take some in."""
        for identifier in identifiers:
            self.add(identifier)

    def __contains__(self, identifier: object) -> bool:
        if not isinstance(identifier, str) or not _OWN.fullmatch(identifier):
            return identifier in self._others
        number = _number(identifier)
        if number in self._waiting:
            return True
        at = bisect_left(self._sorted, number)
        return at < len(self._sorted) and self._sorted[at] == number

    def _sort_in(self) -> None:
        import numpy as np

        waiting = np.fromiter(self._waiting, np.uint64, len(self._waiting))
        merged = np.concatenate([np.frombuffer(self._sorted, np.uint64), waiting])
        self._waiting.clear()
        self._sorted = array("Q")  # no longer than needed: these are the largest things that an export holds
        merged.sort()
        self._sorted.frombytes(merged.view(np.uint8).data)


def _number(identifier: str) -> int:
    """Letter and digits as one number, so that no two share one."""
    return ord(identifier[0]) << 48 | int(identifier[1:], 16)

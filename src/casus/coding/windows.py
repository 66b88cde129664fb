"""How a document is laid before the claims network: in windows of sentences, each with some of what stands before it.

A sentence is judged in one window, after as much of the text before it as fits; so what "they" did "there" can be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 384  # pieces of a window
BEFORE = 96  # of them for sentences that another window judges


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences ``begin`` to ``end`` (after the last); those from ``judged`` on are judged here."""

    begin: int
    judged: int
    end: int


def windows(sizes: Sequence[int], longest: int = LONGEST, before: int = BEFORE) -> list[Window]:
    """Windows over sentences of these sizes in pieces; each sentence is judged in exactly one, also one that is too long alone."""
    out: list[Window] = []
    judged = 0
    while judged < len(sizes):
        begin, room = judged, before
        while begin and sizes[begin - 1] <= room:
            begin -= 1
            room -= sizes[begin]
        total, end = sum(sizes[begin:judged]) + sizes[judged], judged + 1
        while end < len(sizes) and total + sizes[end] <= longest:
            total += sizes[end]
            end += 1
        out.append(Window(begin, judged, end))
        judged = end
    return out

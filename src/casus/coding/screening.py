"""Whether a report can be about armed conflict or protest at all: a look at its words that takes a hundredth of the time that coding it does.

It is made to keep: what it drops is news in which nothing is told that Casus codes, and of that only what is sure, or what is likely where a run
asks for it. The score is that of the likeliest stretch of a text, so that one paragraph about a war is enough. Weights and thresholds are fitted by
``training/screening.py``.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from typing import Any, Literal

Sureness = Literal["sure", "likely"]
SURENESS: tuple[Sureness, ...] = ("sure", "likely")
"""How sure a screen must be that a text is not about conflict before it drops it."""
STRETCH, STEP = 160, 120  # words of a stretch, and from the beginning of one to that of the next
STEM = 6  # letters with which words of one family begin alike
STAGE = "screen"
"""The step of the problem that marks a report which was dropped."""
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """``table``: a weight for each row that words are hashed into; a text whose score is below a ``limit`` is dropped. Scores are log-odds."""

    table: Any  # numpy array of float32
    bias: float
    limits: Mapping[Sureness, float]
    known: dict[str, tuple[int, int]]  # rows of words met, for most words come again

    def score(self, text: str) -> float:
        """The log-odds of the likeliest stretch."""
        return max(map(self._score, stretches(text)))

    def drops(self, text: str, sureness: Sureness = "sure") -> bool:
        """Whether nothing in the text is about conflict, as surely or likely as that."""
        return self.score(text) < self.limits[sureness]

    def _score(self, words: list[str]) -> float:
        rows = self.rows(words)
        return float(self.table[rows].sum()) / (len(rows) ** 0.5 or 1.0) + self.bias if rows else self.bias

    def rows(self, words: list[str]) -> list[int]:
        """The rows of words, of their beginnings and of pairs of words, each once, in rising order."""
        size = len(self.table)
        found = {zlib.crc32(f"{a} {b}".encode()) % size for a, b in set(pairwise(words))}
        for word in set(words):
            pair = self.known.get(word)
            if pair is None:
                pair = _rows(word, size)
                if len(self.known) < 200_000:
                    self.known[word] = pair
            found.update(pair)
        return sorted(found)


def stretches(text: str) -> Iterator[list[str]]:
    """The words of a text, in stretches that overlap; one without words where there are none."""
    words = _WORD.findall(text.lower())
    for begin in range(0, max(len(words) - (STRETCH - STEP), 1), STEP):
        yield words[begin : begin + STRETCH]


def _rows(word: str, size: int) -> tuple[int, int]:
    return zlib.crc32(word.encode()) % size, zlib.crc32(f"{word[:STEM]}-".encode()) % size


@cache
def packaged_screen() -> Screen:
    """The packaged one, read once per process."""
    import numpy as np

    with as_file(files("casus.coding") / "screening.npz") as path, np.load(path, allow_pickle=False) as data:
        scale, bias, *limits = (float(value) for value in data["numbers"])
        return Screen(data["table"].astype(np.float32) * scale, bias, dict(zip(SURENESS, limits, strict=True)), {})

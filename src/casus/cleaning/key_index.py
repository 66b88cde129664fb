"""An index in memory: which of many texts, in their order, is the first with a key.

Eight bytes for each key of a text: its 40 bits, then the number of the text in 24, sorted. A million reports of 400 words
have some 80 million keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from casus.cleaning.shingles import KEY_BITS, Hashes

_NUMBER_BITS = np.uint64(64 - KEY_BITS)
_CHUNK = 1 << 22


class KeyIndex:
    """The keys of texts that are numbered in their order from 0."""

    def __init__(self, texts: Iterable[Hashes]) -> None:
        """Take the keys of each text in turn; raises ``ValueError`` for more than 16 million texts."""
        chunks = list(_packed(texts))
        self._sorted = np.empty(sum(map(len, chunks)), np.uint64)
        at = len(self._sorted)
        while chunks:
            last = chunks.pop()  # one by one, so that two wholes are never there at once
            at -= len(last)
            self._sorted[at : at + len(last)] = last
        self._sorted.sort()

    def __len__(self) -> int:
        """How many keys of texts it holds."""
        return len(self._sorted)

    def firsts(self, keys: Hashes) -> NDArray[np.int64]:
        """The numbers of the first texts that have these keys, sorted, each once."""
        wanted = keys.astype(np.uint64) << _NUMBER_BITS
        places = np.searchsorted(self._sorted, wanted)
        met = self._sorted[places[places < len(self._sorted)]]
        hits = met[(met >> _NUMBER_BITS) == keys[places < len(self._sorted)]]
        return np.unique(hits & ((np.uint64(1) << _NUMBER_BITS) - np.uint64(1))).astype(np.int64)


def _packed(texts: Iterable[Hashes]) -> Iterator[Hashes]:
    """Keys and numbers in one value each, some millions at a time."""
    gathered: list[Hashes] = []
    size = 0
    for number, keys in enumerate(texts):
        if number >> int(_NUMBER_BITS):
            raise ValueError(f"an index holds {1 << int(_NUMBER_BITS)} texts at most; build a record in parts")
        gathered.append((keys << _NUMBER_BITS) | np.uint64(number))
        size += len(keys)
        if size >= _CHUNK:
            yield np.concatenate(gathered)
            gathered, size = [], 0
    if gathered:
        yield np.concatenate(gathered)

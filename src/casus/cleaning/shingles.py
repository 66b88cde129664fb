"""The words of a text as numbers, and the keys under which texts that share words meet.

Words are compared without case, typography and marks. A key is 40 bits; a text has three kinds of keys:

* one of its whole sequence of words, which identical texts share;
* bands of a MinHash of its runs of five words (Broder 1997, "On the resemblance and containment of documents"), which texts
  share that are alike as wholes: twenty bands of three, so at a resemblance of 0.5 in 93 of 100 cases, of 0.7 in all but 1 of 4,000;
* the least hash of the runs of eight words in each window of thirteen runs (winnowing: Schleimer, Wilkerson and Aiken 2003, "Local
  algorithms for document fingerprinting"), which texts share wherever 20 words in a row are the same.

Hashes are computed by numpy over all runs at once: a MinHash object with as many permutations takes many times as long and as much room.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from casus.cleaning.noise import kept_blocks
from casus.cleaning.units import Span
from casus.record import Document

Hashes = NDArray[np.uint64]

KEY_BITS = 40
SHINGLE_WORDS = 5
FEW_SHINGLES = 12  # below, chance and formulas rule: only the very same words are a copy
RUN_WORDS = 8
WINDOW = 13
PASSAGE_WORDS = RUN_WORDS + WINDOW - 1  # so many words in a row are sure to share a key
_BANDS, _ROWS = 20, 3
_BLOCK = 4096  # so many runs are hashed at once, for a book must not take all memory
_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_FACTOR_1, _FACTOR_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))


@dataclass(frozen=True, slots=True)
class Words:
    """The kept words of a text: their hashes, and their offsets in the text (none for words without a text)."""

    hashes: Hashes
    spans: Sequence[Span] = ()

    def __len__(self) -> int:
        return len(self.hashes)

    def runs(self, size: int) -> Hashes:
        """The hashes of all runs of ``size`` words in order; a shorter text is one run, an empty one has none."""
        return _runs(self.hashes, min(size, len(self.hashes)))

    def identity(self) -> int:
        """A number of 63 bits that texts of the same words share."""
        return int.from_bytes(blake2b(self.hashes.tobytes(), digest_size=8).digest()) >> 1


def kept_words(document: Document) -> Words:
    """The words of a document's text without the noise that is marked in it."""
    text = document.text
    spans = [match.span() for block in kept_blocks(document) for match in _WORD.finditer(text, *block)]
    return Words(np.fromiter((_hash(text[begin:end]) for begin, end in spans), np.uint64, len(spans)), spans)


def keys_of(words: Words) -> Hashes:
    """The keys of a text, sorted, each once: two texts that share much have one in common. None for a text without words."""
    if not len(words):
        return np.empty(0, np.uint64)
    found = [np.array([words.identity()], np.uint64) << np.uint64(1)]
    shingles = words.runs(SHINGLE_WORDS)
    if len(shingles) >= FEW_SHINGLES:
        found += [_bands(shingles), _window_minima(words.runs(RUN_WORDS))]
    return np.unique(np.concatenate(found) >> np.uint64(64 - KEY_BITS))


@lru_cache(maxsize=1 << 17)
def _hash(word: str) -> int:
    plain = unicodedata.normalize("NFKC", word).casefold()
    return int.from_bytes(blake2b(plain.encode("utf8", "surrogatepass"), digest_size=8).digest())


def _mixed(values: Hashes) -> Hashes:
    """Every bit of a value spread over all (the finalizer of SplitMix64; Steele, Lea and Flood 2014)."""
    values = (values ^ (values >> _SHIFTS[0])) * _FACTOR_1
    values = (values ^ (values >> _SHIFTS[1])) * _FACTOR_2
    return values ^ (values >> _SHIFTS[2])


def _runs(values: Hashes, size: int) -> Hashes:
    if not size:
        return np.empty(0, np.uint64)
    total = np.full(len(values) - size + 1, size, np.uint64)
    for at in range(size):
        total = total * _FACTOR + values[at : at + len(total)]
    return _mixed(total)


_SEEDS = _mixed(np.arange(1, _BANDS * _ROWS + 1, dtype=np.uint64) * _FACTOR)


def _bands(shingles: Hashes) -> Hashes:
    """The keys of the MinHash of a set of shingles: one for each band, salted by its number."""
    blocks = (shingles[at : at + _BLOCK, None] ^ _SEEDS for at in range(0, len(shingles), _BLOCK))
    least = np.min([_mixed(block).min(axis=0) for block in blocks], axis=0).reshape(_BANDS, _ROWS)
    total = np.arange(_BANDS, dtype=np.uint64)
    for row in range(_ROWS):
        total = total * _FACTOR + least[:, row]
    return _mixed(total)


def _window_minima(runs: Hashes) -> Hashes:
    # a run's hash is mixed once more for its key: minima are small, and keys are the first bits
    size = min(WINDOW, len(runs))
    return _mixed(np.unique(np.lib.stride_tricks.sliding_window_view(runs, size).min(axis=1)) ^ _FACTOR)

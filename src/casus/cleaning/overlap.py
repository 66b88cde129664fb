"""How much of a text stands in another one, and where: compared word by word, whatever the order of the paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casus.cleaning.shingles import FEW_SHINGLES, PASSAGE_WORDS, SHINGLE_WORDS, Hashes, Words
from casus.cleaning.units import Span

COPIED = 0.8  # share of a text that makes it a copy, or an earlier text contained in a later one
MOST_OWN = 0.5  # share of its own text up to which a later, longer version of an earlier text is a copy
SHORT_WORDS = (
    60  # reports of a form ("Two militants were killed in ...") are as short as this, and are compared strictly
)
_GAP = 3  # so many changed words in a row do not part a passage

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Which words of a later text stand in an earlier one; ``whole``: so many that it is a copy."""

    whole: bool
    words: Mask

    @property
    def share(self) -> float:
        """The share of the later text, 0 to 1."""
        return float(self.words.mean()) if len(self.words) else 0.0


def compare(later: Words, earlier: Words) -> Overlap:
    """What a later text repeats of an earlier one.

    It is a copy as a whole where nearly all of it is in the earlier one (a repost, an excerpt), or nearly all of that one is in it
    and at most half is its own (an update). Long texts are compared by the words in shared runs of five and the few changed
    ones between them, short ones by the runs themselves, of which one changed word takes five.
    """
    if np.array_equal(later.hashes, earlier.hashes):
        return Overlap(len(later) > 0, np.ones(len(later), bool))
    mine, theirs = later.runs(SHINGLE_WORDS), earlier.runs(SHINGLE_WORDS)
    if min(len(mine), len(theirs)) < FEW_SHINGLES:
        return Overlap(False, np.zeros(len(later), bool))
    in_theirs = _among(mine, theirs)
    words = _covered(in_theirs)
    share = _share(in_theirs, words)
    whole = share >= COPIED
    if MOST_OWN <= share < COPIED:
        in_mine = _among(theirs, mine)
        whole = _share(in_mine, _covered(in_mine)) >= COPIED
    return Overlap(whole, words)


def shared_part(one: Words, other: Words) -> float:
    """The share of the smaller text's runs of five words that the larger one has, 0 to 1."""
    small, large = sorted((one.runs(SHINGLE_WORDS), other.runs(SHINGLE_WORDS)), key=len)
    return float(_among(small, large).mean()) if len(small) else 0.0


def passages(words: Mask, least: int = PASSAGE_WORDS) -> list[Span]:
    """The stretches (of word numbers) that are repeated, parted by a few changed words at most, of ``least`` repeated words or more."""
    padded = np.r_[False, _bridged(words), False].astype(np.int8)
    begins, ends = np.flatnonzero(np.diff(padded) == 1), np.flatnonzero(np.diff(padded) == -1)
    return [(int(a), int(b)) for a, b in zip(begins, ends, strict=True) if words[a:b].sum() >= least]


def _bridged(words: Mask) -> Mask:
    """The same with gaps of a few words closed."""
    places = np.flatnonzero(words)
    closed = words.copy()
    for at in np.flatnonzero((np.diff(places) > 1) & (np.diff(places) <= _GAP + 1)):
        closed[places[at] : places[at + 1]] = True
    return closed


def _covered(runs: Mask) -> Mask:
    """The words that stand in the marked runs of five."""
    words = np.zeros(len(runs) + SHINGLE_WORDS - 1, bool)
    for at in range(SHINGLE_WORDS):
        words[at : at + len(runs)] |= runs
    return words


def _among(runs: Hashes, others: Hashes) -> Mask:
    """Which of the runs are among the others, of which there is one at least: ``numpy.isin``, which takes five times as long for some hundred."""
    ordered = np.sort(others)
    return np.asarray(ordered[np.searchsorted(ordered[:-1], runs)] == runs)


def _share(runs: Mask, words: Mask) -> float:
    return float((runs if len(words) < SHORT_WORDS else _bridged(words)).mean())

"""Words to word pieces: the vocabulary of the encoder, by the greedy longest match of BERT's WordPiece.

A library does the same (``tokenizers``), but it brings a client of a model hub with it. The vocabulary is uncased, so what case and
spacing tell is handed to the encoder beside the pieces, as a *shape* and a *gap* for each word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from casus.language.tokens import GARBLED

LONGEST_WORD: Final = 60  # characters; what is longer is one unknown piece
MOST_PIECES: Final = 32  # of one word; a web address or a row of dots tells nothing more after so many
UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
SHAPES: Final = ("other", "lower", "Capital", "UPPER", "U", "miXed", "digits", "digits and letters", "punctuation")
GAPS: Final = ("joined", "blank", "line")  # what stands before a word
JOINED, BLANK, LINE = range(len(GAPS))
MASKED_SHAPE: Final = 0

# Marks that the vocabulary writes in one way only.
_SAME = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "‒": "–", "―": "—", "‎": "", "‏": "", "­": ""})  # fmt: skip


class Pieces:
    """The vocabulary: word pieces by number."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """From all pieces in the order of their numbers; raises ``ValueError`` where a special piece is missing."""
        self.number = {piece: at for at, piece in enumerate(pieces)}
        if missing := {UNKNOWN, FIRST, LAST} - self.number.keys():
            raise ValueError(f"the vocabulary lacks {', '.join(sorted(missing))}")
        self.unknown, self.first, self.last = (self.number[piece] for piece in (UNKNOWN, FIRST, LAST))
        self.of_word = lru_cache(maxsize=50_000)(self._of_word)

    def _of_word(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces; at least one, at most ``MOST_PIECES``."""
        numbers: list[int] = []
        for run in _runs(plain(word)):
            numbers.extend(self._of_run(run))
        return tuple(numbers[:MOST_PIECES]) or (self.unknown,)

    def _of_run(self, run: str) -> Iterable[int]:
        """The longest known piece, and on from its end; one unknown piece for the whole run where that gets stuck."""
        if len(run) > LONGEST_WORD:
            return (self.unknown,)
        numbers, begin = [], 0
        while begin < len(run):
            for end in range(len(run), begin, -1):
                piece = self.number.get(run[begin:end] if begin == 0 else "##" + run[begin:end])
                if piece is not None:
                    break
            else:
                return (self.unknown,)
            numbers.append(piece)
            begin = end
        return numbers


@dataclass(frozen=True, slots=True)
class Rows:
    """What the network is fed of a stretch: number, shape and gap of each piece, and the place of each word's first piece."""

    pieces: list[int]
    shapes: list[int]
    gaps: list[int]
    first: list[int]


def rows_of(pieces: Pieces, words: Sequence[str], gaps: Sequence[int], shapes: Sequence[int]) -> Rows:
    """A stretch of words between the two end pieces; a word's gap stands at its first piece, its shape at all of them."""
    rows = Rows([pieces.first], [MASKED_SHAPE], [BLANK], [])
    numbers, of_word = rows.pieces, pieces.of_word
    for word, gap, shape in zip(words, gaps, shapes, strict=True):
        own = of_word(word)
        rows.first.append(len(numbers))
        rows.gaps.append(gap)
        if len(own) == 1:  # as most have
            numbers.append(own[0])
            rows.shapes.append(shape)
        else:
            numbers.extend(own)
            rows.shapes.extend([shape] * len(own))
            rows.gaps.extend([JOINED] * (len(own) - 1))
    numbers.append(pieces.last)
    rows.shapes.append(MASKED_SHAPE)
    rows.gaps.append(BLANK)
    return rows


def plain(word: str) -> str:
    """A word in the vocabulary's spelling: lower case, no accents, one kind of quotation mark."""
    if word.isascii():
        return word.lower()
    if "â€" in word or "Â" in word or "â‚" in word:
        for garbled, meant in GARBLED.items():
            word = word.replace(garbled, meant)
    split = unicodedata.normalize("NFD", word.translate(_SAME).lower())
    return "".join(char for char in split if unicodedata.category(char) not in ("Mn", "Cc", "Cf"))


def _runs(word: str) -> list[str]:
    """The word cut into runs of letters and digits, each other mark by itself."""
    if word.isalnum():
        return [word]
    runs: list[str] = []
    inside = False
    for char in word:
        if not char.isalnum():
            inside = False
            if not char.isspace():
                runs.append(char)
        elif inside:
            runs[-1] += char
        else:
            runs.append(char)
            inside = True
    return runs


@lru_cache(maxsize=50_000)
def shape_of(word: str) -> int:
    """The number of a word's shape in :data:`SHAPES`."""
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return 6 if any(char.isdigit() for char in word) else 8
    if any(char.isdigit() for char in word):
        return 7
    if all(char.islower() for char in letters):
        return 1
    if all(char.isupper() for char in letters):
        return 3 if len(letters) > 1 else 4
    return 2 if letters[0].isupper() and all(char.islower() for char in letters[1:]) else 5

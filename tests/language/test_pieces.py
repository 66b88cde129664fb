"""Words come apart into the longest pieces that the vocabulary has; what case and marks tell goes into the shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.language.pieces import MOST_PIECES, SHAPES, Pieces, shape_of

VOCABULARY = [
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "shell",
    "##ed",
    "##s",
    "al",
    "-",
    "bab",
    "'",
    "s",
    "u",
    ".",
    "15",
    "##th",
    '"',
]
PIECES = Pieces(VOCABULARY)


def pieces(word: str) -> list[str]:
    return [VOCABULARY[number] for number in PIECES.of_word(word)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("shell", ["shell"]),
        ("Shelled", ["shell", "##ed"]),
        ("SHELLS", ["shell", "##s"]),
        ("al-Bab", ["al", "-", "bab"]),
        ("al-Bāb", ["al", "-", "bab"]),
        ("’s", ["'", "s"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("15th", ["15", "##th"]),
        ("“", ['"']),
        ("shellfire", ["[UNK]"]),
        ("الباب", ["[UNK]"]),
        ("x" * 500, ["[UNK]"]),
        ("", ["[UNK]"]),
    ],
)
def test_a_word_comes_apart(word: str, parts: list[str]) -> None:
    assert pieces(word) == parts


@given(st.text(max_size=100))
def test_any_word_has_pieces(word: str) -> None:
    assert 1 <= len(PIECES.of_word(word)) <= MOST_PIECES
    assert 0 <= shape_of(word) < len(SHAPES)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("shelled", "lower"), ("Hama", "Capital"), ("HTS", "UPPER"), ("A", "U"), ("al-Bab", "miXed"), ("255", "digits"), ("15th", "digits and letters"),
        ("T-72", "digits and letters"), ("…", "punctuation"), ("1,000", "digits"),
    ],
)  # fmt: skip
def test_the_shape_keeps_what_the_pieces_lose(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape


def test_a_vocabulary_without_its_special_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[CLS\], \[SEP\]"):
        Pieces(["[UNK]", "shell"])

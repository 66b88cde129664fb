"""A block longer than the network takes is read in stretches that begin where a sentence begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from casus.language.encoder import Opinion
from casus.language.stretches import read_sentences


@dataclass
class Reader:
    """Stands in for the network: a sentence starts at every word "Start"; every word is one piece."""

    longest: int
    seen: list[tuple[str, ...]] = field(default_factory=list)

    def size(self, word: str) -> int:
        return 1

    def read(self, words: Sequence[str], gaps: Sequence[int]) -> Opinion:
        assert len(words) == len(gaps)
        self.seen.append(tuple(words))
        nothing = np.zeros((len(words), 1), dtype=np.float32)
        starts = np.array([1.0 if word == "Start" else -1.0 for word in words], dtype=np.float32)
        return Opinion({}, starts, nothing, nothing, nothing, nothing, nothing)


def sentences(reader: Any, words: list[str]) -> list[list[str]]:
    found = read_sentences(reader, words, [1] * len(words))
    return [words[begin + first : begin + end] for begin, spans, _ in found for first, end in spans]


def test_a_short_block_is_read_at_once() -> None:
    reader = Reader(20)
    assert sentences(reader, ["Start", "a", ".", "Start", "b"]) == [["Start", "a", "."], ["Start", "b"]]
    assert len(reader.seen) == 1


def test_a_sentence_that_the_stretch_cuts_is_read_whole_by_the_next() -> None:
    reader = Reader(5)
    assert sentences(reader, ["Start", "a", ".", "Start", "b", "c", "."]) == [
        ["Start", "a", "."],
        ["Start", "b", "c", "."],
    ]
    assert reader.seen == [("Start", "a", ".", "Start", "b"), ("Start", "b", "c", ".")]


def test_a_sentence_longer_than_a_stretch_is_cut() -> None:
    assert sentences(Reader(3), ["Start", *"abcdef"]) == [["Start", "a", "b"], ["c", "d", "e"], ["f"]]


def test_no_words_no_sentences() -> None:
    assert sentences(Reader(3), []) == []


@given(st.lists(st.sampled_from(["Start", "a", "b"]), max_size=40), st.integers(1, 12))
def test_every_word_is_in_one_sentence(words: list[str], longest: int) -> None:
    assert [word for sentence in sentences(Reader(longest), words) for word in sentence] == words

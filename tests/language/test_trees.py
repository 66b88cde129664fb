"""Scores of arcs become one tree with one root: each word's best head where those make a tree, else the best tree there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from casus.language.trees import best_heads

Scores = NDArray[np.float32]


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word hangs from it in the end."""
    if sum(head == 0 for head in heads) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen: set[int] = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return True


def total(scores: Scores, heads: tuple[int, ...]) -> float:
    return float(sum(scores[at, head] for at, head in enumerate(heads)))


def best_by_trial(scores: Scores) -> tuple[int, ...]:
    """The best tree whose root is the word that gains most by being it, found by trying all."""
    words = len(scores)
    others = scores.copy()
    others[np.arange(words), np.arange(1, words + 1)] = -1e9
    root = int((others[:, 0] - others[:, 1:].max(axis=1)).argmax())
    trees = [h for h in product(range(words + 1), repeat=words) if is_tree(h) and h[root] == 0]
    return max(trees, key=lambda heads: total(scores, heads))


def score_matrices(longest: int) -> st.SearchStrategy[Scores]:
    def fill(words: int, seed: int) -> Scores:
        return np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32)

    return st.builds(fill, st.integers(2, longest), st.integers(0, 2**20))


@settings(max_examples=60, deadline=None)
@given(score_matrices(30))
def test_any_scores_give_one_tree(scores: Scores) -> None:
    assert is_tree(tuple(best_heads(scores).tolist()))


@settings(max_examples=60, deadline=None)
@given(score_matrices(5))
def test_the_tree_is_the_best_of_all(scores: Scores) -> None:
    found, best = tuple(best_heads(scores).tolist()), best_by_trial(scores)
    assert total(scores, found) >= total(scores, best) - 1e-4


def test_scores_are_left_as_they_were() -> None:
    scores = np.random.default_rng(1).normal(size=(6, 7)).astype(np.float32)
    before = scores.copy()
    best_heads(scores)
    np.testing.assert_array_equal(scores, before)


@pytest.mark.parametrize(
    ("scores", "heads"),
    [
        ([[0.0, 0.0]], (0,)),
        ([[9, 0, 0], [0, 5, 0]], (0, 1)),  # "shells fell": each best head, and they make a tree
        ([[1, 0, 9], [0, 9, 0]], (0, 1)),  # each is the other's best head: opened where it costs least
        ([[9, 0, 0], [8, 1, 0]], (0, 1)),  # both want to be the root: one is
    ],
)
def test_small_sentences(scores: list[list[float]], heads: tuple[int, ...]) -> None:
    assert tuple(best_heads(np.array(scores, dtype=np.float32)).tolist()) == heads

"""Scores of labels become names that begin before they go on."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.language.spans import best_spans, best_spans_of, only_begun

LABELS = ("O", "B-PERSON", "I-PERSON", "B-PLACE", "I-PLACE")
BEGUN = only_begun(LABELS)


def scores(*rows: str) -> np.ndarray:
    """Scores in which each word's label is the one named."""
    return np.array([[5.0 if label == row else 0.0 for label in LABELS] for row in rows], dtype=np.float32)


def test_a_name_runs_from_its_b_through_its_is() -> None:
    row = scores("O", "B-PERSON", "I-PERSON", "O", "B-PLACE")
    assert best_spans(row, BEGUN, LABELS) == [(1, 3, "PERSON"), (4, 5, "PLACE")]


def test_two_names_may_stand_side_by_side() -> None:
    assert best_spans(scores("B-PLACE", "B-PLACE", "I-PLACE"), BEGUN, LABELS) == [(0, 1, "PLACE"), (1, 3, "PLACE")]


def test_no_names_no_spans() -> None:
    assert best_spans(scores("O", "O"), BEGUN, LABELS) == []


def test_an_i_without_its_b_takes_the_next_best_row() -> None:
    row = scores("O", "I-PLACE", "O")
    row[1, LABELS.index("B-PLACE")] = 4.0
    assert best_spans(row, BEGUN, LABELS) == [(1, 2, "PLACE")]
    row[1, LABELS.index("B-PLACE")] = 0.0
    row[1, LABELS.index("O")] = 4.0
    assert best_spans(row, BEGUN, LABELS) == []


def test_transitions_hold_a_name_together() -> None:
    row = scores("B-PLACE", "O", "I-PLACE")
    row[1, LABELS.index("I-PLACE")] = 4.0
    together = BEGUN.copy()
    together[LABELS.index("B-PLACE"), LABELS.index("I-PLACE")] = 2.0
    assert best_spans(row, together, LABELS) == [(0, 3, "PLACE")]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(0, 2**20))
def test_the_row_is_the_best_of_those_allowed(words: int, seed: int) -> None:
    drawn = np.random.default_rng(seed).normal(size=(words, len(LABELS))).astype(np.float32)

    def allowed(row: tuple[int, ...]) -> bool:
        return all(b == 0 or b % 2 == 1 or a in (b, b - 1) for a, b in zip((0, *row), row, strict=False))

    def total(row: tuple[int, ...]) -> float:
        return float(sum(drawn[at, label] for at, label in enumerate(row)))

    best = max((row for row in product(range(len(LABELS)), repeat=words) if allowed(row)), key=total)
    expected, begin = [], -1
    for at, label in enumerate((*best, 0)):
        if begin >= 0 and (label == 0 or label % 2 == 1):
            expected.append((begin, at, LABELS[best[begin]][2:]))
            begin = -1
        if label % 2 == 1:
            begin = at
    assert best_spans(drawn, BEGUN, LABELS) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 6), max_size=6), st.integers(0, 2**20))
def test_sentences_read_together_have_the_names_that_they_have_alone(lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    drawn = [rng.normal(size=(words, len(LABELS))).astype(np.float32) for words in lengths]
    assert best_spans_of(drawn, BEGUN, LABELS) == [best_spans(one, BEGUN, LABELS) for one in drawn]

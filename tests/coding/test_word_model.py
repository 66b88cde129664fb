"""A linear model over hashed words: what it looks at, and that packing keeps what it says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from casus.coding.word_model import packed, unpacked, word_rows

ROWS = 1024


@given(st.text(max_size=200))
def test_rows_are_within_the_table_each_once_in_rising_order(text: str) -> None:
    rows = word_rows(text, ROWS)
    assert rows == sorted(set(rows))
    assert all(0 <= row < ROWS for row in rows)


def test_case_and_the_size_of_numbers_say_nothing_and_the_order_of_words_does() -> None:
    assert word_rows("Forty SHELLS fell on 12 roofs", ROWS) == word_rows("forty shells fell on 900 roofs", ROWS)
    assert word_rows("shells fell", ROWS) != word_rows("fell shells", ROWS)


def test_packed_weights_say_what_the_full_ones_say() -> None:
    weights = np.zeros((ROWS, 2))
    weights[word_rows("shell", ROWS)] = (2.0, -1.0)
    model = unpacked(packed(("war", "peace"), weights, np.array([0.5, 0.0])))
    scores = model.scores("shell")
    size = len(word_rows("shell", ROWS)) ** 0.5
    assert abs(scores["war"] - (0.5 + 2 * size)) < 0.05
    assert abs(scores["peace"] - (-size)) < 0.05
    assert model.scores("") == {"war": 0.5, "peace": 0.0}

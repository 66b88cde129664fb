"""How a document is cut for the claims network: every sentence is judged once, with as much before it as may be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casus.coding.windows import Window, windows

SIZES = st.lists(st.integers(0, 40), max_size=25)
LONGEST, BEFORE = st.integers(1, 60), st.integers(0, 30)


@given(SIZES, LONGEST, BEFORE)
def test_every_sentence_is_judged_exactly_once_in_order(sizes: list[int], longest: int, before: int) -> None:
    judged = [at for one in windows(sizes, longest, before) for at in range(one.judged, one.end)]
    assert judged == list(range(len(sizes)))


@given(SIZES, LONGEST, BEFORE)
def test_what_stands_before_is_as_much_as_may_be_and_no_more(sizes: list[int], longest: int, before: int) -> None:
    for one in windows(sizes, longest, before):
        assert sum(sizes[one.begin : one.judged]) <= before
        assert one.begin == 0 or sum(sizes[one.begin - 1 : one.judged]) > before


@given(SIZES, LONGEST, BEFORE)
def test_a_window_is_filled_and_only_a_single_judged_sentence_may_be_too_long(
    sizes: list[int], longest: int, before: int
) -> None:
    for one in windows(sizes, longest, before):
        size = sum(sizes[one.begin : one.end])
        assert size <= longest or one.end == one.judged + 1
        assert one.end == len(sizes) or size + sizes[one.end] > longest


def test_a_document_without_sentences_has_no_window() -> None:
    assert windows([]) == []


def test_a_short_document_is_one_window() -> None:
    assert windows([20, 30, 10]) == [Window(0, 0, 3)]


def test_a_sentence_that_is_too_long_has_a_window_of_its_own_with_what_is_before_it() -> None:
    assert windows([5, 50, 5], longest=20, before=6) == [Window(0, 0, 1), Window(0, 1, 2), Window(2, 2, 3)]


def test_the_next_window_begins_with_the_last_sentences_of_the_one_before() -> None:
    assert windows([8, 4, 4, 8, 8], longest=16, before=8) == [Window(0, 0, 3), Window(1, 3, 4), Window(3, 4, 5)]

"""Keys of texts: few, stable, and in common wherever texts share a passage or are alike as wholes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from casus.cleaning.key_index import KeyIndex
from casus.cleaning.noise import clean
from casus.cleaning.overlap import compare, passages, shared_part
from casus.cleaning.shingles import KEY_BITS, PASSAGE_WORDS, Words, kept_words, keys_of
from casus.record import Document

numbers = st.integers(0, 2**64 - 1)
texts = st.lists(numbers, max_size=80)


def words(*parts: list[int]) -> Words:
    return Words(np.array([number for part in parts for number in part], np.uint64))


def own(seed: int, size: int) -> list[int]:
    """So many words that no other seed gives."""
    return np.random.default_rng(seed).integers(0, 1 << 63, size).tolist()


@given(
    before=texts,
    after=texts,
    shared=st.lists(numbers, min_size=PASSAGE_WORDS, max_size=PASSAGE_WORDS),
    seed=st.integers(0, 9),
)
def test_texts_with_a_passage_in_common_share_a_key(
    before: list[int], after: list[int], shared: list[int], seed: int
) -> None:
    one, other = words(before, shared, after), words(own(seed, 70), shared, own(seed + 10, 70))
    assert np.intersect1d(keys_of(one), keys_of(other)).size


def test_texts_alike_as_wholes_share_a_key_though_no_passage_is_the_same() -> None:
    missed = 0
    for seed in range(200):
        text = own(seed, 60)
        changed = [number + (at % 15 == 7) for at, number in enumerate(text)]
        missed += not np.intersect1d(keys_of(words(text)), keys_of(words(changed))).size
    assert missed <= 2


def test_texts_that_have_nothing_in_common_share_no_key() -> None:
    assert not np.intersect1d(keys_of(words(own(1, 2000))), keys_of(words(own(2, 2000)))).size


def test_a_report_has_some_eighty_keys_of_forty_bits_each_once() -> None:
    keys = keys_of(words(own(3, 400)))
    assert 60 <= len(keys) <= 95
    assert np.array_equal(keys, np.unique(keys))
    assert int(keys.max()) < 1 << KEY_BITS


def test_keys_are_the_same_in_every_process() -> None:
    assert keys_of(kept_words(Document("a", "Blast heard in Harran"))).tolist() == [1054852730553]


def test_a_book_is_one_text() -> None:
    assert len(keys_of(words(own(4, 50_000)))) > 5000


def test_words_know_where_they_stand_in_the_text() -> None:
    text = "Comments\nThe army took Harran – on Friday, it said.\n"
    found = kept_words(clean(Document("a", text)))
    assert [text[begin:end] for begin, end in found.spans][:4] == ["The", "army", "took", "Harran"]
    assert len(found.spans) == len(found)


def test_texts_without_words_have_no_keys() -> None:
    assert not keys_of(words()).size
    assert not words().runs(5).size


# ------------------------------------------------------------------------------------ overlap


def test_the_words_in_common_are_found_in_whatever_order_they_stand() -> None:
    a, b, c = own(1, 40), own(2, 40), own(3, 40)
    overlap = compare(words(a, c, b), words(b, a))
    assert passages(overlap.words) == [(0, 40), (80, 120)]
    assert overlap.share == 2 / 3


def test_a_changed_word_parts_no_passage_and_a_changed_sentence_does() -> None:
    mask = np.ones(100, bool)
    mask[50:52] = False
    assert passages(mask) == [(0, 100)]
    mask[50:58] = False
    assert passages(mask) == [(0, 50), (58, 100)]
    assert passages(mask, least=45) == [(0, 50)]


def test_short_texts_are_compared_more_strictly_than_long_ones() -> None:
    def changed(size: int) -> bool:
        text = own(1, size)
        return compare(words([n + (at % 12 == 6) for at, n in enumerate(text)]), words(text)).whole

    assert changed(200)
    assert not changed(40)


def test_the_shared_part_is_that_of_the_smaller_text() -> None:
    assert shared_part(words(own(1, 50), own(2, 100)), words(own(1, 50))) == 1
    assert shared_part(words(), words(own(1, 50))) == 0


# ------------------------------------------------------------------------------------ the index


@given(st.lists(st.sets(st.integers(0, 30)), max_size=12), st.sets(st.integers(0, 40)))
def test_the_index_names_the_first_text_with_each_key(texts: list[set[int]], wanted: set[int]) -> None:
    index = KeyIndex(np.array(sorted(keys), np.uint64) for keys in texts)
    firsts = {next((n for n, keys in enumerate(texts) if key in keys), None) for key in wanted} - {None}
    assert index.firsts(np.array(sorted(wanted), np.uint64)).tolist() == sorted(firsts)
    assert len(index) == sum(map(len, texts))

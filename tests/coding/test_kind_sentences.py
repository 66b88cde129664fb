"""The sentences around passages, one by one and of many at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.coding import kind_sentences
from casus.coding.kind_sentences import LONG, SENTENCE_END, SHORT, sentences_around, sentences_of_each

PARTS = st.lists(
    st.sampled_from(["Ab", "c d", ". ", "! ", '." ', "\n\n", "\n", " ", "3", "e" * 200, "word by word " * 30, "  " * 200]),
    max_size=30,
).map("".join)  # fmt: skip
ODD = st.lists(
    st.sampled_from([
        "Ab", "c", ".", "?", "!", " ", "\n", "\t", "\u00a0", "\u2028", "\u2009", "\x1f", "\x85", "\0", "\ud800", "”", "“", "’", "(", ")", "]", "é", "É",
        "7", "٧", ",", ". A", ". a", ".\n\nB", "\n \n",
    ]),
    max_size=25,
).map("".join)  # fmt: skip


def whole(text: str, begin: int, end: int) -> str:
    """What a look at all full stops of the text finds."""
    first, last = 0, len(text)
    for found in SENTENCE_END.finditer(text):
        if found.end() <= begin:
            first = found.end()
        elif found.start() >= end - 1:
            last = found.start() + 1
            break
    return text[first:last]


@given(PARTS, st.data())
def test_sentences_are_those_that_a_look_at_the_whole_text_finds(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    text += data.draw(st.sampled_from(["", " word" * SHORT]))  # a long text is not looked at as a whole
    assert sentences_around(text, begin, end) == whole(text, begin, end)


@given(texts=st.lists(PARTS | ODD, min_size=1, max_size=6), long=st.booleans(), data=st.data())
def test_sentences_of_many_passages_are_those_of_each(texts: list[str], long: bool, data: st.DataObject) -> None:
    keyed = {f"d{n}": text for n, text in enumerate(texts)}
    keys = data.draw(st.lists(st.sampled_from(sorted(keyed)), max_size=10))
    begins = [data.draw(st.integers(0, len(keyed[key]))) for key in keys]
    ends = [data.draw(st.integers(begin, len(keyed[key]))) for key, begin in zip(keys, begins, strict=True)]
    if long:
        keyed["d0"] += " word" * LONG
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind_sentences, "TOGETHER", data.draw(st.sampled_from([1, 200, 250_000])))
        found = sentences_of_each(keyed, keys, begins, ends)
    assert found == [whole(keyed[key], begin, end) for key, begin, end in zip(keys, begins, ends, strict=True)]


def test_a_passage_of_no_known_text_is_an_error() -> None:
    with pytest.raises(KeyError, match="d2"):
        sentences_of_each({"d1": "Shells fell."}, ["d2"], [0], [3])

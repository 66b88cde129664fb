"""Spellings that name the same thing share a key; words keep their place in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.grounding.names import bare, key_of, skeleton, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Bab", "al Bab"),
        ("Deir ez-Zor", "Deir ez Zor"),
        ("Dera'a", "Deraa"),
        ("Türkiye", "Turkiye"),
        ("the Taliban", "Taliban"),
    ],
)
def test_case_marks_and_hyphens_do_not_matter(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("name", "short"),
    [("al-Nusra", ("nusra",)), ("ar-Raqqah", ("raqqah",)), ("El Fasher", ("fasher",)), ("Al", ("al",))],
)
def test_the_article_is_dropped_before_a_name_only(name: str, short: tuple[str, ...]) -> None:
    assert bare(name) == short


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baghouz", "Baghuz"),
        ("Deir Ezzor", "Dayr az-Zawr"),
        ("Lattakia", "Latakia"),
        ("Jaysh al-Islam", "Jaish al-Islam"),
    ],
)
def test_transliterations_share_a_skeleton(one: str, other: str) -> None:
    ours, theirs = skeleton(one), skeleton(other)
    assert ours.replace("a", "") == theirs.replace("a", "")


def test_a_possessive_is_not_part_of_the_word() -> None:
    assert [token.text for token in tokens("Turkey's army and the rebels' towns")] == [
        "Turkey",
        "army",
        "and",
        "the",
        "rebels",
        "towns",
    ]


@given(st.text(max_size=80))
def test_offsets_quote_the_text(text: str) -> None:
    for token in tokens(text):
        assert text[token.begin : token.end] == token.text

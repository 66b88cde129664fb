"""The pieces that cleaning judges: sentences, also where a page glued two together, and quotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.cleaning.units import blank_quotations, lines, paragraphs, sentences


def split(text: str) -> list[str]:
    return [text[begin:end] for begin, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("They left. The army came.", ["They left.", "The army came."]),
        ("It helps us.Troops moved in.", ["It helps us.", "Troops moved in."]),
        ("“We won.” The army came.", ["“We won.”", "The army came."]),
        ("Gen. Ali met U.S. troops on Feb. 3 in St. Marc.", ["Gen. Ali met U.S. troops on Feb. 3 in St. Marc."]),
        (
            "It fell by 3.5 per cent. See example.Com/Page now.",
            ["It fell by 3.5 per cent.", "See example.Com/Page now."],
        ),
        ("They left • Read more", ["They left", "• Read more"]),
        ("", []),
    ],
)
def test_sentences(text: str, pieces: list[str]) -> None:
    assert split(text) == pieces


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He said “we won” today", "He said today"),
        ('He said "we won" and "they lost" today', "He said and today"),
        ("“We won. They lost.", ""),
        ("The rebels' men, the army's guns", "The rebels' men, the army's guns"),
        ('Six inches 6" wide and more', 'Six inches 6" wide and more'),
    ],
)
def test_quotations_are_blanked_out(text: str, left: str) -> None:
    blanked = blank_quotations(text)
    assert len(blanked) == len(text)
    assert " ".join(blanked.replace("\x00", " ").split()) == left


@given(st.text(max_size=200))
def test_pieces_cover_everything_but_white_space(text: str) -> None:
    for pieces in (lines(text), paragraphs(text), list(sentences(text, 0, len(text)))):
        assert pieces == sorted(pieces)
        covered = {place for begin, end in pieces for place in range(begin, end)}
        assert all(place in covered for place, char in enumerate(text) if not char.isspace())

"""The words around a place name: what is cleaned away, and what comes off layer by layer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.grounding.place_phrases import cleaned, peeled


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the Sinai", "Sinai"),
        ("  inside\n the  besieged Goma. ", "Goma"),
        ("“Bakhmut”,", "Bakhmut"),
        ("rebel-held El Fasher", "El Fasher"),
        ("government-controlled Marib", "Marib"),
        ("neighbouring Chad's", "Chad"),
        ("across the mainly opposition-dominated Afrin", "Afrin"),
        ("the north of Mali", "north of Mali"),
        ("northern Mali", "northern Mali"),
        ("the northern Mali", "northern Mali"),
        ("Washington, D.C.", "Washington, D.C."),
        ("D.C.", "D.C."),
        ("the U.S.", "U.S."),
        ("the", "the"),
        ("", ""),
        (' "." ', ""),
    ],
)
def test_what_is_no_part_of_a_name_is_cleaned_away(phrase: str, name: str) -> None:
    assert cleaned(phrase) == name


@pytest.mark.parametrize(
    ("phrase", "inner"),
    [
        ("30 km from Goma", "Goma"),
        ("30 km north of Goma", "Goma"),
        ("12 kilometres to the south-east of Goma", "Goma"),
        ("just outside Goma", "just outside Goma"),
        ("outside Goma", "Goma"),
        ("near the Kerch", "Kerch"),
        ("the outskirts of Goma", "Goma"),
        ("northern city of Marib", "Marib"),
        ("small mining town of Rubaya", "Rubaya"),
        ("province of Ituri", "Ituri"),
        ("eastern Ghouta", "Ghouta"),
        ("Goma city", "Goma"),
        ("Ituri province", "Ituri"),
        ("Kakuma refugee camp", "Kakuma"),
        ("Mali's Gao", "Gao"),
        ("Bazaar Street, Peshawar", "Bazaar Street"),
        ("Goma", "Goma"),
    ],
)
def test_one_layer_comes_off_at_a_time(phrase: str, inner: str) -> None:
    assert peeled(phrase) == inner


def test_layers_come_off_from_the_outside() -> None:
    layers = ["near the northern town of Gao district", "northern town of Gao district", "Gao district", "Gao"]
    assert [peeled(layer) for layer in layers] == [*layers[1:], "Gao"]


PARTS = st.sampled_from(
    ["the ", "near ", "north of ", "30 km ", "besieged ", "northern ", "town of ", "province of ", "Gao", "D.C.", "’s ", "'s", ", ", " province", " city",
     " refugee camp", "rebel-held ", "\n", "“", "-", "al-", "in "]
)  # fmt: skip
PHRASES = st.one_of(st.text(max_size=40), st.lists(PARTS, max_size=9).map("".join))


@given(PHRASES)
def test_what_is_cleaned_is_clean(phrase: str) -> None:
    once = cleaned(phrase)
    assert cleaned(once) == once
    assert len(once) <= len(phrase) + 1


@given(PHRASES)
def test_peeling_comes_to_an_end(phrase: str) -> None:
    text = cleaned(phrase)
    for _ in range(len(text) + 2):
        shorter = peeled(text)
        if shorter == text:
            break
        assert len(shorter) < len(text)
        text = shorter
    assert peeled(text) == text

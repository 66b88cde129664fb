"""Texts with names changed: which may be, what moves with them, and that nothing else changes."""

from __future__ import annotations

import random
from typing import Any

from training.claim_swaps import lone, pool, swapped
from training.holding import in_fold, is_held

# "ab c de . f": the second word is a side, the third and fourth together a place of two words
TEXT: dict[str, Any] = {
    "id": "t", "pieces": [1, 2, 3, 4, 5, 6, 7], "shapes": [0, 0, 1, 1, 0, 0, 1], "gaps": [2, 0, 1, 1, 0, 0, 1],
    "first": [0, 2, 3, 5, 6], "starts": [0, 4], "mentions": [[1, 2, "side"], [2, 4, "place"], [4, 5, "count"]], "claims": [],
}  # fmt: skip
OTHER: dict[str, Any] = {
    "id": "o", "pieces": [11, 12, 13], "shapes": [1, 0, 1], "gaps": [2, 0, 1], "first": [0, 2], "starts": [0],
    "mentions": [[0, 1, "side"], [1, 2, "place"]], "claims": [],
}  # fmt: skip


def change(share: float) -> dict[str, Any]:
    return swapped(TEXT, pool([OTHER]), share, random.Random(1))


def test_a_name_of_the_same_sort_takes_the_place_and_words_get_new_numbers() -> None:
    made = change(1.0)
    assert made["pieces"] == [1, 2, 11, 12, 13, 7]
    assert made["first"] == [0, 2, 4, 5]
    assert made["mentions"] == [[1, 2, "side"], [2, 3, "place"], [3, 4, "count"]]
    assert made["starts"] == [0, 3]


def test_a_name_keeps_the_gap_before_the_one_it_replaces() -> None:
    assert change(1.0)["gaps"] == [2, 0, 1, 0, 1, 1]


def test_what_people_coded_does_not_go_along() -> None:
    assert change(1.0)["claims"] is None


def test_nothing_changes_where_nothing_is_chosen() -> None:
    made = change(0.0)
    assert {name: made[name] for name in made if name != "claims"} == {
        name: TEXT[name] for name in TEXT if name not in ("id", "claims")
    }


def test_mentions_that_overlap_stay_as_they_are() -> None:
    row = TEXT | {"mentions": [[1, 3, "side"], [2, 4, "place"], [4, 5, "side"]]}
    assert list(lone(row)) == [(4, 5, "side")]


def test_the_part_that_is_held_out_is_the_one_that_training_leaves_out() -> None:
    names = [f"text-{number}" for number in range(80)]
    out = [name for name in names if in_fold(name, "0/8")]
    assert 0 < len(out) < 30
    assert out == [name for name in names if is_held(name)]
    assert not any(in_fold(name, None) for name in names)

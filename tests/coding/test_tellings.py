"""When the words of one kind in a sentence tell of two things, and which of them tells of it."""

from __future__ import annotations

from typing import Any

import pytest
from hearing import ToldClaim
from reports import readings

from casus.coding.tellings import FAINTER, HEARD, tellings
from casus.record import Kind

TWO = "Government forces shelled the camp on Monday after rebels fired dozens of rockets at the town."


def told(text: str, kind: Kind = "shelling", **loud: float) -> list[tuple[str, str]]:
    """The first word and the stretch of each telling; ``loud`` are the words that the network hears, by log-odds."""
    (reading,) = readings(text)
    heard: Any = ToldClaim(loud={text.index(word): value for word, value in loud.items()})
    hits = [hit for hit in reading.hits if hit.candidate.kind == kind]
    return [
        (one.hits[0].candidate.head.text, text[one.begin : one.end]) for one in tellings(hits, reading.sentence, heard)
    ]


def test_two_sides_in_two_clauses_tell_of_two_things() -> None:
    assert told(TWO, shelled=3, fired=2) == [
        ("shelled", "Government forces shelled the camp on Monday"),
        ("fired", "after rebels fired dozens of rockets at the town"),
    ]


def test_what_is_told_first_may_hang_on_what_comes_behind() -> None:
    text = "After rebels fired dozens of rockets at the town, government forces shelled the camp."
    assert {word for word, _ in told(text, shelled=3, fired=2)} == {"shelled", "fired"}


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        (TWO, {"shelled": 3, "fired": HEARD - 0.1}),
        ("Rebels shelled the camp after rebels fired rockets at it.", {"shelled": 3, "fired": 3}),
        ("Rebels shelled the camp after they fired rockets at the town.", {"shelled": 3, "fired": 3}),
        ("Rebels shelled the camp, firing dozens of rockets.", {"shelled": 3, "firing": 3}),
        ("Rebels shelled the camp with rockets that the army had fired at the town.", {"shelled": 3, "fired": 3}),
    ],
    ids=["unheard", "the same side", "a pronoun", "no side of its own", "a relative clause"],
)
def test_other_words_tell_of_one_thing(text: str, loud: dict[str, float]) -> None:
    assert [stretch for _, stretch in told(text, **loud)] == [text]


def test_the_word_that_the_network_hears_tells_of_it() -> None:
    text = "Rebels shelled the camp, and rockets were fired at the town."
    assert told(text)[0][0] == "shelled"
    assert told(text, shelled=-FAINTER, rockets=1.0)[0][0] != "shelled"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The army captured the town, which rebels had seized in May.", {"captured": 3, "seized": 3}),
        ("Troops captured the town days after it was overrun by rebels.", {"captured": 3, "overrun": 3}),
    ],
    ids=["a clause about the place", "whom it is done by"],
)
def test_a_place_that_others_had_taken_is_told_to_be_taken_twice(text: str, words: dict[str, float]) -> None:
    assert {word for word, _ in told(text, "territory_gain", **words)} == set(words)


def test_who_took_another_place_is_still_the_same_side() -> None:
    text = "Rebels who had seized the port captured the town."
    assert len(told(text, "territory_gain", captured=3, seized=3)) == 1

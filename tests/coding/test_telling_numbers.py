"""Verbs by which somebody tells how many."""

from __future__ import annotations

import pytest
from reports import readings

from casus.coding.telling_numbers import tells_number


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("A doctor put the toll at 21.", ["put"]),
        ("The ministry raised the number of dead to 30.", ["raised"]),
        ("Rescuers have counted 14 bodies.", ["counted"]),
        ("The newspaper speaks of 41 dead.", ["speaks"]),
        ("The general put soldiers in the town.", []),
        ("The rebels raised their flag.", []),
        ("The court recorded the plea.", []),
        ("The mayor speaks of peace.", []),
        ("The coach speaks of 11 men on the field.", []),
        ("The general counted 30 tanks.", []),
    ],
)
def test_who_tells_a_number(text: str, telling: list[str]) -> None:
    (reading,) = readings(text)
    assert [token.text for token in reading.sentence.span if token.pos_ == "VERB" and tells_number(token)] == telling


def test_who_tells_a_number_is_cited_for_it() -> None:
    (reading,) = readings("A doctor at the clinic put the toll at 21.")
    assert [voice.speaker.text for voice in reading.voices] == ["A doctor at the clinic"]


def test_who_tells_a_number_is_not_cited_for_what_is_joined_to_it() -> None:
    (reading,) = readings("A doctor counted 30 bodies at the clinic, and the army killed 12 rebels near Kaya.")
    (voice,) = reading.voices
    said = reading.sentence.span.doc[voice.first : voice.last + 1].text
    assert (voice.speaker.text, said) == ("A doctor", "A doctor counted 30 bodies at the clinic")

"""Speakers by order of words alone."""

import pytest
from reading_text import read, speakers

from casus.coding.attribution import voice_of


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Aircraft struck the retreating column, the army tweeted, destroying four pickups.", "army"),
        ("Two Ugandans were killed, Ada Lind said, when rebels tried to storm the parliament.", "Ada Lind"),
        ("The port was shelled, medics and a local committee said, as the army rushed men to the town.", "medics and a local committee"),
        ("BAMAKO — Gunmen swept into a village, killing at least 30 people, local officials said on Tuesday.", "local officials"),
        ("HARBOUR/ADEN - Nineteen soldiers were killed when rebels raided their camp, the armed forces said, in the latest blow.", "armed forces"),
    ],
)  # fmt: skip
def test_a_speaker_stands_between_commas(text: str, speaker: str) -> None:
    assert speakers(text) == [[speaker]]


def test_who_is_said_to_have_ordered_it_does_not_say_so() -> None:
    (reading,) = read(
        "Police captured one of the lieutenants, who, prosecutors say, ordered the car bomb that killed a vendor."
    )
    ordered, captured = (next(t for t in reading.sentence.span if t.lower_ == w) for w in ("ordered", "captured"))
    voice = voice_of(ordered, reading.voices)
    assert voice is not None
    assert voice.speaker.text == "prosecutors"
    assert voice_of(captured, reading.voices) is None


def test_what_happened_meanwhile_is_not_told_by_the_one_who_is_put_in() -> None:
    (reading,) = read(
        "Eighteen people were killed in the raids, the rescue service said, as rebels pushed to the town."
    )
    pushed = next(t for t in reading.sentence.span if t.lower_ == "pushed")
    assert voice_of(pushed, reading.voices) is None


def test_who_is_blamed_does_not_speak() -> None:
    (found,) = speakers(
        "The rights office, which tracks the war from Oslo, blamed Russian jets for the strike on Harbour."
    )
    assert found == ["rights office"]

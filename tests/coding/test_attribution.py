"""Who is cited for what a sentence says."""

import pytest
from reading_text import read, speakers

from casus.coding.attribution import source_type_of, voice_of
from casus.coding.speakers import cited


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Police said two men were arrested in the town.", "Police"),
        ("Two men were arrested in the town, police said.", "police"),
        ("Two men were arrested in the town, a Geneva-based rights group said.", "a Geneva-based rights group"),
        ("Two men were arrested in the town, exiled activists said.", "exiled activists"),
        ("According to local officials, hundreds of families fled.", "local officials"),
        ("Two soldiers were killed near the bridge on Monday, reports Harbour Times.", "Harbour Times"),
        ("Two soldiers were killed near the bridge on Monday, reported The Harbour Post.", "Harbour Post"),
    ],
)
def test_a_sentence_cites_its_speaker(text: str, speaker: str) -> None:
    assert speakers(text) == [[speaker]]


@pytest.mark.parametrize(
    "text",
    [
        "On 3 March, activists said fifty people were killed in the raid.",
        "In the north, officials said dozens of people were killed by shells.",
        "Fifty people were killed in the raid, activists said.",
    ],
)
def test_what_is_said_is_covered_wherever_the_speaker_stands(text: str) -> None:
    (reading,) = read(text)
    killed = next(token for token in reading.sentence.span if token.lower_ == "killed")
    assert voice_of(killed, reading.voices) is not None


def test_a_sentence_of_the_reporter_cites_nobody() -> None:
    assert speakers("Two men were arrested in the town.") == [[]]


def test_a_pronoun_stands_for_the_last_speaker() -> None:
    found = speakers(
        "Colonel Adem Kaya said two soldiers were killed. The road is closed. He said the army would return."
    )
    assert found[0] == found[2] != []
    assert found[1] == []


def test_a_surname_stands_for_the_name_in_full() -> None:
    found = speakers("Army spokesman Adem Kaya said two soldiers were killed. Kaya said the army captured the town.")
    assert found == [["Army spokesman Adem Kaya"]] * 2


def test_a_quotation_goes_on_over_sentences() -> None:
    found = speakers("“They shelled the town,” the mayor said. “They burned the school. They took the bridge.”")
    assert [names[0].lower().removeprefix("the ") for names in found] == ["mayor"] * len(found)


def test_an_unclosed_quotation_ends_with_the_paragraph() -> None:
    found = speakers("The mayor said: “They shelled the town.\nThe army captured the bridge on Monday.")
    assert found[-1] == []


@pytest.mark.parametrize(
    ("phrase", "as_cited"),
    [
        ("Adem Kaya, a Northern Defence Force (NDF) spokesman", "NDF spokesman Adem Kaya"),
        ("the US secretary of state, John Miller", "US secretary of state John Miller"),
        ("a spokesman for the Northern Front", "Northern Front spokesman"),
        ("the army", "army"),
        ("One rebel commander", "a rebel commander"),
        ("Adem Kaya, director of a programme for peace", "Adem Kaya"),
    ],
)
def test_a_speaker_is_cited_with_office_and_name(phrase: str, as_cited: str) -> None:
    assert cited(phrase) == as_cited


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The rebel commander said his men captured the town.", "belligerent"),
        ("The foreign minister said the army captured the town.", "government"),
        ("A witness said the army shelled the town.", "witness"),
        ("Analysts said the army captured the town.", "expert"),
        ("Two soldiers were killed near the bridge, reports Harbour Times.", "media"),
        ("Aid agencies said hundreds of families fled.", "ngo"),
    ],
)
def test_words_tell_the_sort_of_source(text: str, kind: str) -> None:
    (reading,) = read(text)
    assert source_type_of(reading.voices[0]) == kind

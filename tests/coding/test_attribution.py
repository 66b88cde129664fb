"""Who is cited for what a sentence says."""

import pytest
from reading_text import read, speakers

from casus.coding.attribution import voice_of
from casus.coding.source_types import source_type_of


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
        ("The port was shelled, the Oslo-based Centre for Peace and Democracy said.", "Centre for Peace and Democracy"),
        ("The port was shelled, Ada Lind, head of the Northern Rescue Committee, said.", "Ada Lind"),
        (
            "The plant was shelled, an official at the state power company said.",
            "an official at the state power company",
        ),
        ("The port was shelled, the state-run Harbour News Agency said.", "Harbour News Agency"),
        (
            '"Nine others were taken away into the forest," said the president of the civil society of Harbour, Samuel Kaya.',
            "Samuel Kaya",
        ),
        ("UN and aid agency officials suggest thousands may flee.", "UN and aid agency officials"),
        ("In March Adem Kaya announced that the army would leave the port.", "Adem Kaya"),
        ("An inquest in Harbour heard that two men were killed by a mine.", "An inquest"),
        ("The villagers accused soldiers of burning the mosque.", "villagers"),
        ("Lind contradicted the president, claiming the army would not leave the port.", "Lind"),
        ("Three officials have told the Harbour Post in recent months that the raids have stopped.", "Three officials"),
        ("Harbour protested against an announcement by Turkey that its troops would stay.", "Turkey"),
        ("On 14 June the M23 announced that it would leave two towns.", "M23"),
        ("Damascus replied within the hour that its soldiers had entered the town.", "Damascus"),
        ("The rights office blamed Russian jets for the strike on the port.", "rights office"),
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


@pytest.mark.parametrize(
    "text",
    [
        "The men heard the shelling of the town.",
        "Soldiers found a mine near the bridge.",
        "An estimated 20 people were killed by shells in the town.",
        "The army built a base at Harbour, a rich region in the north, on Monday.",
    ],
)
def test_who_only_does_something_is_not_cited(text: str) -> None:
    assert speakers(text) == [[]]


def test_those_who_are_quoted_speak_not_those_who_quote_them() -> None:
    (found,) = speakers("Police officers were quoted by local media as saying that four fighters were killed.")
    assert set(found) == {"Police officers"}


def test_a_threat_covers_what_is_threatened_alone() -> None:
    (reading,) = read("Turkey threatened to shell the port after rebels burned the bridge.")
    told = {t.lower_ for t in reading.sentence.span if voice_of(t, reading.voices) is not None}
    assert "shell" in told
    assert "Turkey" not in told


def test_the_speaker_may_come_with_the_end_of_a_quotation() -> None:
    found = speakers("“They shelled the town at night. They burned the school in the morning,” said Ada Lind.")
    assert found == [["Ada Lind"]] * 2


def test_a_pronoun_stands_for_whom_the_text_means_not_for_who_spoke_last() -> None:
    found = speakers(
        "Ada Lind fled the town with her son. The army said two soldiers were killed. She said the school was burned."
    )
    assert found[2] == ["Ada Lind"]


def test_an_abbreviation_stands_for_the_words_that_it_spells() -> None:
    found = speakers(
        "The list is kept by the Violence Records Office in Aden (VRO). The VRO said 20 people were killed in the raid."
    )
    assert found[1] == ["Violence Records Office"]


def test_time_before_a_name_is_no_office() -> None:
    found = speakers("The last time Ada Lind saw her brother was in May. Lind said the army shelled the town.")
    assert found[1] == ["Ada Lind"]


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
    ("text", "kind"),
    [
        ("The rebel commander said his men captured the town.", "belligerent"),
        ("The foreign minister said the army captured the town.", "government"),
        ("A witness said the army shelled the town.", "witness"),
        ("Analysts said the army captured the town.", "expert"),
        ("Two soldiers were killed near the bridge, reports Harbour Times.", "media"),
        ("Aid agencies said hundreds of families fled.", "ngo"),
        ("Activists said the army shelled the town.", "other"),
        ("Ada Lind, a humanitarian adviser to the UN, said hundreds of families fled.", "un"),
        ("A study of the war found that most of the dead were civilians.", "expert"),
        ("A security source said the army shelled the town.", "official_unnamed"),
        ("District Police Officer Adem Kaya said two men were killed.", "government"),
        ("Assistant Commissioner Adem Kaya said two men were killed.", "government"),
    ],
)
def test_words_tell_the_sort_of_source(text: str, kind: str) -> None:
    (reading,) = read(text)
    assert source_type_of(reading.voices[0]) == kind


def test_what_the_army_did_meanwhile_is_the_reporters() -> None:
    found = heard("Ankara said that it would not abandon its post, and a convoy crossed the border on Monday.")
    assert (found["abandon"], found["crossed"]) == ("Ankara", None)
    found = heard("Rebels shelled the port, according to a commander, as soldiers entered the town.")
    assert (found["shelled"], found["entered"]) == ("a commander", None)


def test_what_is_told_of_those_who_are_blamed_is_the_reporters() -> None:
    text = "Ada Lind blamed the peacekeepers, whose tanks returned fire after rebels shelled the base."
    assert heard(text) == {"blamed": "Ada Lind", "returned": None, "shelled": None}


def test_each_side_of_a_semicolon_has_its_own_speaker() -> None:
    found = heard("Sources in Harbour say that rebels granted passage; the elders deny that they agreed.")
    assert found["granted"] == "Sources in Harbour"
    assert found["agreed"] == "elders"


def test_one_who_admits_goes_on_speaking() -> None:
    text = 'Adem Kaya admitted on Thursday that "small groups" had crossed, but said they were being shelled.'
    assert heard(text)["shelled"] == "Adem Kaya"


def test_who_raises_a_toll_does_not_tell_it() -> None:
    text = "Adem Kaya said snipers had killed three marines near the bridge, raising the toll among soldiers to 69."
    assert heard(text)["raising"] == "Adem Kaya"


def test_one_who_is_heard_by_another_says_so() -> None:
    text = (
        "Minister Adem Kaya told a meeting of parties that twenty fighters had died, an official who was present said."
    )
    assert "Kaya" in str(heard(text)["died"])


def heard(text: str) -> dict[str, str | None]:
    """Who is cited for each verb of a sentence."""
    (reading,) = read(text)
    verbs = [token for token in reading.sentence.span if token.pos_ == "VERB"]
    voices = {verb.lower_: voice_of(verb, reading.voices) for verb in verbs}
    return {word: voice.speaker.text if voice is not None else None for word, voice in voices.items()}

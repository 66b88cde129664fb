"""Each sentence as coding sees it: hits with roles and status, counts and voices."""

from __future__ import annotations

from reports import readings, sentences

from casus.coding.reading import read_sentences


def test_a_sentence_is_read_with_all_that_is_in_it() -> None:
    (reading,) = readings("Rebels shelled the airport, killing 12 people, the governor said.")
    hit = next(hit for hit in reading.hits if hit.candidate.kind == "shelling")
    assert hit.candidate.head.text == "shelled"
    assert [token.text for token in hit.roles.doers] == ["Rebels"]
    assert hit.status == "happened"
    assert [(item.count.what, item.count.min) for item in reading.counts] == [("killed", 12)]
    (speaker,) = [voice.speaker.text for voice in reading.voices if voice.speaker]
    assert speaker.endswith("governor")


def test_readings_keep_the_order_of_the_text() -> None:
    found = sentences("Rebels shelled the airport. It rained. The army withdrew from the town.")
    assert [reading.sentence for reading in read_sentences(found)] == found


def test_a_sentence_without_a_letter_is_left_out() -> None:
    found = (
        sentences("Rebels shelled the airport.")
        + sentences("* * * 123")
        + sentences("The army withdrew from the town.")
    )
    assert [reading.sentence.text for reading in read_sentences(found)] == [
        "Rebels shelled the airport.",
        "The army withdrew from the town.",
    ]


def test_a_peaceful_sentence_has_no_hits() -> None:
    (reading,) = readings("The baker bought flour and salt.")
    assert (reading.hits, reading.counts, reading.voices) == ((), (), ())


def test_what_is_denied_did_not_happen() -> None:
    (reading,) = readings("The army denied that it had shelled the airport.")
    assert [hit.status for hit in reading.hits if hit.candidate.kind == "shelling"] == ["denied"]


def test_every_hit_lies_in_its_sentence() -> None:
    for reading in readings("Rebels shelled the airport. Two soldiers were killed. Thousands of people fled the town."):
        assert all(token in reading.sentence.span for hit in reading.hits for token in hit.candidate.tokens)


def test_nothing_is_read_in_nothing() -> None:
    assert read_sentences([]) == []

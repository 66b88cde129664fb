"""Words that may tell of an event are found with the kind they point to."""

import pytest
from reading_text import read

from casus.record import Kind


@pytest.mark.parametrize(
    ("text", "kind", "trigger"),
    [
        ("The army captured the town.", "territory_gain", "capture"),
        ("An air strike hit the market.", "air_strike", "air strike"),
        ("A suicide bomber attacked the gate.", "suicide_bombing", "suicide bomber"),
        ("Hundreds of families fled the town.", "displacement", "flee"),
        ("Both sides signed a ceasefire.", "agreement", "ceasefire"),
    ],
)
def test_a_word_of_the_table_is_a_candidate_for_its_kind(text: str, kind: Kind, trigger: str) -> None:
    (reading,) = read(text)
    assert trigger in {hit.candidate.name for hit in reading.hits if hit.candidate.kind == kind}


def test_a_sentence_without_such_words_has_no_candidates() -> None:
    (reading,) = read("The weather was mild and the harvest good.")
    assert reading.hits == ()

"""Words that may tell of an event are found with the kind they point to."""

from importlib.resources import files

import pytest
from reading_text import read
from reports import sentences

from casus.coding.kinds import read_table
from casus.coding.triggers import compile_patterns, find_candidates
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


def test_a_verb_of_the_users_own_table_is_found_in_all_its_forms_and_marked() -> None:
    over = '[[kind]]\nname = "siege"\nverbs = ["bottle up"]\nalways = ["bottle up"]\n'
    packaged = (files("casus.coding") / "kinds.toml").read_text(encoding="utf-8")
    lexicon = compile_patterns(read_table(packaged, over))
    (sentence,) = sentences("Rebels bottled up the garrison.")
    found = [hit for hit in find_candidates(sentence.span, lexicon) if hit.kind == "siege"]
    assert [(hit.always, len(hit.tokens)) for hit in found] == [(True, 2)]
    assert not [hit for hit in find_candidates(sentence.span) if hit.always]

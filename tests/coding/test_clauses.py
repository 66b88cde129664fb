"""How the stretches of a sentence stand to a trigger."""

from __future__ import annotations

from itertools import pairwise

from reports import readings

from casus.coding.clauses import stretches


def standings(text: str, trigger: str) -> list[tuple[str, str]]:
    """Standing and words of each stretch, in order."""
    (reading,) = readings(text)
    head = next(token for token in reading.sentence.span if token.text == trigger)
    found = stretches(reading.sentence, head)
    assert all(text[part.begin : part.end] == part.text for part in found)
    assert all(a.end <= b.begin for a, b in pairwise(found))
    return [(part.type or "", part.text) for part in found]


def standing_of(text: str, trigger: str, word: str) -> str:
    return next(standing for standing, words in standings(text, trigger) if word in words)


def test_a_clause_that_hangs_on_the_triggers_is_under_it_and_the_other_over() -> None:
    text = "Since seizing the town in 2016, the group killed twelve people on Tuesday."
    assert standing_of(text, "killed", "2016") == "under:advcl"
    assert standing_of(text, "killed", "Tuesday") == "own"
    assert standing_of(text, "seizing", "Tuesday") == "over:advcl"


def test_what_is_said_hangs_on_a_verb_of_speech() -> None:
    text = "The army said on Tuesday that rebels had attacked the town on Sunday."
    assert standing_of(text, "attacked", "Tuesday") == "over:said"
    assert standing_of(text, "attacked", "Sunday") == "own"


def test_words_that_hang_on_a_noun_are_with_it() -> None:
    text = "Officials condemned the attack of 5 May by rebels."
    assert standing_of(text, "attack", "rebels") == "noun"


def test_clauses_side_by_side() -> None:
    text = "Rebels shelled the town on Monday and the army bombed the village on Tuesday."
    assert standing_of(text, "bombed", "Monday") == "over:conj"
    assert standing_of(text, "shelled", "Tuesday") == "under:conj"

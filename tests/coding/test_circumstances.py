"""Where a clause says it happened: names near the trigger, those of place prepositions before the others."""

from __future__ import annotations

import pytest
from parses import parsed
from reports import readings, sentences

from casus.coding.circumstances import find_places, oblique_phrases
from casus.coding.pronouns import Context
from casus.coding.roles import roles_of
from casus.coding.triggers import Candidate
from casus.record import Kind

CLAUSE = """
Jets jet NOUN NNS 2 nsubj
bombed bomb VERB VBD 0 ROOT
rebels rebel NOUN NNS 2 obj
from from ADP IN 5 case
Homs Homs PROPN NNP 3 nmod PLACE
in in ADP IN 7 case
Azaz Azaz PROPN NNP 2 obl PLACE
"""
OBJECT = """
Rebels rebel NOUN NNS 2 nsubj
captured capture VERB VBD 0 ROOT
Azaz Azaz PROPN NNP 2 obj PLACE
near near ADP IN 5 case
Aleppo Aleppo PROPN NNP 2 obl PLACE
"""
SPEAKER = """
Damascus Damascus PROPN NNP 2 nsubj PLACE
said say VERB VBD 0 ROOT
rebels rebel NOUN NNS 4 nsubj
bombed bomb VERB VBD 2 ccomp
Azaz Azaz PROPN NNP 4 obj PLACE
"""
NO_PLACE = """
Rebels rebel NOUN NNS 2 nsubj
captured capture VERB VBD 0 ROOT
Haddad Haddad PROPN NNP 2 obj PERSON
"""


def places(rows: str, trigger: str, kind: Kind) -> list[str]:
    sentence = parsed(rows)
    token = next(token for token in sentence.span if token.text == trigger)
    candidate = Candidate(kind, token, (token,), "verb", "")
    return [found.text for found in find_places(sentence, candidate, roles_of(candidate), Context.of([sentence]))]


@pytest.mark.parametrize(
    ("rows", "trigger", "kind", "names"),
    [
        (CLAUSE, "bombed", "air_strike", ["Azaz", "Homs"]),
        (OBJECT, "captured", "territory_gain", ["Azaz", "Aleppo"]),
        (SPEAKER, "bombed", "air_strike", ["Azaz", "Damascus"]),
        (NO_PLACE, "captured", "detention", []),
    ],
    ids=["in before from", "what is taken is the place", "who speaks is not the place", "a person is no place"],
)
def test_places_best_first(rows: str, trigger: str, kind: Kind, names: list[str]) -> None:
    assert places(rows, trigger, kind) == names


def test_obliques_by_their_preposition() -> None:
    sentence = parsed(CLAUSE)
    token = sentence.span[1]
    roles = roles_of(Candidate("air_strike", token, (token,), "verb", ""))
    assert [found.text for found in oblique_phrases(sentence, roles, frozenset({"in"}))] == ["Azaz"]
    assert oblique_phrases(sentence, roles, frozenset({"under"})) == ()


def test_places_of_a_report_quote_it() -> None:
    text = "The army withdrew from Kherson on Friday. Clashes broke out near Hama and in Aleppo on Sunday."
    told = sentences(text)
    found = [
        (place.begin, place.end, place.text)
        for reading in readings(text)
        for hit in reading.hits
        for place in find_places(reading.sentence, hit.candidate, hit.roles, Context.of(told))
    ]
    assert {"Kherson", "Hama"} <= {name for _, _, name in found}
    assert all(text[begin:end] == name for begin, end, name in found)


def test_the_town_is_the_town_named_before() -> None:
    text = "The army entered the town of Kadugli on Sunday. Rebels shelled the town a day later."
    told = sentences(text)
    ((place,),) = (
        find_places(reading.sentence, hit.candidate, hit.roles, Context.of(told))
        for reading in readings(text)[1:]
        for hit in reading.hits
        if hit.candidate.kind == "shelling"
    )
    assert text[place.begin : place.end] == place.text == "the town of Kadugli"


def test_homes_are_not_named_by_those_who_lived_there() -> None:
    text = "Some 4,000 people fled their homes in Tillabéri after militants shelled the villages."
    told = sentences(text)
    found = {
        place.text
        for reading in readings(text)
        for hit in reading.hits
        for place in find_places(reading.sentence, hit.candidate, hit.roles, Context.of(told))
    }
    assert not any("people" in name for name in found)

"""Draft relations to relations: who the sides are, when it holds, what is left out and counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.grounding.actors import ActorContext, ActorIndex
from casus.grounding.relations import Grounded, ground_relations
from casus.record import RELATION_KINDS, Document, DocumentDate, Interval, Phrase, RelationDraft, RelationKind

PUBLISHED = date(2016, 8, 20)


def report(text: str) -> Document:
    return Document("r", text, date=DocumentDate(PUBLISHED, PUBLISHED, "given"))


def part(text: str, words: str, kind: str | None = "organisation") -> Phrase:
    begin = text.index(words)
    return Phrase(begin, begin + len(words), words, kind)


def draft(text: str, subject: str, kind: RelationKind, other: str, trigger: str, **more: object) -> RelationDraft:
    made = RelationDraft(
        kind=kind,
        begin=0,
        end=len(text),
        trigger=part(text, trigger, None),
        sentence=(0, len(text)),
        subject=part(text, subject),
        object=part(text, other),
        confidence=0.8,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def grounded(
    index: ActorIndex, text: str, *drafts: RelationDraft, theatre: str = "syria", home: str = "SY"
) -> Grounded:
    return ground_relations(report(text), drafts, index, ActorContext((theatre,), (home,), (), PUBLISHED))


def test_sides_are_actors_with_their_names_and_the_evidence_is_the_text(index: ActorIndex) -> None:
    text = "Tehran backs Hezbollah."
    (found,) = grounded(index, text, draft(text, "Tehran", "backs", "Hezbollah", "backs")).relations
    assert (found.subject_id, found.object_id) == ("iran", "hezbollah")
    assert (found.subject, found.object) == ("Iran", "Hezbollah")
    assert text[found.begin : found.end] == found.evidence == text


@pytest.mark.parametrize("word", ["Turkish", "Turkey", "Ankara"])
def test_a_state_is_meant_by_name_adjective_or_capital(index: ActorIndex, word: str) -> None:
    text = f"{word} backing for the PKK, it said."
    (found,) = grounded(index, text, draft(text, word, "backs", "the PKK", "backing")).relations
    assert found.subject_id == "turkey"


def test_a_group_that_no_pack_knows_stays_unidentified(index: ActorIndex) -> None:
    text = "Iran backs the Sons of the River."
    (found,) = grounded(index, text, draft(text, "Iran", "backs", "the Sons of the River", "backs")).relations
    assert (found.object, found.object_id) == ("Sons of the River", "unidentified:sons-of-the-river")


def test_a_body_with_a_state_in_its_name_is_not_the_state(index: ActorIndex) -> None:
    text = "Iran backs the Workers Party of Chad."
    (found,) = grounded(index, text, draft(text, "Iran", "backs", "the Workers Party of Chad", "backs")).relations
    assert found.object_id == "unidentified:workers-party-of-chad"


@pytest.mark.parametrize(
    ("text", "subject", "kind"),
    [
        ("Residents are allied with Iran.", "Residents", "organisation"),
        ("Omar Salem is allied with Iran.", "Omar Salem", "person"),
        ("Smallville is allied with Iran.", "Smallville", "place"),
        ("local forces are allied with Iran.", "local forces", "organisation"),
        ("Battalion is allied with Iran.", "Battalion", "organisation"),
    ],
)
def test_who_is_nobody_in_particular_is_left_out_and_counted(
    index: ActorIndex, text: str, subject: str, kind: str
) -> None:
    one = replace(draft(text, subject, "allied_with", "Iran", "allied"), subject=part(text, subject, kind))
    assert grounded(index, text, one) == Grounded(nobody=1)


def test_one_actor_under_two_names_stands_in_no_relation_but_was_called_so(index: ActorIndex) -> None:
    text = "HTS, the former Nusra Front, met Tahrir al-Sham."
    names = draft(text, "HTS", "formerly", "Nusra Front", "former")
    found = grounded(index, text, names, draft(text, "HTS", "fights", "Tahrir al-Sham", "met"))
    assert found.same == 1
    assert [(r.subject, r.kind, r.object) for r in found.relations] == [("HTS", "formerly", "Nusra Front")]


def test_what_is_told_twice_is_told_once_whichever_way_round(index: ActorIndex) -> None:
    text = "Iran is allied with Hezbollah, and Hezbollah with Iran."
    there = draft(text, "Iran", "allied_with", "Hezbollah", "allied")
    back = replace(there, subject=there.object, object=there.subject)
    found = grounded(index, text, there, back)
    assert (len(found.relations), found.repeated) == (1, 1)
    directed = grounded(index, text, replace(there, kind="backs"), replace(back, kind="backs"))
    assert (len(directed.relations), directed.repeated) == (2, 0)


@pytest.mark.parametrize(
    ("text", "time", "past", "interval"),
    [
        ("Iran backs Hezbollah.", None, False, Interval(None, PUBLISHED)),
        ("Iran once backs Hezbollah.", None, True, Interval()),
        ("Iran backs Hezbollah since 2012.", "2012", False, Interval(date(2012, 1, 1), PUBLISHED)),
        ("Iran backs Hezbollah in May 2013.", "May 2013", False, Interval(date(2013, 5, 1), date(2013, 5, 31))),
        ("Iran backs Hezbollah, which lost men in 2014.", None, False, Interval(None, PUBLISHED)),
    ],
)
def test_when_a_relation_holds(index: ActorIndex, text: str, time: str | None, past: bool, interval: Interval) -> None:
    times = (part(text, time, "time"),) if time else ()
    one = draft(text, "Iran", "backs", "Hezbollah", "backs", times=times, past=past)
    assert grounded(index, text, one).relations[0].interval == interval


def test_a_state_cited_by_its_name_is_a_government_as_source(index: ActorIndex) -> None:
    text = "Turkey says Iran backs the PKK."
    one = draft(text, "Iran", "backs", "the PKK", "backs", source=part(text, "Turkey"), source_type="other")
    (found,) = grounded(index, text, one).relations
    assert (found.source, found.source_id, found.source_type) == ("Turkey", "turkey", "government")


def test_generic_fighters_are_not_taken_for_the_country_s_own(index: ActorIndex) -> None:
    text = "Rival pro-Iranian forces backed by Iran took the hill."
    one = draft(text, "Iran", "backs", "pro-Iranian forces", "backed")
    assert all(r.object_id != "syrian-government" for r in grounded(index, text, one).relations)


@given(kind=st.sampled_from(RELATION_KINDS), begin=st.integers(0, 5))
def test_an_id_is_of_the_content_alone(index: ActorIndex, kind: RelationKind, begin: int) -> None:
    text = "Iran backs Hezbollah."
    one = draft(text, "Iran", kind, "Hezbollah", "backs", begin=begin)
    assert grounded(index, text, one) == grounded(index, text, one)
    other = replace(one, begin=begin + 1)
    assert grounded(index, text, one).relations[0].relation_id != grounded(index, text, other).relations[0].relation_id

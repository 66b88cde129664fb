"""What grounding chose in a document is told in plain words: who bears each name, and what was taken for each claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casus.pipeline import Choices, code_documents, explain_choices
from casus.record import Coded, Document, DocumentDate

GIVEN = DocumentDate(date(2019, 5, 6), date(2019, 5, 6), "given")
TEXT = (
    "Fighters loyal to Khalifa Haftar shelled the airport of Tripoli on Sunday, killing three civilians, Libyan officials said. "
    "Libya's government condemned it. In Tripoli there were weeks of fighting between Haftar's forces and militias. "
    "Gunmen bombed a market 12 km south of Sabha on Friday."
)


@pytest.fixture(scope="module")
def coded() -> Coded:
    (one,) = code_documents([Document("libya", TEXT, date=GIVEN)])
    assert len(one.claims) >= 2
    return one


@pytest.fixture(scope="module")
def told(coded: Coded) -> Choices:
    return explain_choices(coded)


def test_every_stored_claim_is_told_when_where_and_who(coded: Coded, told: Choices) -> None:
    assert set(told.claims) == {claim.claim_id for claim in coded.claims}
    for claim in coded.claims:
        lines = told.claims[claim.claim_id]
        assert [line[:6] for line in lines[:3]] == ["claim:", "when: ", "where:"]
        assert lines[0].endswith(f"belief {claim.confidence:.2f}")
        roles = [line.split(",")[0] for line in lines[3:]]
        assert roles == [
            *(f"actor: {one}" for one in claim.actor_ids),
            *(f"target: {one}" for one in claim.target_ids),
        ]
        assert claim.place_id is None or claim.place_id in lines[2]


def test_the_words_of_time_and_place_are_quoted(coded: Coded, told: Choices) -> None:
    shelling = next(claim for claim in coded.claims if claim.kind == "shelling")
    when, where = told.claims[shelling.claim_id][1:3]
    assert "'Sunday'" in when
    assert f"at {TEXT.index('Tripoli')}: 'lled the airport of Tripoli on Sunday" in where
    assert "named in its clause" in where


def test_other_places_that_were_offered_are_told_and_the_one_chosen_is_not_among_them(
    coded: Coded, told: Choices
) -> None:
    for claim in coded.claims:
        offered = told.claims[claim.claim_id][2].partition("offered too: ")[2].split(", ")
        assert claim.place not in offered
    last = told.claims[max(coded.claims, key=lambda claim: claim.begin).claim_id][2]
    assert "Sabha (near; " in last
    assert "Tripoli" in last.partition("offered too: ")[2]


def test_rivals_of_a_name_are_told_with_reasons(told: Choices) -> None:
    at = next(
        at for at, line in enumerate(told.document) if line.startswith("place 'tripoli' (2x): Tripoli (town in Libya")
    )
    assert "belief 0." in told.document[at] or "belief 1.00" in told.document[at]
    assert told.document[at].partition("for: ")[2]
    assert told.document[at + 1].startswith("  not ")
    assert "in Lebanon" in told.document[at + 1]


def test_a_name_with_one_bearer_has_no_rivals(told: Choices) -> None:
    lines = [line for line in told.document if "the only one of the name" in line]
    assert all("belief" not in line for line in lines)


def test_the_document_is_told_as_a_whole(told: Choices) -> None:
    assert told.document[0].startswith("countries by mention: Libya")
    assert told.document[1].startswith("theatres: libya")
    assert "plays chiefly in: Libya" in told.document


def test_a_claim_that_this_reading_does_not_make_has_no_lines(coded: Coded) -> None:
    other = replace(coded.claims[0], claim_id="c-other", kind="siege")
    told = explain_choices(replace(coded, claims=(*coded.claims, other)))
    assert list(told.claims["c-other"]) == []
    assert all(told.claims[claim.claim_id] for claim in coded.claims)


def test_a_text_without_names_says_so() -> None:
    told = explain_choices(Coded(Document("none", "It was cold and nobody came.", date=GIVEN)))
    assert told.document[0] == "countries by mention: none"
    assert not any(line.startswith(("place ", "plays ", "mostly ")) for line in told.document)
    assert told.claims == {}

"""The way of a document: what it claims rests on its own words, and on nothing beside it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.cleaning import kept_blocks
from casus.pipeline import code_documents, main_claim
from casus.record import Claim, Coded, Document, DocumentDate, Interval
from casus.scaling.local import AHEAD, BATCH, Local

DAY = date(2018, 3, 1)
GIVEN = DocumentDate(DAY, DAY, "given")
PARAGRAPHS = (
    "Russian warplanes bombed the town of Saraqib on Monday, killing 12 civilians, activists said.",
    "Islamic State fighters captured the town of Palmyra on Wednesday. The army did not comment.",
    "More than 40,000 people have fled their homes in Goma since the fighting began.",
    "The baker’s “best” bread — baked before dawn — was sold out by nine.",
)
REPORTS = [
    Document("strike", PARAGRAPHS[0], date=GIVEN),
    Document("empty", "", date=GIVEN),
    Document("bread", PARAGRAPHS[3], date=GIVEN),
    Document("capture", "\n\n".join(PARAGRAPHS[1:3]), date=GIVEN),
    Document("space", " \n\n ", date=GIVEN),
    Document("flight", PARAGRAPHS[2], date=GIVEN),
]


def code(*documents: Document) -> list[Coded]:
    return list(code_documents(documents))


@pytest.fixture(scope="module")
def coded() -> list[Coded]:
    return code(*REPORTS)


def test_documents_come_out_in_the_order_they_came_in(coded: list[Coded]) -> None:
    assert [one.document.id for one in coded] == [document.id for document in REPORTS]


def test_more_documents_than_a_batch_come_out_in_order() -> None:
    many = [replace(REPORTS[at % 3], id=f"n{at}") for at in range(35)]
    found = code(*many)
    assert [one.document.id for one in found] == [document.id for document in many]
    assert [bool(one.claims) for one in found] == [at % 3 == 0 for at in range(35)]


def test_a_report_claims_what_it_tells(coded: list[Coded]) -> None:
    kinds = {one.document.id: {claim.kind for claim in one.claims} for one in coded}
    assert "air_strike" in kinds["strike"]
    assert {"territory_gain", "displacement"} <= kinds["capture"]
    assert kinds["bread"] == kinds["empty"] == kinds["space"] == set()


def test_no_document_is_no_work() -> None:
    assert code() == []


def test_a_document_gives_the_same_each_time_and_in_any_company(coded: list[Coded]) -> None:
    assert code(*reversed(REPORTS)) == coded[::-1]
    assert code(REPORTS[3]) == [coded[3]]


@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_give_what_one_gives(coded: list[Coded], jobs: int) -> None:
    assert list(code_documents(iter(REPORTS * 6), executor=Local(jobs))) == coded * 6  # several batches


class Drawn:
    """Reports without end, and how many of them have been drawn."""

    def __init__(self) -> None:
        self.number = 0

    def __iter__(self) -> Iterator[Document]:
        while True:
            self.number += 1
            yield replace(REPORTS[2], id=f"n{self.number}")


def test_what_is_loaded_is_kept_from_the_garbage_collector(coded: list[Coded]) -> None:
    assert coded
    assert (
        gc.get_freeze_count() > 100_000
    )  # names, places, words: gone through at each collection, they cost a tenth of coding


def test_one_process_draws_a_report_when_the_one_before_has_been_handed_on() -> None:
    drawn = Drawn()
    coding = code_documents(drawn)
    assert drawn.number == 0
    for number in range(1, 6):
        assert next(coding).document.id == f"n{number}"
        assert drawn.number == number


@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_draw_no_more_ahead_than_they_can_work_on(jobs: int) -> None:
    """However many have been handed on: what is held in memory does not grow."""
    drawn = Drawn()
    ahead = BATCH * (AHEAD * jobs + 1)
    for number, one in enumerate(islice(code_documents(drawn, executor=Local(jobs)), 3 * ahead), 1):
        assert one.document.id == f"n{number}"
        assert drawn.number <= number - 1 + ahead
    assert drawn.number >= 3 * ahead


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(PARAGRAPHS), st.text(" \t\r\n\u00a0\u2003", min_size=2, max_size=5)),
        min_size=1,
        max_size=4,
    ),
    st.text(" \n\t", max_size=4),
)
def test_what_is_found_is_quoted_letter_by_letter(parts: list[tuple[str, str]], before: str) -> None:
    text = before + "".join(words + space for words, space in parts)
    (one,) = code(Document("random", text, date=GIVEN))
    assert one.document.text == text
    for claim in one.claims:
        assert claim.evidence == text[claim.begin : claim.end]
        assert 0 < len(claim.evidence) <= 400
        assert claim.document == one.document.key
        for count in claim.counts:
            assert count.begin is None or count.end is None or 0 <= count.begin < count.end <= len(text)
    assert all(text[mention.begin : mention.end] == mention.text for mention in one.mentions)
    assert all(first.end <= second.begin for first, second in pairwise(one.mentions))
    assert (one.main is None) == (not one.claims)


def test_evidence_of_an_endless_sentence_is_cut() -> None:
    text = (
        "Rebels shelled the airport of Aleppo on Monday, "
        + "and the baker sold bread to his neighbours, " * 30
        + "and slept."
    )
    (one,) = code(Document("long", text, date=GIVEN))
    assert one.claims
    assert all(len(claim.evidence) <= 400 for claim in one.claims)


def test_what_cleaning_sets_aside_claims_nothing() -> None:
    text = (
        f"{PARAGRAPHS[0]}\n\nRelated news\n\nRebels shell the airport of Aleppo\n\nSuicide bomber kills nine in Mogadishu\n\n"
        "Sign up for our newsletter to get the latest on the war. All rights reserved."
    )
    (one,) = code(Document("page", text, date=GIVEN))
    end = text.index("Related news")
    assert all(last <= end for _, last in kept_blocks(one.document))
    assert one.claims
    assert all(claim.end <= end for claim in one.claims)
    assert all(mention.end <= end for mention in one.mentions)


def test_a_document_keeps_the_date_that_it_came_with(coded: list[Coded]) -> None:
    assert all(one.document.date == GIVEN for one in coded)


def test_a_document_without_a_date_is_dated_by_its_text() -> None:
    (one,) = code(Document("undated", "DAMASCUS, 14 March 2018 – Rebels shelled the airport of Aleppo on Monday."))
    assert one.document.date.basis == "inferred"
    assert one.document.date.day == date(2018, 3, 14)
    assert one.document.date.reasons


def test_a_theatre_that_is_not_there_is_told() -> None:
    with pytest.raises((ValueError, OSError), match="atlantis"):
        list(code_documents(REPORTS[:1], theatres=["atlantis"]))


def test_some_theatres_alone_will_do() -> None:
    (one,) = code_documents([REPORTS[0]], theatres=["syria"])
    assert one.claims


class TestMainClaim:
    EARLY = Claim("c1", "d", "shelling", 0, 40, "early", confidence=0.8)
    LATE = Claim("c2", "d", "siege", 3000, 3050, "late", confidence=0.9)

    def test_early_goes_before_late(self) -> None:
        assert main_claim([self.EARLY, self.LATE]) == 0
        assert main_claim([self.LATE, self.EARLY]) == 1

    def test_the_likelier_of_two_as_early(self) -> None:
        assert main_claim([self.EARLY, replace(self.LATE, begin=0)]) == 1

    def test_what_happened_goes_before_what_is_denied(self) -> None:
        assert main_claim([replace(self.LATE, begin=0, status="denied"), self.EARLY]) == 1

    def test_of_two_alike_the_first(self) -> None:
        assert main_claim([self.EARLY, self.EARLY]) == 0

    def test_no_claims_no_main_claim(self) -> None:
        assert main_claim([]) is None


def test_how_sides_stand_to_each_other_is_told_with_the_words_and_the_day() -> None:
    text = "Shells hit the port of Hodeidah. Iran has armed the Houthis since 2015, a UN panel said."
    (one,) = code(Document("arms", text, date=GIVEN))
    (relation,) = one.relations
    assert (relation.subject_id, relation.kind, relation.object_id) == ("iran", "backs", "houthis")
    assert relation.interval == Interval(date(2015, 1, 1), DAY)
    assert (relation.source, relation.status) == ("a UN panel", "happened")
    assert text[relation.begin : relation.end] == relation.evidence == text[33:]
    assert relation.document == one.document.key


@pytest.mark.parametrize(
    "text",
    [
        "Andres Molina, a member of the ELN, was arrested in Cali.",
        "Karim Haddad, a British volunteer, joined Islamic State in 2014.",
        "A British soldier fighting against Islamic State was killed near Manbij.",
    ],
)
def test_a_private_person_stands_in_no_relation(text: str) -> None:
    assert code(Document("person", text, date=GIVEN))[0].relations == ()


def test_a_date_that_names_no_day_is_a_problem_of_its_document() -> None:
    text = "Rebels killed nine soldiers in Azaz on 31 February 2017. The army took the town of Suran on 03/04/2017."
    (one,) = code(Document("odd", text, locator="odd.txt", date=GIVEN))
    assert [(problem.locator, problem.stage) for problem in one.problems] == [("odd.txt", "ground")] * 2
    assert ["31 February 2017" in one.problems[0].reason, "03/04/2017" in one.problems[1].reason] == [True, True]
    assert one.claims
    assert not any(claim.interval.known for claim in one.claims)


# ------------------------------------------------------------------------------------------------- places, all the way


def claims_of(text: str) -> list[Claim]:
    """The claims of a text; there is at least one."""
    (one,) = code(Document("places", text, date=GIVEN))
    assert one.claims
    return list(one.claims)


@pytest.mark.parametrize(
    ("text", "country", "lat"),
    [
        ("Militias shelled the airport of Tripoli on Monday, Libyan officials said. Libya’s army left Benghazi.", "LY", 32.9),
        ("Gunmen shelled an army base in Tripoli on Monday, Lebanese officials said. Lebanon’s army left Beirut.", "LB", 34.4),
    ],
    ids=["Libya", "Lebanon"],
)  # fmt: skip
def test_of_two_cities_of_one_name_the_one_in_the_country_of_the_report_is_meant(
    text: str, country: str, lat: float
) -> None:
    claim = next(claim for claim in claims_of(text) if claim.kind == "shelling")
    assert (claim.place, claim.country) == ("Tripoli", country)
    assert claim.lat == pytest.approx(lat, abs=0.2)
    assert claim.place_id is not None
    assert claim.place_id.startswith("gn:")


@pytest.mark.parametrize(
    ("text", "name", "capital"),
    [
        ("Gunmen attacked villages in Borno state on Sunday, killing 12 people, Nigeria’s army said.", "Borno state", (11.85, 13.16)),
        ("Rebels attacked villages in Kunduz province on Sunday, killing 12 people, Afghan police said.", "Kunduz province", (36.73, 68.86)),
    ],
)  # fmt: skip
def test_a_province_is_told_as_one_and_not_as_its_capital(text: str, name: str, capital: tuple[float, float]) -> None:
    for claim in claims_of(text):
        assert (claim.place, claim.precision) == (name, "province")
        assert claim.lat is not None
        assert claim.lon is not None
        assert abs(claim.lat - capital[0]) + abs(claim.lon - capital[1]) > 0.1


@pytest.mark.parametrize(
    ("words", "place", "precision"),
    [
        ("30 km from Aleppo", "Aleppo", "near"),
        ("40 km south of the city of Aleppo", "Aleppo", "near"),
        ("north of Aleppo", "Aleppo", "near"),
        ("near the town of Azaz", "Azaz", "near"),
        ("on the outskirts of Azaz", "Azaz", "near"),
        ("in Aleppo", "Aleppo", "exact"),
        ("in the northern town of Azaz", "Azaz", "exact"),
    ],
)
def test_what_is_beside_a_place_is_near_it(words: str, place: str, precision: str) -> None:
    claim = claims_of(f"Rebels shelled a convoy {words} on Monday. Syria’s army did not comment.")[0]
    assert (claim.place, claim.precision) == (place, precision)
    assert claim.lat is not None

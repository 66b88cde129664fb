"""Copies: what repeats another text, whole or in part, is found; reports of one event in other words are not copies."""

from __future__ import annotations

import random
from datetime import date

import pytest

from casus.cleaning.copies import (
    bands,
    borrowed_dates,
    copies_among,
    document_order,
    find_copies,
    is_copy,
    signature,
    similarity,
)
from casus.record import Document, DocumentDate

SENTENCES = (
    "Government troops entered the town of Harran on Monday after a week of heavy shelling, the provincial governor said.",
    "Rebel fighters pulled back to the wooded hills north of the river and blew up the bridge behind them.",
    "At least nine civilians were killed when a rocket hit the covered market, according to a doctor at the hospital.",
    "The army had lost the town in the spring, when a surprise attack cut its only road to the coast.",
    "Aid workers in the valley counted more than four thousand people who walked south with what they could carry.",
    "A spokesman of the rebels called the retreat a regrouping and said that the fight for the valley went on.",
    "The ministry put its own losses at six soldiers; a monitoring group that relies on local activists spoke of twenty.",
    "Talks between the two sides broke down in the winter over who was to hold the dam and the power station.",
)
OTHER_WORDS = (
    "Harran fell to the army at the start of the week, the governor announced, following days of bombardment.",
    "Nine people died in a market that was struck by a missile, a medic told the radio.",
    "Thousands of inhabitants have fled southwards since, charities working in the region report.",
    "Insurgents left for higher ground and destroyed a crossing as they went, witnesses recounted.",
)


def report(name: str, sentences: tuple[str, ...], day: date | None = None) -> Document:
    dated = DocumentDate(day, day, "given") if day else DocumentDate()
    return Document(name, "\n".join(sentences), date=dated)


FIRST = report("agency", SENTENCES, date(2021, 3, 5))
REPOST = report("blog", ("Harran taken", *SENTENCES, "Comments", "Follow us on Facebook"), date(2021, 3, 6))
EXCERPT = report("paper", SENTENCES[:4], date(2021, 3, 7))
OWN = report("rival", OTHER_WORDS, date(2021, 3, 5))
LONGER = report(
    "round-up", (*SENTENCES[:3], *OTHER_WORDS, *(f"{line} So it was told." for line in OTHER_WORDS)), date(2021, 3, 8)
)


def test_reposts_and_excerpts_are_copies_of_the_earliest_text() -> None:
    assert find_copies([FIRST, REPOST, EXCERPT, OWN]) == {REPOST.key: FIRST.key, EXCERPT.key: FIRST.key}


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [FIRST, REPOST, EXCERPT, OWN, LONGER]
    wanted = find_copies(documents)
    for seed in range(6):
        shuffled = random.Random(seed).sample(documents, len(documents))
        assert find_copies(shuffled) == wanted


def test_case_punctuation_and_typography_make_no_other_text() -> None:
    changed = Document("b", FIRST.text.upper().replace(",", " –").replace("; ", "… "))
    assert find_copies([FIRST, changed]) == {changed.key: FIRST.key}


def test_a_few_changed_words_make_no_other_text() -> None:
    changed = Document("b", FIRST.text.replace("regrouping", "pause"))
    assert find_copies([changed, FIRST]) == {changed.key: FIRST.key}


def test_noise_is_not_compared() -> None:
    frame = ("Sign up for our newsletter", "Donate today to keep our journalism free for everyone.", "Comments")
    one, other = report("a", (SENTENCES[0], *frame)), report("b", (SENTENCES[1], *frame))
    assert find_copies([one, other]) == {}


def test_an_undated_document_comes_after_dated_ones() -> None:
    undated = report("a", SENTENCES)
    assert find_copies([undated, FIRST]) == {undated.key: FIRST.key}


def test_a_later_text_with_more_of_its_own_is_no_copy() -> None:
    short = report("flash", SENTENCES[:3], date(2021, 3, 5))
    assert find_copies([short, LONGER]) == {}


def test_of_very_short_texts_only_the_same_words_are_copies() -> None:
    same = [Document("a", "Blast heard in Harran"), Document("b", "Blast heard in Harran!")]
    other = Document("c", "Blast heard in Harran again")
    assert find_copies([*same, other]) == {same[1].key: same[0].key}


@pytest.mark.parametrize("text", ["", "...", "Comments"])
def test_documents_without_words_are_nobodys_copy(text: str) -> None:
    assert signature(Document("a", text)) == ()
    assert find_copies([Document("a", text), Document("b", text)]) == {}


def test_the_same_document_twice_is_one() -> None:
    assert find_copies([FIRST, FIRST]) == {}


def test_signatures_can_be_kept_and_compared_without_the_texts() -> None:
    documents = [FIRST, REPOST, EXCERPT, OWN]
    signatures = {document.key: signature(document) for document in documents}
    order = {document.key: document_order(document) for document in documents}
    assert copies_among(signatures, order) == find_copies(documents)
    assert is_copy(signatures[REPOST.key], signatures[FIRST.key])
    assert set(bands(signatures[REPOST.key])) & set(bands(signatures[FIRST.key]))
    assert similarity(signatures[OWN.key], signatures[FIRST.key]) < 0.1


def test_the_estimate_is_near_the_true_similarity() -> None:
    words = [f"word{number}" for number in range(600)]
    one, other = Document("a", " ".join(words[:400])), Document("b", " ".join(words[200:]))
    assert similarity(signature(one), signature(other)) == pytest.approx(196 / 596, abs=0.1)


def dated(name: str, day: str | None, basis: str = "given") -> Document:
    when = date.fromisoformat(day) if day else None
    return Document(name, f"text of {name}", date=DocumentDate(when, when, basis if day else "unknown"))  # type: ignore[arg-type]


def test_an_undated_copy_borrows_the_date_of_the_text_that_it_repeats() -> None:
    first, copy = dated("wire", "2023-05-10"), dated("repost", None)
    (found,) = borrowed_dates([copy, first], {copy.key: first.key}).values()
    assert (found.start, found.basis) == (date(2023, 5, 10), "inferred")
    assert found.reasons == ("repeats the text of wire, which was published on 2023-05-10",)


def test_a_stated_date_is_kept_and_an_inferred_one_is_not_lent() -> None:
    first, own, guess = (
        dated("wire", "2023-05-10"),
        dated("repost", "2023-05-12"),
        dated("old", "2022-01-01", "inferred"),
    )
    assert borrowed_dates([first, own], {own.key: first.key}) == {}
    undated = dated("bare", None)
    assert borrowed_dates([guess, undated], {undated.key: guess.key}) == {}


def test_a_date_that_nobody_states_makes_no_text_the_first() -> None:
    early, stated = dated("a", "2020-01-01", "inferred"), dated("b", "2023-05-10")
    assert document_order(stated) < document_order(early)

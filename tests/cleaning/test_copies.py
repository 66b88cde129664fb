"""Copies: what repeats another text, whole or in part, is found; reports of one event in other words are not copies."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from casus.cleaning import copies
from casus.cleaning.copies import Copies, borrowed_dates, find_copies, first_texts
from casus.cleaning.overlap import Overlap, compare
from casus.cleaning.prepared import document_order
from casus.cleaning.shingles import PASSAGE_WORDS, Words
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


QUOTED = next(line for line in SENTENCES if len(line.split()) >= PASSAGE_WORDS)
FIRST = report("agency", SENTENCES, date(2021, 3, 5))
REPOST = report("blog", ("Harran taken", *SENTENCES, "Comments", "Follow us on Facebook"), date(2021, 3, 6))
EXCERPT = report("paper", SENTENCES[:4], date(2021, 3, 7))
OWN = report("rival", OTHER_WORDS, date(2021, 3, 5))
LONGER = report(
    "round-up", (*SENTENCES[:3], *OTHER_WORDS, *(f"{line} So it was told." for line in OTHER_WORDS)), date(2021, 3, 8)
)


def copies_of(*documents: Document) -> dict[str, str]:
    """By id, what each copy is a copy of."""
    names = {document.key: document.id for document in documents}
    return {names[key]: names[first] for key, first in find_copies(documents).originals.items()}


def passages(copies: Copies, document: Document) -> list[str]:
    """The words that a document has from another."""
    return [document.text[a:b] for repeat in copies.repeats.get(document.key, ()) for a, b in repeat.passages]


def test_reposts_and_excerpts_are_copies_of_the_earliest_text() -> None:
    assert copies_of(FIRST, REPOST, EXCERPT, OWN) == {"blog": "agency", "paper": "agency"}


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [FIRST, REPOST, EXCERPT, OWN, LONGER]
    wanted = find_copies(documents)
    for seed in range(6):
        shuffled = random.Random(seed).sample(documents, len(documents))
        assert find_copies(shuffled) == wanted


def test_case_punctuation_and_typography_make_no_other_text() -> None:
    changed = Document("b", FIRST.text.upper().replace(",", " –").replace("; ", "… "))
    assert copies_of(FIRST, changed) == {"b": "agency"}


@pytest.mark.parametrize("every", [12, 20])
def test_changed_words_here_and_there_make_no_other_text(every: int) -> None:
    words = FIRST.text.split(" ")
    changed = Document("b", " ".join("elsewhere" if n % every == 5 else word for n, word in enumerate(words)))
    assert copies_of(FIRST, changed) == {"b": "agency"}


def test_paragraphs_in_another_order_make_no_other_text() -> None:
    turned = report("b", SENTENCES[::-1])
    assert copies_of(FIRST, turned) == {"b": "agency"}


def test_noise_is_not_compared() -> None:
    frame = ("Sign up for our newsletter", "Donate today to keep our journalism free for everyone.", "Comments")
    one, other = report("a", (SENTENCES[0], *frame)), report("b", (SENTENCES[1], *frame))
    assert find_copies([one, other]) == Copies()


def test_an_undated_document_comes_after_dated_ones() -> None:
    undated = report("a", SENTENCES)
    assert copies_of(undated, FIRST) == {"a": "agency"}


def test_of_one_day_the_shorter_address_is_the_first() -> None:
    long = replace(FIRST, id="a", url="https://example.org/world/2021/harran?edition=2")
    short = replace(FIRST, id="b", url="https://example.com/harran")
    assert copies_of(FIRST, long, short) == {"a": "b", "agency": "b"}


def test_reports_of_one_form_are_no_copies() -> None:
    form = "Two {} were killed in an encounter with security forces in the {} area of {} district on {}, police said."
    one = form.format("militants", "Sopore", "Baramulla", "Monday")
    other = form.format("insurgents", "Tral", "Pulwama", "Friday")
    assert find_copies([Document("a", one), Document("b", other)]) == Copies()


def test_a_document_knows_how_much_it_repeats_and_which_words() -> None:
    (repeat,) = find_copies([FIRST, REPOST]).repeats[REPOST.key]
    assert (repeat.original, repeat.whole) == (FIRST.key, True)
    assert 0.95 < repeat.share < 1
    assert passages(find_copies([FIRST, REPOST]), REPOST) == [FIRST.text.rstrip(".")]


def test_a_later_text_with_more_of_its_own_repeats_a_part() -> None:
    short = report("flash", SENTENCES[:3], date(2021, 3, 5))
    found = find_copies([short, LONGER])
    (repeat,) = found.repeats[LONGER.key]
    assert (repeat.original, repeat.whole) == (short.key, False)
    assert 0.3 < repeat.share < 0.5
    assert passages(found, LONGER) == ["\n".join(SENTENCES[:3]).rstrip(".")]
    assert found.originals == {}


def test_an_update_that_keeps_its_text_and_adds_less_is_a_copy() -> None:
    update = report("update", (*SENTENCES, *OTHER_WORDS[:2]), date(2021, 3, 6))
    assert copies_of(FIRST, update) == {"update": "agency"}


def test_a_quoted_paragraph_is_found_between_other_words() -> None:
    quoting = report("analysis", (*OTHER_WORDS, QUOTED, *(f"So {line}" for line in OTHER_WORDS)), date(2021, 4, 1))
    found = find_copies([FIRST, quoting])
    assert passages(found, quoting) == [QUOTED.rstrip(".")]


def test_a_passage_is_that_of_the_first_text_that_has_it() -> None:
    frames = [tuple(f"{name} {word} {n}." for n in range(40)) for name, word in (("north", "rain"), ("south", "wind"))]
    first, second = (report(f"q{n}", (*frame, QUOTED), date(2021, 4, n + 1)) for n, frame in enumerate(frames))
    found = find_copies([second, first, FIRST])
    assert [repeat.original for repeat in found.repeats[second.key]] == [FIRST.key]


def test_a_turn_of_phrase_in_common_is_no_passage() -> None:
    phrase = "spoke on condition of anonymity because he was not authorised to brief the press"
    one, other = (
        f"{' '.join(f'{w}{n}' for n in range(60))} {phrase} {' '.join(f'{w}{n}' for n in range(60))}" for w in "ab"
    )
    assert find_copies([Document("a", one), Document("b", other)]) == Copies()


def test_of_very_short_texts_only_the_same_words_are_copies() -> None:
    same = [Document("a", "Blast heard in Harran"), Document("b", "Blast heard in Harran!")]
    other = Document("c", "Blast heard in Harran again")
    assert copies_of(*same, other) == {"b": "a"}


@pytest.mark.parametrize("text", ["", "...", "Comments"])
def test_documents_without_words_are_nobodys_copy(text: str) -> None:
    assert find_copies([Document("a", text), Document("b", text)]) == Copies()


def test_the_same_document_twice_is_one() -> None:
    assert find_copies([FIRST, FIRST]) == Copies()


def test_a_text_that_is_repeated_often_is_compared_with_its_first_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counting(later: Words, earlier: Words) -> Overlap:
        compared.append(len(later))
        return compare(later, earlier)

    monkeypatch.setattr(copies, "compare", counting)
    reposts = [report(f"r{n}", SENTENCES, date(2021, 4, 1)) for n in range(50)]
    assert set(copies_of(FIRST, *reposts).values()) == {"agency"}
    assert len(compared) == 50


def test_a_copy_of_a_copy_is_a_copy_of_the_first_text() -> None:
    order = {name: name for name in "abcd"}
    assert first_texts({"b": ["a"], "c": ["b"], "d": ["b", "c"]}, order) == {"b": "a", "c": "a", "d": "a"}


def test_versions_of_a_page_are_no_copies_of_each_other_and_the_latest_stands() -> None:
    page = "https://example.org/harran"
    first, update = (
        replace(FIRST, url=page),
        replace(report("later", (*SENTENCES, "Ten died."), date(2021, 3, 9)), url=page),
    )
    repost = replace(REPOST, url="https://example.com/harran")
    found = find_copies([update, repost, first])
    assert found.superseded == {first.key: update.key}
    assert found.originals == {repost.key: first.key}
    assert found.marked(first).superseded_by == update.key
    assert found.marked(repost).copy_of == first.key


def dated(name: str, day: str | None, basis: str = "given") -> Document:
    when = date.fromisoformat(day) if day else None
    return Document(name, f"text of {name}", date=DocumentDate(when, when, basis if day else "unknown"))  # type: ignore[arg-type]


def test_an_undated_copy_borrows_the_date_of_the_text_that_it_repeats() -> None:
    first, copy = dated("wire", "2023-05-10"), dated("repost", None)
    (found,) = borrowed_dates({copy.key: copy, first.key: first}, {copy.key: first.key}).values()
    assert (found.start, found.basis) == (date(2023, 5, 10), "inferred")
    assert found.reasons == ("repeats the text of wire, which was published on 2023-05-10",)


def test_a_stated_date_is_kept_and_an_inferred_one_is_not_lent() -> None:
    first, own, guess = (
        dated("wire", "2023-05-10"),
        dated("repost", "2023-05-12"),
        dated("old", "2022-01-01", "inferred"),
    )
    assert borrowed_dates({first.key: first, own.key: own}, {own.key: first.key}) == {}
    undated = dated("bare", None)
    assert borrowed_dates({guess.key: guess, undated.key: undated}, {undated.key: guess.key}) == {}


def test_a_date_that_nobody_states_makes_no_text_the_first() -> None:
    early, stated = dated("a", "2020-01-01", "inferred"), dated("b", "2023-05-10")
    assert document_order(stated) < document_order(early)

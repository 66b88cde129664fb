"""Evidence is whole words around the trigger, inside its sentence, and never longer than the coding guide allows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from parses import VOCAB
from spacy.tokens import Doc

from casus.coding.evidence import LONGEST_EVIDENCE, evidence
from casus.language.parse import Sentence


def sentence(words: list[str], heads: list[int], offset: int = 0) -> Sentence:
    starts = [at == 0 for at in range(len(words))]
    deps = ["ROOT" if head == at else "dep" for at, head in enumerate(heads)]
    return Sentence(Doc(VOCAB, words=words, heads=heads, deps=deps, sent_starts=starts)[:], offset, 0, 0)


@st.composite
def trees(draw: st.DrawFn) -> tuple[Sentence, int]:
    words = draw(st.lists(st.sampled_from(("a", "of", "rebels", "bombardment" * 6)), min_size=1, max_size=40))
    heads = [0, *(draw(st.integers(0, at - 1)) for at in range(1, len(words)))]
    return sentence(words, heads, draw(st.integers(0, 500))), draw(st.integers(0, len(words) - 1))


@settings(max_examples=150, deadline=None)
@given(trees())
def test_evidence_is_whole_words_around_the_trigger(tree: tuple[Sentence, int]) -> None:
    parsed, at = tree
    trigger = parsed.place(parsed.span[at])
    begin, end = evidence(parsed, parsed.span[at])
    assert parsed.begin <= begin <= trigger[0] < trigger[1] <= end <= parsed.end
    assert end - begin <= LONGEST_EVIDENCE
    assert begin in [parsed.place(token)[0] for token in parsed.span]
    assert end in [parsed.place(token)[1] for token in parsed.span]


def test_a_sentence_that_fits_is_quoted_whole() -> None:
    parsed = sentence(["Rebels", "shelled", "the", "airport"], [1, 1, 3, 1], offset=70)
    assert evidence(parsed, parsed.span[2]) == (parsed.begin, parsed.end) == (70, 96)


def test_of_a_long_sentence_the_widest_clause_that_fits() -> None:
    clause = ["shells", "fell", *["everywhere"] * 20]
    words = ["They", "say", *clause, *["meanwhile"] * 40]
    heads = [1, 1, 3, 1, *[3] * 20, *[1] * 40]
    parsed = sentence(words, heads)
    begin, end = evidence(parsed, parsed.span[2])
    assert parsed.text[begin:end] == " ".join(clause)


def test_where_the_clause_is_too_short_to_tell_anything_a_window_around_it() -> None:
    words = [f"word{at:02d}" for at in range(90)]
    parsed = sentence(words, [0] * 90)
    begin, end = evidence(parsed, parsed.span[45])
    assert LONGEST_EVIDENCE - 14 <= end - begin <= LONGEST_EVIDENCE
    assert begin < parsed.place(parsed.span[45])[0] < end

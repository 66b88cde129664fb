"""Parsed sentences know where they stand in the document, whatever is between them, and documents come out in order."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from casus.language.parse import Sentence, load_pipeline, parse_blocks, pieces

SENTENCES = (
    "Rebels shelled the airport at dawn.",
    "“We will not leave,” said Mr. Haddad, a baker.",
    "Prices rose by 4.5 per cent in the U.S. last year.",
    "Nobody was hurt!",
    "Ça va — l’été à Nîmes",
)


def parse(text: str, blocks: list[tuple[int, int]] | None = None) -> list[Sentence]:
    ((_, sentences),) = parse_blocks([("only", text, [(0, len(text))] if blocks is None else blocks)])
    return sentences


def joined(parts: list[tuple[str, str]]) -> tuple[str, list[tuple[int, int]]]:
    """A text of paragraphs, each with the white space before it, and the paragraphs' offsets."""
    text, blocks = "", []
    for space, words in parts:
        text += space
        blocks.append((len(text), len(text) + len(words)))
        text += words
    return text, blocks


paragraphs = st.lists(
    st.tuples(
        st.text("\n\r\t \u00a0\u2009", min_size=1, max_size=4),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=20, deadline=None)
@given(paragraphs)
def test_every_sentence_stands_where_it_says(parts: list[tuple[str, str]]) -> None:
    text, blocks = joined(parts)
    sentences = parse(text, blocks)
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    for sentence in sentences:
        begin, end = blocks[sentence.block]
        assert begin <= sentence.begin < sentence.end <= end
        assert text[sentence.begin : sentence.end] == sentence.text
        for token in sentence.span:
            first, last = sentence.place(token)
            assert text[first:last] == token.text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
@example("\x00 \ud7ff e\u0301 \U0001f600 . . .")
@example("!!!???...")
@example("a" * 300)
@example("." * 2000 + " /" * 700)
@example("https://example.org/" + "a/" * 500)
def test_no_character_of_a_block_is_lost(text: str) -> None:
    covered = [at for sentence in parse(text) for at in range(sentence.begin, sentence.end)]
    assert len(covered) == len(set(covered))
    assert all(text[at].isspace() for at in range(len(text)) if at not in set(covered))


def test_a_sentence_never_crosses_the_end_of_a_paragraph() -> None:
    text = "The general said the\n\nfighting would go on."
    assert {sentence.block for sentence in parse(text, [(0, 20), (22, 43)])} == {0, 1}


def test_what_lies_between_blocks_is_not_read() -> None:
    text = "One soldier died. SUBSCRIBE NOW Two were hurt."
    words = " ".join(sentence.text for sentence in parse(text, [(0, 17), (32, 46)]))
    assert words == "One soldier died. Two were hurt."


def test_documents_keep_their_order_and_their_sentences() -> None:
    text = "The bridge fell. Nobody was hurt."
    many = [(0, 16), (17, 33)] * 20  # more blocks than the pipeline takes at once
    items = [("a", "", []), ("b", text, many), ("c", text, []), ("d", text, [(17, 33)]), ("e", "", []), ("f", "", [])]
    out = list(parse_blocks(items))
    assert [key for key, _ in out] == ["a", "b", "c", "d", "e", "f"]
    assert [len(sentences) for _, sentences in out] == [0, 40, 0, 1, 0, 0]
    assert [sentence.text for sentence in out[3][1]] == ["Nobody was hurt."]


def test_a_long_block_is_cut_behind_a_closing_quote() -> None:
    text = "He said: “We will go.” They left and “never came back.” " * 500
    parts = [text[begin:end] for begin, end in pieces(text, 0, len(text))]
    assert "".join(parts) == text
    assert len(parts) > 1
    assert not any(part.startswith("”") for part in parts)


def test_nothing_gives_nothing() -> None:
    assert list(parse_blocks([])) == []


def test_documents_without_blocks_alone_come_out_empty() -> None:
    assert list(parse_blocks([("a", "", []), ("b", "some words", [])])) == [("a", []), ("b", [])]


def test_a_parse_does_not_depend_on_what_is_parsed_beside_it() -> None:
    text = " ".join(SENTENCES)
    alone = [(token.text, token.dep_, token.head.i) for s in parse(text) for token in s.span]
    other = ("other", "Floods hit. " * 30, [(0, 360)])
    beside = dict(parse_blocks([other, ("text", text, [(0, len(text))]), ("last", "x", [(0, 1)])]))["text"]
    assert [(token.text, token.dep_, token.head.i) for s in beside for token in s.span] == alone


def test_the_pipeline_is_loaded_once() -> None:
    assert load_pipeline() is load_pipeline() is load_pipeline("accurate") is load_pipeline(setting="accurate")

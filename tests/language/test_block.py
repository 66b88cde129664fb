"""A block reads as spaCy's document does: whatever coding asks of a word, a stretch or a block, both give the same answer."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from casus.language.block import Block, Stretch, Word, sentences_of
from casus.language.parse import load_pipeline

VOCAB = spacy.blank("en").vocab
TEXT = (
    'The rebels who had taken Hadra on Monday withdrew , the army said.\n"Not one of us," a spokesman for the Red Crescent '
    "in Port Amin told reporters, “has seen 12 lorries.” Shelling? It went on."
)
PLAIN = (
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "whitespace_", "is_space", "is_punct",
    "is_lower", "like_num",
)  # fmt: skip


def numbers(words):
    return [word.i for word in words]


def same_words(block, doc):
    """Compares each word with its token."""
    for word, token in zip(block, doc, strict=True):
        assert [getattr(word, name) for name in PLAIN] == [getattr(token, name) for name in PLAIN]
        assert (word.head.i, len(word), str(word)) == (token.head.i, len(token), str(token))
        assert bool(word.is_sent_start) == bool(token.is_sent_start)
        assert (word.left_edge.i, word.right_edge.i) == (token.left_edge.i, token.right_edge.i)
        assert (word.sent.start, word.sent.end) == (token.sent.start, token.sent.end)
        for name in ("children", "subtree", "ancestors"):
            assert numbers(getattr(word, name)) == numbers(getattr(token, name)), (name, token)


@pytest.fixture(scope="module")
def doc():
    return load_pipeline()(TEXT)


def test_words_answer_as_tokens_do(doc):
    same_words(Block(doc), doc)


def test_who_hangs_on_whom(doc):
    block = Block(doc)
    pairs = [(a, b) for a in range(len(doc)) for b in range(len(doc))]
    assert [block[a].is_ancestor(block[b]) for a, b in pairs] == [doc[a].is_ancestor(doc[b]) for a, b in pairs]


def test_sentences_names_and_toponyms_are_the_same_stretches(doc):
    block = Block(doc)
    for own, theirs in (
        (block.sents, doc.sents),
        (block.ents, doc.ents),
        (block.spans["toponyms"], doc.spans["toponyms"]),
    ):
        assert [(one.start, one.end, one.label_) for one in own] == [(one.start, one.end, one.label_) for one in theirs]
    assert block.ents
    assert len(block.sents) > 1
    assert [one.text for one in sentences_of(doc)] == [one.text for one in doc.sents]


def test_stretches_answer_as_spans_do(doc):
    block = Block(doc)
    for start in range(len(doc)):
        for end in range(start + 1, min(start + 9, len(doc)) + 1):
            own, theirs = block[start:end], doc[start:end]
            assert (own.text, own.start_char, own.end_char) == (theirs.text, theirs.start_char, theirs.end_char)
            assert (own.root.i, len(own), own[0].i, own[-1].i) == (
                theirs.root.i,
                len(theirs),
                theirs[0].i,
                theirs[-1].i,
            )
            assert numbers(own) == numbers(theirs)
            assert numbers(own[1:3]) == numbers(theirs[1:3])


def test_a_stretch_and_a_block_are_cut_as_lists_are(doc):
    block = Block(doc)
    assert numbers(block[-3:]) == numbers(doc[-3:])
    assert numbers(block[3:1]) == [] == numbers(block[2:9][4:1])
    with pytest.raises(IndexError):
        block[0:2][2]
    assert block[-1] is block.words[-1]
    assert len(block) == len(doc)


def test_neighbours_end_with_the_block(doc):
    block = Block(doc)
    assert block[3].nbor() is block[4]
    assert block[3].nbor(-1) is block[2]
    for word, steps in ((block[0], -1), (block[-1], 1)):
        with pytest.raises(IndexError):
            word.nbor(steps)


def test_a_word_is_equal_to_itself_alone(doc):
    block, again = Block(doc), Block(doc)
    assert block[1] == block[1]
    assert block[1] in block.words
    assert block[1] != again[1]
    assert block[1].sent == block[2].sent != again[1].sent
    assert len({block[1], block[1], again[1]}) == 2
    assert isinstance(block[1], Word)
    assert isinstance(block[1:2], Stretch)


@given(st.data())
def test_any_tree_is_walked_in_the_same_order(data):
    """Trees with crossing arcs too, of several sentences."""
    size = data.draw(st.integers(1, 9))
    heads = [
        data.draw(st.integers(0, at)) for at in range(size)
    ]  # no loops: a word hangs from one before it, or is a root
    order = data.draw(st.permutations(range(size)))
    place = {at: spot for spot, at in enumerate(order)}
    moved = [place[heads[at]] for at in order]
    doc = Doc(
        VOCAB, words=["w"] * size, heads=moved, deps=["ROOT" if head == at else "dep" for at, head in enumerate(moved)]
    )
    doc.set_ents([Span(doc, 0, 1, label="PLACE")])
    same_words(Block(doc), doc)

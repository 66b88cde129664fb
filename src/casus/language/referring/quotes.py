"""Quotes: which words stand between quotation marks, and whose words they are.

A quote that stops with a paragraph without a closing mark goes on where the next one opens with a mark. Its speaker is the
subject of the verb of speech outside it in the same sentence; a sentence that is all quote has the speaker of the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casus.language.parse import Sentence
from casus.language.referring.nouns import knowledge
from casus.language.referring.references import SUBJECTS, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENING = frozenset({"“", "„", "«", "``"})
CLOSING = frozenset({"”", "»", "''"})


def quoted(sentences: Sequence[Sentence]) -> list[frozenset[int]]:
    """For each sentence, the positions of its tokens that stand between quotation marks."""
    out: list[frozenset[int]] = []
    within, block = False, None
    for sentence in sentences:
        if sentence.block != block:
            within, block = False, sentence.block
        inside: set[int] = set()
        for at, token in enumerate(sentence.span):
            if token.text in OPENING:
                within = True
            elif token.text in CLOSING:
                within = False
            elif token.text == '"':
                within = not within
            elif within:
                inside.add(at)
        out.append(frozenset(inside))
    return out


def speaking(sentence: Sentence, inside: frozenset[int]) -> Token | None:
    """The head of the nominal to which a sentence gives the words that it quotes; ``None`` where it gives them to nobody."""
    start = int(sentence.span.start)
    for token in sentence.span:
        if token.i - start in inside:
            continue
        if token.pos_ == "VERB" and lemma(token) in knowledge()["verbs.speech"]:
            for child in token.children:
                if child.dep_ in SUBJECTS and child.i - start not in inside:
                    return child
        if token.lower_ == "according" and token.i + 1 < sentence.span.end:
            return _according(token)
    return None


def _according(token: Token) -> Token | None:
    """Whom "according to" names, whichever of the two the parse takes for the head."""
    head = token.head if token.dep_ == "case" else next((c for c in token.children if c.dep_ == "obl"), None)
    return head if head is not None and head.pos_ in ("NOUN", "PROPN", "PRON") else None

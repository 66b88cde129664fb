"""Whom a pronoun stands for when it does something: the subject of the sentence before, where the number fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.coding.phrases import coordinated
from casus.language.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

PLURAL = ("NNS", "NNPS")
NUMBER = {"they": True, "them": True, "he": False, "she": False, "it": False}  # pronoun -> whether it is plural


def antecedents(pronoun: Token, before: Sentence | None) -> list[Token]:
    """Heads of the nominals that a personal pronoun stands for; empty where the sentence before gives none.

    A plural pronoun takes a coordinated or plural subject, or a body in the singular ("the army ... they"); a singular one
    takes a single subject.
    """
    plural = NUMBER.get(pronoun.lower_)
    if plural is None or before is None:
        return []
    for token in before.span:
        if token.dep_ in ("nsubj", "nsubj:pass") and token.pos_ in ("NOUN", "PROPN") and _main(token.head):
            heads = coordinated(token)
            several = len(heads) > 1 or token.tag_ in PLURAL
            return heads if plural or not several else []
    return []


def _main(verb: Token) -> bool:
    """Whether a verb heads the sentence or what is said in it."""
    return verb.dep_ in ("ROOT", "ccomp", "parataxis", "conj")

"""Verbs by which somebody tells a number of dead, and so speaks: "put the toll at 20", "counted 30 bodies", "speaks of 12 dead"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from casus.coding.phrases import preposition
from casus.coding.triggers import lemma
from casus.coding.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def tells_number(verb: Token) -> bool:
    """Whether a verb tells how many are dead or hurt, in somebody's words."""
    children = list(verb.children)
    objects = [child for child in children if child.dep_ == "obj"]
    word, lists = lemma(verb), words()
    if word in lists["speech.putting"]:
        raises = verb.dep_ == "advcl" and verb.tag_ == "VBG"  # what was done raises the toll, not who did it
        return not raises and any(lemma(one) in lists["speech.tolls"] | lists["people.dead"] for one in objects)
    if word in lists["speech.counting"]:
        called = [word for child in children if child.dep_ == "xcomp" for word in child.subtree]  # "counted 30 dead"
        return any(_has_number(one) and _tells_hurt((*one.subtree, *called)) for one in objects)
    spoken = [child for child in children if child.dep_ in ("obl", "obj") and preposition(child) == "of"]
    return word == "speak" and any(_has_number(one) for one in spoken) and _tells_hurt(_own_clause(verb))


def told_with(verb: Token) -> tuple[int, int]:
    """The first and last word of what is told with a number: the verb's clause without those joined to it."""
    inside = [word.i for word in _own_clause(verb) if word.dep_ != "punct"]
    return min(inside), max(inside)


def _own_clause(verb: Token) -> list[Token]:
    joined = {
        word.i for child in verb.children if child.dep_ in ("conj", "parataxis", "advcl") for word in child.subtree
    }
    return [word for word in verb.subtree if word.i not in joined]


def _has_number(word: Token) -> bool:
    return word.like_num or any(child.like_num or child.dep_ == "nummod" for child in word.children)


def _tells_hurt(inside: Iterable[Token]) -> bool:
    lists = words()
    return any(lemma(one) in lists["people.dead"] or lemma(one) in lists["people.wounded"] for one in inside)

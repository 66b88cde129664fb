"""Verbs by which somebody denies what another told, without telling an event: "rejected the accusation", "called the report a lie"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.coding.triggers import lemma
from casus.coding.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

POINTING = frozenset({"it", "that", "this", "these", "those", "them", "which", "so"})
"""Words that stand for what was told."""
CALLING = frozenset({"call", "describe", "brand", "label", "denounce", "dismiss", "reject", "term"})
"""Verbs that say what somebody takes a claim for."""
OBJECTS = ("obj", "iobj", "xcomp", "obl", "advcl", "ccomp")
CLAUSES = ("acl", "acl:relcl", "ccomp", "advcl:relcl")


def denies_telling(verb: Token) -> bool:
    """Whether a verb denies what its own clause does not tell."""
    if verb.pos_ != "VERB" or (verb.tag_ == "VBN" and not _has_helper(verb)) or is_negated(verb):
        return False
    return _denies(verb) or _calls_untrue(verb) or _says_untrue(verb)


def is_denial(verb: Token) -> bool:
    """Whether a verb is one of those of which a clause is denied as well as a noun."""
    return lemma(verb) in words()["status.denial_full"] and not is_negated(verb)


def is_negated(word: Token) -> bool:
    """Whether a word is negated itself ("did not deny")."""
    return any(lemma(child) in ("not", "n't", "never", "nor") for child in word.children)


def of_number(verb: Token) -> bool:
    """Whether it is a number that a verb denies: "called the figure a fantasy"."""
    return any(
        lemma(word) in ("figure", "number", "toll", "count")
        for child in _objects(verb)
        for word in (child, *_parts(child))
    )


def _denies(verb: Token) -> bool:
    """ "Denied that", "rejects the accusation"."""
    if lemma(verb) not in words()["status.denial"]:
        return False
    return any(child.dep_ == "obj" and _stands_for_telling(child, is_denial(verb)) for child in verb.children)


def _calls_untrue(verb: Token) -> bool:
    """ "Called the report a lie", "dismissed that as propaganda"."""
    if lemma(verb) not in CALLING:
        return False
    objects = _objects(verb)
    untrue = [child for child in objects if lemma(child) in words()["status.untrue"]]
    return any(
        _stands_for_telling(word, pronouns=True) for child in objects for word in (child, *_parts(child)) if untrue
    )


def _says_untrue(verb: Token) -> bool:
    """ "Said that the accusation was false"."""
    if lemma(verb) not in words()["speech.verbs"]:
        return False
    said = [
        c for c in verb.children if c.dep_ == "ccomp" and lemma(c) in words()["status.untrue"] and not is_negated(c)
    ]
    return any(s.dep_ == "nsubj" and _stands_for_telling(s, pronouns=True) for c in said for s in c.children)


def _stands_for_telling(word: Token, pronouns: bool) -> bool:
    """Whether a word stands for what somebody told, and does not go on to tell it: "the accusation", "any involvement", "that"."""
    if word.pos_ in ("PRON", "DET"):
        return pronouns and word.lower_ in POINTING
    return lemma(word) in words()["status.denied_nouns"] and not any(c.dep_ in CLAUSES for c in word.children)


def _objects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in OBJECTS]


def _parts(word: Token) -> list[Token]:
    """What stands in front of a noun as a part of it: a parse takes "the claim" in "called the claim disinformation" for one."""
    return [child for child in word.children if child.dep_ == "compound"]


def _has_helper(verb: Token) -> bool:
    return any(child.dep_ == "aux" and lemma(child) == "have" for child in verb.children)

"""What the syntax of its own sentence says of a pronoun: whether it refers at all, and to what it cannot refer.

Nominals of one clause that are arguments of one verb are different ones, unless the pronoun is reflexive; the owner in a
possessive is not what it owns. "It" in "it is unclear", "it took two days", "it was X that" refers to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.language.referring.nouns import knowledge
from casus.language.referring.references import OBLIQUES, SUBJECTS, governing, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

ARGUMENTS = SUBJECTS | OBLIQUES | {"obj", "iobj"}
CLAUSES = frozenset({"csubj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "csubj:outer", "parataxis"})
SHARING = frozenset({"xcomp", "conj", "advcl", "acl"})  # clauses that may have the subject of the clause above


def refers_to_nothing(it: Token) -> bool:
    """Whether "it" stands for no thing that has been spoken of: expletives, weather, clefts, states of affairs."""
    lists, verb = knowledge(), it.head
    if lemma(verb) in lists["verbs.agent_predicates"]:
        return False
    if it.dep_ == "expl":
        return True
    if it.dep_ in ("obj", "nsubj") and verb.dep_ == "xcomp" and _states(verb):
        return True  # "made it clear that"
    if it.dep_ == "obj":
        return any(child.dep_ == "xcomp" and _states(child) for child in verb.children)
    if it.dep_ not in SUBJECTS:
        return False
    if lemma(verb) in lists["verbs.weather"] or _states(verb):
        return True
    if any(child.dep_ == "cop" for child in verb.children):
        return any(child.dep_ in CLAUSES and child.i > verb.i for child in verb.children)
    clause = any(child.dep_ in ("ccomp", "csubj") and child.i > verb.i for child in verb.children)
    if it.dep_ == "nsubj:pass":
        return clause and lemma(verb) in lists["verbs.speech"] | lists["verbs.agent"]
    if lemma(verb) == "take":
        return any(lemma(child) in lists["time.nouns"] for child in verb.children)
    return clause and lemma(verb) in lists["verbs.raising"]


def _states(predicate: Token) -> bool:
    """Whether a predicate speaks of a state of affairs ("clear", "time")."""
    copula = predicate.dep_ == "xcomp" or any(child.dep_ == "cop" for child in predicate.children)
    return copula and lemma(predicate) in knowledge()["expletive.predicates"]


def clause_of(token: Token) -> Token | None:
    """The word that a nominal is an argument of; ``None`` for one that is part of another nominal."""
    top = governing(token)
    return top.head if top.dep_ in ARGUMENTS else None


def subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, or that of the clause above which it shares."""
    for _ in range(4):
        own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if own is not None:
            return own
        if verb.dep_ not in SHARING or verb.head == verb:
            return None
        if verb.dep_ == "xcomp":
            controller = next((child for child in verb.head.children if child.dep_ in ("obj", "iobj")), None)
            if controller is not None:
                return controller
        if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head
        verb = verb.head
    return None


def ahead(pronoun: Token) -> Token | None:
    """The subject behind a possessive in a phrase that opens its clause ("In its statement, X said")."""
    if pronoun.dep_ != "nmod:poss":
        return None
    phrase = pronoun.head
    while phrase.dep_ in ("nmod", "conj", "obj", "nmod:poss"):
        phrase = phrase.head
    if phrase.dep_ not in ("obl", "advcl"):
        return None
    top = next((child for child in phrase.head.children if child.dep_ in SUBJECTS), None)
    return top if top is not None and top.i > pronoun.i and phrase.i < top.i else None


def excluded(pronoun: Token, other: Token) -> bool:
    """Whether a nominal of the same sentence cannot be what a pronoun that is not reflexive stands for."""
    if pronoun.tag_ == "PRP$" or pronoun.dep_ == "nmod:poss":
        return _contains(other, pronoun)
    if pronoun.lower_ == "there":
        return clause_of(other) == pronoun.head
    if governing(other) == governing(pronoun) and other != pronoun:
        return True
    clause = clause_of(pronoun)
    if clause is None:
        return _contains(other, pronoun)
    if clause_of(other) == clause:
        return True
    return pronoun.dep_ not in SUBJECTS and subject(clause) == governing(other)


def _contains(nominal: Token, pronoun: Token) -> bool:
    """Whether a pronoun stands inside the nominal without a clause of its own between."""
    at = pronoun
    while at.head != at and at.dep_ not in CLAUSES and at.dep_ not in ("conj", "appos"):
        at = at.head
        if at == nominal:
            return True
    return False

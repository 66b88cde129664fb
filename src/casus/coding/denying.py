"""Verbs by which somebody denies what another told, without telling an event: "rejected the accusation", "called the report a lie"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.coding.triggers import lemma
from casus.coding.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

POINTING = frozenset({"it", "that", "this", "these", "those", "them", "which", "so"})
"""Words that stand for what was told."""
OBJECTS = ("obj", "iobj", "xcomp", "obl", "advcl", "ccomp")
CLAUSES = ("acl", "acl:relcl", "ccomp", "advcl:relcl")
ABOUT = frozenset({"of", "over", "in", "for", "by", "on", "about", "to", "concerning", "regarding"})
"""What goes before the words that say what a report or a role is of."""
ABOUT_APART = {True: ABOUT - {"by", "on"}, False: frozenset({"of", "over", "about", "by"})}
"""The same where they stand with the verb, by whether a share in something is denied: "denied the report in a statement" tells no subject."""
NOBODY = frozenset({"no", "none", "nobody", "neither", "nothing"})


def denies_telling(verb: Token) -> bool:
    """Whether a verb denies what its own clause does not tell."""
    if verb.pos_ != "VERB" or (verb.tag_ == "VBN" and not _has_helper(verb)) or is_negated(verb):
        return False
    return _denies(verb) or _calls_untrue(verb) or _says_untrue(verb)


def is_denial(verb: Token) -> bool:
    """Whether a verb is one of those of which a clause is denied as well as a noun."""
    return lemma(verb) in words()["status.denial_full"] and not is_negated(verb)


def is_negated(word: Token) -> bool:
    """Whether a word is negated, itself or by its subject or governor: "did not deny", "nobody denied", "refused to deny"."""
    return _has_not(word) or _by_nobody(word) or _by_governor(word)


def of_number(verb: Token) -> bool:
    """Whether it is a number that a verb denies: "called the figure a fantasy", "said the number was false"."""
    return any(
        lemma(word) in ("figure", "number", "toll", "count")
        for child in _objects(verb)
        for word in (child, *_parts(child), *(c for c in child.children if c.dep_ == "nsubj"))
    )


def tells_of(noun: Token) -> bool:
    """Whether a noun, as what a report or a role is of, leaves open what happened: "the attack", "that"."""
    return noun.lower_ in POINTING or lemma(noun) in words()["status.denied_events"]


def _has_not(word: Token) -> bool:
    return any(lemma(child) in ("not", "n't", "never", "nor", "without") for child in word.children)


def _by_nobody(word: Token) -> bool:
    """ "Nobody denied", "no official denied", "nobody confirmed or denied"."""
    subjects = [child for child in word.children if child.dep_ == "nsubj"]
    if not subjects:
        return word.dep_ == "conj" and word.head != word and _by_nobody(word.head)
    return any(part.lower_ in NOBODY for subject in subjects for part in (subject, *subject.children))


def _by_governor(word: Token) -> bool:
    """ "Refused to deny", "could not bring itself to deny", "did not confirm or deny"."""
    above = word.head
    if above == word:
        return False
    if word.dep_ == "conj":
        either = any(child.dep_ == "cc" and child.lower_ in ("or", "nor") for child in word.children)
        return (_has_not(above) and either) or _by_governor(above)
    return word.dep_ == "xcomp" and (lemma(above) in words()["status.refusing"] or is_negated(above))


def _denies(verb: Token) -> bool:
    """ "Denied that", "rejects the accusation"; not "denied them that" nor "rejected the report on the harvest"."""
    if lemma(verb) not in words()["status.denial"]:
        return False
    objects = [child for child in verb.children if child.dep_ in ("obj", "iobj")]
    return len(objects) == 1 and _is_denied(objects[0], verb)


def _is_denied(noun: Token, verb: Token) -> bool:
    """Whether the object of a verb of denial stands for what was told and is of nothing else."""
    share = lemma(noun) in words()["status.denied_shares"]
    if noun.dep_ != "obj" or not _stands_for_telling(noun, is_denial(verb)) or (share and not is_denial(verb)):
        return False
    if noun.pos_ in ("PRON", "DET"):
        return True
    apart = [c for c in verb.children if c.dep_ == "obl" and c.i > noun.i and _is_about(c, ABOUT_APART[share])]
    return all(tells_of(c) for c in (*_subjects_of(noun), *apart))


def _calls_untrue(verb: Token) -> bool:
    """ "Called the report a lie", "dismissed that as propaganda"."""
    if lemma(verb) not in words()["status.calling"]:
        return False
    objects = _objects(verb)
    if any(_to_do(child) for child in (*verb.children, *(c for o in objects for c in o.children))):
        return False
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
    nouns = words()["status.denied_nouns"] | words()["status.denied_shares"]
    return (
        lemma(word) in nouns
        and not any(c.dep_ in CLAUSES for c in word.children)
        and all(tells_of(c) for c in _subjects_of(word))
    )


def _subjects_of(noun: Token) -> list[Token]:
    """What a noun says that it is of: "the report on *corruption*", "a role in the *attack*"."""
    return [child for child in noun.children if child.dep_ in ("nmod", "obl") and _is_about(child, ABOUT)]


def _is_about(word: Token, cases: frozenset[str]) -> bool:
    if word.pos_ == "NUM" or word.lower_ in words()["time.days"]:  # "the figure of 300", "the report on Monday"
        return False
    return any(child.dep_ == "case" and child.lower_ in cases for child in word.children)


def _to_do(word: Token) -> bool:
    """Whether a word is what "it" only announces: "called it propaganda *to fly* flags"."""
    return word.dep_ in ("advcl", "xcomp", "acl", "ccomp") and any(c.lower_ == "to" for c in word.children)


def _objects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in OBJECTS]


def _parts(word: Token) -> list[Token]:
    """What stands in front of a noun as a part of it: a parse takes "the claim" in "called the claim disinformation" for one."""
    return [child for child in word.children if child.dep_ == "compound"]


def _has_helper(verb: Token) -> bool:
    return any(child.dep_ == "aux" and lemma(child) == "have" for child in verb.children)

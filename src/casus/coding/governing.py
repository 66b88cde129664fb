"""Which word tells what happens to the counted: "20 people were | killed", "the deaths of 20", "two policemen sustained | injuries"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casus.coding.phrases import preposition
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.record import CountWhat

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubj:pass")
CLAUSES = ("advcl", "acl:relcl", "parataxis", "ccomp")  # what governs these tells of something else
CLIMB = 4  # governors looked at above the counted noun
STATES = frozenset({"dead", "killed", "hostage", "captive", "prisoner", "injured", "wounded", "missing"})
HURT = frozenset({"sustained", "suffered", "received", "got"})  # their past, which may be taken for an adjective
FATES = {
    "lose": ("life",),
    "embrace": ("martyrdom",),
    "attain": ("martyrdom",),
    "pay": ("price", "sacrifice"),
    "make": ("sacrifice",),
    "meet": ("death",),
}
"""Verbs that with such an object tell of a death; prices and sacrifices are "supreme" or "ultimate" ones."""


def governed(noun: Token, allowed: Sequence[CountWhat], scope: str = "any") -> tuple[CountWhat, Token] | None:
    """What is said of the counted: the nearest governing or dependent word that the counting lists of ``allowed`` know.

    ``scope``: "noun" looks at what is told within the noun phrase alone ("35 men | abducted in May"), "clause" at all but that.
    """
    inside = _inside(noun, allowed) if scope != "clause" else None
    if inside is not None or scope == "noun":
        return inside
    own = _own(noun, allowed)
    if own is not None:
        return own, noun
    node = noun
    for _ in range(CLIMB):
        if node.head == node or node.dep_ in CLAUSES:
            return None
        above = _above(node, node.head, allowed)
        if above is not None:
            return above
        node = node.head
    return None


def _own(noun: Token, allowed: Sequence[CountWhat]) -> CountWhat | None:
    """What the counted tells by itself: "20 deaths", "the toll is close to | 250", "claimed 30 lives"."""
    told = _told(noun, allowed)
    if told is not None or "killed" not in allowed:
        return told
    toll = any(child.dep_ == "nsubj" and _toll_words(child) for child in noun.children)
    taken = lemma(noun) == "life" and lemma(noun.head) in words()["fate.taking"]
    return "killed" if toll or taken else None


def _told(token: Token, allowed: Sequence[CountWhat]) -> CountWhat | None:
    if token.dep_ in ("aux", "aux:pass"):
        return None
    lists, word = words(), lemma(token)
    for what in allowed:
        if word in lists[f"counting.{what}"] or token.lower_ in lists[f"counting.{what}"]:
            return what
    return None


def _inside(noun: Token, allowed: Sequence[CountWhat]) -> tuple[CountWhat, Token] | None:
    for child in noun.children:
        if child.dep_ in ("acl", "amod", "acl:relcl", "appos") and child.pos_ != "NUM":
            what = _told(child, allowed)
            if what:
                return what, child
    return None


def _above(node: Token, above: Token, allowed: Sequence[CountWhat]) -> tuple[CountWhat, Token] | None:
    """What the word above the counted tells, by itself, by what stands beside the counted, or by a verb it raises."""
    beside = _beside(node, above, allowed)
    if beside is not None:
        return beside
    if node.dep_ in ("nmod", "obl") and preposition(node) == "to" and "wounded" in allowed and _hurts(above):
        return "wounded", above
    if not (node.dep_ == "nmod" and preposition(node) not in ("of", "including")) or above.pos_ == "VERB":
        what = _told(above, allowed)
        if what and _undergoes(node, above, what):
            return what, above
    if node.dep_ == "nsubj" and lemma(above) in words()["speech.verbs"]:
        for verb in above.children:
            if subject_astray(verb) == node:
                what = _told(verb, allowed)
                if what:
                    return what, verb
    if node.dep_ == "nsubj:pass":
        for verb in _joined(above):
            what = _told(verb, allowed)
            if what:
                return what, verb
    if node.dep_ in SUBJECTS:
        for verb in _raised(above):
            what = _told(verb, allowed)
            if what and (node.dep_ == "nsubj:pass" or _undergoes(node, verb, what)):
                return what, verb
    return None


def _hurts(above: Token) -> bool:
    """Whether a word tells of an injury done to those behind "to" ("caused injuries to three women")."""
    return lemma(above) in words()["fate.hurts"] or any(
        child.dep_ == "obj" and lemma(child) in words()["fate.hurts"] for child in above.children
    )


def subject_astray(verb: Token) -> Token | None:
    """The subject of a passive clause that the parse gave to the report behind it ("A man was | killed, reports a paper")."""
    above = verb.head
    if verb.dep_ != "ccomp" or above.i < verb.i or lemma(above) not in words()["speech.verbs"]:
        return None
    if not any(child.dep_ == "aux:pass" for child in verb.children) or any(
        child.dep_ in SUBJECTS for child in verb.children
    ):
        return None
    return next((child for child in above.children if child.dep_ == "nsubj" and child.i < verb.i), None)


def _raised(verb: Token) -> list[Token]:
    """Verbs whose subject is that of the verb above ("are believed to have been killed", "were found dead")."""
    below = [child for child in verb.children if child.dep_ == "xcomp"]
    return below + [other for child in below for other in _raised(child)]


def _joined(verb: Token) -> list[Token]:
    """Passive verbs that share the subject of the verb before them ("were rounded up, shot or beheaded")."""
    below = [child for child in verb.children if child.dep_ == "conj" and child.tag_ == "VBN"]
    below = [child for child in below if not any(c.dep_ in (*SUBJECTS, "obj", "aux") for c in child.children)]
    return below + [other for child in below for other in _joined(child)]


def _beside(node: Token, above: Token, allowed: Sequence[CountWhat]) -> tuple[CountWhat, Token] | None:
    """What the words beside the counted tell: "left nine dead", "sustained injuries", "lost their lives", "the toll reached 200"."""
    for child in above.children:
        if child == node:
            continue
        if child.dep_ == "obj" and node.dep_ in SUBJECTS:
            suffered = _suffered(above, child)
            if suffered is not None and suffered in allowed:
                return suffered, above
        told = child.dep_ in ("xcomp", "obj", "compound:prt") or (child.dep_ == "advmod" and child.i == above.i + 1)
        if told and child.lower_ in STATES:  # "shot | dead" four
            what = _told(child, allowed)
            if what:
                return what, above
        if child.lower_ == "themselves" and node.dep_ == "nsubj" and "killed" in allowed and _blows_up_alone(above):
            return "killed", above
        tells = child.dep_ in ("nsubj", "obj") and node.dep_ not in SUBJECTS and _told(above, allowed) is None
        if tells and "killed" in allowed and any(_told(token, ("killed",)) for token in _toll_words(child)):
            return "killed", child
    return None


def _blows_up_alone(verb: Token) -> bool:
    """Whether attackers are told to blow themselves up and the sentence tells of no others killed by it."""
    return lemma(verb) in words()["fate.blowing"] and not any(lemma(token) in ("kill", "die") for token in verb.subtree)


def _suffered(verb: Token, thing: Token) -> CountWhat | None:
    """What a verb with its object tells of its subject ("suffered burns", "lost his life")."""
    if lemma(verb) in words()["fate.hurting"] and lemma(thing) in words()["fate.hurts"]:
        return "wounded"
    if lemma(thing) not in FATES.get(lemma(verb), ()):
        return None
    plain = lemma(thing) not in ("price", "sacrifice")
    return "killed" if plain or any(child.lower_ in words()["fate.utter"] for child in thing.children) else None


def _toll_words(noun: Token) -> list[Token]:
    """The words that make a noun a toll: "deaths", "the toll", "the number of | casualties", "the number of people | killed"."""
    if lemma(noun) in words()["fate.tolls"]:
        return [noun]
    if lemma(noun) not in words()["fate.numbers"]:
        return []
    counted = [child for child in noun.children if child.dep_ == "nmod"]
    return [c for c in counted if lemma(c) in words()["fate.tolls"]] + [
        c for n in counted for c in n.children if c.dep_ == "acl"
    ]


def _undergoes(node: Token, verb: Token, what: CountWhat) -> bool:
    """Whether the counted is what it happens to, not who does it ("50 fighters killed a guard")."""
    return (
        node.dep_ != "nsubj" or what not in ("killed", "detained", "abducted") or lemma(verb) in words()["fate.dying"]
    )

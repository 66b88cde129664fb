"""Single persons to whom something happens: "a constable was shot dead", "the arrest of the editor", "he and two others"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from casus.coding.counts import KILLED, whom_of
from casus.coding.governing import subject_astray
from casus.coding.phrases import coordinated, preposition
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.record import CountWhat

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

PATIENTS = ("obj", "nsubj:pass")
HELD = {"hostage": "abducted", "captive": "abducted", "prisoner": "detained"}  # "was taken hostage"
SINGULAR = ("NN", "NNP", "PRP", "WP", "JJ")
PERSONS = frozenset({"he", "she", "him", "her", "himself", "herself"})
NOBODY = frozenset({"no", "any", "every", "each", "all", "some", "what", "several", "many", "few"})
GROUPS = frozenset({"family", "police", "people", "personnel", "household", "staff", "army", "force", "group", "crew", "team", "crowd", "population", "community"})  # fmt: skip


def persons_of(verb: Token) -> list[Token]:
    """The persons, each alone and told, that a verb happens to; empty where one of them is a group."""
    patient = _patient(verb)
    if patient is None:
        return []
    if patient.lower_ in ("who", "that", "whom") and verb.dep_ in ("acl:relcl", "acl"):
        patient = verb.head
    return _each(patient)


def persons_of_noun(noun: Token) -> list[Token]:
    """The persons, each alone and told, of whose death, arrest, abduction a noun speaks ("the killing of X", "her arrest")."""
    told = [child for child in noun.children if child.dep_ == "nmod" and preposition(child) == "of"]
    if not told:
        told = [child for child in noun.children if child.dep_ == "nmod:poss"]
    return _each(told[0]) if told else []


def _each(patient: Token) -> list[Token]:
    named = next((child for child in patient.children if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    if (
        patient.tag_ == "NNS" and named is not None and named.ent_type_ == "PERSON"
    ):  # "the other men, X and Y, are held"
        counted = any(child.dep_ == "nummod" for child in patient.children)
        return [] if counted else _alone(coordinated(named))
    described = any(child.dep_ == "appos" for child in patient.children)
    return _alone([patient] if described and patient.pos_ == "PROPN" else coordinated(patient))


def _alone(persons: list[Token]) -> list[Token]:
    return persons if all(is_person(token) for token in persons) else []


def _patient(verb: Token) -> Token | None:
    """Whom a verb happens to: its own object or passive subject, the noun that it describes, or the subject that it shares."""
    undergone = lemma(verb) in words()["fate.dying"] | words()["fate.undergone"] or suffers(verb) or loses_life(verb)
    places = ("nsubj", *PATIENTS) if undergone else PATIENTS
    told = (child for child in verb.children if child.dep_ in places and not _is_state(child))
    patient = next(told, None) or subject_astray(verb)
    if verb.dep_ == "amod":
        return verb.head if verb.tag_ == "VBN" and lemma(verb) != "suspect" else None
    if patient is None and verb.dep_ in ("acl", "acl:relcl") and (verb.tag_ == "VBN" or undergone):
        return verb.head
    if patient is None and (undergone or is_passive(verb)):
        return _shared_subject(verb)
    return patient


def _is_state(noun: Token) -> bool:
    """Whether a noun tells what becomes of somebody, not who it is ("was held | prisoner")."""
    return lemma(noun) in HELD and not any(child.dep_ == "det" for child in noun.children)


def is_passive(verb: Token) -> bool:
    """Whether a verb tells what is done to its subject ("was jailed", "was tried and jailed", "to be tried")."""
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ == "aux:pass" for child in verb.children):
        return True
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head)


def _shared_subject(verb: Token) -> Token | None:
    """The subject of the verb that a verb is joined to or hangs on ("X was tried and jailed", "X is likely to be tried")."""
    own = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass")), None)
    if own is not None:
        return own
    if verb.dep_ == "acl:relcl":
        return verb.head
    if verb.dep_ in ("conj", "xcomp") or (verb.dep_ == "advcl" and verb.tag_ in ("VBN", "VBG")):
        return _shared_subject(verb.head)
    return None


def suffers(verb: Token) -> bool:
    """Whether a verb tells that its subject is hurt ("sustained injuries", "received bullet wounds")."""
    return lemma(verb) in words()["fate.hurting"] and any(
        child.dep_ == "obj" and lemma(child) in words()["fate.hurts"] for child in verb.children
    )


def loses_life(verb: Token) -> bool:
    """Whether a verb tells that its subject died ("lost his life")."""
    return lemma(verb) == "lose" and any(child.dep_ == "obj" and lemma(child) == "life" for child in verb.children)


def is_person(token: Token) -> bool:
    """Whether a token speaks of one person: a pronoun, a name, or a calling in the singular."""
    if token.lower_ in PERSONS:
        return True
    if token.tag_ not in SINGULAR or any(child.lower_ in NOBODY or child.dep_ == "nummod" for child in token.children):
        return False
    if lemma(token) in GROUPS:
        return False
    if token.ent_type_ == "PERSON" or (token.pos_ == "PROPN" and not token.ent_type_):
        return True
    if whom_of(token) in ("civilians", "children", "combatants"):
        return True
    if token.ent_type_ in ("ORGANISATION", "PLACE") or token.tag_ not in ("NN", "NNP"):
        return False
    named = any(child.dep_ in ("appos", "flat") and child.pos_ == "PROPN" for child in token.children)
    identified = any(
        child.dep_ in ("acl", "acl:relcl") and lemma(child) in ("identify", "name") for child in token.children
    )
    return named or identified or lemma(token) in words()["people.callings"]


def beside_the_counted(noun: Token, counted: Sequence[int], told: CountWhat) -> int:
    """Single persons coordinated with counted ones and of the same class or none ("five militants and an official").

    ``counted`` are the indices of nouns that have a number of their own.
    """
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN", "PRON"):
        top = top.head
    others = [token for token in coordinated(top) if token != noun and token.i not in counted]
    return sum(_joins(token, noun, told) for token in others)


def _joins(token: Token, noun: Token, told: CountWhat) -> bool:
    if not (is_person(token) or token.tag_ in ("NN", "JJ")) or any(child.dep_ == "nummod" for child in token.children):
        return False
    named = token.pos_ == "PROPN" and token.ent_type_ == "PERSON"
    if named and token.i > noun.i:  # names behind the counted are who they are
        return False
    of_both = token.i > noun.i and token.head == noun and is_person(token)  # "a teacher and driver of the school"
    if not (named or of_both or any(child.dep_ in ("det", "nmod:poss") for child in token.children)):
        return False
    if not any(child.lower_ == "and" for child in (token if token.i > noun.i else noun).children):
        return False
    return told not in KILLED or named or whom_of(token) in (None, whom_of(noun))


def happening(span: Span, telling: frozenset[str], what: CountWhat) -> Iterator[Token]:
    """The verbs of a sentence that tell ``what``, by their lemmas or by what they take with them."""
    for verb in span:
        if verb.pos_ not in ("VERB", "AUX") and not (verb.dep_ == "amod" and verb.tag_ == "VBN"):
            continue
        shot = (
            what == "killed"
            and lemma(verb) in ("shoot", "find")
            and any(c.lower_ in ("dead", "killed") for c in verb.children)
        )
        himself = what == "killed" and lemma(verb) == "shoot" and any(c.lower_.endswith("self") for c in verb.children)
        held = any(HELD.get(c.lower_) == what and _is_state(c) for c in verb.children if c.dep_ in ("xcomp", "obj"))
        hurt = what == "wounded" and suffers(verb)
        if (lemma(verb) in telling and not _drowned_out(verb)) or shot or himself or held or hurt:
            yield verb


def _drowned_out(verb: Token) -> bool:
    return lemma(verb) == "drown" and any(child.dep_ in ("compound:prt", "obj") for child in verb.children)

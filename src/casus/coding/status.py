"""Whether a claim is of something that happened, is planned, is possible, or is said not to have happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.coding.triggers import Candidate, lemma
from casus.coding.words import words
from casus.record import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

WILL = frozenset({"will", "shall", "'ll", "wo"})
STEPS = 4  # governors above the trigger that can still change its status


def status_of(candidate: Candidate) -> Status:
    """Status of the event that a candidate tells of, from its own words and the words that govern it."""
    lists = words()
    clause = candidate.head
    for step, token in enumerate(_governors(clause)):
        verdict = _own_status(token, step)
        if verdict is not None:
            return verdict
        if token != clause and _doubted(clause, token):
            return "possible"
        if token != clause and lemma(token) == "fail" and _below(clause, token, ("xcomp",)):
            return "denied"
        if (
            token != clause
            and lemma(token) in lists["status.denial"]
            and not withholds(token)
            and _below(clause, token, ("ccomp", "obj", "xcomp", "obl"))
        ):
            return "denied"
        if (
            token != clause
            and token.pos_ == "VERB"
            and lemma(token) in lists["status.planned_verbs"]
            and _intended(clause, token)
        ):
            return "planned"
        if (
            token != clause
            and lemma(token) in lists["status.planned_nouns"]
            and _below(clause, token, ("acl", "nmod", "acl:relcl"))
        ):
            return "planned"
        if (
            token != clause
            and lemma(token) in lists["status.possible_nouns"]
            and _below(clause, token, ("acl", "nmod", "ccomp"))
        ):
            return "possible"
    if candidate.word_class == "noun" and _planned_modifier(candidate.head):
        return "planned"
    return "happened"


def _governors(token: Token) -> list[Token]:
    out = [token]
    while len(out) < STEPS and out[-1].dep_ != "ROOT" and out[-1].head != out[-1]:
        if out[-1].dep_ in ("parataxis", "acl:relcl") and len(out) > 1:
            break
        out.append(out[-1].head)
    return out


def _own_status(token: Token, step: int) -> Status | None:
    lists = words()
    children = list(token.children)
    if step == 0 and lemma(token) in lists["status.threats"]:
        return "planned"
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in children):
        return "planned"
    carries = step == 0 or (token.pos_ in ("VERB", "AUX") and lemma(token) in lists["light.verbs"])
    if step == 1 and not carries and any(c.dep_ == "aux" and c.lower_ in WILL for c in children):
        return "planned"
    if not carries:
        return None
    negated = [
        c for c in children if lemma(c) in lists["status.negation"] and c.dep_ in ("advmod", "det", "aux", "neg")
    ]
    if negated and not any(c.lower_ == "only" for c in children):
        return "denied"
    helpers = {c.lower_ for c in children if c.dep_ in ("aux", "advmod", "amod")}
    if helpers & lists["status.possible"]:
        return "possible"
    if helpers & lists["status.future"]:
        return "planned"
    subjects = [c for c in children if c.dep_ in ("nsubj", "nsubj:pass", "obj")]
    if any(g.lower_ in ("no", "neither", "none") for s in subjects for g in [s, *s.children]):
        return "denied"
    return None


def _intended(clause: Token, verb: Token) -> bool:
    """Whether ``verb`` ("vowed", "plans") takes the clause as what is intended: "vowed to retake", "threatened an attack"."""
    node = clause
    while node != verb and node.head != node:
        if node.head == verb:
            if node.dep_ == "xcomp":
                return True
            if node.dep_ == "ccomp":
                return any(
                    c.lower_ in words()["status.future"] or c.lower_ == "to"
                    for c in node.children
                    if c.dep_ in ("aux", "mark")
                )
            return (
                node.dep_ == "obj"
                and node.pos_ == "NOUN"
                and lemma(verb) in ("plan", "threaten", "order", "prepare", "propose", "consider")
            )
        node = node.head
    return False


def _doubted(clause: Token, verb: Token) -> bool:
    """Whether a passive verb of belief or charge leaves the clause open: "is thought to have", "is accused of"."""
    return (
        lemma(verb) in words()["status.doubting_verbs"]
        and any(child.dep_ == "aux:pass" for child in verb.children)
        and _below(clause, verb, ("xcomp", "ccomp", "advcl", "obl"))
    )


def withholds(verb: Token) -> bool:
    """Whether a verb of denial tells that somebody is not given something: "denied the group a base", "were denied a base", "denied entry to the convoy"."""
    depend = {child.dep_ for child in verb.children}
    things = (child for child in verb.children if child.dep_ == "obj")
    given = lemma(verb) == "deny" and any(lemma(thing) in words()["status.withheld"] for thing in things)
    return given or "iobj" in depend or ("aux:pass" in depend and "obj" in depend)


def _below(clause: Token, top: Token, through: tuple[str, ...]) -> bool:
    node = clause
    while node != top and node.head != node:
        if node.head == top:
            return node.dep_ in through
        node = node.head
    return False


def _planned_modifier(noun: Token) -> bool:
    return any(
        c.lower_ in ("planned", "imminent", "looming", "possible", "expected", "impending", "threatened", "future")
        for c in noun.children
        if c.dep_ in ("amod", "acl")
    )

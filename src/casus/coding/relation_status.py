"""Whether a relation is said to hold, held to be possible, or denied, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from casus.coding.relation_slots import RELATIVE
from casus.coding.relation_table import relation_table
from casus.coding.roles import SUBJECTS, is_passive, verb_roles
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.record import RelationStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

ABOVE = ("xcomp", "ccomp", "advcl", "conj", "obj", "obl", "acl", "nsubj", "acl:relcl", "nmod", "csubj")
STEPS = 4  # words above the relation's own that can still change its status


def status_of_relation(head: Token, given: bool) -> tuple[RelationStatus, Token | None]:
    """The status of a relation and, where a verb above makes it so, the head of that verb's subject.

    ``given`` relations are taken for granted by the phrase they stand in, so only their own modifiers count. What is planned ("vowed to
    support") does not hold yet, so it is possible.
    """
    own = _own(head)
    if own is not None or given:
        return own or "happened", None
    for below, above in _above(head):
        verdict = _verdict(below, above)
        if verdict is not None:
            return verdict, _subject(above)
    return "happened", None


def _own(head: Token) -> RelationStatus | None:
    lists = words()
    children = list(head.children)
    lower = {child.lower_ for child in children if child.dep_ in ("aux", "advmod", "amod", "det")}
    ended = any(c.lower_ in ("longer", "anymore") and c.dep_ == "advmod" for c in children)
    negated = {"not", "n't", "never", "no", "neither", "nor"} & lower
    if ended or (negated and "only" not in lower):
        return "denied"
    aimed_at = head.tag_ == "VBG" and any(c.lower_ == "to" for c in children)  # "committed to joining"
    if aimed_at or any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in children):
        return "possible"
    return "possible" if lower & (lists["status.possible"] | lists["status.future"]) else None


def _above(head: Token) -> Iterator[tuple[Token, Token]]:
    """Words that govern the relation's, nearest first, each with the word through which it does."""
    at = head
    for _ in range(STEPS):
        if at.dep_ not in ABOVE or at.head is at or at.head == at:
            return
        participle = at.dep_ == "acl" and not any(child.lower_ == "to" for child in at.children)
        if (
            at.dep_ == "acl:relcl"
            or (participle and at.head.pos_ in ("NOUN", "PROPN"))
            or (at.dep_ in ("nmod", "acl") and at.head.pos_ not in ("VERB", "NOUN", "ADJ"))
        ):
            return
        yield at, at.head
        at = at.head


def _verdict(below: Token, above: Token) -> RelationStatus | None:
    lists, table = words(), relation_table().lists
    word = lemma(above)
    if below.dep_ == "conj":
        return _own(above) if above.pos_ in ("VERB", "ADJ") and not _has_subject(below) else None
    if word in lists["status.denial"] and below.dep_ in ("ccomp", "obj", "xcomp", "obl", "advcl"):
        return "denied"
    if above.pos_ == "VERB" and word in table["accusing"] and below.dep_ in ("advcl", "obl", "ccomp", "xcomp", "acl"):
        return "possible"
    if word in table["regarding"] and below.dep_ in ("obj", "xcomp", "obl", "ccomp"):
        return "possible"
    if below.dep_ in ("xcomp", "ccomp") and (word in lists["speech.doubt"] or word in lists["status.possible"]):
        return "possible"
    if below.dep_ == "xcomp" and above.pos_ == "VERB" and word in lists["status.planned_verbs"]:
        return "possible"
    if below.dep_ in ("acl", "nmod", "ccomp") and word in lists["status.possible_nouns"]:
        return "possible"
    if below.dep_ in ("acl", "nmod", "ccomp") and word in lists["status.planned_nouns"]:
        return "possible"
    bare = not any(child.dep_ == "mark" and child.lower_ != "to" for child in below.children)
    purpose = below.dep_ == "advcl" and bare and below.tag_ in ("VB", "VBG")
    return (
        _own(above)
        if (purpose or below.dep_ in ("xcomp", "obj")) and above.pos_ in ("VERB", "AUX", "ADJ", "ADV")
        else None
    )


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)


def _subject(verb: Token) -> Token | None:
    """Who denies, accuses or holds it."""
    if is_passive(verb):
        return next(iter(verb_roles(verb, set()).doers), None)
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    relative = subject is not None and subject.lower_ in RELATIVE and verb.dep_ == "acl:relcl"
    return verb.head if relative else subject

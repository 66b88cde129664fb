"""What the words next to a number tell of it, by their order alone: for where a long sentence is parsed wrongly.

"killing at least | nine", "nine | dead", "two others | injured", "50 people, mostly women, | were killed", "another | sustained injuries".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casus.coding.governing import HURT
from casus.coding.numbers import Number
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.record import CountWhat

if TYPE_CHECKING:
    from spacy.tokens import Token

HELPERS = frozenset({"was", "were", "is", "are", "be", "been", "being", "have", "has", "had"})
HAVING = ("have", "has", "had")
INSERTION = 9  # words that may stand between commas behind a noun
QUALIFYING = frozenset({"at", "least", "more", "than", "over", "about", "around", "some", "nearly", "almost", "up", "to", "as", "many", "no", "fewer", "less", "another", "a", "an",
                        "further", "estimated", "approximately", "roughly", "just", "well", "the", "other"})  # fmt: skip
BETWEEN = frozenset({"people", "persons", "others", "more", "other", "were", "are", "left", "seriously", "critically", "reportedly", "still"})  # fmt: skip
STATES: dict[str, CountWhat] = {"dead": "killed", "killed": "killed", "wounded": "wounded", "injured": "wounded", "hurt": "wounded", "missing": "missing",
                                "displaced": "displaced", "arrested": "detained", "detained": "detained"}  # fmt: skip
DOING: tuple[CountWhat, ...] = ("killed", "wounded", "displaced", "detained", "abducted")


def before(number: Number, allowed: Sequence[CountWhat]) -> CountWhat | None:
    """What the active verb right before a number does to those it counts ("injuring over 360")."""
    doc, at = number.first.doc, number.first.i - 1
    while at >= 0 and doc[at].lower_ in QUALIFYING:
        at -= 1
    if (
        at < 0
        or not doc[at].tag_.startswith("VB")
        or lemma(doc[at]) in words()["fate.dying"] | words()["fate.not_done"]
    ):
        return None
    if doc[at].tag_ == "VBN" and (at == 0 or doc[at - 1].lower_ not in HAVING):
        return None
    word = lemma(doc[at])
    return next((what for what in allowed if what in DOING and word in words()[f"counting.{what}"]), None)


def told_together(number: Number) -> bool:
    """Whether dead and wounded are told as one number ("killing and injuring dozens", "scores were killed or wounded")."""
    doc, at = number.first.doc, number.first.i - 1
    while at >= 0 and doc[at].lower_ in QUALIFYING:
        at -= 1
    if at >= 2 and _pair(doc[at - 2], doc[at - 1], doc[at]):
        return True
    at = number.noun.i + 1
    while at < len(doc) and (doc[at].lower_ in HELPERS or doc[at].tag_ == "RB"):
        at += 1
    return at + 2 < len(doc) and _pair(doc[at], doc[at + 1], doc[at + 2])


def _pair(one: Token, joint: Token, other: Token) -> bool:
    lists = words()
    told = {
        what for token in (one, other) for what in ("killed", "wounded") if lemma(token) in lists[f"counting.{what}"]
    }
    return joint.lower_ in ("and", "or") and len(told) == 2


def beside(number: Number, allowed: Sequence[CountWhat]) -> CountWhat | None:
    """What the word of state right behind a number, or behind its noun, tells ("nine dead", "four pupils dead")."""
    for last in (number.last, number.noun):
        doc, at = last.doc, last.i + 1
        while at < len(doc) and doc[at].lower_ in BETWEEN:
            at += 1
        if at == len(doc) or doc[at].lower_ not in STATES or (last != number.last and not _closes(doc[at])):
            continue
        told = STATES[doc[at].lower_]
        if told in allowed:
            return told
    return None


def _closes(state: Token) -> bool:
    """Whether a word of state has nothing behind it that it could be done to ("16 injured." against "16 wounded two")."""
    if state.i + 1 == len(state.doc):
        return True
    behind = state.nbor(1)
    return bool(behind.is_punct) or behind.pos_ in ("ADP", "CCONJ", "SCONJ", "ADV")


def behind(noun: Token, allowed: Sequence[CountWhat]) -> CountWhat | None:
    """What the verb right behind a noun tells, an insertion between commas left out ("50 people, mostly women, were killed")."""
    doc, at = noun.doc, noun.i + 1
    if at < len(doc) and doc[at].text == ",":
        at = next((i + 1 for i in range(at + 1, min(at + INSERTION, len(doc))) if doc[i].text == ","), at)
    helped = False
    while at < len(doc) and (doc[at].lower_ in HELPERS or doc[at].tag_ == "RB"):
        helped = helped or doc[at].lower_ in HELPERS
        at += 1
    hurting = at < len(doc) and (lemma(doc[at]) in words()["fate.hurting"] or doc[at].lower_ in HURT)
    if hurting and any(lemma(token) in words()["fate.hurts"] for token in doc[at + 1 : at + 4]):
        return "wounded" if "wounded" in allowed else None
    if not helped or at >= len(doc) or not doc[at].tag_.startswith("VB"):
        return None
    word = lemma(doc[at])
    passive = doc[at].tag_ == "VBN" and doc[at - 1].lower_ not in HAVING
    return next(
        (
            what
            for what in allowed
            if word in words()[f"counting.{what}"] and (passive or word in words()["fate.dying"])
        ),
        None,
    )

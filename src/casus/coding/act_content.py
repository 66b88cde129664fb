"""What a clause under a word of promising or saying makes of it: a promise, a threat, a refusal, a demand, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.coding.act_table import ActTable
from casus.coding.triggers import lemma
from casus.coding.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSES = ("ccomp", "xcomp", "advcl", "acl")
OWN = frozenset({"it", "they", "he", "she", "we", "i"})
NEAR = ("compound", "amod", "flat", "fixed", "conj", "case", "det", "nummod", "nmod:poss")
MOST = 40  # words of a clause that are looked at


def content_of(verb: Token) -> Token | None:
    """The head of the clause that a verb governs."""
    for dep in ("ccomp", "xcomp"):
        found = [child for child in verb.children if child.dep_ == dep and child.i > verb.i]
        if found:
            return found[0]
    return None


def said_under(head: Token, steps: int = MOST) -> frozenset[str]:
    """Lemmas of what a word governs, itself included, with pairs of neighbours; clauses that only accompany it are left out.

    ``steps`` limits how far below the word, what only modifies or coordinates not counted.
    """
    doc, out, stack = head.doc, {head.i}, [(child, 1) for child in head.children]
    while stack and len(out) < MOST:
        token, step = stack.pop()
        if token.dep_ in ("parataxis", "punct") or (token.head == head and _accompanies(token)):
            continue
        step -= token.dep_ in NEAR
        if step > steps:
            continue
        out.add(token.i)
        stack.extend((child, step + 1) for child in token.children)
    order = sorted(out)
    said = [_singular(doc[i]) for i in order]
    pairs = (f"{a} {b}" for a, b, i, j in zip(said, said[1:], order, order[1:], strict=False) if j - i == 1)
    return frozenset([*said, *pairs])


def _accompanies(child: Token) -> bool:
    """Whether a child only accompanies its verb: its subject, or a clause that is no purpose ("to hold elections")."""
    if child.dep_ == "advcl":
        return not any(mark.dep_ == "mark" and mark.lower_ == "to" for mark in child.children)
    return child.dep_ in ("nsubj", "discourse")


def _singular(token: Token) -> str:
    """The lemma; of a plural noun that kept its ending without it ("troops")."""
    word = lemma(token)
    return word[:-1] if token.tag_ in ("NNS", "NNPS") and word.endswith("s") and word == token.lower_ else word


def is_negated(verb: Token) -> bool:
    """Whether a verb has a negation of its own ("will not", "no longer")."""
    negation = words()["status.negation"]
    return any(lemma(child) in negation and child.dep_ in ("advmod", "aux", "det", "neg") for child in verb.children)


def promised(verb: Token, table: ActTable, *, statement: bool) -> str:
    """The event that a promise, or a ``statement``, makes with its clause; empty where it makes none."""
    clause = content_of(verb)
    if clause is None:
        return "" if statement else _by_polarity(verb, table)
    helpers = {child.lower_ for child in clause.children if child.dep_ in ("aux", "aux:pass", "cop")}
    helpers |= {lemma(child) for child in clause.children if child.dep_ == "aux"}
    if helpers & table.lists["obliging"] and not _own(clause, verb):
        return "REQUEST"
    if clause.dep_ == "xcomp" and not statement:
        return "REJECT" if is_negated(clause) else _by_polarity(clause, table)
    if not helpers & table.lists["future"] or not _own(clause, verb):
        return ""
    return "REJECT" if is_negated(clause) else _by_polarity(clause, table)


def _own(clause: Token, verb: Token) -> bool:
    """Whether a clause speaks of what the speaker will do: its subject is a pronoun or the speaker."""
    subject = next((child for child in clause.children if child.dep_ in ("nsubj", "nsubj:pass")), None)
    speaker = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return subject is None or subject.lower_ in OWN or (speaker is not None and lemma(subject) == lemma(speaker))


def _by_polarity(clause: Token, table: ActTable) -> str:
    hostile, friendly = table.lists["hostile"], table.lists["friendly"]
    first = lemma(clause)
    said = said_under(clause)
    if first in friendly and not (first in hostile and said & hostile - {first}):
        return "AGREE"
    if first in words()["status.ending"]:
        return "AGREE" if (said - {first}) & hostile else "THREATEN"
    if first in hostile or (said - friendly) & hostile:
        return "THREATEN"
    return "AGREE"


def hostile_maybe(verb: Token, table: ActTable) -> bool:
    """Whether a main verb holds out something hostile on a condition: "may halt mediation if talks fail"."""
    if lemma(verb) not in table.lists["hostile"] or not any(
        c.lower_ in ("may", "might", "could") for c in verb.children
    ):
        return False
    return any(
        child.dep_ == "advcl" and any(mark.lower_ in ("if", "unless") for mark in child.children)
        for child in verb.children
    )

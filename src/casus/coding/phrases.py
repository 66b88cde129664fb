"""Noun phrases out of the dependency parse: where they begin and end, what they coordinate, whom they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.coding.triggers import NOUN_TAGS, lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

INSIDE = frozenset(
    {"det", "amod", "compound", "nummod", "flat", "flat:name", "flat:foreign", "fixed", "nmod:poss", "goeswith", "nmod:npmod",
     "obl:npmod", "nmod:unmarked", "obl:unmarked", "advmod", "nmod:desc", "compound:prt", "det:predet", "case"}
)  # fmt: skip
NAMING = frozenset({"of"})  # prepositions that belong to a name ("fighters of the Free Syrian Army")


def head_tokens(head: Token) -> list[Token]:
    """Tokens of the noun phrase of ``head``: its modifiers and an "of" complement, without clauses and coordinations."""
    kept = [head]
    for child in head.children:
        if child.is_punct or child.is_space:
            continue
        if child.dep_ in INSIDE and not (child.dep_ == "case" and child.i < head.i):
            kept.extend(_closed(child))
        elif child.dep_ == "nmod" and _preposition(child) in NAMING and child.i > head.i:
            kept.extend(_closed(child, with_case=True))
    return sorted(kept, key=lambda token: token.i)


def _closed(head: Token, with_case: bool = False) -> list[Token]:
    out = [head]
    for child in head.children:
        if child.is_space or child.dep_ in ("conj", "cc", "acl", "acl:relcl", "appos", "parataxis", "advcl"):
            continue
        if child.dep_ == "case" and child.i < head.i and not with_case:
            continue
        if child.dep_ == "punct" and child.text != "-":
            continue
        if child.dep_ == "nmod" and _preposition(child) not in NAMING:
            continue
        out.extend(_closed(child, with_case=with_case or child.dep_ == "nmod"))
    return out


def _preposition(token: Token) -> str:
    for child in token.children:
        if child.dep_ == "case":
            return str(child.lower_)
    return ""


def phrase(sentence: Sentence, head: Token) -> Phrase:
    """The noun phrase of ``head`` as a contiguous stretch of the document that contains the head."""
    tokens = head_tokens(head)
    first = last = head
    wanted = {token.i for token in tokens}
    doc = head.doc
    while first.i - 1 in wanted or (first.i - 2 in wanted and doc[first.i - 1].text in "-'’\"“” "):
        first = doc[first.i - 1]
    while last.i + 1 in wanted or (last.i + 2 in wanted and doc[last.i + 1].text in "-'’\"“” "):
        last = doc[last.i + 1]
    begin, end = sentence.place(first, last)
    return Phrase(begin, end, str(doc[first.i : last.i + 1].text), entity_type(head))


def entity_type(head: Token) -> str | None:
    """The named-entity label of the phrase's head, lower case, or of a name inside it."""
    if head.ent_type_:
        return str(head.ent_type_).lower()
    return None


def coordinated(head: Token) -> list[Token]:
    """The head and what is coordinated with it ("HTS and allied factions"), in order."""
    out = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in (*NOUN_TAGS, "PRON", "ADJ", "NUM", "DET"):
            out.extend(coordinated(child))
    return out


def preposition(token: Token) -> str:
    """The preposition that introduces a nominal, lower case, or ""."""
    return _preposition(token)


def people_class(head: Token) -> str | None:
    """Which class of people a noun speaks of: civilians, children, combatants, armed, dead, wounded, or None."""
    word = lemma(head)
    lists = words()
    for name in ("children", "combatants", "civilians", "dead", "wounded", "armed"):
        if word in lists[f"people.{name}"]:
            return name
    return None

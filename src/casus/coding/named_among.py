"""Lists that name some of many: "beheaded hostages, among them X, Y and Z" tells of three and more.

Long lists of names with callings and ages are where a parse goes wrong most, so a list is read by the names found in it and by the
order of the words: what opens it, and a word before that which tells what happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.language.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

OPENING = frozenset({"including", "include", "includes", "included"})
THEM = frozenset({"them", "those", "these"})
FINITE = ("VBD", "VBZ", "VBP")
AGENT = "obl:agent"


def named_among(sentence: Sentence, teller: Token) -> list[Token]:
    """The first words of the names of persons in a list behind the word that tells what happened to them; two or more, or none."""
    begin = _opening(sentence, teller)
    if begin is None:
        return []
    named: list[Token] = []
    at = begin
    for name in sentence.entities:
        if name.start < begin or name.label_ != "PERSON":
            continue
        if any(_ends_list(token) for token in sentence.span.doc[at : name.start]):
            break
        at = name.end
        if _is_name(name):
            named.append(name[0])
    return named if len(named) > 1 else []


def _opening(sentence: Sentence, teller: Token) -> int | None:
    """Where a list begins behind the word that tells; ``None`` where it lists who did it ("by rebels including X")."""
    for token in sentence.span:
        if token.i <= teller.i or token.i + 1 >= sentence.span.end:
            continue
        among = token.lower_ == "among" and token.nbor(1).lower_ in THEM
        if among or token.lower_ in OPENING:
            return None if token.nbor(-1).dep_ == AGENT else token.i + 1
    return None


def _ends_list(token: Token) -> bool:
    return token.text == ";" or (token.tag_ in FINITE and token.dep_ != "acl:relcl")


def _is_name(name: Span) -> bool:
    """Whether a mention of a person has a name ("the aid worker Omar Saleh", not "an officer from Leeds")."""
    for token in name:
        if token.tag_ == "IN":
            return False
        if token.tag_ == "NNP" and token.text[:1].isupper():
            return True
    return False

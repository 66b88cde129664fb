"""How the words of a sentence stand to a trigger: in its clause, in one that it hangs on, in one that hangs on it.

An expression of time means the clause that it stands in: in "the group that seized the town in 2016 killed twelve on Tuesday" the
year is that of the seizure. Grounding knows words and days, but no tree; so the sentence is handed on cut into stretches,
each with its standing.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSAL = {
    "ROOT": "conj",
    "ccomp": "said",
    "csubj": "said",
    "parataxis": "said",
    "advcl": "advcl",
    "acl": "acl",
    "acl:relcl": "acl",
    "xcomp": "xcomp",
    "conj": "conj",
    "advcl:relcl": "acl",
}


def stretches(sentence: Sentence, trigger: Token) -> tuple[Phrase, ...]:
    """The sentence in stretches of words that stand alike to the trigger, in order of the text.

    The type of a stretch is ``noun`` (hangs on the trigger, a noun), ``own`` (its clause), ``over:R`` (a clause that its clause hangs on by R),
    ``under:R`` (a clause that hangs on its clause by R) or ``aside``; R is conj, advcl, acl, xcomp, said (what is said by a verb
    of speech) or that (another verb's content).
    """
    above = _clauses(trigger)
    standings: dict[int, str] = {}  # of clauses, by the number of their heads
    tokens = [(token, _standing(token, trigger, above, standings)) for token in sentence.span if not token.is_space]
    out = []
    for standing, run in groupby(tokens, key=lambda item: item[1]):
        members = [token for token, _ in run]
        begin, end = sentence.place(members[0], members[-1])
        out.append(Phrase(begin, end, str(members[0].doc[members[0].i : members[-1].i + 1].text), standing))
    return tuple(out)


def _standing(token: Token, trigger: Token, above: list[Token], standings: dict[int, str]) -> str:
    if trigger != above[0] and trigger != token and trigger.is_ancestor(token):
        return "noun"
    clause = next((node for node in (token, *token.ancestors) if _heads_clause(node)), None) or token.sent.root
    if clause.i not in standings:
        standings[clause.i] = _standing_of_clause(clause, above)
    return standings[clause.i]


def _standing_of_clause(clause: Token, above: list[Token]) -> str:
    own, clauses = above[0], _clauses(clause)
    if clause == own:
        return "own"
    if clause in above:
        return f"over:{_link(above[above.index(clause) - 1])}"
    if own in clauses:
        return f"under:{_link(clauses[clauses.index(own) - 1])}"
    return "aside"


def _clauses(token: Token) -> list[Token]:
    """Heads of the clauses that a token stands in, innermost first."""
    found = [node for node in (token, *token.ancestors) if _heads_clause(node)]
    return found or [token.sent.root]


def _heads_clause(token: Token) -> bool:
    if token.dep_ == "ROOT":
        return True
    if token.dep_ not in CLAUSAL:
        return False
    return token.pos_ in ("VERB", "AUX") or any(
        child.dep_ in ("nsubj", "nsubj:pass", "cop") for child in token.children
    )


def _link(clause: Token) -> str:
    """By what a clause hangs on the one above it."""
    link = CLAUSAL.get(clause.dep_, "aside")
    if link in ("said", "xcomp"):
        speech = lemma(clause.head) in words()["speech.verbs"]
        return "said" if speech else "xcomp" if link == "xcomp" else "that"
    return link

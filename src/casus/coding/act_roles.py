"""Actors and targets of an act: what the roles of its word mean for its event type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from casus.coding.act_content import content_of
from casus.coding.phrases import coordinated, people_class, preposition
from casus.coding.roles import Roles, is_passive, subject_of, verb_roles

if TYPE_CHECKING:
    from spacy.tokens import Token

    from casus.coding.triggers import Candidate

TOWARDS = frozenset({"against", "on", "upon", "at", "to", "with", "from", "of", "toward", "towards", "for"})
TOGETHER = frozenset({"with", "between", "and"})
NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ")


def act_sides(candidate: Candidate, roles: Roles, *, mutual: bool, event: str) -> tuple[list[Token], list[Token]]:
    """Heads of the actors and targets; where a word names nobody, those of the clause that it is about are the targets."""
    doers, targets = list(roles.doers), list(roles.sufferers)
    if candidate.word_class == "verb" and not doers and not roles.passive:
        doers = _subject_above(candidate.head)
    together = [token for case, token in roles.obliques if case in TOGETHER]
    if mutual:
        doers, targets = [*doers, *together], [token for token in targets if _can_be_side(token)]
    else:
        targets = [token for token in targets if _can_be_side(token)]
        targets = targets or [t for case, t in roles.obliques if case in TOWARDS and _can_be_side(t)]
        targets = targets or _beneath(roles.sufferers)
        targets = targets or _of_clause(candidate, event)
        targets = targets or _named_beside(roles)
    both = {token.i for token in doers}
    return doers, [token for token in targets if token.i not in both]


def _of_clause(candidate: Candidate, event: str) -> list[Token]:
    """Whom the clause under a word is about: "said Sudan must", "threatened to shell Iraqi towns"."""
    clause = content_of(candidate.head) if candidate.word_class == "verb" else None
    if clause is None:
        return []
    inner = verb_roles(clause, set())
    if event in ("REQUEST", "ACCUSE") and clause.dep_ == "ccomp":
        return [*(inner.sufferers if is_passive(clause) else inner.doers)]
    found = [token for token in inner.sufferers if _can_be_side(token)]
    found = found or [token for case, token in inner.obliques if case in TOWARDS and _can_be_side(token)]
    return found or _beneath(inner.sufferers)


def _beneath(things: Iterable[Token]) -> list[Token]:
    """Whom a thing that is done concerns: "sanctions on Chad", "relations with Chad", "aid to rebels in Chad"."""
    return [
        token
        for thing in things
        for child in thing.children
        if child.dep_ == "nmod" and preposition(child) in TOWARDS
        for token in coordinated(child)
        if _can_be_side(token)
    ]


def _named_beside(roles: Roles) -> list[Token]:
    """Who is named beside what an act is done to: "rejected Iran's demand", "a US request"."""
    named = ("ORGANISATION", "PERSON", "NATIONALITY", "PLACE")
    beside = ("nmod:poss", "amod", "compound", "nmod")
    return [c for token in roles.sufferers for c in token.children if c.dep_ in beside and c.ent_type_ in named][:2]


def _can_be_side(token: Token) -> bool:
    if token.pos_ == "PRON" or token.ent_type_ in ("ORGANISATION", "PERSON", "NATIONALITY"):
        return True
    return (token.pos_ == "PROPN" and token.ent_type_ != "TIME") or people_class(token) is not None


def _subject_above(verb: Token) -> list[Token]:
    for above in (verb, *list(verb.ancestors)[:3]):
        if above.pos_ == "VERB":
            found = subject_of(above)
            if found:
                return list(found)
    return []

"""What a pronoun can stand for by number, gender and kind, and by what its clause says of it.

"It said", "its fighters" ask for somebody who acts, "it was besieged", "its residents" for a place, "it is a movement" for a
body.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from casus.language.referring.nouns import Kind, knowledge
from casus.language.referring.references import SUBJECTS, Expression, lemma
from casus.language.referring.referents import Referent

if TYPE_CHECKING:
    from spacy.tokens import Token

Fits = Callable[[Referent], bool]
THINGS_TOO: frozenset[Kind] = frozenset({"body", "place", "thing", ""})


def fitting(pronoun: Expression) -> Fits:
    """What a pronoun of the third person, or "there", can stand for."""
    word = pronoun.words[0]
    if word in ("he", "she"):
        return lambda one: _is_person(one, pronoun.gender)
    if word == "there":
        return lambda one: one.kind == "place" and one.named
    asked = _asked(pronoun.token)
    if word == "they":
        return lambda one: _are_several(one, acting=asked == "agent")
    itself = pronoun.token.lower_ in knowledge()["pronouns.reflexive"]
    if not asked and pronoun.role == "object" and not itself:
        return lambda _: False  # most often a thing
    return lambda one: _is_one(one, asked)


def _is_person(one: Referent, gender: str) -> bool:
    single = not one.plural and not one.group
    return single and one.kind == "person" and one.gender in ("", gender)


def _are_several(one: Referent, acting: bool) -> bool:
    if one.kind == "people" or one.group:
        return True
    return one.kind == "body" or (one.kind == "thing" and one.plural and not acting)


def _is_one(one: Referent, asked: str) -> bool:
    if one.kind not in THINGS_TOO or one.group or (one.plural and not one.named):
        return False
    if asked == "agent":
        return one.kind in ("body", "") or one.country
    if asked == "place":
        return one.kind == "place"
    return asked != "body" or one.kind in ("body", "")


def _asked(pronoun: Token) -> str:
    """What kind the pronoun's clause asks for: agent, place, body, or "" for any."""
    lists, head = knowledge(), pronoun.head
    word = lemma(head)
    if pronoun.dep_ == "nmod:poss":
        return "agent" if word in lists["belongings.agent"] else "place" if word in lists["belongings.place"] else ""
    if pronoun.dep_ in ("nsubj:pass", "obj") and word in lists["verbs.of_places"]:
        return "place"
    if word in lists["verbs.agent_predicates"] and pronoun.dep_ in ("nsubj", "expl"):
        return "agent"
    if pronoun.dep_ == "nsubj" and any(child.dep_ == "cop" for child in head.children) and head.pos_ == "NOUN":
        kind = knowledge().kind(word)
        return kind if kind in ("place", "body") else ""
    return "agent" if pronoun.dep_ == "nsubj" and word in lists["verbs.agent"] else ""


def about_no_thing(it: Token) -> bool:
    """Whether "it" speaks of what happened ("it came after", "it was the first attack") rather than of something named."""
    verb = it.head
    if it.dep_ not in SUBJECTS:
        return False
    if any(child.dep_ == "cop" for child in verb.children):
        return verb.pos_ in ("NOUN", "PROPN") and knowledge().kind(lemma(verb)) not in ("place", "body")
    if any(child.dep_ in ("obj", "xcomp", "ccomp") for child in verb.children):
        return lemma(verb) in knowledge()["verbs.of_events"]
    return lemma(verb) in knowledge()["verbs.of_events"] | knowledge()["verbs.of_events_alone"]

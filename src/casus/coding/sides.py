"""Actors and targets of a claim: what a trigger's roles mean for its kind.

"Rebels lost the town" has the same grammar as "rebels took the town", and the other side as the one that gained.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casus.coding.phrases import coordinated, people_class
from casus.coding.reading import Hit
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.record import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

TOWARDS = frozenset({"against", "on", "at", "upon", "into", "with", "over", "targeting", "toward", "towards"})
OF_PATIENT = (
    "attack_on_civilians",
    "abduction",
    "detention",
    "air_strike",
    "shelling",
    "property_destruction",
    "chemical_attack",
)
SELF_MOVING = ("withdrawal", "deployment", "surrender", "displacement")
ATTRIBUTIVE = ("acl", "amod")


def sides(kind: Kind, hits: Sequence[Hit]) -> tuple[list[Token], list[Token]]:
    """Heads of the actors and targets; what the first hit lacks is taken from others of the same kind.

    A participle that only says whose a place is ("areas controlled by the army") lends no sides to another verb; a verb that
    has no subject of its own has that of the clause above it.
    """
    actors: list[Token] = []
    targets: list[Token] = []
    for at, hit in enumerate(hits):
        if at and hit.candidate.head.dep_ in ATTRIBUTIVE:
            continue
        doers, sufferers = _sides_of_hit(kind, hit)
        if at == 0 and not doers and hit.candidate.word_class == "verb" and not hit.roles.passive:
            doers = _subject_above(hit.candidate.head)
        actors = actors or doers
        targets = targets or sufferers
    both = {token.i for token in actors}
    return actors, [token for token in targets if token.i not in both]


def _subject_above(verb: Token) -> list[Token]:
    """The subject of the nearest verb above that has one, unless that verb only reports."""
    for above in verb.ancestors:
        subject = next((child for child in above.children if child.dep_ == "nsubj"), None)
        if subject is not None and above.pos_ == "VERB":
            return [] if lemma(above) in words()["speech.verbs"] else coordinated(subject)
    return []


def _sides_of_hit(kind: Kind, hit: Hit) -> tuple[list[Token], list[Token]]:
    roles, word = hit.roles, hit.candidate.name
    doers, sufferers = list(roles.doers), list(roles.sufferers)
    towards = [token for case, token in roles.obliques if case in TOWARDS]
    between = [token for case, token in roles.obliques if case == "between"]
    of = [token for case, token in roles.obliques if case == "of"]
    if kind == "agreement":
        return doers + between + [t for case, t in roles.obliques if case in ("with", "by")], []
    if between and kind in ("armed_clash", "offensive", "shelling", "air_strike"):
        return between, []
    if kind in SELF_MOVING:
        moving = doers or (sufferers if roles.passive or kind in ("deployment", "withdrawal") else [])
        moving = moving or (of if hit.candidate.word_class == "noun" else [])
        if kind == "displacement":
            return [], moving if moving and people_class(moving[0]) in ("combatants", "armed") else []
        to = [
            token
            for case, token in roles.obliques
            if case == "to" and people_class(token) in ("armed", "combatants", None)
        ]
        return moving, to if kind == "surrender" else []
    if kind in ("territory_gain", "weapons_seizure") and not roles.passive:
        from_side = [token for case, token in roles.obliques if case in ("from", "against")]
        if hit.candidate.head.lemma_ in words()["fate.losing"] or word.split()[0] in words()["fate.losing"]:
            return [t for case, t in roles.obliques if case == "to"], doers
        sides = [token for token in sufferers if _side(token)]
        return doers, from_side or sides
    if kind in OF_PATIENT and hit.candidate.word_class == "noun":
        sufferers += of
    return doers, sufferers or towards


def _side(token: Token) -> bool:
    """Whether a nominal speaks of people or a body rather than a place or a thing."""
    return people_class(token) is not None or token.ent_type_ in ("ORGANISATION", "PERSON", "NATIONALITY")

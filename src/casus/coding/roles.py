"""Who did it and to whom: the nominals that a trigger's clause gives, read off the dependency parse.

Active and passive clauses, participles, relative clauses, control and coordination, nominalisations ("Turkish strikes on
X", "the capture of X by Y") and light verbs ("launched an attack on"). Labels are Universal Dependencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.coding.phrases import coordinated, preposition
from casus.coding.triggers import Candidate, lemma
from casus.coding.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj", "nsubj:outer")
PASSIVE_SUBJECTS = ("nsubj:pass", "csubj:pass")
AGAINST = frozenset({"against", "on", "at", "upon", "into", "with", "over", "toward", "towards"})
HELD_AS = frozenset({"prisoner", "hostage", "captive"})  # objects that tell how somebody is held or taken, not whom
INHERITED = ("conj", "xcomp", "advcl", "ccomp", "parataxis")


@dataclass(frozen=True, slots=True)
class Roles:
    """Heads of the nominals that do it, that it is done to, and that the clause hangs on; each may be empty."""

    doers: tuple[Token, ...] = ()
    sufferers: tuple[Token, ...] = ()
    obliques: tuple[tuple[str, Token], ...] = ()
    governor: Token | None = None
    passive: bool = False


def roles_of(candidate: Candidate) -> Roles:
    """Roles of a candidate's clause."""
    if candidate.word_class == "verb":
        return verb_roles(candidate.head, {token.i for token in candidate.tokens})
    if candidate.word_class == "adjective":
        return Roles(sufferers=(candidate.head.head,) if candidate.head.dep_ == "amod" else ())
    return noun_roles(candidate.head, {token.i for token in candidate.tokens})


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, participles without auxiliary included ("villages captured by ...")."""
    if any(child.dep_ in ("aux:pass", *PASSIVE_SUBJECTS) for child in verb.children):
        return True
    if verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN":
        return True
    return (
        verb.dep_ in ("conj", "advcl")
        and verb.tag_ == "VBN"
        and not any(c.dep_ == "aux" for c in verb.children)
        and not any(c.dep_ == "obj" and c.lemma_ not in HELD_AS for c in verb.children)
        and verb.head.pos_ == "VERB"
        and (verb.dep_ == "advcl" or is_passive(_joined_before(verb)))
    )


def _joined_before(verb: Token) -> Token:
    """The verb that a coordinated one goes on from: the nearest before it in the same row ("had fled but were found | and arrested")."""
    row = [token for token in verb.head.children if token.dep_ == "conj" and token.pos_ == "VERB" and token.i < verb.i]
    return max(row, key=lambda token: token.i, default=verb.head)


def subject_of(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """The logical subject of an active verb, inherited through coordination, control and relative clauses."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        return _referents(own[0], verb)
    if depth > 4:
        return ()
    if verb.dep_ == "acl" or (verb.dep_ == "amod" and verb.tag_ == "VBG"):
        return tuple(coordinated(verb.head)) if verb.tag_ == "VBG" else ()
    if verb.dep_ == "acl:relcl":
        taken = any(child.dep_ in ("obj", *SUBJECTS) for child in verb.children)
        return tuple(coordinated(verb.head)) if taken or not is_passive(verb) else ()
    if verb.dep_ in INHERITED and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        if verb.dep_ == "xcomp":
            objects = [child for child in verb.head.children if child.dep_ in ("obj", "iobj")]
            if objects:  # object control: "forced rebels to withdraw"
                return tuple(coordinated(objects[0]))
        if is_passive(verb.head):
            passive = [child for child in verb.head.children if child.dep_ in PASSIVE_SUBJECTS]
            return _referents(passive[0], verb.head) if passive and verb.dep_ in ("xcomp", "conj", "advcl") else ()
        if verb.dep_ in ("ccomp", "parataxis"):
            return ()
        return subject_of(verb.head, depth + 1)
    if verb.dep_ in INHERITED and verb.head.pos_ in ("NOUN", "PROPN") and verb.dep_ == "conj":
        return ()
    return ()


def _referents(subject: Token, verb: Token) -> tuple[Token, ...]:
    if subject.lower_ in ("who", "which", "that") and verb.dep_ in ("acl:relcl", "acl"):
        return tuple(coordinated(verb.head))
    return tuple(coordinated(subject))


def verb_roles(verb: Token, own: set[int]) -> Roles:
    """Roles of a verbal trigger; ``own`` are the token positions of the trigger itself."""
    passive = is_passive(verb)
    doers: list[Token] = []
    sufferers: list[Token] = []
    obliques: list[tuple[str, Token]] = []
    for child in verb.children:
        if child.i in own:
            continue
        if child.dep_ in PASSIVE_SUBJECTS or (passive and child.dep_ in SUBJECTS):
            sufferers.extend(_referents(child, verb))
        elif child.dep_ in ("obl:agent",) or (passive and child.dep_ == "obl" and preposition(child) == "by"):
            doers.extend(coordinated(child))
        elif child.dep_ in ("obj", "iobj"):
            if not (passive and child.lemma_ in HELD_AS):
                sufferers.extend(coordinated(child))
        elif child.dep_ in ("obl", "nmod"):
            obliques.extend((preposition(child), token) for token in coordinated(child))
    if passive:
        if not sufferers:
            if verb.dep_ in ("acl", "amod", "acl:relcl"):
                sufferers.extend(coordinated(verb.head))
            elif verb.dep_ in INHERITED:
                sufferers.extend(_passive_subject(verb))
    else:
        doers.extend(subject_of(verb))
        if verb.dep_ == "acl:relcl" and doers and not sufferers and verb.head not in doers:
            sufferers.extend(coordinated(verb.head))  # "the village that rebels captured"
    return Roles(tuple(doers), tuple(sufferers), tuple(obliques), verb, passive)


def _passive_subject(verb: Token) -> list[Token]:
    head = verb.head
    for child in head.children:
        if child.dep_ in (*PASSIVE_SUBJECTS, *SUBJECTS):
            return list(_referents(child, head))
    return []


def noun_roles(noun: Token, own: set[int]) -> Roles:
    """Roles of a nominal trigger: from its own modifiers, then from the light verb that carries it."""
    light = words()
    doers: list[Token] = []
    sufferers: list[Token] = []
    obliques: list[tuple[str, Token]] = []
    for child in noun.children:
        if child.i in own:
            continue
        before = child.i < noun.i
        if child.dep_ == "nmod:poss" or (before and child.dep_ in ("amod", "compound") and _names_a_side(child)):
            doers.extend(coordinated(child))
        elif child.dep_ in ("nmod", "obl"):
            case = preposition(child)
            for token in coordinated(child):
                if case == "by":
                    doers.append(token)
                else:
                    obliques.append((case, token))
    governor = (
        noun.head
        if noun.head.pos_ in ("VERB", "AUX") and noun.dep_ in ("obj", "nsubj", "nsubj:pass", "obl", "xcomp", "conj")
        else None
    )
    passive = False
    if governor is not None:
        word = lemma(governor)
        passive = is_passive(governor)
        if noun.dep_ == "obj" and (word in light["light.verbs"]):
            subjects = subject_of(governor)
            (sufferers if passive or word in light["light.passive"] else doers).extend(subjects)
        elif noun.dep_ == "nsubj":
            sufferers.extend(t for c in governor.children if c.dep_ == "obj" for t in coordinated(c))
        elif noun.dep_ == "obl" and preposition(noun) in ("in", "under", "during", "by", "with"):
            roles = verb_roles(governor, own | {noun.i})
            if preposition(noun) in ("under", "by", "in") and roles.passive:
                sufferers.extend(roles.sufferers)
            elif not roles.passive:
                doers.extend(roles.doers)
                sufferers.extend(roles.sufferers)
        elif noun.dep_ == "nsubj:pass" and word in light["light.verbs"]:
            doers.extend(t for c in governor.children if preposition(c) == "by" for t in coordinated(c))
        obliques.extend(
            (preposition(c), t) for c in governor.children if c.dep_ == "obl" and c != noun for t in coordinated(c)
        )
    return Roles(tuple(dict.fromkeys(doers)), tuple(dict.fromkeys(sufferers)), tuple(obliques), governor, passive)


def _names_a_side(token: Token) -> bool:
    """Whether a modifier names a side ("Russian air strikes", "coalition raids") rather than a manner ("heavy clashes")."""
    if token.ent_type_ in ("NATIONALITY", "ORGANISATION", "PERSON"):
        return True
    if token.pos_ == "PROPN" and token.ent_type_ != "PLACE":
        return True
    lists = words()
    return lemma(token) in lists["people.armed"] or lemma(token) in lists["people.combatants"]

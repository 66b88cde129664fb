"""What happens to persons whom no number counts: "X was shot dead", "the arrest of the editor", "X is in prison", "the fourth reporter to die".

A person that a sentence names or describes alone counts as one, a plain coordination as many as it has members, with those
"along with" whom it happened. Only what is told of persons one by one is counted; "the rebels were killed" tells no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.coding.named_among import named_among
from casus.coding.persons import happening, is_person, persons_of, persons_of_noun
from casus.coding.phrases import coordinated, preposition
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import CountWhat, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

COMPANY = frozenset({"along", "together", "alongside"})  # "along with her husband"
INSIDE = frozenset({"in", "into", "under"})  # custody
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Single:
    """So many persons to whom something happens, the first of them, the word that tells it, and whether there are more."""

    many: int
    person: Token
    teller: Token
    more: bool = False


def singles(kind: Kind, sentence: Sentence, telling: frozenset[str], what: CountWhat) -> Iterator[Single]:
    """The persons to whom ``what`` happens in a sentence, by verbs (the lemmas ``telling``), nouns, states and lists of names."""
    verbs = list(happening(sentence.span, telling, what))
    rank = _rank(sentence) if kind == "casualty_report" else None
    for verb in verbs:
        persons = [] if what == "wounded" and _died(verb) else persons_of(verb)
        if persons and (kind != "displacement" or all(_is_anybody(person) for person in persons)):
            many = len(persons) + _company(verb)
            yield Single(rank if rank and many == 1 else many, persons[0], verb)
    for noun in sentence.span:
        persons = _of_noun(noun, what)
        if persons:
            yield Single(rank if rank and len(persons) == 1 else len(persons), persons[0], noun)
    if kind == "displacement":
        return
    for teller in (*verbs, *(noun for noun in sentence.span if _tells_of_many(noun, what))):
        named = named_among(sentence, teller)
        if named:
            yield Single(len(named), named[0], teller, more=True)


def _died(verb: Token) -> bool:
    """Whether the one who was hurt is told to have died ("X, who was injured in the blast, succumbed")."""
    return any(
        person.dep_ == "nsubj" and lemma(person.head) in words()["fate.dying"] for person in persons_of(verb)[:1]
    )


def _of_noun(noun: Token, what: CountWhat) -> list[Token]:
    """Persons whose death, arrest, abduction a noun tells, or who are said to be where people are held."""
    lists = words()
    if noun.tag_ != "NN":
        return []
    held = _held_in(noun) if what == "detained" and lemma(noun) in lists["happening.held"] else []
    if held:
        return held
    return persons_of_noun(noun) if lemma(noun) in lists.lists.get(f"happening.{what}", ()) else []


def _held_in(place: Token) -> list[Token]:
    """The persons who are said to be in a prison, in custody ("X is in prison")."""
    told = next((child for child in place.children if child.dep_ == "nsubj"), None)
    inside = preposition(place) in INSIDE and any(child.dep_ == "cop" for child in place.children)
    persons = coordinated(told) if told is not None and inside else []
    return persons if all(is_person(token) for token in persons) else []


def _tells_of_many(noun: Token, what: CountWhat) -> bool:
    """Whether a noun in the plural tells what happened to several ("killings", "victims")."""
    if noun.tag_ != "NNS":
        return False
    return lemma(noun) in words().lists.get(f"happening.{what}", ()) or (what == "killed" and lemma(noun) == "victim")


def _company(verb: Token) -> int:
    """How many persons, each told alone, it happened to together with those that the verb names."""
    joined = [child for child in verb.subtree if child.lower_ in COMPANY and child.dep_ == "case" and child.i > verb.i]
    if not joined:
        return 0
    others = coordinated(joined[0].head)
    return len(others) if all(is_person(token) for token in others) else 0


def _is_anybody(person: Token) -> bool:
    """Whether a person is told as one of many ("a pharmacist fled"); the ways of those whom a text knows are no displacement to count."""
    described = person.head if person.dep_ == "appos" else person
    return any(child.lower_ in ("a", "an", "another", "one") for child in described.children)


def _rank(sentence: Sentence) -> int | None:
    """The place in a row of the dead of the one who is told as the last of them ("the seventh Briton to have died")."""
    for token in sentence.span:
        if token.lower_ in ORDINALS and (is_person(token.head) or preposition_of(token) == "of"):
            return ORDINALS[token.lower_]
    return None


def preposition_of(token: Token) -> str:
    """The preposition of what hangs on a word ("the seventh | of | them"), or ""."""
    return next((preposition(child) for child in token.children if child.dep_ == "nmod"), "")

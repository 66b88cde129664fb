"""References: stretches of text that refer to somebody or something, and the chains of those that refer to the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from casus.language.parse import Sentence
from casus.language.referring.nouns import Kind, knowledge

if TYPE_CHECKING:
    from spacy.tokens import Token

Form = Literal["name", "acronym", "nominal", "pronoun"]
Role = Literal["subject", "object", "oblique", "inside"]
Determiner = Literal["definite", "demonstrative", "possessive", "other", "none"]

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
OBLIQUES = frozenset({"obl", "obl:agent", "obl:unmarked"})
ROLES: dict[str, Role] = {
    **dict.fromkeys(SUBJECTS, "subject"),
    **dict.fromkeys(OBLIQUES, "oblique"),
    "ROOT": "subject",
    "obj": "object",
    "iobj": "object",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of one sentence that refers: token positions in the sentence (inclusive) and document offsets."""

    sentence: int
    first: int
    last: int
    head: int
    begin: int
    end: int
    text: str
    form: Form


@dataclass(frozen=True, slots=True)
class Chain:
    """References to one person, body, place or crowd, in order of the text; two at least."""

    references: tuple[Reference, ...]
    kind: Kind

    def best(self, stop: int) -> Reference | None:
        """The most telling of the first ``stop`` references: the fullest name, else an acronym, else a nominal."""
        ranks = {"name": 3, "acronym": 2, "nominal": 1, "pronoun": 0}
        found = max(
            self.references[:stop], key=lambda one: (ranks[one.form], one.last - one.first, -one.begin), default=None
        )
        return found if found and found.form != "pronoun" else None


@dataclass(frozen=True, slots=True)
class Expression:
    """A reference and what its own words say of what it refers to.

    ``nouns`` are the common nouns that describe it (its head, or what is said beside a name), ``modifiers`` the lemmas of its
    other words, ``words`` the folded words of a name, ``closed`` whether words behind it say which one is meant.
    """

    reference: Reference
    token: Token
    kind: Kind
    role: Role
    block: int
    plural: bool = False
    gender: str = ""
    nouns: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    determiner: Determiner = "none"
    closed: bool = False

    @property
    def named(self) -> bool:
        """Whether it is a name or an acronym."""
        return self.reference.form in ("name", "acronym")


def reference(sentence: Sentence, first: int, last: int, head: Token, form: Form) -> Reference:
    """The reference of a stretch given by its positions in the parsed block (inclusive)."""
    doc, start = sentence.span.doc, int(sentence.span.start)
    begin, end = sentence.place(doc[first], doc[last])
    return Reference(
        sentence.index, first - start, last - start, int(head.i) - start, begin, end, sentence.stretch(begin, end), form
    )


def governing(token: Token) -> Token:
    """The head of the phrase that a coordinated or apposed nominal belongs to."""
    while token.dep_ in ("conj", "appos") and token.head != token and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token


def role_of(token: Token) -> Role:
    """The grammatical role of a nominal: that of the phrase it belongs to.

    What a subject speaks for or leads is as much in view as an object ("a spokesman for X said").
    """
    role = ROLES.get(str(governing(token).dep_), "inside")
    if role == "inside" and token.dep_ in ("compound", "nmod", "nmod:poss") and token.head != token:
        office = knowledge().kind(lemma(token.head)) == "person"
        holder = token.head.head if token.head.dep_ in ("nmod:desc", "appos") else token.head
        return "object" if office and ROLES.get(str(governing(holder).dep_)) == "subject" else role
    return role


def lemma(token: Token) -> str:
    """A token's lemma, lower case."""
    return str(token.lemma_ or token.text).lower()

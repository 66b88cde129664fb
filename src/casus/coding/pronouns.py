"""Whom a pronoun, "the group" or "the rebels" stands for when it does something or has it done to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.coding.phrases import coordinated, people_class
from casus.language.coreference import Coreference, coreference
from casus.language.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

ARMED = ("combatants", "armed")
NAMED = ("name", "acronym")


@dataclass(frozen=True, slots=True)
class Context:
    """A document's sentences and what refers to what in them."""

    sentences: Sequence[Sentence]
    references: Coreference

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Context:
        """The context of a document's sentences, all of them, in order."""
        return cls(sentences, coreference(sentences))

    def stood_for(self, sentence: Sentence, token: Token) -> list[tuple[Sentence, Token]]:
        """Heads, each with its sentence, that a pronoun or a nominal stands for; empty where it stands for itself or is not clear.

        A nominal is replaced by a name only: what else it was called before says no more than it does itself. "Its fighters" are whose
        fighters they are.
        """
        owner = next((child for child in token.children if child.dep_ == "nmod:poss" and child.pos_ == "PRON"), None)
        if owner is not None and people_class(token) in ARMED:
            return self.stood_for(sentence, owner)
        if token.pos_ not in ("PRON", "NOUN"):
            return []
        found = self.references.antecedent(sentence, token)
        if found is None or (token.pos_ == "NOUN" and found.form not in NAMED):
            return []
        where = self.sentences[found.sentence]
        return [(where, head) for head in coordinated(where.span[found.head])]

    def may_be_place(self, sentence: Sentence, token: Token) -> bool:
        """Whether a nominal is spoken of elsewhere too, and not as people: a town whose name was taken for a body's is still a town."""
        chain = self.references.chain(sentence, token) if token.pos_ == "NOUN" else None
        return chain is not None and chain.kind not in ("person", "people")

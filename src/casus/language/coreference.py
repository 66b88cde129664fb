"""Coreference: which names, nominals and pronouns of a document stand for the same person, body, place or crowd.

``discourse`` walks over the sentences; here is what it found, as plain values, and how to ask for it. A reference that is not
clear stays alone: what coding puts in its place would be wrong too often.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casus.language.parse import Sentence
from casus.language.referring.discourse import REPORTED, Discourse
from casus.language.referring.quotes import quoted
from casus.language.referring.references import Chain, Reference
from casus.language.referring.referents import Referent

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Chain", "Coreference", "Reference", "coreference"]


@dataclass(frozen=True, slots=True)
class Coreference:
    """The chains of a document, in order of their first references; no reference is in two."""

    chains: tuple[Chain, ...]
    _places: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict, repr=False, compare=False)

    def chain(self, sentence: Sentence, token: Token) -> Chain | None:
        """The chain of the reference of which a token is the head or a part."""
        at = self._places.get((sentence.index, int(token.i) - int(sentence.span.start)))
        return self.chains[at[0]] if at else None

    def antecedent(self, sentence: Sentence, token: Token) -> Reference | None:
        """The most telling earlier reference to what a token refers to; ``None`` where it is not clear, or the first.

        A pronoun before the name ("In its statement, X said") has the name behind it.
        """
        at = self._places.get((sentence.index, int(token.i) - int(sentence.span.start)))
        if at is None:
            return None
        chain, place = self.chains[at[0]], at[1]
        own = chain.references[place]
        return chain.best(place) or (chain.best(len(chain.references)) if own.form == "pronoun" else None)


def coreference(sentences: Sequence[Sentence]) -> Coreference:
    """The chains of one document's sentences."""
    discourse = Discourse()
    for sentence, inside in zip(sentences, quoted(sentences), strict=True):
        discourse.read(sentence, inside)
    return _collected(discourse.referents)


def _collected(referents: Sequence[Referent]) -> Coreference:
    chains: list[Chain] = []
    for one in referents:
        if len(one.expressions) > 1 and one.kind in REPORTED:
            references = sorted((found.reference for found in one.expressions), key=lambda ref: (ref.begin, ref.end))
            chains.append(Chain(tuple(references), one.kind))
    chains.sort(key=lambda chain: (chain.references[0].begin, chain.references[0].end))
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for number, chain in enumerate(chains):
        for at, ref in enumerate(chain.references):
            for token in (ref.head, *range(ref.first, ref.last + 1)):
                taken = places.get((ref.sentence, token))
                if taken is None or _narrower(ref, chains[taken[0]].references[taken[1]], token):
                    places[ref.sentence, token] = (number, at)
    return Coreference(tuple(chains), places)


def _narrower(ref: Reference, other: Reference, token: int) -> bool:
    """Whether a token belongs to ``ref`` rather than to another reference that covers it too."""
    return (token != ref.head, ref.last - ref.first) < (token != other.head, other.last - other.first)

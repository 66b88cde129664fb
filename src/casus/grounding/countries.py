"""Which countries a text speaks of: names, adjectives and capitals of states, and the places of theatre packs, in running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from casus.grounding.names import LONG_TEXT, tokens
from casus.grounding.nametrie import Hit, Name, NameTrie
from casus.grounding.states import states
from casus.grounding.theatre import Theatre

_AFTER_PLACE = frozenset(["backed", "led", "based", "made", "allied", "linked", "trained", "supplied"])


class CountryNames:
    """Words that speak of a country."""

    def __init__(self, theatres: Sequence[Theatre]) -> None:
        names = [Name(text, "state", state.code) for state in states() for text in (state.name, *state.aliases)]
        names += [Name(text, "adjective", state.code) for state in states() for text in state.adjectives]
        names += [
            Name(text, "capital", state.code) for state in states() for text in (*state.capitals, *state.metonyms)
        ]
        for theatre in theatres:
            for place in theatre.places:
                names += [Name(text, "state", place.country) for text in (place.name, *place.aliases)]
        self._trie = NameTrie(names)
        self._of_document = lru_cache(maxsize=8)(self._scanned)  # which several steps ask for one after the other

    def _hits(self, text: str) -> tuple[Hit, ...]:
        return self._of_document(text) if len(text) > LONG_TEXT else self._scanned(text)

    def _scanned(self, text: str) -> tuple[Hit, ...]:
        return tuple(self._trie.scan(tokens(text)))

    def weights(self, text: str) -> dict[str, float]:
        """How much a text names each country, its places or people: a name counts two, an adjective or a capital one.

        "US-backed" and "Britain-based" do not count. Most named first, then by code.
        """
        words = tokens(text)
        weight: Counter[str] = Counter()
        for hit in self._hits(text):
            if hit.last < len(words) and words[hit.last - 1].hyphen and words[hit.last].key in _AFTER_PLACE:
                continue
            name = min(hit.names, key=lambda name: ("state", "capital", "adjective").index(name.kind))
            weight[name.target] += 2 if name.kind == "state" else 1
        return {code: float(weight[code]) for code in sorted(weight, key=lambda code: (-weight[code], code))}

    def find(self, text: str) -> list[tuple[int, int]]:
        """Stretches of running text where a country or a pack's place is named (adjectives and capitals as such not)."""
        words = tokens(text)
        hits = [hit for hit in self._hits(text) if any(name.kind == "state" for name in hit.names)]
        return [(words[hit.first].begin, words[hit.last - 1].end) for hit in hits]

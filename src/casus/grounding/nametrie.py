"""Finding known names in running text: names keyed by their first word, the longest match wins.

Keys ignore case, hyphens and articles (:func:`casus.grounding.names.bare`); what the writing has to show besides
(a capital, an acronym's capitals, a "The") is checked on the words as written, so that "US" is not "us".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from casus.grounding.names import ARTICLES, Token, bare, fold
from casus.record import Interval

NameKind = Literal["actor", "state", "adjective", "capital", "metonym"]


ALWAYS = Interval()


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an actor or a state. ``target`` is an actor id or a country code; ``theatre`` the pack it is from."""

    text: str
    kind: NameKind
    target: str
    theatre: str = ""
    period: Interval = ALWAYS

    @property
    def acronym(self) -> bool:
        """Whether the capitals are part of the name."""
        letters = self.text.replace(".", "")
        return len(letters) <= 6 and letters.isupper()

    def written(self, words: Sequence[Token], before: Token | None) -> bool:
        """Whether these words of a text are this name as it would be written."""
        if self.acronym:
            return "".join(word.text for word in words).replace(".", "") == self.text.replace(".", "")
        if self.text.startswith(("The ", "the ")) and (before is None or before.key != "the"):
            return False
        first = next((char for char in self.text if char.isalpha()), "")
        return not first.isupper() or any(word.text[:1].isupper() or not word.text[:1].isalpha() for word in words)


@dataclass(frozen=True, slots=True)
class Hit:
    """Names found at words ``first`` to ``last`` (exclusive) of a list of words."""

    first: int
    last: int
    names: tuple[Name, ...]


def without_articles(words: Sequence[Token]) -> list[int]:
    """Positions of the words that are not an Arabic article."""
    last = len(words) - 1
    return [
        index
        for index, word in enumerate(words)
        if word.key not in ARTICLES or index == last or not (word.hyphen or word.key in ("al", "el"))
    ]


class NameTrie:
    """Names by their words; :meth:`scan` finds the longest ones in a list of words."""

    def __init__(self, names: Iterable[Name]) -> None:
        table: dict[tuple[str, ...], list[Name]] = {}
        lengths: dict[str, set[int]] = {}
        for name in names:
            key = bare(name.text)
            if key:
                table.setdefault(key, []).append(name)
                lengths.setdefault(key[0], set()).add(len(key))
        self._table = {key: tuple(found) for key, found in table.items()}
        self._lengths = {first: sorted(some, reverse=True) for first, some in lengths.items()}
        """How many words the names have that begin with a word, the most first."""

    def scan(self, words: Sequence[Token], usable: Callable[[Name], bool] | None = None) -> list[Hit]:
        """Non-overlapping hits of usable names, left to right, each the longest that starts there."""
        places = without_articles(words)
        keys = tuple(words[index].key for index in places)
        found: list[Hit] = []
        free = 0  # where the last hit ends
        for at in [at for at, key in enumerate(keys) if key in self._lengths]:
            hit = self._at(words, places, keys, at, usable) if at >= free else None
            if hit is not None:
                found.append(hit[0])
                free = at + hit[1]
        return found

    def _at(
        self,
        words: Sequence[Token],
        places: list[int],
        keys: tuple[str, ...],
        at: int,
        usable: Callable[[Name], bool] | None,
    ) -> tuple[Hit, int] | None:
        for length in self._lengths[keys[at]]:
            key = keys[at : at + length]
            names = self._table.get(key)
            if names is None:
                continue
            first, last = places[at], places[at + len(key) - 1] + 1
            if any(words[i].end + 3 < words[i + 1].begin for i in range(first, last - 1)):
                continue
            start = first - 1 if first and first - 1 not in places[max(0, at - 1) : at + 1] else first
            before = words[start - 1] if start else None
            fitting = tuple(
                name for name in names if (usable is None or usable(name)) and name.written(words[first:last], before)
            )
            if fitting:
                return Hit(start, last, fitting), len(key)
        return None

    def whole(self, text: str) -> tuple[Name, ...]:
        """Names that the whole text spells, whatever the case of its letters; acronyms only in capitals."""
        return tuple(name for name in self._table.get(bare(text), ()) if not name.acronym or fold(text) != text)

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
    return [
        index
        for index, word in enumerate(words)
        if not (word.key in ARTICLES and index + 1 < len(words) and (word.hyphen or word.key in ("al", "el")))
    ]


class NameTrie:
    """Names by first word; :meth:`scan` finds the longest ones in a list of words."""

    def __init__(self, names: Iterable[Name]) -> None:
        table: dict[str, dict[tuple[str, ...], list[Name]]] = {}
        for name in names:
            key = bare(name.text)
            if key:
                table.setdefault(key[0], {}).setdefault(key, []).append(name)
        self._table = {
            first: sorted(
                ((key, tuple(found)) for key, found in group.items()), key=lambda item: (-len(item[0]), item[0])
            )
            for first, group in table.items()
        }

    def scan(self, words: Sequence[Token], usable: Callable[[Name], bool] | None = None) -> list[Hit]:
        """Non-overlapping hits of usable names, left to right, each the longest that starts there."""
        places = without_articles(words)
        keys = tuple(words[index].key for index in places)
        found: list[Hit] = []
        free = 0  # where the last hit ends
        for at in [at for at, key in enumerate(keys) if key in self._table]:
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
        for key, names in self._table[keys[at]]:
            if keys[at : at + len(key)] != key:
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
        key = bare(text)
        for known, names in self._table.get(key[0], ()) if key else ():
            if known == key:
                return tuple(name for name in names if not name.acronym or fold(text) != text)
        return ()

"""Which milestones a text refers to: the terms of all theatre packs in one index, so that a sentence is read once.

A term is a set of word groups (``"Baghuz + deadline"``) that must stand in one sentence, or in it and the one before. A
group that is a place's or a side's name stands for all its spellings. Every word group is a key under its first word;
reading a sentence gives the keys it holds, and only terms with such a key are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from casus.grounding.names import key_of, tokens
from casus.grounding.states import state_by_code
from casus.grounding.theatre import Milestone, Theatre

Words: TypeAlias = tuple[str, ...]  # folded words; the last may end in "*", which stands for any ending
REMEMBERED = 50_000  # words whose keys are kept in memory


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence that refers to a milestone, and the term by which it does."""

    sentence: int
    term: str


@dataclass(slots=True)
class _Pack:
    """What decides whether a text is about a theatre at all: names of its countries and people; none concerns all texts."""

    signs: frozenset[int]
    milestones: list[Milestone] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Term:
    pack: int
    milestone: int
    text: str
    groups: tuple[frozenset[int], ...]


class MilestoneIndex:
    """The terms of theatre packs by their words; built once, it does not change."""

    def __init__(self, theatres: Sequence[Theatre]) -> None:
        self._ids: dict[Words, int] = {}
        self._packs: list[_Pack] = []
        self._terms: list[_Term] = []
        for theatre in theatres:
            self._add(theatre)
        self._by_first: dict[str, list[tuple[Words, int]]] = {}
        self._by_stem: dict[int, dict[str, list[int]]] = {}
        for words, number in self._ids.items():
            if len(words) == 1 and words[0].endswith("*"):
                stem = words[0][:-1]
                self._by_stem.setdefault(len(stem), {}).setdefault(stem, []).append(number)
            else:
                self._by_first.setdefault(words[0].removesuffix("*"), []).append((words, number))
        self._terms_of: dict[int, list[int]] = {}
        for at, term in enumerate(self._terms):
            for number in sorted(frozenset().union(*term.groups)):
                self._terms_of.setdefault(number, []).append(at)
        self._telling = frozenset(self._terms_of)
        self._starting = lru_cache(maxsize=REMEMBERED)(self._read_starting)

    def find(self, sentences: Sequence[Sequence[str]]) -> tuple[list[tuple[Milestone, list[Spot]]], list[Milestone]]:
        """The milestones that folded sentences refer to, each with its spots in order; and the wars of the theatres told of."""
        held = [self._keys(tuple(words)) for words in sentences]
        everywhere = frozenset().union(*held)
        concerned = {at for at, pack in enumerate(self._packs) if not pack.signs or pack.signs & everywhere}
        spots: dict[tuple[int, int], dict[int, str]] = {}
        for at, keys in enumerate(held):
            around = keys | held[at - 1] if at else keys
            for number in sorted({number for key in keys & self._telling for number in self._terms_of[key]}):
                term = self._terms[number]
                if term.pack in concerned and not any(group.isdisjoint(around) for group in term.groups):
                    spots.setdefault((term.pack, term.milestone), {}).setdefault(at, term.text)
        found: dict[Milestone, list[Spot]] = {}
        for pack, milestone in sorted(spots):
            places = spots[pack, milestone]
            found.setdefault(self._packs[pack].milestones[milestone], [Spot(at, places[at]) for at in sorted(places)])
        wars = [item for at in sorted(concerned) for item in self._packs[at].milestones if item.war]
        return list(found.items()), wars

    def _add(self, theatre: Theatre) -> None:
        spellings = _spellings(theatre)
        signs = frozenset(self._id(words) for words in _signs(theatre))
        pack = _Pack(signs, [*theatre.milestones, *_named(theatre)])
        self._packs.append(pack)
        for at, milestone in enumerate(pack.milestones):
            for term in milestone.terms:
                parts = [_words(part) for part in term.split(" + ")]
                groups = tuple(
                    frozenset(self._id(words) for words in spellings.get(part, (part,))) for part in parts if part
                )
                if groups:
                    self._terms.append(_Term(len(self._packs) - 1, at, term, groups))

    def _id(self, words: Words) -> int:
        return self._ids.setdefault(words, len(self._ids))

    def _keys(self, words: Words) -> frozenset[int]:
        found: set[int] = set()
        for at, word in enumerate(words):
            whole, longer = self._starting(word)
            if whole:
                found.update(whole)
            for key, number in longer:
                if _fits(key, words[at : at + len(key)]):
                    found.add(number)
        return frozenset(found)

    def _read_starting(self, word: str) -> tuple[list[int], list[tuple[Words, int]]]:
        """The keys that a word is, whatever follows, and the longer ones that it begins."""
        keys = self._by_first.get(word, ())
        whole = [number for key, number in keys if len(key) == 1]
        stems = [number for length, known in self._by_stem.items() for number in known.get(word[:length], ())]
        return whole + stems, [(key, number) for key, number in keys if len(key) > 1]


def _fits(key: Words, words: Words) -> bool:
    if len(words) < len(key) or words[:-1] != key[:-1]:
        return False
    return words[-1].startswith(key[-1][:-1]) if key[-1].endswith("*") else words[-1] == key[-1]


def _words(part: str) -> Words:
    words = key_of(part)
    return (*words[:-1], words[-1] + "*") if words and part.rstrip().endswith("*") else words


def _signs(theatre: Theatre) -> list[Words]:
    known = [state for code in theatre.countries if (state := state_by_code().get(code))]
    names = [name for state in known for name in (state.name, *state.aliases, *state.adjectives)]
    names += [f"{name}s" for state in known for name in state.adjectives]  # "Syrians", "Israelis"
    return [words for name in names if (words := key_of(name))]


def _named(theatre: Theatre) -> list[Milestone]:
    """Names that a side bore in a period only: a text that uses one is hardly from before it."""
    dated = [(actor, alias) for actor in theatre.actors for alias in actor.aliases]
    return [
        Milestone(f"{alias.text!r} named {actor.name}", alias.period, (alias.text,))
        for actor, alias in dated
        if alias.period.start and alias.period.end
    ]


def _spellings(theatre: Theatre) -> dict[Words, tuple[Words, ...]]:
    """For each place name, and each group's own name, all its spellings; names of under three letters stand for themselves."""
    table: dict[Words, tuple[Words, ...]] = {}
    for place in theatre.places:
        keys = _keys(place.name, *place.aliases)
        for key in keys:
            table.setdefault(key, keys)
    for actor in theatre.actors:
        if not actor.state:
            table.setdefault(key_of(actor.name), _keys(actor.name, *(alias.text for alias in actor.aliases)))
    return table


def _keys(*names: str) -> tuple[Words, ...]:
    return tuple(dict.fromkeys(words for name in names if len(" ".join(words := key_of(name))) > 2))


def folded(sentences: Iterable[str]) -> list[list[str]]:
    """The folded words of each sentence."""
    return [[token.key for token in tokens(sentence)] for sentence in sentences]

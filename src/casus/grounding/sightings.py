"""Who is named where in a text: every stretch that may name a side, with who it is and how it is written.

More than names: nominals with a head noun that speaks of people or a body ("Kurdish militants", "the army", "villagers"),
adjectives of states ("Russian raids"), capitals and owners ("Ankara", "Iran's"). Read off the words alone, without a parse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from casus.grounding.actors import ActorContext, ActorIndex, ActorMatch
from casus.grounding.names import Token, key_of, tokens
from casus.grounding.phrases import nouns
from casus.grounding.states import states

Form = Literal["name", "nominal", "people", "adjective", "state", "capital"]
BEFORE_HEAD = 4  # words that a nominal may have before its head noun
RECENT = 12  # names before a nominal that it may refer back to
LONGEST_STATE_NAME = 4  # words
BACKED = frozenset({"backed", "supported", "led", "sponsored", "aligned", "allied", "linked", "run", "controlled"})
OWNING = frozenset({"own", "other", "some", "dozens", "hundreds", "members", "member", "officials", "official", "leaders", "leader"})
DOINGS = frozenset(
    {"strike", "strikes", "airstrike", "airstrikes", "raids", "missiles", "missile", "rockets", "bombardment", "bombing", "shelling", "base",
     "bases", "positions", "barracks", "invasion", "offensive", "assault", "assaults", "attack", "attacks", "offensives", "incursion",
     "reinforcements", "convoy", "convoys", "state", "lives", "intelligence", "artillery", "spokesman", "spokeswoman", "media", "tv"}
)  # fmt: skip
"""Heads of the word lists that name a side only when somebody is named before them ("Turkish artillery")."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody named in ``begin``..``end``; ``form`` says by what sort of words."""

    begin: int
    end: int
    match: ActorMatch
    form: Form


def find_sightings(text: str, index: ActorIndex, context: ActorContext) -> list[Sighting]:
    """All sightings of a text in order; of two that overlap, the longer."""
    words = tokens(text)
    found = [Sighting(begin, end, match, "name") for begin, end, match in index.find(text, context)]
    found += _nominals(text, words, index, context, [(s.end, s.match.actor_id) for s in found])
    found += _of_states(words, index, context)
    out: list[Sighting] = []
    taken: list[tuple[int, int]] = []
    for sighting in sorted(found, key=lambda s: (s.begin - s.end, ORDER[s.form], s.begin)):
        if all(sighting.end <= first or sighting.begin >= last for first, last in taken):
            out.append(sighting)
            taken.append((sighting.begin, sighting.end))
    return sorted(out, key=lambda s: s.begin)


ORDER: Mapping[str, int] = {"name": 0, "nominal": 1, "people": 2, "state": 3, "capital": 4, "adjective": 5}


# ------------------------------------------------------------------------------------------- states


@cache
def _state_words() -> Mapping[tuple[str, ...], tuple[str, Form]]:
    """Names, adjectives and capitals of states, each with the name to resolve and the form."""
    out: dict[tuple[str, ...], tuple[str, Form]] = {}
    for state in states():
        for text in (*state.capitals, *state.metonyms):
            out.setdefault(key_of(text), (state.name, "capital"))
        for text in state.adjectives:
            out[key_of(text)] = (state.name, "adjective")
    for state in states():
        for text in (state.name, *state.aliases):
            out[key_of(text)] = (state.name, "state")
    return out


def _of_states(words: Sequence[Token], index: ActorIndex, context: ActorContext) -> list[Sighting]:
    known = _state_words()
    out: list[Sighting] = []
    for first in range(len(words)):
        if not words[first].text[0].isupper():
            continue
        for last in range(min(first + LONGEST_STATE_NAME, len(words)), first, -1):
            hit = known.get(tuple(word.key for word in words[first:last]))
            if hit is None:
                continue
            match = index.resolve(hit[0], context.on, context)
            if match is not None:
                out.append(Sighting(words[first].begin, words[last - 1].end, match, hit[1]))
            break
    return out


# ------------------------------------------------------------------------------------------- nominals


def _nominals(
    text: str, words: Sequence[Token], index: ActorIndex, context: ActorContext, named: Sequence[tuple[int, str]]
) -> list[Sighting]:
    """Sightings by a head noun; "the militants" may be those that ``named`` (end, actor) last names before."""
    out: list[Sighting] = []
    for at in range(len(words)):
        first = _first_word(words, at)
        head, length = nouns().classify(tuple(word.key for word in words[first : at + 1]))
        if not head or (at + 1 < len(words) and _goes_on(words, at, first)):
            continue
        first = min(first, at - length + 1)
        if words[at].key in DOINGS and not _names_somebody(words[first:at]):
            continue
        begin = words[first - 1].begin if first and words[first - 1].key == "the" else words[first].begin
        mentioned = tuple(actor for end, actor in named if end <= begin)[-RECENT:]
        match = index.resolve(text[begin : words[at].end], context.on, replace(context, mentioned=mentioned))
        if match is not None:
            form: Form = "people" if head in ("civilians", "persons") else "nominal"
            out.append(Sighting(words[first].begin, words[at].end, match, form))
    return out


def _goes_on(words: Sequence[Token], at: int, first: int) -> bool:
    """Whether the next word makes a longer nominal of this one ("security | forces")."""
    if words[at + 1].begin - words[at].end > 1:
        return False
    head, length = nouns().classify(tuple(word.key for word in words[first : at + 2]))
    return bool(head) and (length > 1 or head in ("armed", "forces", "police", "civilians"))


def _first_word(words: Sequence[Token], at: int) -> int:
    """The first word of the nominal whose head stands at ``at``: names and words for sides, without determiners."""
    first = at
    while first and at - first < BEFORE_HEAD:
        before = words[first - 1]
        if words[first].begin - before.end > 1 or not _qualifies(words, first - 1):
            break
        first -= 1
    return first


def _qualifies(words: Sequence[Token], at: int) -> bool:
    word = words[at]
    if word.key in OWNING or re.fullmatch(r"\d.*", word.text):
        return False
    if word.text[0].isupper():
        return word.key not in nouns().modifiers and not (at == 0 and word.key in ("the", "in", "on", "at"))
    lists = nouns()
    sides = (word.key,) in lists.armed or (word.key,) in lists.government or (word.key,) in lists.police
    return word.key in BACKED or word.key in ("pro", "anti", "security", "border", "riot", "armed", "special", "unidentified", "unknown",
                                              "suspected", "opposition", "military", "paramilitary", "tribal", "allied") or sides  # fmt: skip


def _names_somebody(words: Sequence[Token]) -> bool:
    return any(word.text[0].isupper() for word in words)

"""What a claim of a kind is called depends on its words and its sides: ordered rules of the table of kinds.

A rule holds when everything that it asks for is there; of a kind's rules, the first that holds and names a field decides that field.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

CONDITIONS = ("words", "also", "unless", "trigger", "actors", "targets", "actor_words", "target_words", "statuses")
CLAUSE_END = r"[,.;:]|\b(?:as|when|while|but|before|until|turned|were|was|have|has|had|after which)\b|$"
GIVES = ("acled", "plover", "cameo", "ucdp")


class Facts(NamedTuple):
    """What rules look at: the words around a claim and its trigger, kinds and names of its sides, its status."""

    text: str = ""
    trigger: str = ""
    actor_kinds: tuple[str, ...] = ()
    target_kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    status: str = "happened"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; an empty condition asks for nothing, an empty field leaves it to later rules and the kind."""

    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    trigger: tuple[str, ...] = ()
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    actor_words: tuple[str, ...] = ()
    target_words: tuple[str, ...] = ()
    statuses: frozenset[str] = frozenset()
    acled: tuple[str, str] | None = None
    plover: tuple[str, str] | None = None
    cameo: str | None = None
    ucdp: str | None = None

    def holds(self, facts: Facts) -> bool:
        """Whether everything that the rule asks for is there."""
        if self.actors and not self.actors & set(facts.actor_kinds):
            return False
        if self.targets and not self.targets & set(facts.target_kinds):
            return False
        if self.statuses and facts.status not in self.statuses:
            return False
        return (
            not (self.trigger and not _found(self.trigger, facts.trigger))
            and not (self.words and not _found(self.words, facts.text))
            and not (self.also and not _found(self.also, facts.text))
            and not (self.actor_words and not _found(self.actor_words, " ; ".join(facts.actors)))
            and not (self.target_words and not _found(self.target_words, " ; ".join(facts.targets)))
            and not (self.unless and _found(self.unless, facts.text))
        )


def read_rule(row: Mapping[str, Any], classes: Mapping[str, tuple[str, ...]]) -> Rule:
    """A rule from its row of the table, which must be free of :func:`rule_errors`."""

    def spread(name: str) -> tuple[str, ...]:
        return tuple(
            word for entry in row.get(name, ()) for word in (classes[entry[1:]] if entry[:1] == "@" else (entry,))
        )

    return Rule(
        words=spread("words"),
        also=spread("also"),
        unless=spread("unless"),
        trigger=spread("trigger"),
        actors=frozenset(spread("actors")),
        targets=frozenset(spread("targets")),
        actor_words=spread("actor_words"),
        target_words=spread("target_words"),
        statuses=frozenset(spread("statuses")),
        acled=_pair(row, "acled"),
        plover=_pair(row, "plover"),
        cameo=row.get("cameo"),
        ucdp=row.get("ucdp"),
    )


def _pair(row: Mapping[str, Any], name: str) -> tuple[str, str] | None:
    return (row[name][0], row[name][1]) if name in row else None


def rule_errors(row: object, classes: Collection[str]) -> Iterator[str]:
    """What is wrong with a rule's row, one line each; its codes are checked with the kind's."""
    if not isinstance(row, dict):
        yield "a rule must be a table"
        return
    yield from (f"a rule has an unknown field {name!r}" for name in row if name not in CONDITIONS + GIVES)
    for name in CONDITIONS:
        words = row.get(name, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            yield f"{name} of a rule must be a list of words"
            continue
        yield from (f"there is no class {word}" for word in words if word[:1] == "@" and word[1:] not in classes)
    if not any(row.get(name) for name in CONDITIONS):
        yield "a rule asks for nothing: give it words, actors or another condition"
    if not any(name in row for name in GIVES):
        yield f"a rule gives nothing: it needs one of {', '.join(GIVES)}"


def without_clauses(text: str, openers: tuple[str, ...]) -> str:
    """A text without what stands between one of some words or phrases and the end of its clause."""
    return _clauses(openers).sub(" ", text)


@cache
def _clauses(openers: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(_phrase, openers))})[^,.;:]*?(?={CLAUSE_END})", re.I)


def _found(words: tuple[str, ...], text: str) -> bool:
    return matcher(words).search(text) is not None


@cache
def matcher(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words or phrases as whole words, without regard to case; ``*`` at the end of a word stands for any ending."""
    return re.compile(rf"\b(?:{'|'.join(map(_phrase, words))})", re.I)


def _phrase(entry: str) -> str:
    parts = [
        re.escape(part[:-1]) + r"[\w’'-]*" if part.endswith("*") else re.escape(part) + r"\b" for part in entry.split()
    ]
    return r"[\s-]+".join(parts)

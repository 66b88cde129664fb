"""What the rules of a kind see of a claim: two claims of which they see the same are called the same elsewhere, so that it is worked out once.

Rules look for words, for beginnings of words and for phrases. Of a text they see no more than which of these stand in it.
"""

from __future__ import annotations

import dataclasses
import re
import string
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from casus.coding.kind_rules import Facts, Rule, matcher

Phrases = tuple[re.Pattern[str], ...]
BEGINNING = 3
"""Letters of a word with any ending that are compared first."""
MOST_DULL = 5_000
"""Words that no rule looks for that are kept in mind: those that come often are among the first."""
_WORD = re.compile(r"[a-z0-9_]+")
_BEGUN = re.compile(rf"[a-z0-9_]{{{BEGINNING},}}\*")
_FIRST = re.compile(r"[a-z0-9_]+(?![\w*])")
_ANY_WORD = re.compile(r"\w+")
_ODD = re.compile("[\u0130\u0131\u017f\u212a]")
ALIKE = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")
SMALL = bytes(ord(c.lower()) if (c := chr(one)) in f"{string.ascii_letters}{string.digits}_" else ord(" ") for one in range(256))  # fmt: skip
"""By each byte of English text what it is among words in small letters."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What some rules look for in texts: ``words``; beginnings of words (``begun``); phrases, by the word that they open with, or its first letters.

    ``others`` are phrases that open in no such way. ``texts``, ``trigger``, ``names``: whether rules look at these at all. ``dull`` are words
    that were met and tell the rules nothing, so that they are passed over.
    """

    words: frozenset[str]
    begun: tuple[str, ...]
    opened: Mapping[str, Phrases]
    opened_by_head: Mapping[str, Phrases]
    others: Phrases
    texts: bool
    trigger: bool
    names: bool
    dull: set[str] = dataclasses.field(default_factory=set, compare=False, repr=False)

    def seen(self, facts: Facts, words: Iterable[str] | None = None) -> Hashable:
        """All of the facts that the rules see; ``words`` are at least those of the text that they look for, where somebody has found them."""
        told: tuple[Hashable, ...] = (
            facts.actor_kinds,
            facts.target_kinds,
            facts.status,
            facts.trigger if self.trigger else "",
        )
        told += self._in_text(facts.text, words) if self.texts else ()
        return (*told, facts.actors, facts.targets) if self.names else told

    def _in_text(self, text: str, found: Iterable[str] | None) -> tuple[Hashable, ...]:
        """The words of a text that rules look for, and the phrases."""
        words, maybe = list[str](), list(self.others)
        for word in sorted(words_in(text) - self.dull if found is None else {*found}):
            looked_for = word in self.words or word.startswith(self.begun)
            phrases = self.opened.get(word, ()) + self.opened_by_head.get(word[:BEGINNING], ())
            if looked_for:
                words.append(word)
            if phrases:
                maybe += phrases
            elif not looked_for and len(self.dull) < MOST_DULL:
                self.dull.add(word)
        return (*words, *[one for one in maybe if one.search(text)])


def words_in(text: str) -> set[str]:
    """The words of a text in small letters, as patterns compare them: letters of other alphabets that they take for an English one are that one."""
    if text.isascii():
        return set(text.encode().translate(SMALL).decode().split())
    plain = text.translate(ALIKE) if _ODD.search(text) else text
    return set(_ANY_WORD.findall(plain.lower()))


def sight_of(rules: Iterable[Rule]) -> Sight:
    """What rules look for."""
    rules = tuple(rules)
    words, begun, others = set[str](), set[str](), list[re.Pattern[str]]()
    opened, by_head = defaultdict[str, list[re.Pattern[str]]](list), defaultdict[str, list[re.Pattern[str]]](list)
    for entry in sorted({one.lower() for rule in rules for one in (*rule.words, *rule.also, *rule.unless)}):
        opening = entry.split()[0]
        first = _FIRST.match(opening)
        if _WORD.fullmatch(entry):
            words.add(entry)
        elif _BEGUN.fullmatch(entry):
            begun.add(entry[:-1])
        elif _BEGUN.fullmatch(opening):
            by_head[opening[:BEGINNING]].append(matcher((entry,)))
        elif first:
            opened[first.group()].append(matcher((entry,)))
        else:
            others.append(matcher((entry,)))
    return Sight(
        words=frozenset(words),
        begun=tuple(sorted(begun)),
        opened={word: tuple(some) for word, some in opened.items()},
        opened_by_head={head: tuple(some) for head, some in by_head.items()},
        others=tuple(others),
        texts=bool(words or begun or opened or by_head or others),
        trigger=any(rule.trigger for rule in rules),
        names=any(rule.actor_words or rule.target_words for rule in rules),
    )

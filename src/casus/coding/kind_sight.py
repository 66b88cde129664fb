"""What the rules of a kind see of a claim: two claims of which they see the same are called the same elsewhere, so that it is worked out once.

Rules look for words, for beginnings of words and for phrases. Of a text they see no more than which of these stand in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from casus.coding.kind_rules import BEGINNING, Facts, Rule, matcher, words_in

Phrases = tuple[re.Pattern[str], ...]
_WORD = re.compile(r"[a-z0-9_]+")
_BEGUN = re.compile(rf"[a-z0-9_]{{{BEGINNING},}}\*")
_FIRST = re.compile(r"[a-z0-9_]+(?![\w*])")


@dataclass(frozen=True, slots=True)
class Sight:
    """What some rules look for in texts: ``words``; beginnings of words (``begun``, and the first letters of these); phrases, by what they open with.

    ``others`` are phrases that open in no such way. ``texts``, ``trigger``, ``names``: whether rules look at these at all.
    """

    words: frozenset[str]
    begun: tuple[str, ...]
    heads: frozenset[str]
    opened: Mapping[str, Phrases]
    opened_by_head: Mapping[str, Phrases]
    others: Phrases
    texts: bool
    trigger: bool
    names: bool

    def seen(self, facts: Facts) -> Hashable:
        """All of the facts that the rules see."""
        told: tuple[Hashable, ...] = (
            facts.actor_kinds,
            facts.target_kinds,
            facts.status,
            facts.trigger if self.trigger else "",
        )
        told += self._in_text(facts.text) if self.texts else ()
        return (*told, facts.actors, facts.targets) if self.names else told

    def _in_text(self, text: str) -> tuple[Hashable, ...]:
        """The words of a text that rules look for, and the phrases."""
        here = words_in(text)
        words = self.words.intersection(here)
        maybe = [*self.others]
        if not self.opened.keys().isdisjoint(here):
            maybe += [one for word in sorted(self.opened.keys() & here) for one in self.opened[word]]
        if self.heads or self.opened_by_head:
            heads = [word[:BEGINNING] for word in here]
            if not self.heads.isdisjoint(heads):
                words |= {word for word in here if word.startswith(self.begun)}
            if not self.opened_by_head.keys().isdisjoint(heads):
                maybe += [
                    one for head in sorted(self.opened_by_head.keys() & heads) for one in self.opened_by_head[head]
                ]
        return (words, *[one for one in maybe if one.search(text)]) if maybe else (words,)


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
        heads=frozenset(one[:BEGINNING] for one in begun),
        opened={word: tuple(some) for word, some in opened.items()},
        opened_by_head={head: tuple(some) for head, some in by_head.items()},
        others=tuple(others),
        texts=bool(words or begun or opened or by_head or others),
        trigger=any(rule.trigger for rule in rules),
        names=any(rule.actor_words or rule.target_words for rule in rules),
    )

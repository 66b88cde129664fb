"""What a bare number counts, by the words next to it: "20 people were | killed", "arrested 14 men", "12 tanks"."""

from __future__ import annotations

import re

from casus.language.quantities import Quantity
from casus.language.quantity_words import quantity_words

LOOK = 30  # characters before a number that are looked at
WINDOW = 6  # words behind a number that are looked at
WORD = re.compile(r"[\s-]+(?:of\s+)?([A-Za-z][\w’'-]*)")
STOPS = frozenset({"and", "or", "in", "on", "at", "to", "from", "by", "with", "as", "for", "near", "after", "before", "who", "that", "which", "when", "but", "since", "into"})  # fmt: skip
HELPERS = frozenset({"were", "was", "are", "is", "have", "has", "had", "been", "being", "be", "more", "other", "others", "the", "them", "also", "reportedly"})  # fmt: skip


def unit_of(text: str, quantity: Quantity) -> str | None:
    """The unit of a number that has no measure: what happened to the people it counts, "people", "families", or its noun.

    A word for what happened ("killed", "dead") goes before one for people, behind the number before one in front of it.
    """
    words = quantity_words()
    nouns, verbs = words.named("nouns"), words.named("verbs")
    behind = _behind(text, quantity.end)
    told = [verbs.get(word) or nouns.get(word) for word in behind]
    happened = next((unit for unit in told if unit not in (None, "people", "families")), None)
    before = re.search(r"([A-Za-z]+)\s+$", text[max(0, quantity.begin - LOOK) : quantity.begin])
    if happened is None and before is not None and (any(told) or not behind):
        happened = verbs.get(before[1].lower())
    people = next((unit for unit in told if unit is not None), None)
    return happened or people or _noun(behind)


def _behind(text: str, at: int) -> list[str]:
    """The words right behind a number, as far as its noun and verb may stand."""
    out: list[str] = []
    while len(out) < WINDOW:
        match = WORD.match(text, at)
        if match is None or match[1].lower() in STOPS:
            break
        out.append(match[1].lower())
        at = match.end()
    return out


def _noun(behind: list[str]) -> str | None:
    """The counted noun where no list knows it: the first plural behind the number."""
    named = (word for word in behind[:3] if word not in HELPERS)
    return next((word for word in named if re.fullmatch(r"[a-z-]*[a-rt-z]s", word)), None)

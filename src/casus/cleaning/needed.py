"""What a regular expression cannot do without: words of which every match holds one, so that a text with none need not be searched.

Looking for a word in a text takes a hundredth of the time of a search for a dozen alternatives. The expression is taken apart by
Python's own parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

SHORTEST = 3  # letters; shorter words stand in most texts
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_ALIKE = str.maketrans(
    {"İ": "i", "ı": "i", "ſ": "s"}
)  # what ``re.IGNORECASE`` takes for one letter and ``str.lower`` does not


def lowered(text: str) -> str:
    """A text as the words of :func:`needed_words` are looked for in it."""
    return text.translate(_ALIKE).lower()


def needed_words(pattern: str) -> frozenset[str] | None:
    """Words in lower case of which every match of a pattern holds one, whatever the case; ``None`` where it can do without."""
    found = _needed(parser.parse(pattern, re.IGNORECASE))
    return found if found and _least(found) >= SHORTEST else None


def _needed(tree: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Of all parts that a match has to have, the words of the one that tells most; empty where none tells anything."""
    best: frozenset[str] = frozenset()
    run = ""
    for code, value in (*tree, (None, None)):
        if code is codes.LITERAL:
            run += lowered(chr(value))
            continue
        for words in (frozenset({run} if run else ()), _of_part(code, value)):
            best = max(best, words, key=_least)
        run = ""
    return best


def _of_part(code: Any, value: Any) -> frozenset[str]:
    if code is codes.SUBPATTERN:
        return _needed(value[-1])
    if code is codes.ATOMIC_GROUP:
        return _needed(value)
    if code in _REPEATS and value[0]:
        return _needed(value[2])
    if code is codes.BRANCH:
        branches = [_needed(branch) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _least(words: frozenset[str]) -> int:
    return min(map(len, words), default=0)

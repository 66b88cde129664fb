"""The words of many texts that rules may look for, found at once: by their first letters all others are passed over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from casus.coding.kind_sight import ALIKE, BEGINNING, SMALL, Sight

ODD = "\x01"
"""Stands for a letter that no word begins or ends with that rules look for."""
_LETTERS = f"0123456789_abcdefghijklmnopqrstuvwxyz{ODD}"
_BASE = len(_LETTERS) + 1
_SMALL = SMALL[:1] + ODD.encode() + SMALL[2:]
_NUMBER = bytes(1 + _LETTERS.index(chr(one)) if chr(one) in _LETTERS else 0 for one in _SMALL)
"""By each byte of English text the number of its letter; 0 is between words."""
_OTHERS = re.compile(r"[^\x00-\x7f]{1,3}")


class Lookout(NamedTuple):
    """The place of each kind, and by it and the number that the first letters of a word make, whether its rules may look for it (an array of numpy's)."""

    places: Mapping[str, int]
    begins: Any


def lookout(sights: Mapping[str, Sight]) -> Lookout:
    """What the rules of some kinds look for."""
    import numpy as np

    begins = np.zeros((len(sights), _BASE**BEGINNING), np.bool_)
    for mine, sight in zip(begins, sights.values(), strict=True):
        for word in (*sight.words, *sight.begun, *sight.opened, *sight.opened_by_head):
            letters = word[:BEGINNING].encode().translate(_NUMBER).ljust(BEGINNING, b"\0")
            mine[_as_number(*map(int, letters))] = True
    return Lookout({kind: place for place, kind in enumerate(sights)}, begins)


def _as_number(first: Any, second: Any, third: Any) -> Any:
    return (first * _BASE + second) * _BASE + third


def words_of_each(texts: Sequence[str], kinds: Sequence[str], looked_for: Lookout) -> list[list[str]]:
    """Of each text the words, in small letters, that rules of its kind may look for. Letters that are not English stand as :data:`ODD`."""
    import numpy as np

    plain = [
        one if one.isascii() and ODD not in one else _OTHERS.sub(_as_plain, one.replace(ODD, " ")) for one in texts
    ]
    joined = "\n".join(plain).encode()
    numbers = np.frombuffer(b"\0" + joined.translate(_NUMBER) + bytes(BEGINNING), np.uint8)
    inside = numbers != 0
    starts = np.flatnonzero(inside[1:] & ~inside[:-1]) + 1
    ends = np.flatnonzero(inside[:-1] & ~inside[1:]) + 1
    bounds = np.cumsum([len(one) + 1 for one in texts], dtype=np.int64)
    owners = np.searchsorted(bounds, starts - 1, "right")
    places = np.array([looked_for.places[kind] for kind in kinds], np.int64)
    first, second, third = (numbers[starts + one].astype(np.int64) for one in range(BEGINNING))
    kept = looked_for.begins[places[owners], _as_number(first, second, np.where(second, third, 0))]
    small = joined.translate(_SMALL).decode()
    found: list[list[str]] = [[] for _ in texts]
    spans = ((some[kept] - 1).tolist() for some in (starts, ends))
    for owner, start, end in zip(owners[kept].tolist(), *spans, strict=True):
        found[owner].append(small[start:end])
    return found


def _as_plain(others: re.Match[str]) -> str:
    return _plain(others.group())


@lru_cache(maxsize=10_000)
def _plain(others: str) -> str:
    """Characters that are not ASCII, each as the English letter that patterns take it for, as another letter or as none."""
    return "".join(one if one.isascii() else ODD if one.isalnum() else " " for one in others.translate(ALIKE))

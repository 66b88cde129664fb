"""How names and words are compared: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


def words_with_spans(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, plain, each with where it begins and ends."""
    return [(plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """A word in lower case without accents."""
    if word.isascii():
        return word.lower()
    parted = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def fold(name: str) -> str:
    """A name as plain words, one blank between them; hyphens and apostrophes part words."""
    return " ".join(word for word, _, _ in words_with_spans(name))

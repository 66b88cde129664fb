"""How names are compared: folding of spelling, tokens with offsets, and the Arabic article.

The same name reaches us as "Deir ez-Zor", "Deir Ezzor" and "Dayr az-Zawr", "Dera'a" and "Daraa", "al-Bab" and "Al Bab".
:func:`tokens` folds what never matters (case, diacritics, apostrophes, hyphens, a possessive ``'s``), :func:`bare` also
drops the article, and :func:`skeleton` folds the vowels and digraphs in which transliterations differ. A caller tries
them in that order: the looser the key, the more the context has to agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’‘ʼʿʾ`][^\W_]+)*['’‘ʼʿʾ`]?")
_POSSESSIVE = re.compile(r"['’‘ʼ`](?:s|S)?$")
_MARKS = re.compile(r"['’‘ʼʿʾ`.]")
_SPECIAL = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
    }
)
ARTICLES = frozenset(["al", "el", "ar", "as", "at", "ad", "an", "az", "ash", "ath", "ez", "es", "er", "ed", "ul"])
_DOUBLE = re.compile(r"([a-z])\1+")
_LONE_VOWEL = re.compile(r"(?<=[^aiu])[aiu](?=[^aiu]|$)")
_HYPHENS = "-‐‑‒–"


LONG_TEXT = 400  # characters from which a text is a document's
SHORT_TEXTS = 5_000  # shorter texts whose words are kept in memory
REMEMBERED = 50_000  # names whose folded forms are kept in memory


class Token(NamedTuple):
    """One word of a text: its folded form, its form as written, its offsets, and whether a hyphen follows it."""

    key: str
    text: str
    begin: int
    end: int
    hyphen: bool = False


def unaccented(text: str) -> str:
    """The text with letters in place of letters with diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Lower case without diacritics or apostrophes; a word's folded form."""
    if text.isascii():
        return text.lower() if text.isalnum() else _MARKS.sub("", text).lower()
    return _MARKS.sub("", unaccented(text)).lower()


def tokens(text: str) -> list[Token]:
    """The words of a text in order, folded, with offsets; a possessive ending is not part of a word."""
    return list(_long_tokens(text) if len(text) > LONG_TEXT else _short_tokens(text))


@lru_cache(maxsize=8)
def _long_tokens(text: str) -> tuple[Token, ...]:
    """The words of a document, which several steps ask for one after the other."""
    return tuple(_tokens(text))


@lru_cache(maxsize=SHORT_TEXTS)
def _short_tokens(text: str) -> tuple[Token, ...]:
    """The words of a sentence or a phrase, which the claims of a document ask for again and again."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word, begin = match[0], match.start()
        if not word.isalnum():
            word = _POSSESSIVE.sub("", word)
        key = fold(word)
        if key:
            end = begin + len(word)
            yield Token(key, word, begin, end, _hyphen_follows(text, end))


def _hyphen_follows(text: str, end: int) -> bool:
    """Whether a hyphen joins the word before ``end`` to the next; one that only its left blank parts ("US -backed") does."""
    at = end + 1 if text.startswith(" ", end) else end
    return text[at : at + 1] in _HYPHENS and at < len(text) and (at == end or text[at + 1 : at + 2].isalpha())


@lru_cache(maxsize=REMEMBERED)
def key_of(text: str) -> tuple[str, ...]:
    """The folded words of a name, without a leading English article."""
    words = tuple(token.key for token in tokens(text))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


@lru_cache(maxsize=REMEMBERED)
def bare(text: str) -> tuple[str, ...]:
    """Like :func:`key_of` without Arabic articles ("al-Bab" -> "bab"); a name that is only an article stays."""
    words = tokens(text)
    kept = tuple(
        token.key
        for index, token in enumerate(words)
        if not (token.key in ARTICLES and index + 1 < len(words) and (token.hyphen or token.key in ("al", "el")))
    )
    return kept[1:] if len(kept) > 1 and kept[0] == "the" else kept


_DIGRAPHS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ai", "i"), ("ay", "i"), ("ey", "i"), ("aw", "u"), ("ow", "u"),
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("zh", "z"), ("tch", "ch"), ("q", "k"), ("x", "ks"),
    ("y", "i"), ("e", "i"), ("o", "u"), ("w", "v"), ("j", "g"),
)  # fmt: skip


def skeleton(text: str) -> str:
    """A name with the letters in which transliterations differ folded together; not for names of under four letters."""
    return skeleton_of("".join(bare(text)))


def skeleton_of(letters: str) -> str:
    """:func:`skeleton` of a name that is already folded and joined."""
    if len(letters) > 4:
        letters = letters.rstrip("h")
        letters = letters[:-1] if letters.endswith(("a", "e")) else letters
    for old, new in _DIGRAPHS:
        if old in letters:
            letters = letters.replace(old, new)
    letters = _DOUBLE.sub(r"\1", letters)
    return _LONE_VOWEL.sub("a", letters)


def slug(text: str) -> str:
    """A name as an identifier: folded words joined by hyphens."""
    return "-".join(key_of(text))

"""The language of people's searches: ``words`` all of which must stand in a text, ``"phrases"``, ``-word``, ``this OR that``, ``pre*``.

``OR`` binds closer than standing side by side: ``syria OR lebanon airstrike`` asks for the airstrike, and one of the two. Case and accents do not
matter; punctuation parts words, so ``U.S.-backed`` is the phrase ``u s backed``. Nothing that people write is an error of the
database: what cannot be asked raises :class:`QueryError` with what to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from casus.store.errors import QueryError
from casus.store.folding import fold

MOST_TERMS = 40
LONGEST_WORD = 200
_PART = re.compile(r'(-?)(?:"([^"]*)(?:"|$)|(\S+?(?="|\s|$)))(\*?)')


class Term(NamedTuple):
    """Words in a row; ``prefix``: the last is the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False


class Words(NamedTuple):
    """One of each group of terms must stand in a text, and none of ``without``."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    def wanted(self) -> list[Term]:
        """All terms that a text may be found by."""
        return [term for group in self.groups for term in group]


NO_WORDS = Words(())
"""Of what is not found by its words."""


@lru_cache(maxsize=256)
def parse_words(text: str) -> Words:
    """What a search asks. Raises :class:`QueryError` when nothing is asked for, or too much."""
    groups: list[list[Term]] = []
    without: list[Term] = []
    alternative = False
    for minus, quoted, bare, star in _PART.findall(text):
        if bare == "OR" and not minus:
            alternative = bool(groups)
            continue
        given = bare or quoted
        words = tuple(fold(given).split())
        if not words:
            continue
        if any(len(word) > LONGEST_WORD for word in words):
            raise QueryError(f"a word of more than {LONGEST_WORD} letters finds nothing; search for a shorter one")
        term = Term(words, bool(star) or bare.endswith("*"))
        if minus:
            without.append(term)
        elif alternative:
            groups[-1].append(term)
        else:
            groups.append([term])
        alternative = False
    if not groups:
        raise QueryError(f"nothing to search for in {text!r}; give at least one word that must be there")
    if sum(map(len, groups)) + len(without) > MOST_TERMS:
        raise QueryError(f"a search has at most {MOST_TERMS} words; leave some out")
    return Words(tuple(map(tuple, groups)), tuple(without))


def for_fts5(words: Words) -> str:
    """The search in the language of SQLite's FTS5."""

    def told(term: Term) -> str:
        return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'

    found = " AND ".join(f"({' OR '.join(map(told, group))})" for group in words.groups)
    return f"({found}) NOT ({' OR '.join(map(told, words.without))})" if words.without else found


def for_tsquery(words: Words) -> str:
    """The search in the language of PostgreSQL's ``to_tsquery``."""

    def told(term: Term) -> str:
        parts = [f"'{word}'" for word in term.words]
        return f"({' <-> '.join(parts)}{':*' if term.prefix else ''})"

    found = " & ".join(f"({' | '.join(map(told, group))})" for group in words.groups)
    return f"{found} & !({' | '.join(map(told, words.without))})" if words.without else found


def stands_in(words: Words, text: Sequence[str]) -> bool:
    """Whether a text, as plain words in order, is what is searched for: what the databases' indexes answer, told plainly."""
    return all(any(_stands(term, text) for term in group) for group in words.groups) and not any(
        _stands(term, text) for term in words.without
    )


def _stands(term: Term, text: Sequence[str]) -> bool:
    return any(begins_at(term, text, at) for at in range(len(text) - len(term.words) + 1))


def begins_at(term: Term, text: Sequence[str], at: int) -> bool:
    """Whether a term stands at this word of a text."""
    *inner, last = term.words
    end = at + len(inner)
    if end >= len(text) or list(text[at:end]) != inner:
        return False
    return text[end].startswith(last) if term.prefix else text[end] == last

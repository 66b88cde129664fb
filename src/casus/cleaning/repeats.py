"""Passages that a page says twice: titles, teasers, pull quotes. The first stays, the others are noise.

Two passages are the same when they have the same words in the same order, apart from function words, case and punctuation. Numbers and
names are compared like all words, so two reports of the same form on different days or places both stay.
"""

from __future__ import annotations

import re

from casus.cleaning.units import Span, sentences

_WORD = re.compile(r"\w+")
_LINE_WORDS = 3
_SENTENCE_WORDS = 6


def find_repeats(text: str, paragraphs: list[Span], function_words: frozenset[str]) -> list[Span]:
    """The later copies of passages: whole paragraphs, or single sentences that are long enough not to recur by chance."""
    seen: set[tuple[str, ...]] = set()
    repeats: list[Span] = []
    for begin, end in paragraphs:
        paragraph = _content(text[begin:end], function_words)
        if len(paragraph) >= _LINE_WORDS and paragraph in seen:
            repeats.append((begin, end))
            continue
        seen.add(paragraph)
        for span in sentences(text, begin, end):
            words = _content(text[slice(*span)], function_words)
            if span == (begin, end) or len(words) < _SENTENCE_WORDS:
                continue
            if words in seen:
                repeats.append(span)
            seen.add(words)
    return repeats


def _content(passage: str, function_words: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(passage.casefold()) if word not in function_words)

"""What in a text is not the report: each sentence is judged by its cues, its neighbours and the section it stands in.

Three steps. A sentence or line whose own cues suffice is noise. A heading of noise ("Comments", "Related news") opens a section:
headlines below it are noise, and so is everything to the end of the text when no news follows. Noise then spreads to hints of
noise beside it and to what it encloses, never to a sentence that speaks for news. News is thereby kept in
doubt: losing a sentence loses claims, while a leftover advertisement seldom makes one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from casus.cleaning.cues import Cues, Score, builtin_cues
from casus.cleaning.repeats import find_repeats
from casus.cleaning.units import Span, blank_quotations, ends_as_sentence, paragraphs, sentences, strip_span
from casus.record import Document, Noise

_HEADLINE_CHARACTERS = 140
_LINE_CHARACTERS = 220
_SENTENCE_CHARACTERS = 600  # what is longer is many sentences that lost their marks, and cues add up in it by chance
_ENCLOSED = 2  # at most so many sentences without any cue are taken along between two of noise
_FEW_CHARACTERS = 40  # "Log in.", "Thank you for your help."
_STRONG = 2  # weight of a sentence that carries noise on; so many fainter ones in a row do not
_FAINT = 2
_NEWS = 2  # weight from which a sentence speaks for news
# Kinds of noise that come in prose of several sentences; a credit or a link stands alone.
_PROSE = frozenset(
    {"newsletter", "donation", "comments", "licence", "about", "cookies", "subscription", "copyright", "disclaimer"}
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence or a line with its verdict; ``reason`` is ``None`` while it is not noise."""

    begin: int
    end: int
    paragraph: Span
    score: Score
    reason: str | None
    heading: bool
    headline: bool

    @property
    def is_news(self) -> bool:
        """Whether it reports something, as a whole sentence."""
        return self.reason is None and self.score.news >= _NEWS and not self.headline

    @property
    def has_no_news(self) -> bool:
        """Whether it could be noise: nothing in it speaks for news."""
        return self.reason is None and self.score.news == 0


def find_noise(document: Document) -> tuple[Noise, ...]:
    """The stretches of the document's text that are to be kept out of coding: sorted, apart from each other, with reasons."""
    cues = builtin_cues()
    text = document.text
    found = paragraphs(text)
    pieces = _spread(_close_sections([piece for span in found for piece in _judge(text, span, cues)]))
    spans = [(piece.begin, piece.end, piece.reason) for piece in pieces if piece.reason]
    spans += [(begin, end, "repeat") for begin, end in find_repeats(text, found, cues.function_words)]
    spans += cues.spans(text)
    return tuple(Noise(begin, end, cues.reasons[reason]) for begin, end, reason in _merged(text, spans))


def clean(document: Document) -> Document:
    """The same document with its noise marked; the text itself stays as it was given."""
    return replace(document, noise=find_noise(document))


def kept_blocks(document: Document) -> list[Span]:
    """The offsets of the passages that are to be coded: paragraphs without the document's marked noise.

    No block is empty, has white space at its ends, or consists of punctuation alone.
    """
    text = document.text
    blocks: list[Span] = []
    for begin, end in paragraphs(text):
        start = begin
        for noise in document.noise:
            if noise.begin < end and noise.end > start:
                blocks.append((start, min(max(noise.begin, start), end)))
                start = min(noise.end, end)
        blocks.append((start, end))
    stripped = [strip_span(text, *block) for block in blocks]
    return [(begin, end) for begin, end in stripped if any(char.isalnum() for char in text[begin:end])]


def _judge(text: str, paragraph: Span, cues: Cues) -> list[_Piece]:
    begin, end = paragraph
    whole = text[begin:end]
    if len(whole) <= _LINE_CHARACTERS:
        reason, heading = cues.of_line(whole)
        if reason:
            return [_Piece(begin, end, paragraph, Score(3, reason), reason, heading, headline=False)]
    unquoted = blank_quotations(whole)
    pieces = []
    for first, last in sentences(text, begin, end):
        score = cues.of_sentence(text[first:last], unquoted[first - begin : last - begin])
        reason = score.reason if score.is_noise and last - first <= _SENTENCE_CHARACTERS else None
        headline = (
            (first, last) == paragraph
            and last - first <= _HEADLINE_CHARACTERS
            and not ends_as_sentence(text[first:last])
        )
        pieces.append(_Piece(first, last, paragraph, score, reason, heading=False, headline=headline))
    return pieces


def _close_sections(pieces: list[_Piece]) -> list[_Piece]:
    """Mark what stands under headings of noise."""
    if not any(piece.heading for piece in pieces):
        return pieces
    last_news = max((index for index, piece in enumerate(pieces) if piece.is_news), default=-1)
    section: str | None = None
    closed = []
    for index, piece in enumerate(pieces):
        if piece.heading:
            section = piece.reason
        elif piece.is_news:
            section = None
        elif section and piece.reason is None and (index > last_news or (section == "related" and piece.headline)):
            piece = replace(piece, reason=section)
        closed.append(piece)
    return closed


def _spread(pieces: list[_Piece]) -> list[_Piece]:
    """Mark hints of noise beside prose noise, and the few sentences without any cue that noise encloses."""
    spread = list(pieces)
    for order in (range(1, len(spread)), range(len(spread) - 2, -1, -1)):
        faint = 0
        for index in order:
            beside = spread[index - order.step]
            if beside.reason not in _PROSE:
                continue
            faint = faint + 1 if beside.score.noise < _STRONG else 0
            if faint <= _FAINT and _leans_on(spread[index], beside):
                spread[index] = replace(spread[index], reason=beside.reason)
    marked = [index for index, piece in enumerate(spread) if piece.reason in _PROSE]
    for before, after in pairwise(marked):
        between = range(before + 1, after)
        if len(between) <= _ENCLOSED and all(spread[i].reason or spread[i].score.news == 0 for i in between):
            for index in between:
                spread[index] = replace(spread[index], reason=spread[index].reason or spread[before].reason)
    return spread


def _leans_on(piece: _Piece, noise: _Piece) -> bool:
    """Whether a piece beside noise goes with it: it has a cue of noise, or it is a few words after it on the same line."""
    if not piece.has_no_news:
        return False
    follows = piece.paragraph == noise.paragraph and piece.begin >= noise.end
    return piece.score.noise > 0 or (follows and piece.end - piece.begin <= _FEW_CHARACTERS)


def _merged(text: str, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans sorted and apart: what overlaps is cut, what stands side by side for the same reason is joined."""
    merged: list[tuple[int, int, str]] = []
    for begin, end, reason in sorted(spans):
        if merged:
            begin = max(begin, merged[-1][1])
            if begin >= end:
                continue
            last_begin, last_end, last_reason = merged[-1]
            if last_reason == reason and not text[last_end:begin].strip():
                merged[-1] = (last_begin, end, reason)
                continue
        merged.append((begin, end, reason))
    return merged

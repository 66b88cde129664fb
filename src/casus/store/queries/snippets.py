"""What a search found, shown: a stretch of a document's text with the words searched for marked in it."""

from __future__ import annotations

from typing import NamedTuple

from casus.store.folding import words_with_spans
from casus.store.queries.words import Words, begins_at

LENGTH = 240
"""How many letters a snippet has at most, words cut nowhere."""
LONGEST_LOOK = 200_000


class Snippet(NamedTuple):
    """A stretch of a document's text; ``begin`` and ``marks`` are offsets into that text, ``end`` of a mark exclusive."""

    text: str
    begin: int
    marks: tuple[tuple[int, int], ...]

    def parts(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is marked."""
        pieces, at = [], 0
        for begin, end in ((b - self.begin, e - self.begin) for b, e in self.marks):
            pieces += [(self.text[at:begin], False), (self.text[begin:end], True)]
            at = end
        return [(text, marked) for text, marked in (*pieces, (self.text[at:], False)) if text]


def snippet(words: Words, text: str, begin: int = 0, end: int | None = None) -> Snippet:
    """The stretch of ``text[begin:end]`` that has most of what is searched for, the first of several; its beginning where it has none."""
    end = min(len(text) if end is None else end, begin + LONGEST_LOOK)
    told = [(word, begin + b, begin + e) for word, b, e in words_with_spans(text[begin:end])]
    plain = [word for word, _, _ in told]
    hits: list[tuple[int, int, int]] = []  # which term, first word, last word
    for number, term in enumerate(words.wanted()):
        hits += [(number, at, at + len(term.words) - 1) for at in range(len(plain)) if begins_at(term, plain, at)]
    hits.sort(key=lambda hit: (hit[1], -hit[2]))
    first, last = _window(hits, told) if hits else (0, 0)
    at, until = _widened(text, begin, end, told[first][1] if told else begin, told[last][2] if told else begin)
    spans = ((told[a][1], told[b][2]) for _, a, b in hits)
    return Snippet(text[at:until], at, _merged([span for span in spans if at <= span[0] and span[1] <= until]))


def _window(hits: list[tuple[int, int, int]], told: list[tuple[str, int, int]]) -> tuple[int, int]:
    """First and last word of the stretch with most different terms."""
    best, found = (0, 0), hits[0][1:]
    right = 0
    for left, (_, first, _) in enumerate(hits):
        right = max(right, left + 1)
        while right < len(hits) and told[hits[right][2]][2] - told[first][1] <= LENGTH:
            right += 1
        inside = hits[left:right]
        score = (len({hit[0] for hit in inside}), len(inside))
        if score > best:
            best, found = score, (first, max(hit[2] for hit in inside))
    return found


def _widened(text: str, begin: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The stretch with words around it, up to the length of a snippet."""
    room = max(0, LENGTH - (last - first))
    at, until = max(begin, first - room // 3), min(end, last + room - min(room // 3, first - begin))
    while at > begin and at < first and text[at - 1].isalnum():
        at += 1
    while until < end and until > last and text[until].isalnum() and text[until - 1].isalnum():
        until -= 1
    return at, max(until, last)


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, those that touch made one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(set(spans)):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return tuple(found)

"""The words that carry a claim: a contiguous stretch of the document, no longer than the coding guide allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.language.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_EVIDENCE = 400  # characters, by the coding guide


def evidence(sentence: Sentence, head: Token, within: tuple[int, int] | None = None) -> tuple[int, int]:
    """The sentence, or the stretch of it ``within`` which a claim is told; where that is longer than evidence may be, the widest clause around the trigger that fits."""
    begin, end = within or (sentence.begin, sentence.end)
    if end - begin <= LONGEST_EVIDENCE:
        return begin, end
    best = sentence.place(head)
    for token in [head, *head.ancestors]:
        first, last = sentence.place(token.left_edge, token.right_edge)[0], sentence.place(token.right_edge)[1]
        if last - first > LONGEST_EVIDENCE:
            break
        best = (first, last)
    if best[1] - best[0] >= LONGEST_EVIDENCE // 4:
        return best
    return _window(sentence, head)


def _window(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Whole words around the trigger, as many as fit."""
    first = last = head
    span = sentence.span
    while True:
        grown = False
        if (
            first.i > span.start
            and sentence.place(first.nbor(-1), last)[1] - sentence.place(first.nbor(-1))[0] <= LONGEST_EVIDENCE
        ):
            first, grown = first.nbor(-1), True
        if last.i < span.end - 1 and sentence.place(last.nbor(1))[1] - sentence.place(first)[0] <= LONGEST_EVIDENCE:
            last, grown = last.nbor(1), True
        if not grown:
            return sentence.place(first, last)

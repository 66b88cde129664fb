"""A block of words cut into sentences: read in stretches that the network can take, each begun where a sentence begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from casus.language.encoder import Encoder, Opinion

Read = tuple[int, list[tuple[int, int]], Opinion]


def read_sentences(encoder: Encoder, words: Sequence[str], gaps: Sequence[int]) -> Iterator[Read]:
    """Sentences of a block as (where the stretch begins, [(begin, end) in the stretch, ...], the stretch's opinion).

    A stretch that does not reach the block's end gives up its last sentence, which the next one reads whole; a sentence longer than
    a stretch is cut where the stretch ends.
    """
    begin = 0
    sizes = [encoder.size(word) for word in words]
    while begin < len(words):
        end = _end(sizes, begin, encoder.longest)
        opinion = encoder.read(words[begin:end], gaps[begin:end])
        starts = [0, *(at for at in range(1, end - begin) if opinion.starts[at] > 0), end - begin]
        sentences = list(pairwise(starts))
        if end < len(words) and len(sentences) > 1:
            sentences.pop()
        yield begin, sentences, opinion
        begin += sentences[-1][1]


def _end(sizes: Sequence[int], begin: int, longest: int) -> int:
    """The word after the last that fits into a stretch of so many pieces; at least one word is taken."""
    total, end = sizes[begin], begin + 1
    while end < len(sizes) and total + sizes[end] <= longest:
        total += sizes[end]
        end += 1
    return end

"""From scores of labels to names: the best row of B, I and outside, each label weighed with the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Floats = NDArray[float32]

Span = tuple[int, int, str]
NEVER = -1e9


def only_begun(labels: Sequence[str]) -> Floats:
    """(labels, labels) weights of a label after another that forbid one thing: that a name goes on which has not begun."""
    import numpy as np

    out = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for after, label in enumerate(labels):
        if label.startswith("I-"):
            out[:, after] = NEVER
            out[[after, after - 1], after] = 0.0
    return out


def best_spans(scores: Floats, transitions: Floats, labels: Sequence[str]) -> list[Span]:
    """Names as (first word, word after the last, type), in order, none overlapping.

    Args:
        scores: (words, labels), the log-probability of each label.
        transitions: (labels, labels), what a label (column) is worth after another (row); a text begins as after "O".
        labels: "O", then for each type "B-TYPE" and "I-TYPE", in this order.
    """
    return best_spans_of([scores], transitions, labels)[0]


def best_spans_of(sentences: Sequence[Floats], transitions: Floats, labels: Sequence[str]) -> list[list[Span]]:
    """:func:`best_spans` of each of some sentences, all found together."""
    named = [at for at, scores in enumerate(sentences) if scores.argmax(axis=1).any()]
    out: list[list[Span]] = [[] for _ in sentences]
    for at, row in zip(named, _best_rows([sentences[at] for at in named], transitions), strict=True):
        out[at] = _spans(row, labels)
    return out


def _spans(row: Sequence[int], labels: Sequence[str]) -> list[Span]:
    """The names in a row of labels."""
    spans: list[Span] = []
    begin = -1
    for at, label in enumerate([*row, 0]):
        if begin >= 0 and (label == 0 or label % 2 == 1):
            spans.append((begin, at, labels[row[begin]][2:]))
            begin = -1
        if label % 2 == 1:
            begin = at
    return spans


def _best_rows(sentences: Sequence[Floats], transitions: Floats) -> list[list[int]]:
    """The labels of each sentence with the highest sum of scores and transitions (Viterbi 1967); all go forward one word at a time, the longest first."""
    import numpy as np

    if not sentences:
        return []
    order = sorted(range(len(sentences)), key=lambda at: -len(sentences[at]))
    lengths = [len(sentences[at]) for at in order]
    steps = np.zeros((lengths[0], len(order), transitions.shape[0]), dtype=sentences[0].dtype)
    for place, at in enumerate(order):
        steps[: lengths[place], place] = sentences[at]
    best = steps[0] + transitions[0]
    back = np.zeros(steps.shape, dtype=np.int64)
    after = np.ascontiguousarray(transitions.T)
    going = len(order)
    for word in range(1, lengths[0]):
        while lengths[going - 1] <= word:
            going -= 1
        total = best[:going, None, :] + after
        back[word, :going] = total.argmax(axis=2)
        best[:going] = total.max(axis=2) + steps[word, :going]
    last = best.argmax(axis=1).tolist()
    rows: list[list[int]] = [[] for _ in order]
    for place, at in enumerate(order):
        row = [last[place]]
        for word in range(lengths[place] - 1, 0, -1):
            row.append(back.item(word, place, row[-1]))
        rows[at] = row[::-1]
    return rows

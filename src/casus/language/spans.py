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
    if not scores.argmax(axis=1).any():
        return []
    row = _best_row(scores, transitions)
    spans: list[Span] = []
    begin = -1
    for at, label in enumerate([*row, 0]):
        if begin >= 0 and (label == 0 or label % 2 == 1):
            spans.append((begin, at, labels[row[begin]][2:]))
            begin = -1
        if label % 2 == 1:
            begin = at
    return spans


def _best_row(scores: Floats, transitions: Floats) -> list[int]:
    """The labels with the highest sum of scores and transitions (Viterbi 1967)."""
    import numpy as np

    columns = np.arange(scores.shape[1])
    best = scores[0] + transitions[0]
    back = []
    for step in scores[1:]:
        total = best[:, None] + transitions
        came = total.argmax(axis=0)
        best = total[came, columns] + step
        back.append(came)
    row = [int(best.argmax())]
    for came in reversed(back):
        row.append(int(came[row[-1]]))
    return row[::-1]

"""From scores of arcs to one tree for each sentence: the best head of each word, and a tree where those make none.

Then the root is the word that gains most by being it, and the tree is the best one with that root (Chu and Liu 1965, Edmonds 1967; Zmigrod,
Vieira and Cotterell 2020 say why one root must be asked for). Written here because the libraries at hand are either under the GPL or slow enough to double parsing's time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32, intp
    from numpy.typing import NDArray

    Scores = NDArray[float32]
    Heads = NDArray[intp]

NEVER = -1e9


def best_heads(scores: Scores) -> Heads:
    """The head of each word of a sentence, 0 for the one root, else the head's number from 1.

    Args:
        scores: (words, 1 + words), the score of each head for each word, the root first.
    """
    import numpy as np

    words = len(scores)
    if words == 1:
        return np.zeros(1, dtype=np.intp)
    scores = scores.copy()
    scores[np.arange(words), np.arange(1, words + 1)] = NEVER  # no word hangs from itself
    heads: Heads = scores.argmax(axis=1)
    if (heads == 0).sum() == 1 and _loop(heads) is None:
        return heads
    root = int((scores[:, 0] - scores[:, 1:].max(axis=1)).argmax())
    scores[:, 0] = NEVER
    scores[root] = NEVER
    scores[root, 0] = 0.0
    heads = scores.argmax(axis=1)
    return heads if _loop(heads) is None else _spanning(scores)


def _loop(heads: Heads) -> list[int] | None:
    """Words (from 0) that hang from each other in a circle, or none."""
    heads_of = heads.tolist()
    state = [0] * len(heads_of)  # 0 not seen, else the number of the walk that saw it
    for start in range(len(heads_of)):
        at = start
        while at >= 0 and not state[at]:
            state[at] = start + 1
            at = heads_of[at] - 1
        if at >= 0 and state[at] == start + 1:
            loop, after = [at], heads_of[at] - 1
            while after != at:
                loop.append(after)
                after = heads_of[after] - 1
            return loop
    return None


def _spanning(scores: Scores) -> Heads:
    """The tree of the highest sum of scores: loops are shrunk to one word, solved, and opened where the tree enters them."""
    import numpy as np

    heads: Heads = scores.argmax(axis=1)
    loop = _loop(heads)
    if loop is None:
        return heads
    inside = np.array(sorted(loop))
    outside = np.array([at for at in range(len(scores)) if at not in set(loop)], dtype=np.intp)
    kept = scores[inside, heads[inside]]
    columns = np.concatenate(([0], outside + 1))
    small = np.full((len(outside) + 1, len(columns) + 1), NEVER, dtype=scores.dtype)
    small[:-1, :-1] = scores[np.ix_(outside, columns)]
    leaving = scores[np.ix_(outside, inside + 1)] if len(outside) else np.empty((0, len(inside)), scores.dtype)
    small[:-1, -1] = leaving.max(axis=1)
    entering = scores[np.ix_(inside, columns)] - kept[:, None]
    small[-1, :-1] = entering.max(axis=0)
    solved = _spanning(small)
    head_of_loop = int(solved[-1])
    enters = int(entering[:, head_of_loop].argmax())
    heads[inside[enters]] = columns[head_of_loop]
    for row, word in enumerate(outside):
        chosen = int(solved[row])
        heads[word] = inside[int(leaving[row].argmax())] + 1 if chosen == len(columns) else columns[chosen]
    return heads

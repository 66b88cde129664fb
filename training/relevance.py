"""Fit what tells whether a sentence is about political violence: ``src/casus/coding/relevance.npz``.

    python -m training.relevance --shared ../shared [--write]

A logistic regression over hashed words and pairs of words, fitted on the training side of the split of ``training/relevance_texts.py``; each
corpus and label weighs by the root of its number of sentences. Its strength is chosen by five folds over documents of the training side.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from casus.coding.word_model import packed, unpacked, word_rows
from training.relevance_texts import Labelled, labelled_sentences

ROWS = 1 << 16
STRENGTHS = (1.0, 3.0, 10.0, 30.0)
FOLDS = 5
LEAST = 3  # sentences of the training side that a row must stand in
TARGET = Path(__file__).parents[1] / "src" / "casus" / "coding" / "relevance.npz"


def matrix(texts: list[str]) -> csr_matrix:
    """Rows of texts, each of length one."""
    indices, indptr, values = [], [0], []
    for text in texts:
        rows = word_rows(text, ROWS)
        indices.extend(rows)
        values.extend([len(rows) ** -0.5] * len(rows))
        indptr.append(len(indices))
    return csr_matrix((np.array(values, dtype=np.float32), indices, indptr), shape=(len(texts), ROWS))


def weights(found: list[Labelled]) -> np.ndarray:
    """So that a large corpus does not drown a small one, nor a frequent label a rare one."""
    number = Counter((one.corpus, one.violent) for one in found)
    share = Counter({violent: sum(n**0.5 for (_, v), n in number.items() if v == violent) for violent in (True, False)})
    return np.array([number[one.corpus, one.violent] ** -0.5 / share[one.violent] for one in found]) * len(found) / 2


def f1(said: np.ndarray, true: np.ndarray) -> float:
    """F1 of the violent."""
    return float(2 * (said & true).sum() / max(1, said.sum() + true.sum()))


def main() -> None:
    """Choose the strength, fit, print scores of the folds, and write the weights when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = [one for one in labelled_sentences(args.shared) if not one.measured]
    print(sorted(Counter((one.corpus, one.violent) for one in found).items()))
    x, y, w = matrix([one.text for one in found]), np.array([one.violent for one in found]), weights(found)
    names = sorted({(one.corpus, one.document) for one in found})
    fold_of = dict(zip(names, np.random.default_rng(20261127).permutation(len(names)) % FOLDS, strict=True))
    folds = np.array([fold_of[one.corpus, one.document] for one in found])
    scores = {}
    for strength in STRENGTHS:
        said = np.zeros(len(found), dtype=bool)
        for fold in range(FOLDS):
            kept = folds != fold
            model = LogisticRegression(C=strength, solver="liblinear").fit(x[kept], y[kept], w[kept])
            said[~kept] = model.predict(x[~kept])
        scores[strength] = f1(said, y)
        print(f"strength {strength}: out-of-fold F1 {scores[strength]:.3f}")
    model = LogisticRegression(C=max(scores, key=scores.__getitem__), solver="liblinear").fit(x, y, w)
    coefficients = model.coef_.T * (np.asarray((x > 0).sum(axis=0)).T >= LEAST)
    arrays = packed(("violent",), coefficients, model.intercept_)
    small = unpacked(arrays)
    kept = np.array([small.scores(one.text)["violent"] > 0 for one in found])
    print(f"packed: F1 on what it was fitted on {f1(kept, y):.3f}")
    if args.write:
        np.savez_compressed(TARGET, **arrays)
        print(f"{TARGET.name}, {TARGET.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()

"""Fit the learned second opinion of coding: from hand-coded claims to ``src/casus/coding/opinion.npz``.

    python -m training.opinion --gold ../shared/gold/train [--gold ...] [--write]

Each sentence is an example of every kind: positive when the evidence of a hand-coded claim of that kind overlaps it by at
least half of the shorter of the two. One L2-regularised logistic regression a kind; thresholds are chosen on out-of-fold
probabilities (five folds over documents) so that the F1 over all claims is best. Prints the out-of-fold scores.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from casus.coding.features import document_features
from casus.coding.reading import read_sentences
from casus.language.parse import parse_blocks
from casus.record import KINDS

FOLDS = 5
LEAST_DOCUMENTS = 2  # a feature must occur in so many sentences
STRENGTH = 0.3  # inverse of the L2 penalty
TARGET = Path(__file__).parents[1] / "src" / "casus" / "coding" / "opinion.npz"


def load(folder: Path) -> tuple[list[dict], dict[str, list[dict]]]:
    """Documents and their hand-coded claims by document id."""
    docs = json.loads((folder / "docs.json").read_text(encoding="utf-8"))
    gold = {row["id"]: row["claims"] for row in json.loads((folder / "gold.json").read_text(encoding="utf-8"))}
    return docs, gold


def overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans share at least half of the shorter one."""
    return min(a[1], b[1]) - max(a[0], b[0]) >= 0.5 * min(a[1] - a[0], b[1] - b[0])


def examples(docs: list[dict], gold: dict[str, list[dict]]) -> tuple[list[list[str]], np.ndarray, np.ndarray]:
    """Features of all sentences, labels (sentences x kinds) and the index of each sentence's document."""
    from casus.cleaning import kept_blocks
    from casus.record import Document

    rows: list[list[str]] = []
    labels: list[np.ndarray] = []
    groups: list[int] = []
    items = []
    for at, doc in enumerate(docs):
        items.append((at, doc["text"], kept_blocks(Document(doc["id"], doc["text"]))))
    for at, sentences in parse_blocks(items):
        readings = read_sentences(sentences)
        claims = [(c["kind"], docs[at]["text"].find(c["evidence"]), len(c["evidence"])) for c in gold[docs[at]["id"]]]
        for reading, features in zip(readings, document_features(readings), strict=True):
            label = np.zeros(len(KINDS), dtype=np.int8)
            for kind, begin, length in claims:
                if begin >= 0 and overlaps((begin, begin + length), (reading.sentence.begin, reading.sentence.end)):
                    label[KINDS.index(kind)] = 1
            rows.append(features)
            labels.append(label)
            groups.append(at)
    return rows, np.array(labels), np.array(groups)


def matrix(rows: list[list[str]], index: dict[str, int]) -> csr_matrix:
    """Binary sentence-by-feature matrix over known features."""
    indices, indptr = [], [0]
    for features in rows:
        indices.extend(sorted({index[name] for name in features if name in index}))
        indptr.append(len(indices))
    return csr_matrix((np.ones(len(indices), dtype=np.float32), indices, indptr), shape=(len(rows), len(index)))


def vocabulary(rows: list[list[str]]) -> dict[str, int]:
    """Features that occur often enough, in sorted order."""
    seen = Counter(name for features in rows for name in features)
    return {name: at for at, name in enumerate(sorted(n for n, count in seen.items() if count >= LEAST_DOCUMENTS))}


def fit(x: csr_matrix, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features x kinds) and biases."""
    weights = np.zeros((x.shape[1], len(KINDS)), dtype=np.float32)
    bias = np.full(len(KINDS), -10.0, dtype=np.float32)
    for column in range(len(KINDS)):
        if y[:, column].sum() < 3:
            continue
        model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, max_iter=300)
        model.fit(x, y[:, column])
        weights[:, column] = model.coef_[0]
        bias[column] = model.intercept_[0]
    return weights, bias


def out_of_fold(rows: list[list[str]], y: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Probabilities of every sentence from models that have not seen its document."""
    out = np.zeros(y.shape, dtype=np.float32)
    fold_of = np.random.default_rng(20261120).permutation(groups.max() + 1) % FOLDS
    for fold in range(FOLDS):
        held = fold_of[groups] == fold
        index = vocabulary([row for row, out_row in zip(rows, held, strict=True) if not out_row])
        weights, bias = fit(matrix([r for r, h in zip(rows, held, strict=True) if not h], index), y[~held])
        logits = matrix([r for r, h in zip(rows, held, strict=True) if h], index) @ weights + bias
        out[held] = 1 / (1 + np.exp(-logits))
    return out


def thresholds(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A threshold a kind, chosen in turns so that the F1 over all kinds together is best."""
    best = np.full(len(KINDS), 0.35)
    grid = np.arange(0.12, 0.75, 0.02)
    for _ in range(4):
        for column in range(len(KINDS)):
            best[column] = max(grid, key=lambda t: (f1(p, y, _with(best, column, t)), -abs(t - 0.35)))
    return best


def _with(values: np.ndarray, column: int, value: float) -> np.ndarray:
    out = values.copy()
    out[column] = value
    return out


def f1(p: np.ndarray, y: np.ndarray, threshold: np.ndarray) -> float:
    """F1 over all (sentence, kind) pairs."""
    said = p >= threshold
    hit = (said & (y == 1)).sum()
    return 2 * hit / max(1, said.sum() + y.sum())


def main() -> None:
    """Fit, print out-of-fold scores, and write the weights when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    docs: list[dict] = []
    gold: dict[str, list[dict]] = {}
    for folder in args.gold:
        more, coded = load(folder)
        docs, gold = docs + more, gold | coded
    rows, y, groups = examples(docs, gold)
    p = out_of_fold(rows, y, groups)
    chosen = thresholds(p, y)
    print(f"sentences {len(rows)} labels {int(y.sum())} out-of-fold sentence F1 {f1(p, y, chosen):.3f}")
    for column, kind in enumerate(KINDS):
        said, true = p[:, column] >= chosen[column], y[:, column] == 1
        hit = (said & true).sum()
        print(f"{kind:22s} gold {true.sum():4d} said {said.sum():4d} hit {hit:4d} threshold {chosen[column]:.2f}")
    if args.write:
        index = vocabulary(rows)
        weights, bias = fit(matrix(rows, index), y)
        kept = np.flatnonzero(np.abs(weights).max(axis=1) > 0.02)
        names = [name for name, at in sorted(index.items(), key=lambda item: item[1])]
        np.savez_compressed(
            TARGET,
            features=np.frombuffer("\n".join(names[i] for i in kept).encode(), dtype=np.uint8),
            kinds=np.frombuffer("\n".join(KINDS).encode(), dtype=np.uint8),
            weights=weights[kept].astype(np.float16),
            bias=bias.astype(np.float32),
            threshold=chosen.astype(np.float32),
        )
        print(f"{len(kept)} features -> {TARGET.name}, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

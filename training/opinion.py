"""Fit the learned second opinion of coding: from hand-coded claims to ``src/casus/coding/opinion.npz``.

    python -m training.opinion --gold ../shared/gold/train [--more FOLDER ...] [--test FOLDER] [--write]

Each sentence is an example of every kind: positive when the evidence of a hand-coded claim of that kind overlaps it by at
least half of the shorter of the two. Documents that ``training/holding.py`` keeps out are not fitted on. Prints scores out of fold (five folds over documents) or on
another folder.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from casus.coding.features import document_features, pair_features
from casus.coding.opinion import Opinion, Weights
from casus.coding.reading import read_sentences
from casus.language.parse import parse_blocks
from casus.record import KINDS
from training.holding import is_held

FOLDS = 5
LEAST_DOCUMENTS = 2  # a feature must occur in so many sentences
STRENGTH_SENTENCE = 0.3  # inverse of the L2 penalty
STRENGTH_PAIR = 0.2
LEAST_WEIGHT = 0.01
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


def fit_sentence(x: csr_matrix, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features x kinds) and biases of the sentence model."""
    weights = np.zeros((x.shape[1], len(KINDS)), dtype=np.float32)
    bias = np.full(len(KINDS), -10.0, dtype=np.float32)
    for column in range(len(KINDS)):
        if y[:, column].sum() < 3:
            continue
        model = LogisticRegression(C=STRENGTH_SENTENCE, solver="liblinear", random_state=0, max_iter=300)
        model.fit(x, y[:, column])
        weights[:, column] = model.coef_[0]
        bias[column] = model.intercept_[0]
    return weights, bias


def pairs(rows: list[list[str]], y: np.ndarray) -> tuple[list[list[str]], np.ndarray]:
    """Features and labels of all pairs of a sentence and a kind that the lexicon sees in it."""
    features: list[list[str]] = []
    labels: list[int] = []
    for row, label in zip(rows, y, strict=True):
        for kind, names in pair_features(row).items():
            features.append(names)
            labels.append(int(label[KINDS.index(kind)]))
    return features, np.array(labels)


def fit(rows: list[list[str]], y: np.ndarray) -> Opinion:
    """Both models of the opinion, with the threshold still to be chosen."""
    index = vocabulary(rows)
    table, bias = fit_sentence(matrix(rows, index), y)
    told, labels = pairs(rows, y)
    pair_index = vocabulary(told)
    model = LogisticRegression(C=STRENGTH_PAIR, solver="liblinear", random_state=0, max_iter=300)
    model.fit(matrix(told, pair_index), labels)
    pair = Weights(pair_index, model.coef_[0].astype(np.float32), np.float32(model.intercept_[0]))
    return Opinion(Weights(index, table, bias), pair)


def probabilities(opinion: Opinion, rows: list[list[str]]) -> np.ndarray:
    """Probabilities (sentences x kinds)."""
    return np.array([[found[kind] for kind in KINDS] for found in map(opinion.probabilities, rows)])


def out_of_fold(rows: list[list[str]], y: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Probabilities of every sentence from models that have not seen its document."""
    out = np.zeros(y.shape)
    fold_of = np.random.default_rng(20261120).permutation(groups.max() + 1) % FOLDS
    for fold in range(FOLDS):
        held = fold_of[groups] == fold
        opinion = fit([row for row, h in zip(rows, held, strict=True) if not h], y[~held])
        out[held] = probabilities(opinion, [row for row, h in zip(rows, held, strict=True) if h])
    return out


def f1(p: np.ndarray, y: np.ndarray, threshold: float | np.ndarray) -> float:
    """F1 over all (sentence, kind) pairs."""
    said = p >= threshold
    hit = (said & (y == 1)).sum()
    return float(2 * hit / max(1, said.sum() + y.sum()))


def best_threshold(p: np.ndarray, y: np.ndarray) -> float:
    """The threshold with the best F1."""
    return max((float(t) for t in np.arange(0.06, 0.5, 0.01)), key=lambda t: (f1(p, y, t), -t))


def write(opinion: Opinion) -> None:
    """Write the weights, without the features that weigh next to nothing."""
    arrays: dict[str, np.ndarray] = {}
    for name, weights in (("sentence", opinion.sentence), ("pair", opinion.pair)):
        size = np.abs(weights.table).reshape(len(weights.index), -1).max(axis=1)
        kept = np.flatnonzero(size > LEAST_WEIGHT)
        names = sorted(weights.index, key=weights.index.__getitem__)
        arrays[f"{name}_features"] = np.frombuffer("\n".join(names[i] for i in kept).encode(), dtype=np.uint8)
        arrays[f"{name}_weights"] = weights.table[kept].astype(np.float16)
        arrays[f"{name}_bias"] = np.asarray(weights.bias, dtype=np.float32)
    np.savez_compressed(TARGET, **arrays)
    print(f"{TARGET.name}, {TARGET.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    """Fit, print out-of-fold scores, and write the weights when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument(
        "--more",
        type=Path,
        action="append",
        default=[],
        help="folders of other coders, all of whose documents are used",
    )
    parser.add_argument("--test", type=Path, help="a folder to measure on that is not fitted on")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    docs: list[dict] = []
    gold: dict[str, list[dict]] = {}
    for folder in (*args.gold, *args.more):
        found, coded = load(folder)
        docs += [doc for doc in found if folder in args.more or not is_held(doc["id"])]
        gold |= coded
    rows, y, groups = examples(docs, gold)
    if args.test:
        tested, true, _ = examples(*load(args.test))
        p = probabilities(fit(rows, y), tested)
        print(f"test: sentence F1 {f1(p, true, best_threshold(p, true)):.3f}")
    else:
        p = out_of_fold(rows, y, groups)
        threshold = best_threshold(p, y)
        print(f"sentences {len(rows)} labels {int(y.sum())} out of fold: sentence F1 {f1(p, y, threshold):.3f}")
        for column, kind in enumerate(KINDS):
            said, true = p[:, column] >= threshold, y[:, column] == 1
            print(f"{kind:22s} gold {true.sum():4d} said {said.sum():4d} hit {(said & true).sum():4d}")
    if args.write:
        write(fit(rows, y))


if __name__ == "__main__":
    main()

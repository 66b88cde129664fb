"""Fit what tells whether a report can be about conflict: ``src/casus/coding/screening.npz``.

    casus code ../shared/corpora/glocon/documents.jsonl --as claims --english fast > /tmp/glocon.claims
    python -m training.screening --shared ../shared --silent /tmp/glocon.claims [--write]

A logistic regression over hashed words, beginnings of words and pairs of words of stretches. Everything that is printed of recall and of what is dropped is out of fold:
five folds over documents, the threshold chosen on the other four.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from casus.coding.screening import _WORD, STEP, STRETCH, SURENESS, Screen, stretches
from training.screening_texts import Text, texts

ROWS = 1 << 18
FOLDS = 5
STRENGTH = 10.0
RECALLS = {
    "sure": 0.999,
    "likely": 0.97,
}  # of each corpus, where the thresholds are chosen; what is measured is out of fold
SILENT = 0.1  # what a wire counts in which the pipeline finds nothing, beside news that people sorted
TARGET = Path(__file__).parents[1] / "src" / "casus" / "coding" / "screening.npz"


def samples(found: list[Text]) -> tuple[list[list[str]], list[bool], list[str]]:
    """Stretches with what they are; of a text that is kept, only those that show why."""
    words, kept, corpora = [], [], []
    for one in found:
        spans = [match.span() for match in _WORD.finditer(one.text.lower())]
        for at, stretch in enumerate(stretches(one.text)):
            if one.kept and one.evidence:
                begin, end = at * STEP, min(at * STEP + STRETCH, len(spans)) - 1
                inside = (
                    any(spans[begin][0] < last and first < spans[end][1] for first, last in one.evidence)
                    if spans
                    else True
                )
                if not inside:
                    continue
            elif one.kept and at > 0:
                continue  # without evidence the beginning stands for all
            words.append(stretch)
            kept.append(one.kept)
            corpora.append(one.corpus)
    return words, kept, corpora


def fitted(found: list[Text]) -> Screen:
    """A screen of these texts, its threshold where it keeps nearly all of them."""
    words, kept, corpora = samples(found)
    empty = Screen(np.zeros(ROWS, dtype=np.float32), 0.0, {}, {})
    rows = [empty.rows(one) for one in words]
    values = np.concatenate([np.full(len(one), len(one) ** -0.5 if one else 0.0) for one in rows])
    x = csr_matrix(
        (values, np.concatenate([np.array(one, dtype=int) for one in rows]), np.cumsum([0, *map(len, rows)])),
        shape=(len(rows), ROWS),
    )
    y = np.array(kept)
    number = Counter(zip(corpora, kept, strict=True))
    share = Counter({label: sum(n**0.5 for (_, k), n in number.items() if k == label) for label in (True, False)})
    weight = np.array([number[c, k] ** -0.5 / share[k] for c, k in zip(corpora, kept, strict=True)]) * len(y) / 2
    weight[~y] *= _doubted(corpora, weight, ~y)[~y]
    model = LogisticRegression(C=STRENGTH, solver="liblinear").fit(x, y, weight)
    scale = float(np.abs(model.coef_).max()) / 127
    table = np.rint(model.coef_[0] / scale).astype(np.int8).astype(np.float32) * scale
    return Screen(table, float(model.intercept_[0]), {}, {})


def _doubted(corpora: list[str], weight: np.ndarray, others: np.ndarray) -> np.ndarray:
    """By what each weight is multiplied so that wires without a claim count less and all others together as much as before."""
    factor = np.where((np.array(corpora) == "glocon") & others, SILENT, 1.0)
    return factor * weight[others].sum() / (factor * weight)[others].sum()


def threshold(by_corpus: dict[str, list[float]], recall: float) -> float:
    """The score below which at most ``1 - recall`` of the texts of each corpus lie."""
    return min(float(np.quantile(scores, 1 - recall)) for scores in by_corpus.values())


def dropped_out_of_fold(found: list[Text], scores: np.ndarray, recall: float) -> np.ndarray:
    """Which texts are dropped by a threshold that was chosen on the other folds."""
    folds = np.array([fold_of(one) for one in found])
    dropped = np.zeros(len(found), dtype=bool)
    for fold in range(FOLDS):
        others: dict[str, list[float]] = defaultdict(list)
        for at, one in enumerate(found):
            if one.kept and folds[at] != fold:
                others[one.corpus].append(scores[at])
        dropped[folds == fold] = scores[folds == fold] < threshold(others, recall)
    return dropped


def fold_of(one: Text) -> int:
    """The fold of a text: by what it says, so that texts that stand in two corpora go together."""
    return hashlib.sha256(one.text[:200].encode()).digest()[0] % FOLDS


def scores_out_of_fold(found: list[Text]) -> np.ndarray:
    """The score of each text by a screen that was fitted on the other folds."""
    scores = np.zeros(len(found))
    for fold in range(FOLDS):
        screen = fitted([one for one in found if fold_of(one) != fold])
        for at, one in enumerate(found):
            if fold_of(one) == fold:
                scores[at] = screen.score(one.text)
    return scores


def main() -> None:
    """Measure, fit on everything, and write the weights when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--silent", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = texts(args.shared, args.silent)
    scores = scores_out_of_fold(found)
    must = np.array([one.kept for one in found])
    for recall in (0.999, 0.99, 0.985, 0.97, 0.95, 0.93):
        dropped = dropped_out_of_fold(found, scores, recall)
        print(
            f"threshold for {recall}: recall {1 - dropped[must].mean():.4f}; dropped of the others {dropped[~must].mean():.3f}"
        )
    for name, recall in RECALLS.items():
        print(name)
        _print_corpora(found, dropped_out_of_fold(found, scores, recall))
    screen = fitted(found)
    whole: dict[str, list[float]] = defaultdict(list)
    for at, one in enumerate(found):
        if one.kept:
            whole[one.corpus].append(scores[at])
    limits = {name: threshold(whole, recall) for name, recall in RECALLS.items()}
    begin = time.process_time()
    for one in found:
        screen.score(one.text)
    seconds = time.process_time() - begin
    print(
        f"thresholds {limits}; {len(found) / seconds:,.0f} texts a second of a core's time, of {np.mean([len(one.text) for one in found]):,.0f} letters"
    )
    if args.write:
        scale = float(np.abs(screen.table).max()) / 127
        numbers = np.array([scale, screen.bias, *(limits[name] for name in SURENESS)])
        np.savez_compressed(TARGET, table=np.rint(screen.table / scale).astype(np.int8), numbers=numbers)
        print(f"{TARGET.name}, {TARGET.stat().st_size / 1e3:.0f} kB")


def _print_corpora(found: list[Text], dropped: np.ndarray) -> None:
    """What is dropped of each corpus."""
    must = np.array([one.kept for one in found])
    for label in (True, False):
        for corpus in sorted({one.corpus for one in found if one.kept == label}):
            mine = np.array([one.corpus == corpus and one.kept == label for one in found])
            print(
                f"{'must be kept' if label else 'may be dropped':15} {corpus:8} {mine.sum():5} texts, dropped {dropped[mine].sum()} ({dropped[mine].mean():.3f})"
            )
    print(
        f"recall {1 - dropped[must].mean():.4f} of {must.sum()}; dropped of the others {dropped[~must].mean():.3f} of {(~must).sum()}"
    )


if __name__ == "__main__":
    main()

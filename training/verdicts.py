"""Fit how the lexicon's opinion and the claims network are weighed: to ``src/casus/coding/model/verdicts.json``.

    python -m training.verdicts --held ../shared/gold/train --gold ../shared/gold/dev [--write]

Both voices know the texts that they were trained on too well, so what weighs them is fitted on others: of a folder given by ``--held``, only the documents that
were kept out of their training (``training/holding.py``). A sentence and a kind is an example; it is positive as in ``training/opinion.py``. Prints out-of-fold scores
(five folds over documents) and how well the probabilities are calibrated.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression

from casus.cleaning import kept_blocks
from casus.coding.claim_network import Heard, packaged_network
from casus.coding.drafts import drafts_of
from casus.coding.features import document_features
from casus.coding.opinion import packaged_opinion
from casus.coding.pronouns import Context
from casus.coding.reading import Reading, read_sentences
from casus.coding.verdicts import Verdict, Weighing, considered
from casus.language.parse import parse_blocks
from casus.record import Document, Kind
from training.holding import is_held
from training.opinion import load, overlaps

FOLDS = 5
EPSILON = 1e-9
STRENGTH = 0.3  # inverse of the L2 penalty
TARGET = Path(__file__).parents[1] / "src" / "casus" / "coding" / "model" / "verdicts.json"
TRUSTS = np.arange(0.0, 4.01, 0.25)
FIELDS = ("status", "source_type", "aggregate")
TRUSTED = (*FIELDS, "cited")  # also that a claim in the words of somebody cited is theirs
NEUTRAL = Weighing({}, 0.5, dict.fromkeys(TRUSTED, 0.0))


@dataclass(frozen=True)
class Example:
    """A sentence and a kind: its facts, and how many hand-coded claims it makes of the kind."""

    document: str
    sentence: tuple[str, int]
    kind: Kind
    facts: Mapping[str, float]
    true: bool


@dataclass(frozen=True)
class FieldCase:
    """A hand-coded claim's field: its value, the rules' and the network's log-probabilities."""

    document: str
    coded: Any
    ruled: Any
    told: Mapping[Any, float]


def examples(folder: Path, held_only: bool) -> tuple[list[Example], dict[str, list[FieldCase]], int]:
    """All examples of a folder, cases of fields, and the number of (sentence, kind) pairs that are claims."""
    docs, gold = load(folder)
    docs = [doc for doc in docs if not held_only or is_held(doc["id"])]
    opinion, network = packaged_opinion(), packaged_network()
    out: list[Example] = []
    cases: dict[str, list[FieldCase]] = {name: [] for name in TRUSTED}
    total = 0
    for at, sentences in parse_blocks(
        (at, d["text"], kept_blocks(Document(d["id"], d["text"]))) for at, d in enumerate(docs)
    ):
        readings, doc = read_sentences(sentences), docs[at]
        context, heard = Context.of(sentences), network.read(readings)
        found = [(c, doc["text"].find(c["evidence"])) for c in gold[doc["id"]]]
        made = {
            (number, c["kind"]): c
            for c, begin in found
            for number, r in enumerate(readings)
            if begin >= 0 and overlaps((begin, begin + len(c["evidence"])), (r.sentence.begin, r.sentence.end))
        }
        total += len(made)
        for number, kind, told in considered(document_features(readings), opinion, heard):
            out.append(Example(doc["id"], (doc["id"], number), kind, told, (number, kind) in made))
        for (number, kind), claim in made.items():
            _add_fields(cases, doc["id"], claim, readings[number], context, Verdict(number, kind, 0.5), heard)
    return out, cases, total


def _add_fields(
    cases: dict[str, list[FieldCase]],
    document: str,
    claim: dict[str, Any],
    reading: Reading,
    context: Context,
    verdict: Verdict,
    heard: Heard,
) -> None:
    told = heard.claim(verdict.sentence, verdict.kind)
    if told is None:
        return
    fields = told.fields()
    deaf = _Deaf(heard)
    ruled = drafts_of(reading, context, verdict, deaf, NEUTRAL)[0]  # type: ignore[arg-type]
    for name in FIELDS:
        if name == "source_type" and (ruled.source is None or claim["source_type"] == "reporter"):
            continue
        values = {k: v for k, v in fields[name].items() if name != "source_type" or k != "reporter"}
        cases[name].append(FieldCase(document, claim[name], getattr(ruled, name), values))
    if ruled.source is not None:
        reporter = fields["source_type"]["reporter"]
        told_of = {True: math.log(max(EPSILON, 1 - math.exp(reporter))), False: reporter}
        cases["cited"].append(FieldCase(document, claim["source_type"] != "reporter", True, told_of))


class _Deaf:
    """What the network heard, with nothing heard of any claim: so the rules speak alone."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard

    def claim(self, sentence: int, kind: Kind, first: int | None = None, after: int | None = None) -> None:
        """Nothing."""


def matrix(data: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    """Examples by facts."""
    column = {name: at for at, name in enumerate(names)}
    out = np.zeros((len(data), len(names)))
    for row, example in enumerate(data):
        for name, value in example.facts.items():
            if name in column:
                out[row, column[name]] = value
    return out


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Weights of the facts."""
    names = sorted({name for example in data for name in example.facts if name != "always"})
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix(data, names), [example.true for example in data])
    weights = {name: float(value) for name, value in zip(names, model.coef_[0], strict=True)}
    return {"always": float(model.intercept_[0]), **weights}


def fold(document: str) -> int:
    """The fold of a document."""
    return crc32(document.encode()[::-1]) % FOLDS


def out_of_fold(data: Sequence[Example]) -> np.ndarray:
    """Probabilities from weights that have not seen the document."""
    out = np.zeros(len(data))
    for number in range(FOLDS):
        weighing = Weighing(fit([e for e in data if fold(e.document) != number]), 0.5, {})
        for at, example in enumerate(data):
            if fold(example.document) == number:
                out[at] = weighing.likely(example.facts)
    return out


def best_threshold(likely: np.ndarray, true: np.ndarray, total: int) -> tuple[float, float]:
    """The threshold with the best F1, and that F1; ``total`` counts also the claims that nobody considered."""
    scores = {
        float(t): 2 * float((true & (likely >= t)).sum()) / max(1.0, float((likely >= t).sum() + total))
        for t in np.arange(0.15, 0.7, 0.01)
    }
    best = max(scores.values())
    near = [t for t, value in scores.items() if value >= best - 0.003]
    return near[len(near) // 2], best


def calibration(likely: np.ndarray, true: np.ndarray) -> list[tuple[float, float, int]]:
    """Of ten equal bins of probability: mean probability, share that is true, how many."""
    out = []
    for low in np.arange(0, 1, 0.1):
        inside = (likely >= low) & (likely < low + 0.1 + 1e-9)
        if inside.any():
            out.append((float(likely[inside].mean()), float(true[inside].mean()), int(inside.sum())))
    return out


def draw(bins: Sequence[tuple[float, float, int]], path: Path) -> None:
    """The reliability diagram: what share of claims of a confidence was coded by hand, the size of a point by how many there are."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.6, 4.2), dpi=150)
    axes.plot([0, 1], [0, 1], color="#9aa3ad", linewidth=1, linestyle="--")
    said, share, count = zip(*bins, strict=True)
    axes.plot(said, share, color="#1f5f8b", linewidth=1.2)
    axes.scatter(said, share, s=[14 + 6 * n**0.5 for n in count], color="#1f5f8b", zorder=3)
    for x, y, n in bins:
        axes.annotate(f"{n:,}", (x, y), textcoords="offset points", xytext=(8, -10), fontsize=7, color="#55606b")
    axes.set(xlabel="confidence", ylabel="share coded by hand", xlim=(0, 1), ylim=(0, 1))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path)


def best_trust(cases: Sequence[FieldCase]) -> tuple[float, float]:
    """How much the rules' word is worth, and the share of right values with it."""

    def right(trust: float) -> float:
        weighing = Weighing({}, 0.5, {"field": trust})
        return sum(weighing.settled("field", case.ruled, case.told) == case.coded for case in cases) / max(
            1, len(cases)
        )

    scores = [(right(float(t)), float(t)) for t in TRUSTS]
    best = max(score for score, _ in scores)
    near = [t for score, t in scores if score >= best - 0.003]
    return near[len(near) // 2], best


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--gold", type=Path, action="append", default=[], help="a folder all of whose documents are fitted on"
    )
    parser.add_argument(
        "--held",
        type=Path,
        action="append",
        default=[],
        help="a folder of whose documents those kept from training are",
    )
    parser.add_argument("--plot", type=Path, help="where to draw the reliability diagram (PNG)")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    data: list[Example] = []
    cases: dict[str, list[FieldCase]] = {name: [] for name in TRUSTED}
    total = 0
    for folder, held_only in [*((path, False) for path in args.gold), *((path, True) for path in args.held)]:
        more, fields, claims = examples(folder, held_only)
        data, total = data + more, total + claims
        for name in TRUSTED:
            cases[name] += fields[name]
    true = np.array([example.true for example in data])
    likely = out_of_fold(data)
    threshold, score = best_threshold(likely, true, total)
    print(
        f"pairs {len(data)} claims {total} considered {int(true.sum())}  out of fold F1 {score:.3f} at {threshold:.2f}"
    )
    for name in ("network", "opinion"):
        alone = 1 / (1 + np.exp(-np.array([example.facts[name] for example in data])))
        print(f"{name} alone: F1 {best_threshold(alone, true, total)[1]:.3f}")
    for mean, share, count in calibration(likely, true):
        print(f"said {mean:.2f} true {share:.2f} of {count}")
    if args.plot:
        draw(calibration(likely, true), args.plot)
    trust = {}
    for name in TRUSTED:
        trust[name], right = best_trust(cases[name])
        ruled = sum(case.ruled == case.coded for case in cases[name]) / max(1, len(cases[name]))
        network = sum(max(case.told, key=case.told.__getitem__) == case.coded for case in cases[name]) / max(
            1, len(cases[name])
        )
        print(
            f"{name}: rules {ruled:.3f} network {network:.3f} both {right:.3f} with trust {trust[name]:.2f} of {len(cases[name])}"
        )
    if args.write:
        weights = {name: round(value, 3) for name, value in sorted(fit(data).items()) if abs(value) >= 0.01}
        TARGET.write_text(
            json.dumps({"threshold": round(threshold, 2), "trust": trust, "weights": weights}, indent=1) + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()

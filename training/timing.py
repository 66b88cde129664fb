"""Fit the choice of a claim's days: from hand-coded claims to ``src/casus/grounding/data/timing.json``.

    python -m training.timing --gold ../shared/gold/train --scorer ../shared/gold/score.py [--write]

Each hand-coded claim, made into a draft as :mod:`benchmarks.times` does, has its options; those with the hand-coded days (as the
scorer compares them) are right. A conditional logistic regression makes the right ones likely; claims none of whose options is right teach
nothing. Prints the share right out of fold (eight folds over documents), for all documents and for the dated ones.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from benchmarks.accuracy import load_scorer
from benchmarks.times import drafted, row_of

from casus.grounding.time_options import Option
from casus.grounding.timing import Timeline, choose
from training.choices import Choice, fit_choices
from training.holding import is_held

FOLDS = 8
LEAST = 5  # options in which a feature must occur
PENALTY = 3.0  # L2
TARGET = Path(__file__).parents[1] / "src" / "casus" / "grounding" / "data" / "timing.json"


@dataclass(frozen=True)
class Example:
    """A claim's options, which of them are right, and whether its document has a date."""

    document: str
    dated: bool
    options: Sequence[Option]
    right: Sequence[bool]


def examples(folder: Path, scorer: ModuleType) -> list[Example]:
    """Examples of all hand-coded claims of a folder; what was told before each is as coded by hand."""
    out: list[Example] = []
    for document, claims in drafted(folder):
        if is_held(document.id):
            continue
        timeline = Timeline(document, {})
        for claim, draft in claims:
            if draft is None:
                continue
            found = timeline.options(draft)
            right = [bool(scorer.same_date(claim, row_of(option.interval))) for option in found]
            if any(right):
                timeline.tell(found[right.index(True)])
            out.append(Example(document.id, document.date.day is not None, found, right))
    return out


def fit(data: Sequence[Example], penalty: float = PENALTY) -> dict[str, float]:
    """Weights of the features that occur often enough."""
    data = [example for example in data if any(example.right)]
    seen = Counter(name for example in data for option in example.options for name in option.features)
    names = sorted(name for name, count in seen.items() if count >= LEAST)
    column = {name: at for at, name in enumerate(names)}
    choices = []
    for example in data:
        table = np.zeros((len(example.options), len(names)))
        for at, option in enumerate(example.options):
            for name, value in option.features.items():
                if name in column:
                    table[at, column[name]] = value
        choices.append(Choice(table, np.array(example.right)))
    found = fit_choices(choices, len(names), penalty / 2)
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def fold(document: str) -> int:
    """The fold of a document."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % FOLDS


def hits(data: Sequence[Example], weights: Mapping[str, float]) -> list[bool]:
    """Which examples the weights get right."""
    return [example.right[list(example.options).index(choose(example.options, weights))] for example in data]


def main() -> None:
    """Fit, measure out of fold, and write where asked to."""
    parser = argparse.ArgumentParser(prog="python -m training.timing")
    parser.add_argument("--gold", type=Path, action="append", required=True, help="folder with docs.json and gold.json")
    parser.add_argument("--scorer", type=Path, required=True, help="score.py, which says when two dates are the same")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    data = [example for folder in options.gold for example in examples(folder, scorer)]
    right: list[tuple[bool, bool]] = []
    for at in range(FOLDS):
        weights = fit([example for example in data if fold(example.document) != at])
        held = [example for example in data if fold(example.document) == at]
        right += [(example.dated, hit) for example, hit in zip(held, hits(held, weights), strict=True)]
    dated = [hit for with_date, hit in right if with_date]
    print(f"claims {len(right)}  out of fold {sum(hit for _, hit in right) / len(right):.3f}")
    print(f"in dated documents {len(dated)}  out of fold {sum(dated) / (len(dated) or 1):.3f}")
    weights = fit(data)
    if options.write:
        TARGET.write_text(json.dumps({"weights": weights}, indent=1) + "\n", encoding="utf-8")
        print(f"{len(weights)} weights written to {TARGET}")


if __name__ == "__main__":
    main()

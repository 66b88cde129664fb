"""Fit the learned choice of a claim's place: from hand-coded claims to ``src/casus/grounding/data/whereabouts.json``.

    python -m training.whereabouts --gold ../shared/gold/train [--gold ...] [--write]

A claim that the packaged coding drafts and that a hand-coded claim of the same kind and an overlapping evidence confirms is an
example; an option is right when it has the coded place's name. The right options should hold all belief (softmax). Prints the share of
examples that get a right place, out of fold (five folds over documents).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from casus.grounding.whereabouts import Around, described
from training.choices import Choice, fit_choices
from training.coded import lenient_judge, read_coded
from training.place_names import same_place

FOLDS = 5
LEAST = 4  # options in which a word must occur
RIDGE = 0.7
TARGET = Path(__file__).parents[1] / "src" / "casus" / "grounding" / "data" / "whereabouts.json"


@dataclass(frozen=True)
class Example:
    """A drafted claim that is right: the words of each of its options, and which options are right."""

    document: str
    words: list[list[str]]
    right: NDArray[np.bool_]


def load(folder: Path) -> list[Example]:
    """The examples of one folder of hand-coded documents (``docs.json``, ``gold.json``)."""
    ground, documents = read_coded(folder, lenient_judge(), part="trained")
    out: list[Example] = []
    for coded in documents:
        document, survey = coded.document, coded.read.survey
        around = Around.of(survey.located)
        for index, claim in sorted(coded.told.items()):
            draft = coded.read.drafts[index]
            given = ground.whereabouts(document, draft, survey)
            words = described(given, draft, document.text, around)
            right = [same_place(option.place.name if option.place else None, claim.get("place")) for option in given]
            out.append(Example(document.id, words, np.array(right)))
    return out


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights of the words that occur often enough."""
    seen = Counter(word for example in examples for words in example.words for word in set(words))
    index = {word: at for at, word in enumerate(sorted(word for word, count in seen.items() if count >= LEAST))}
    choices = []
    for example in examples:
        features = np.zeros((len(example.words), len(index)))
        for at, words in enumerate(example.words):
            features[at, [index[word] for word in words if word in index]] = 1.0
        choices.append(Choice(features, example.right))
    found = fit_choices(choices, len(index), RIDGE)
    return {word: round(float(found[at]), 3) for word, at in index.items() if abs(found[at]) >= 0.02}


def right_share(examples: Sequence[Example], weights: Mapping[str, float]) -> tuple[int, int]:
    """How many examples get a right option, of how many that have one."""
    hits = 0
    for example in examples:
        scores = [sum(weights.get(word, 0.0) for word in words) for words in example.words]
        hits += bool(example.right[max(range(len(scores)), key=lambda at: (scores[at], -at))])
    return hits, sum(bool(example.right.any()) for example in examples)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True, help="folder with docs.json and gold.json")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    args = parser.parse_args()
    examples = [example for folder in args.gold for example in load(folder)]
    hits = known = 0
    for fold in range(FOLDS):
        inside = [example for example in examples if crc32(example.document.encode()) % FOLDS == fold]
        outside = [example for example in examples if crc32(example.document.encode()) % FOLDS != fold]
        some = right_share(inside, fit(outside))
        hits, known = hits + some[0], known + some[1]
    print(
        f"out of fold: {hits} of {len(examples)} places right, {hits / len(examples):.3f}; {known} have a right option"
    )
    if args.write:
        TARGET.write_text(json.dumps(fit(examples), indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

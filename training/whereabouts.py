"""Fit the learned choice of a claim's place: from hand-coded claims to ``src/casus/grounding/data/whereabouts.json``.

    python -m training.whereabouts --gold ../shared/gold/train [--gold ...] [--write]

A claim that the packaged coding drafts and that a hand-coded claim of the same kind and an overlapping evidence confirms is an
example; an option is right when it has the coded place's name. The right options should hold all belief (softmax). Prints the share of
examples that get a right place, out of fold (five folds over documents).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from casus.cleaning import clean, kept_blocks
from casus.coding.drafts import draft_claims
from casus.grounding.names import bare, skeleton
from casus.grounding.whereabouts import Around, describe
from casus.language.mentions import find_mentions, find_toponyms
from casus.language.parse import parse_blocks
from casus.pipeline import date_document, dater, grounder
from casus.reading import read_inputs
from casus.record import Document, Phrase
from training.partakers import matched

FOLDS = 5
LEAST = 4  # options in which a word must occur
RIDGE = 0.7
TARGET = Path(__file__).parents[1] / "src" / "casus" / "grounding" / "data" / "whereabouts.json"
GENERIC = re.compile(r"\b(?:city|town|village|province|governorate|district|region|state|the|area)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Example:
    """A drafted claim that is right: the words of each of its options, and which options are right."""

    document: str
    words: list[list[str]]
    right: NDArray[np.bool_]


def same_place(name: str | None, coded: str | None) -> bool:
    """Whether two names of places are the same but for spelling and words like "city"."""
    if name is None or coded is None:
        return name == coded
    x, y = (GENERIC.sub(" ", text) for text in (name, coded))
    return bare(x) == bare(y) or (len(skeleton(x)) > 3 and skeleton(x) == skeleton(y))


def load(folder: Path) -> list[Example]:
    """The examples of one folder of hand-coded documents (``docs.json``, ``gold.json``)."""
    ground, dates = grounder(None), dater(None)
    gold = {row["id"]: row["claims"] for row in json.loads((folder / "gold.json").read_text(encoding="utf-8"))}
    documents = [d for d in read_inputs([str(folder / "docs.json")]) if isinstance(d, Document)]
    dated = [date_document(clean(document), dates) for document in documents]
    out: list[Example] = []
    for at, sentences in parse_blocks((at, d.text, kept_blocks(d)) for at, d in enumerate(dated)):
        document = dated[at]
        names = [Phrase(m.begin, m.end, m.text, "place") for m in find_mentions(sentences) if m.type == "place"]
        drafts = draft_claims(sentences)
        survey = ground.survey(document, names, find_toponyms(sentences))
        around = Around.of(survey.located)
        for index, claim in sorted(matched(drafts, gold[document.id], document.text).items()):
            draft = drafts[index]
            given = ground.whereabouts(document, draft, survey)
            words = [describe(option, draft, document.text, around, given) for option in given]
            right = [same_place(option.place.name if option.place else None, claim.get("place")) for option in given]
            out.append(Example(document.id, words, np.array(right)))
    return out


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights of the words that occur often enough, by L-BFGS with a ridge."""
    seen = Counter(word for example in examples for words in example.words for word in set(words))
    index = {word: at for at, word in enumerate(sorted(word for word, count in seen.items() if count >= LEAST))}
    groups = []
    for example in examples:
        if example.right.any() and not example.right.all():
            rows = np.zeros((len(example.words), len(index)))
            for at, words in enumerate(example.words):
                rows[at, [index[word] for word in words if word in index]] = 1.0
            groups.append((rows, example.right))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for rows, right in groups:
            scores = rows @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            held = share * right
            total -= np.log(held.sum())
            slope = slope - rows.T @ (held / held.sum() - share)
        return total, slope

    found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
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

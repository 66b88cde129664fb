"""Fit the learned choice of sides: from hand-coded claims to ``src/casus/grounding/data/partakers.json``.

    python -m training.partakers --gold ../shared/gold/train [--gold ...] [--labels FOLDER] [--write]

A claim that the packaged coding drafts and that a hand-coded claim of the same kind and an overlapping evidence confirms is an
example; each candidate for its sides is positive for a role when the hand-coded claim gives its name in that role. ``--labels`` are
our own labels as ``training.claim_labels --output`` writes them: six times as many, of many wars, with habits of their own, so each
feature has a second weight that only the ``--gold`` examples feed (Daumé 2007), and both count in what is written. The thresholds are
those with the best F1 on out-of-fold scores of the gold (five folds over documents). Prints the out-of-fold scores.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from casus.grounding.actors import ActorIndex
from casus.grounding.candidates import Candidate, Role
from casus.grounding.names import key_of
from casus.grounding.partakers import SideModel, decide, describe
from casus.pipeline import grounder
from training.coded import lenient_judge, read_coded

FOLDS = 5
LEAST = 8  # candidates in which a feature must occur
STRENGTH = 0.05  # inverse of the L2 penalty
LEAST_WEIGHT = 0.015
SHORT = 3  # letters of words that are no names
NOISE = 0.003  # of F1: settings that near are as good
FIRST = tuple(np.arange(-2.6, 0.21, 0.2))
MORE = tuple(np.arange(-1.2, 0.81, 0.2))
ROLES: tuple[Role, Role] = ("actor", "target")
FIELDS: Mapping[Role, str] = {"actor": "actors", "target": "targets"}
TARGET = Path(__file__).parents[1] / "src" / "casus" / "grounding" / "data" / "partakers.json"
SAME = (("united states", "us", "usa"), ("united kingdom", "uk", "britain"), ("united nations", "un"))


@dataclass(frozen=True)
class Example:
    """A drafted claim that is right, its candidates with their features, and the names that a person gave."""

    document: str
    kind: str
    options: list[Candidate]
    features: list[list[str]]
    gold: dict[Role, list[str]]
    labelled: bool = False  # one of our own labels, whose habits are not the gold's

    def labels(self, role: Role) -> list[int]:
        """1 for each candidate whose name is among those given for the role."""
        return [int(any(same_name(option.match.name, name) for name in self.gold[role])) for option in self.options]


def same_name(a: str, b: str) -> bool:
    """Whether two names are the same but for spelling, or two common names of one state."""
    x, y = " ".join(key_of(a)), " ".join(key_of(b))
    return x == y or any(x in group and y in group for group in SAME)


def load(folder: Path, *, labelled: bool = False) -> list[Example]:
    """The examples of one folder of hand-coded documents (``docs.json``, ``gold.json``); ``labelled``: of our own labels."""
    ground, documents = read_coded(folder, lenient_judge(), part="trained")
    out: list[Example] = []
    for coded in documents:
        document, discourse = coded.document, ground.read(coded.document, coded.read.survey)
        for index, claim in sorted(coded.told.items()):
            draft = coded.read.drafts[index]
            options = ground.options(draft, discourse, document.date.day)
            features = [describe(option, draft, discourse.around, options) for option in options]
            given = {role: list(claim.get(FIELDS[role]) or []) for role in ROLES}
            out.append(Example(document.id, draft.kind, options, features, given, labelled))
    return out


def fit(examples: Sequence[Example]) -> dict[Role, dict[str, float]]:
    """Weights of both roles: of all examples, and what the gold's add to them."""
    rows = [features for example in examples for features in example.features]
    seen = Counter(name for features in rows for name in features)
    index = {name: at for at, name in enumerate(sorted(name for name, count in seen.items() if count >= LEAST))}
    indices, ends = [], [0]
    for features in rows:
        indices.extend(sorted(index[name] for name in features if name in index))
        ends.append(len(indices))
    x = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(index)))
    gold = np.array([float(not example.labelled) for example in examples for _ in example.options])
    twofold = not gold.all()
    if twofold:
        x = hstack([x, diags(gold) @ x]).tocsr()
    out: dict[Role, dict[str, float]] = {}
    for role in ROLES:
        y = np.array([label for example in examples for label in example.labels(role)])
        model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, max_iter=300).fit(x, y)
        found = model.coef_[0][: len(index)] + (model.coef_[0][len(index) :] if twofold else 0.0)
        weights = {name: float(found[at]) for name, at in index.items()}
        weights["bias"] = weights.get("bias", 0.0) + float(model.intercept_[0])
        out[role] = weights
    return out


Scores = list[dict[Role, list[float]]]


def score(weights: dict[Role, dict[str, float]], examples: Sequence[Example]) -> Scores:
    """Log-odds of every candidate for both roles."""
    model = SideModel(weights, {}, {})
    return [{role: [model.score(role, f) for f in example.features] for role in ROLES} for example in examples]


def out_of_fold(examples: Sequence[Example], labelled: Sequence[Example] = ()) -> Scores:
    """Scores of every example from weights that have seen the labelled ones and not its document."""
    documents = sorted({example.document for example in examples})
    order = np.random.default_rng(20261120).permutation(len(documents)) % FOLDS
    fold_of = dict(zip(documents, order, strict=True))
    out: list[dict[Role, list[float]] | None] = [None] * len(examples)
    for fold in range(FOLDS):
        held = [at for at, example in enumerate(examples) if fold_of[example.document] == fold]
        weights = fit([*(example for example in examples if fold_of[example.document] != fold), *labelled])
        for at, scores in zip(held, score(weights, [examples[at] for at in held]), strict=True):
            out[at] = scores
    return [scores for scores in out if scores is not None]


def f1(examples: Sequence[Example], scores: Scores, model: SideModel, role: Role) -> float:
    """F1 of the names given for one role, over all examples in which the coding guide wants that role."""
    hit = total = 0
    for example, values in zip(examples, scores, strict=True):
        if (example.kind, role) in (("displacement", "actor"), ("agreement", "target")):
            continue
        said = [match.name for match in decide(example.options, values, model)[role]]
        left = list(example.gold[role])
        total += len(said) + len(left)
        for name in said:
            found = next((other for other in left if same_name(name, other)), None)
            if found is not None:
                left.remove(found)
                hit += 1
    return 2 * hit / max(1, total)


def thresholds(examples: Sequence[Example], scores: Scores) -> tuple[dict[Role, float], dict[Role, float]]:
    """The log-odds from which a first and a further side is taken: the middle of those whose F1 is the best but for noise."""
    first: dict[Role, float] = {"actor": -1.6, "target": -1.6}
    more: dict[Role, float] = {"actor": -0.6, "target": -0.6}
    for role in ROLES:
        tried = []
        for low in FIRST:
            for high in MORE:
                model = SideModel({}, {**first, role: float(low)}, {**more, role: float(high)})
                tried.append((f1(examples, scores, model, role), float(low), float(high)))
        near = [setting for setting in tried if setting[0] >= max(tried)[0] - NOISE]
        first[role], more[role] = (median_low(setting[at] for setting in near) for at in (1, 2))
    return first, more


def names_a_side(feature: str, actors: ActorIndex) -> bool:
    """Whether a word of a feature names a side of the packs: the weights are to know no conflict."""
    words = feature.replace("|", ":").split(":")
    return any(len(word) > SHORT and actors.find(word.title()) for word in words)


def write(weights: dict[Role, dict[str, float]], first: dict[Role, float], more: dict[Role, float]) -> None:
    """Write the weights, without the features that weigh next to nothing and those with a word that names a side ("peacekeepers")."""
    actors = grounder(None).actors
    kept = {
        role: {
            name: round(value, 3)
            for name, value in sorted(table.items())
            if abs(value) >= LEAST_WEIGHT and not names_a_side(name, actors)
        }
        for role, table in weights.items()
    }
    data = {"first": {r: round(v, 2) for r, v in first.items()}, "more": {r: round(v, 2) for r, v in more.items()}}
    text = json.dumps({**data, "weights": kept}, indent=0, sort_keys=True)
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{TARGET.name}, {TARGET.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    """Fit, print out-of-fold scores, and write the weights when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--labels", type=Path, action="append", default=[])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    examples = [example for folder in args.gold for example in load(folder)]
    labelled = [example for folder in args.labels for example in load(folder, labelled=True)]
    scores = out_of_fold(examples, labelled)
    first, more = thresholds(examples, scores)
    model = SideModel({}, first, more)
    print(f"claims {len(examples)} and {len(labelled)} labelled, first {first} more {more}")
    print(*(f"{role} F1 {f1(examples, scores, model, role):.3f}" for role in ROLES))
    if args.write:
        write(fit([*examples, *labelled]), first, more)


if __name__ == "__main__":
    main()

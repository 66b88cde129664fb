"""How well claims are grouped into events and operations, measured on claims linked by hand.

    linking.py score GOLD_DIR --scorer SCORE_LINKS.py [--output LINKS.jsonl]
    linking.py fit GOLD_DIR [--folds 6] [--ridge 1.0]

GOLD_DIR holds ``docs.json``, ``gold.json`` (claims coded by hand, with ``claim_id``) and ``links.json`` (claim, event, operation).
``score`` links the hand-coded claims and runs the scorer on the result. ``fit`` fits the weights of ``casus/linking/weights.toml``
by logistic regression over pairs of claims, signs held to sense, prints them and the B-cubed F1 of a cross-validation in which
whole operations are held out: weights are fitted on pairs outside the fold, all claims are clustered, the fold's claims are scored.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from casus.linking import clusters, link, pairs
from casus.linking.view import View, views
from casus.linking.words import weights
from casus.record import Claim, Document, DocumentDate
from casus.rows_read import claim_from_row

NEVER_NEGATIVE = {
    *pairs.REASONS,
    "kind same core",
    "place both open",
    "period same",
    "day in period",
    "sides crossed",
    "both aggregate",
}
NEVER_NEGATIVE |= {"document same, other source"}
FREE = {"bias"}


def load(folder: Path) -> tuple[dict[str, Document], list[Claim], dict[str, dict[str, Any]]]:
    """Documents by id, claims, and the hand-made links by claim id."""
    documents = {row["id"]: document(row) for row in json.loads((folder / "docs.json").read_text(encoding="utf-8"))}
    coded = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    claims = [claim_from_row(claim, documents[one["id"]]) for one in coded for claim in one["claims"]]
    path = folder / "links.json"
    links = {row["claim_id"]: row for row in json.loads(path.read_text(encoding="utf-8"))} if path.exists() else {}
    return documents, claims, links


def document(row: dict[str, Any]) -> Document:
    """The document of a row with its given date."""
    day = date.fromisoformat(row["date"]) if row.get("date") else None
    when = DocumentDate(day, day, "given" if day else "unknown")
    return Document(id=row["id"], text=row["text"], publisher=row.get("publisher"), date=when)


def score(folder: Path, scorer: Path, output: Path | None) -> int:
    """Link the claims and run the scorer on what came out."""
    documents, claims, _ = load(folder)
    found = link(claims, {document.key: document for document in documents.values()})
    operation_of = {event.event_id: event.operation_id for event in found.events}
    lines = [
        json.dumps({"claim_id": claim, "event_id": event, "operation_id": operation_of[event]})
        for claim, event in found.event_of.items()
    ]
    with tempfile.TemporaryDirectory() as scratch:
        path = output or Path(scratch) / "links.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return subprocess.run(
            [sys.executable, str(scorer), str(folder / "links.json"), str(path)], check=False
        ).returncode


class Pairs:
    """The candidate pairs of hand-linked claims as a matrix of features."""

    def __init__(self, seen: list[View], event: list[str]) -> None:
        self.views = seen
        self.pairs = clusters.candidates(seen)
        found = [pairs.features(seen[one], seen[other]) for one, other in self.pairs]
        self.names = sorted({name for features in found for name in features})
        self.column = {name: index for index, name in enumerate(self.names)}
        self.x = np.zeros((len(found), len(self.names)))
        for row, features in enumerate(found):
            for name, value in features.items():
                self.x[row, self.column[name]] = value
        self.y = np.array([event[one] == event[other] for one, other in self.pairs], dtype=float)

    def fit(self, rows: np.ndarray, ridge: float) -> np.ndarray:
        """Weights by ridge logistic regression; a feature whose weight has the wrong sign is left out and the rest refitted."""
        live = list(range(len(self.names)))
        while True:
            weight = np.zeros(len(self.names))
            weight[live] = newton(self.x[rows][:, live], self.y[rows], ridge, live.index(self.column["bias"]))
            wrong = {index for index in live if self._wrong(index, weight[index])}
            if not wrong:
                return weight
            live = [index for index in live if index not in wrong]

    def _wrong(self, index: int, weight: float) -> bool:
        name = self.names[index]
        if name in FREE:
            return False
        return weight < 0 if name in NEVER_NEGATIVE else weight > 0

    def groups(self, weight: np.ndarray, threshold: float) -> list[list[int]]:
        """Clusters of all claims under these weights."""
        scores = dict(zip(self.pairs, (self.x @ weight - threshold).tolist(), strict=True))
        return clusters.cluster(self.views, scores)


def newton(x: np.ndarray, y: np.ndarray, ridge: float, bias: int) -> np.ndarray:
    """Maximum a posteriori weights of a logistic regression (Newton's method), the bias unpenalised."""
    weight, penalty = np.zeros(x.shape[1]), np.full(x.shape[1], ridge)
    penalty[bias] = 0.01
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weight))
        gradient = x.T @ (p - y) + penalty * weight
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), gradient)
        weight = weight - step
        if np.abs(step).max() < 1e-6:
            break
    return weight


def bcubed(gold: list[str], groups: list[list[int]], over: list[int]) -> tuple[float, float]:
    """Sums of B-cubed precision and recall (Bagga and Baldwin 1998) over the claims ``over``."""
    group_of = {index: set(group) for group in groups for index in group}
    same: dict[str, set[int]] = defaultdict(set)
    for index, event in enumerate(gold):
        same[event].add(index)
    precision = sum(len(group_of[i] & same[gold[i]]) / len(group_of[i]) for i in over)
    recall = sum(len(group_of[i] & same[gold[i]]) / len(same[gold[i]]) for i in over)
    return precision, recall


def fit(folder: Path, folds: int, ridge: float) -> int:
    """Print the weights fitted on everything, and the cross-validated scores."""
    documents, claims, links = load(folder)
    seen = views(claims, {document.key: document for document in documents.values()})
    event = [str(links[view.key]["event_id"]) for view in seen]
    unit = [str(links[view.key]["operation_id"] or links[view.key]["event_id"]) for view in seen]
    fold = [int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds for name in unit]
    table = Pairs(seen, event)
    threshold = weights()["threshold"]
    often = {name for name in event if event.count(name) > 1}
    total = {"all": [0.0, 0.0, 0], "two or more": [0.0, 0.0, 0]}
    for held in range(folds):
        rows = np.array([fold[one] != held and fold[other] != held for one, other in table.pairs])
        groups = table.groups(table.fit(rows, ridge), threshold)
        inside = [index for index in range(len(seen)) if fold[index] == held]
        for name, over in (("all", inside), ("two or more", [i for i in inside if event[i] in often])):
            precision, recall = bcubed(event, groups, over)
            total[name] = [total[name][0] + precision, total[name][1] + recall, total[name][2] + len(over)]
    weight = table.fit(np.ones(len(table.pairs), dtype=bool), ridge)
    for name, value in sorted(zip(table.names, weight, strict=True), key=lambda item: -abs(item[1])):
        told = int((table.x[:, table.column[name]] > 0).sum())
        print(f"{value:7.2f}  {name}  ({told} pairs)")
    for name, (precision, recall, count) in total.items():
        p, r = precision / count, recall / count
        print(
            f"held out, {name}: precision {p:.3f} recall {r:.3f} F1 {2 * p * r / (p + r):.3f} over {int(count)} claims"
        )
    return 0


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    scoring = commands.add_parser("score")
    scoring.add_argument("gold", type=Path)
    scoring.add_argument("--scorer", type=Path, required=True)
    scoring.add_argument("--output", type=Path)
    fitting = commands.add_parser("fit")
    fitting.add_argument("gold", type=Path)
    fitting.add_argument("--folds", type=int, default=6)
    fitting.add_argument("--ridge", type=float, default=1.0)
    args = parser.parse_args()
    if args.command == "score":
        return score(args.gold, args.scorer, args.output)
    return fit(args.gold, args.folds, args.ridge)


if __name__ == "__main__":
    sys.exit(main())

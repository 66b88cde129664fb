"""Fits the weights by which namesakes are told apart: `python -m training.namesakes --shared ../shared [--write]`.

Learned from LGL and GeoVirus (a bearer within 50 km of the marked point is right, or the nearest within 161 km) and from the places of our hand-coded claims (a bearer in
the coded country is right). Each document's right bearers should hold all belief (softmax); the second round is fitted on what the
first, fitted on the same texts, chooses. Five folds by document tell how well it does on texts that it has not seen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from casus.grounding.claims import Grounder
from casus.grounding.names import key_of
from casus.grounding.namesakes import EARTH, FEATURES, SURROUNDINGS, Table, Weights
from casus.grounding.theatre import load_theatres
from casus.record import Phrase
from training.choices import Choice, fit_choices
from training.geography import Article, corpora

Floats = NDArray[np.float64]
FOLDS = 5
RIDGE = 0.5
NEAR, WITHIN = 50.0, 161.0  # km
SPEAK_AGAINST = ("another name", "without the article", "loosely spelt", "outside the container")
TIMES = {"geovirus": 3.0, "gold": 3.0}
"""How much a name counts by its corpus: international news more than local papers, whose "Lebanon" is a town in Pennsylvania."""
AT_LEAST = {
    "country of the theatre": 1.0,
    "place of a theatre pack": 1.0,
    "share of the country in the text": 1.5,
    "country that the text names": 1.0,
}
"""Least weights set by hand, for what the marked corpora hardly have: texts about one country and its war, far from the reader's."""
EITHER = ("capital", "country", "province", "district", "region or nature", "quarter or spot")
"""Features that may only lower a score, and those that may do both; all others may only raise it, so that chance does not turn sense round."""


@dataclass(frozen=True, slots=True)
class Case:
    """A document: its table of bearers, and which rows are right; a name without a right one teaches nothing."""

    name: str
    table: Table
    right: NDArray[np.bool_]


def cases_of(articles: Sequence[Article], grounder: Grounder) -> list[Case]:
    """One case for each article with a toponym that somebody bears."""
    out = []
    for article in articles:
        phrases = [Phrase(t.begin, t.end, t.text, "place") for t in article.toponyms]
        keys, named, evidence = grounder.places.gather(article.text, phrases, grounder.bare_context(article.text))
        if not named:
            continue
        table = Table(named, evidence)
        right = np.zeros(len(table.rows), dtype=bool)
        points = {}
        for toponym in article.toponyms:
            core = grounder.places.core(toponym.text, grounder.bare_context(article.text)) if toponym.point else None
            if core:
                points[key_of(core)] = toponym.point
        for at, key in enumerate(keys):
            if key in points:
                own = slice(table.starts[at], table.starts[at + 1])
                lat, lon = np.radians(points[key])
                point = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
                km = EARTH * np.arccos(np.clip(table.points[own] @ point, -1, 1))
                right[own] = (km < NEAR) | ((km < WITHIN) & (km == km.min()))
        out.append(Case(article.name, table, right))
    return out


def coded_cases(gold: Path, grounder: Grounder) -> list[Case]:
    """One case for each hand-coded text: the bearers in the coded country of a place."""
    texts = {row["id"]: row["text"] for row in json.loads((gold / "docs.json").read_text(encoding="utf-8"))}
    out = []
    for row in json.loads((gold / "gold.json").read_text(encoding="utf-8")):
        text, lands = texts[row["id"]], {}
        phrases = []
        for claim in row["claims"]:
            name, country = claim.get("place"), claim.get("country")
            at = text.find(name) if name else -1
            if at >= 0 and country:
                phrases.append(Phrase(at, at + len(name), name, "place"))
                lands[name] = country
        context = grounder.bare_context(text)
        keys, named, evidence = grounder.places.gather(text, phrases, context)
        if not named:
            continue
        table = Table(named, evidence)
        right = np.zeros(len(table.rows), dtype=bool)
        by_key = {key_of(core): land for name, land in lands.items() if (core := grounder.places.core(name, context))}
        for at, key in enumerate(keys):
            own = slice(table.starts[at], table.starts[at + 1])
            right[own] = table.rows["country"][own] == by_key.get(key, "").encode()
        out.append(Case(f"gold {row['id']}", table, right))
    return out


def fold_of(name: str) -> int:
    """The fold of a document, by a hash of its name."""
    return crc32(name.encode()) % FOLDS


def bounds_of(name: str) -> tuple[float | None, float | None]:
    """Between what the weight of a feature may lie."""
    if name in AT_LEAST:
        return AT_LEAST[name], None
    return (None, 0.0) if name in SPEAK_AGAINST else (None, None) if name in EITHER else (0.0, None)


def fit(cases: Sequence[Case], features: Sequence[Floats]) -> Floats:
    """Weights that put the most belief on the right rows."""
    choices = [
        Choice(rows[begin:end], case.right[begin:end], TIMES.get(case.name.split()[0], 1.0))
        for case, rows in zip(cases, features, strict=True)
        for begin, end in zip(case.table.starts[:-1], case.table.starts[1:], strict=True)
    ]
    width = features[0].shape[1]
    return fit_choices(choices, width, RIDGE, [bounds_of(name) for name in (*FEATURES, *SURROUNDINGS)][:width])


def fit_both(cases: Sequence[Case]) -> Weights:
    """The weights of both rounds."""
    first = fit(cases, [case.table.alone for case in cases])
    chosen = [case.table.best(case.table.alone @ first) for case in cases]
    second = fit(cases, [case.table.together(best) for case, best in zip(cases, chosen, strict=True)])
    return Weights(first, second)


def right_share(cases: Sequence[Case], weights: Weights) -> tuple[int, int]:
    """How many names got a right bearer, of all names with one."""
    hits = told = 0
    for case in cases:
        table = case.table
        best = table.best(table.together(table.best(table.alone @ weights.first)) @ weights.second)
        for at, (position, _) in enumerate(best):
            own = case.right[table.starts[at] : table.starts[at + 1]]
            told += bool(own.any())
            hits += bool(own[position])
    return hits, told


def all_cases(shared: Path, grounder: Grounder) -> dict[str, list[Case]]:
    """The cases of each corpus."""
    sets = {name: cases_of(articles, grounder) for name, articles in corpora(shared).items()}
    return sets | {"hand-coded": coded_cases(shared / "gold/train", grounder)}


def fit_folds(sets: Mapping[str, Sequence[Case]]) -> list[Weights]:
    """For each fold the weights fitted on all others."""
    everything = [case for cases in sets.values() for case in cases]
    return [fit_both([case for case in everything if fold_of(case.name) != fold]) for fold in range(FOLDS)]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds corpora/ and gold/")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    args = parser.parse_args()
    sets = all_cases(args.shared, Grounder(load_theatres()))
    folds = fit_folds(sets)
    for name, cases in sets.items():
        scores = [
            right_share([case for case in cases if fold_of(case.name) == at], weights)
            for at, weights in enumerate(folds)
        ]
        hits, told = (sum(score[part] for score in scores) for part in (0, 1))
        print(f"{name}: {hits} of {told} names with a right bearer, {hits / told:.3f}")
    weights = fit_both([case for cases in sets.values() for case in cases])
    table = {
        "first": dict(zip(FEATURES, map(float, weights.first.round(3)), strict=True)),
        "second": dict(zip((*FEATURES, *SURROUNDINGS), map(float, weights.second.round(3)), strict=True)),
    }
    if args.write:
        path = Path(str(resources.files("casus.grounding"))) / "data" / "namesakes.json"
        path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

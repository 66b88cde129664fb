"""How the constants of dating (``src/casus/grounding/data/dating.toml``) were fitted, and how they do on texts held out.

    python -m training.dating --shared ../shared [--write]

Reads dated articles (``corpora/articles``). Shares of the components of each kind of clue by expectation maximisation, with
a few pseudo-observations towards general shares; the powers and the belief by searching for the greatest mean log belief in
the true day and for intervals that are right in four of five cases. Folds are of documents; milestones are given, so the folds say
nothing of conflicts whose milestones are not known.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from casus.cleaning import clean
from casus.grounding.belief import GROUPS, Array, Constants, components, group_of, load_constants, narrowest, shares_of
from casus.grounding.clues import Clue
from casus.grounding.dating import without
from casus.grounding.evidence import gather
from casus.grounding.milestones import MilestoneIndex
from casus.grounding.theatre import load_theatres
from casus.record import Document

FOLDS, ROUNDS, TARGET = 5, 40, 0.8
PSEUDO = 3.0  # observations that the general shares count as
_LINEAR = {  # general shares before any data: before, within, after (fastest to slowest), anywhere
    "news": (0.05, 0.30, 0.20, 0.17, 0.12, 0.06, 0.04, 0.06), "aside": (0.05, 0.25, 0.12, 0.16, 0.18, 0.10, 0.06, 0.08),
    "past": (0.03, 0.10, 0.05, 0.12, 0.22, 0.24, 0.16, 0.08), "fresh": (0.05, 0.36, 0.26, 0.14, 0.07, 0.04, 0.03, 0.05),
    "dated": (0.03, 0.20, 0.12, 0.17, 0.22, 0.16, 0.06, 0.04), "beside": (0.04, 0.55, 0.15, 0.08, 0.05, 0.03, 0.02, 0.08),
    "age": (0.06, 0.78, 0.02, 0.02, 0.04, 0.02, 0.02, 0.04), "anniversary": (0.30, 0.10, 0.25, 0.20, 0.05, 0.03, 0.02, 0.05),
}  # fmt: skip
_ERA = (0.02, 0.76, 0.02, 0.03, 0.04, 0.04, 0.05, 0.04)
_NOTE = (0.75, 0.06, 0.04, 0.03, 0.02, 0.02, 0.02, 0.06)
_WEEKDAY_BESIDE = (0.02, 0.25, 0.62, 0.03, 0.02, 0.01, 0.01, 0.04)
_YEAR = {
    "dateline": (0.88, 0.06, 0.02, 0.01, 0.03), "day": (0.30, 0.25, 0.20, 0.05, 0.20), "month": (0.04, 0.10, 0.36, 0.15, 0.35),
}  # fmt: skip
_WEEK = (0.42, 0.22, 0.10, 0.08, 0.06, 0.05, 0.07)


@dataclass(frozen=True)
class Case:
    """A dated text: its clues, the position of its day, and the clues' components on all days."""

    clues: tuple[Clue, ...]
    day: int
    parts: tuple[Array, ...]


def cases(rows: Sequence[dict[str, str]], constants: Constants) -> list[Case]:
    """The texts as cases; those that carry their date at the top teach nothing and are left out."""
    index = MilestoneIndex(load_theatres())
    found = []
    for row in rows:
        document = clean(Document(id=row["id"], text=row["text"]))
        evidence = gather(without(document.text, document.noise), index)
        if not evidence.settled:
            day = (date.fromisoformat(row["date"][:10]) - constants.first).days
            parts = tuple(components(clue, constants) for clue in evidence.clues)
            found.append(Case(evidence.clues, day, parts))
    return found


def general(kind: str) -> tuple[float, ...]:
    """The shares of a kind before any data."""
    head, _, tail = kind.partition(".")
    if head == "weekday":
        return _WEEK
    if head in _YEAR:
        return _YEAR[head]
    shares = (
        _WEEKDAY_BESIDE if kind == "beside.weekday" else _ERA if tail == "era" and head != "past" else _LINEAR[head]
    )
    before, *rest = shares
    return 0.7 * before, 0.3 * before, *rest


KINDS = (
    *(f"{told}.{size}" for told in ("fresh", "news", "aside", "past") for size in ("point", "short", "long", "era")),
    *(f"dated.{unit}" for unit in ("day", "month", "year", "note")), "beside.weekday", "beside.month", "beside.relative", "beside.years", "beside.nth", "age", "anniversary",
    "dateline", *(f"{unit}.{where}" for unit in ("day", "month") for where in ("lead", "rest")), "weekday.first", "weekday.next",
)  # fmt: skip


def fit_shares(known: Sequence[Case]) -> dict[str, tuple[float, ...]]:
    """Shares of each kind's components, most likely given the cases and the general shares; a text's clues of a kind share one vote."""
    seen: dict[str, list[tuple[float, Array]]] = defaultdict(list)
    for case in known:
        counts = Counter(clue.kind for clue in case.clues)
        for clue, part in zip(case.clues, case.parts, strict=True):
            seen[clue.kind].append((counts[clue.kind] ** -0.5, part[:, case.day]))
    fitted = {}
    for kind in KINDS:
        start = np.array(general(kind))
        shares = start / start.sum()
        prior = PSEUDO * shares
        weights = np.array([weight for weight, _ in seen[kind]])
        densities = np.array([density for _, density in seen[kind]]).reshape(len(weights), len(shares))
        for _ in range(60 if len(weights) else 0):
            belonging = shares * densities
            belonging /= np.maximum(belonging.sum(axis=1, keepdims=True), 1e-300)
            counted = prior + weights @ belonging
            shares = counted / counted.sum()
        fitted[kind] = tuple(float(share) for share in shares)
    return fitted


def group_sums(case: Case, shares: dict[str, tuple[float, ...]], days: int) -> tuple[Array, Array]:
    """The summed log densities of each group of clues, and how many clues each has."""
    sums, sizes = np.zeros((len(GROUPS), days)), np.zeros(len(GROUPS))
    for clue, part in zip(case.clues, case.parts, strict=True):
        at = GROUPS.index(group_of(clue.kind))
        sums[at] += np.log(np.maximum(np.array(shares[clue.kind]) @ part, 1e-12) * days)
        sizes[at] += 1
    return sums, np.maximum(sizes, 1)


@dataclass
class Weights:
    """The powers of the groups, how much less repeats count."""

    powers: Array
    repeats: float

    def of(self, sizes: Array) -> Array:
        """The weight of each group's summed log densities."""
        found: Array = self.powers * sizes**-self.repeats
        return found


def log_beliefs(items: Sequence[tuple[int, Array, Array]], weights: Weights) -> list[float]:
    """The log belief in the true day of each case."""
    found = []
    for day, sums, sizes in items:
        scores = weights.of(sizes) @ sums
        top = scores.max()
        found.append(float(scores[day] - top - np.log(np.exp(scores - top).sum())))
    return found


def fit_weights(items: Sequence[tuple[int, Array, Array]]) -> Weights:
    """Powers and the discount of repeats with the greatest mean log belief, by searching along one at a time."""
    weights = Weights(np.full(len(GROUPS), 0.6), 0.3)

    def value(candidate: Weights) -> float:
        shrink = 0.01 * float(((candidate.powers - 0.6) ** 2).sum() + (candidate.repeats - 0.3) ** 2)
        return sum(log_beliefs(items, candidate)) / len(items) - shrink

    best = value(weights)
    for step in (0.3, 0.15, 0.07):
        improved = True
        while improved:
            improved = False
            for at in range(len(GROUPS) + 1):
                for change in (step, -step):
                    powers, repeats = weights.powers.copy(), weights.repeats
                    if at < len(GROUPS):
                        powers[at] = min(1.5, max(0.0, powers[at] + change))
                    else:
                        repeats = min(1.0, max(0.0, repeats + change))
                    candidate = Weights(powers, repeats)
                    if (found := value(candidate)) > best + 1e-4:
                        weights, best, improved = candidate, found, True
    return weights


def with_sums(known: Sequence[Case], shares: dict[str, tuple[float, ...]], days: int) -> list[tuple[int, Array, Array]]:
    """Each case's day, group sums and sizes."""
    return [(case.day, *group_sums(case, shares, days)) for case in known]


def folds_of(known: Sequence[Case]) -> list[tuple[list[Case], list[Case]]]:
    """Training and held-out cases, fold by fold."""
    return [
        ([case for at, case in enumerate(known) if at % FOLDS != fold], list(known[fold::FOLDS]))
        for fold in range(FOLDS)
    ]


def nested_sums(known: Sequence[Case], days: int) -> list[tuple[int, Array, Array]]:
    """Sums of each case with shares fitted without it, so that the weights see clues as they are on unseen texts."""
    return [item for train, held in folds_of(known) for item in with_sums(held, fit_shares(train), days)]


def held_out(known: Sequence[Case], days: int) -> list[tuple[int, Array]]:
    """Day and beliefs of each case, shares and weights fitted without it."""
    found = []
    for train, held in folds_of(known):
        weights = fit_weights(nested_sums(train, days))
        for day, sums, sizes in with_sums(held, fit_shares(train), days):
            found.append((day, shares_of(weights.of(sizes) @ sums)))
    return found


def coverage(results: Sequence[tuple[int, Array]], belief: float, widest: int) -> tuple[float, float, float]:
    """Of the texts that get an interval, the share whose interval holds the day; the median width; the share that gets none."""
    inside, widths = 0, []
    for day, shares in results:
        start, end = narrowest(shares, belief)
        if end - start + 1 <= widest:
            widths.append(end - start + 1)
            inside += start <= day <= end
    return inside / max(1, len(widths)), float(np.median(widths)), 1 - len(widths) / len(results)


def fit_belief(results: Sequence[tuple[int, Array]], widest: int) -> float:
    """The belief whose intervals are right in four of five held-out cases, by how much they are right too often or too seldom.

    The mean over many levels, because a hundred texts leave single levels uneven.
    """
    levels = np.arange(0.6, 0.91, 0.01)
    excess = float(np.mean([coverage(results, float(level), widest)[0] - level for level in levels]))
    return round(TARGET - excess, 2)


def written(constants: Constants) -> str:
    """Constants as TOML."""
    lines = [
        "# What each kind of clue says of an undated text's date (casus.grounding.belief explains the parts). Fitted by",
        "# 'python -m training.dating --shared ../shared --write'; dates and scales are chosen, the rest is fitted. Do not edit by hand.",
        f"first = {constants.first}  # days that come into question",
        f"last = {constants.last}",
        f"belief = {constants.belief:.2f}  # share of belief that an interval holds, so that four of five held-out intervals are right",
        f"widest = {constants.widest}  # days; an interval that is wider is no answer",
        f"repeats = {constants.repeats:.2f}  # each of n clues of a group counts n ** -repeats",
        "",
        "[scales]  # days in which belief fades",
        f"before = {list(constants.before)}",
        f"after = {list(constants.after)}",
        f"year = {list(constants.year)}",
        "",
        "[powers]  # how much the clues of a group count together",
        *(f"{name} = {constants.powers[name]:.2f}" for name in GROUPS),
        "",
        "[shares]  # days: before, within, after (by scale), anywhere; year: after (by scale), before, anywhere; week: days after",
    ]
    lines += [f'"{kind}" = [{", ".join(f"{share:.4f}" for share in constants.shares[kind])}]' for kind in KINDS]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, say how it does on texts held out, and write the constants where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true", help="write the constants into the package")
    arguments = parser.parse_args()
    constants = load_constants()
    rows = json.loads((arguments.shared / "corpora" / "articles" / "guardian-syria-100.json").read_text("utf8"))
    known = cases(sorted(rows, key=lambda row: row["id"]), constants)
    results = held_out(known, constants.days)
    belief = fit_belief(results, constants.widest)
    right, width, none = coverage(results, belief, constants.widest)
    logs = [float(np.log(max(shares[day], 1e-12))) for day, shares in results]
    print(
        f"held out, {len(known)} texts: belief {belief:.2f}, right {right:.3f}, median width {width:.0f}, unknown {none:.3f}, ",
        end="",
    )
    print(f"mean log belief {np.mean(logs):.3f}")
    weights = fit_weights(nested_sums(known, constants.days))
    fitted = replace(
        constants,
        belief=belief,
        shares=fit_shares(known),
        powers={name: float(weights.powers[at]) for at, name in enumerate(GROUPS)},
        repeats=weights.repeats,
    )
    print({name: round(power, 2) for name, power in fitted.powers.items()}, "repeats", round(fitted.repeats, 2))
    if arguments.write:
        target = Path(__file__).resolve().parents[1] / "src" / "casus" / "grounding" / "data" / "dating.toml"
        target.write_text(written(fitted), encoding="utf8")


if __name__ == "__main__":
    main()

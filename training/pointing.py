"""Fit what the claims network's pointers count beside grounding's own scores: to ``src/casus/grounding/data/pointing.json``.

    python -m training.pointing --gold ../shared/gold/dev --held ../shared/gold/train --scorer ../shared/gold/score.py [--places FOLDER ...] [--write]

Fitted on documents that the network was not trained on (``training/verdicts.py`` says which). Sides: a logistic regression a role and sort of side over all candidates; places and
times: a conditional one over the options, places also on the folders given for them alone, for where a text tells of a place differs much from one sort of text to
another. Prints out-of-fold scores (five folds over documents), each with grounding's own scores alone beside it.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low
from types import ModuleType

import numpy as np
from benchmarks.accuracy import load_scorer
from benchmarks.times import row_of
from sklearn.linear_model import LogisticRegression

from casus.grounding import partakers, timing, whereabouts
from casus.grounding.candidates import ROLES, Candidate, Role
from casus.grounding.partakers import SideModel, blend_of, decide
from casus.grounding.pointing import Blend, packaged_blends
from casus.grounding.recalling import Told
from training.choices import Choice, fit_choices
from training.coded import lenient_judge, read_coded
from training.place_names import same_place
from training.verdicts import FOLDS, fold

FIRST, MORE = tuple(np.arange(-2.0, 1.01, 0.2)), tuple(np.arange(-1.6, 1.81, 0.2))
JOINT = tuple(np.arange(-4.0, 1.81, 0.4))
Levels = dict[Role, float]
NOISE = 0.003
FIELD: dict[Role, str] = {"actor": "actors", "target": "targets"}
TARGET = Path(__file__).parents[1] / "src" / "casus" / "grounding" / "data" / "pointing.json"


@dataclass(frozen=True)
class SideExample:
    """A claim's candidates, both scores of each for both roles, and the names coded."""

    document: str
    kind: str
    options: Sequence[Candidate]
    own: dict[Role, list[float]]
    told: dict[Role, list[float | None]]
    coded: dict[Role, list[str]]


@dataclass(frozen=True)
class ChoiceExample:
    """A claim's options: the blend of each, both scores, and which are right."""

    document: str
    blends: Sequence[str]
    own: Sequence[float]
    told: Sequence[float | None]
    right: Sequence[bool]


Examples = tuple[list[SideExample], list[ChoiceExample]]


def load(folder: Path, held_only: bool, scorer: ModuleType) -> Examples:
    """Examples of sides and of times."""
    ground, documents = read_coded(folder, lenient_judge(), part="held" if held_only else "all")
    sides: list[SideExample] = []
    times: list[ChoiceExample] = []
    for coded in documents:
        document, survey = coded.document, coded.read.survey
        discourse, timeline = ground.read(document, survey), timing.Timeline(document)
        for index, claim in sorted(coded.told.items()):
            draft = coded.read.drafts[index]
            options = ground.options(draft, discourse, document.date.day)
            told: dict[Role, list[float | None]] = {r: partakers.pointed_at(draft, r, options) for r in ROLES}
            own = partakers.own_scores(draft, discourse.around, options, partakers.packaged_model())
            given = {role: list(claim.get(FIELD[role]) or []) for role in ROLES}
            sides.append(SideExample(document.id, draft.kind, options, own, told, given))
            when = timeline.options(draft)
            right = [bool(scorer.same_date(claim, row_of(option.interval))) for option in when]
            known = timing.packaged_weights()
            times.append(
                ChoiceExample(
                    document.id,
                    [timing.blend_of(option) for option in when],
                    [timing.own_score(option, known) for option in when],
                    timing.pointed_at(draft, when),
                    right,
                )
            )
            timeline.tell(timing.choose(when, known))
    return sides, times


def load_places(folder: Path, held_only: bool) -> list[ChoiceExample]:
    """Examples of places: of the claims that the packaged judge makes, for what precedes a claim is an option too."""
    ground, documents = read_coded(folder, part="held" if held_only else "all")
    weights, blends = whereabouts.packaged_weights(), packaged_blends().of
    out: list[ChoiceExample] = []
    for coded in documents:
        text, survey = coded.document.text, coded.read.survey
        before: list[Told] = []
        for index, draft in enumerate(coded.read.drafts):
            offered = ground.whereabouts(coded.document, draft, survey, before)
            chosen = whereabouts.choose(draft, text, survey.located, offered, weights, blends)
            before.append(Told(chosen.place, chosen.begin, chosen.end))
            if index in coded.told:
                name = coded.told[index].get("place")
                own = whereabouts.own_scores(draft, text, survey.located, offered, weights)
                told = whereabouts.pointed_at(draft, offered, survey.located)
                right = [same_place(option.place.name if option.place else None, name) for option in offered]
                of = [whereabouts.blend_of(option) for option in offered]
                out.append(ChoiceExample(coded.document.id, of, own, told, right))
    return out


# ------------------------------------------------------------------------------------------------ sides


def fit_sides(data: Sequence[SideExample]) -> dict[str, Blend]:
    """The blends of both roles, for sides that bear arms and for those that do not."""
    rows: defaultdict[str, list[tuple[float, float, float]]] = defaultdict(list)
    labels: defaultdict[str, list[bool]] = defaultdict(list)
    for example in data:
        for role in ROLES:
            for option, own, told in zip(example.options, example.own[role], example.told[role], strict=True):
                name = blend_of(role, option)
                rows[name].append((own, 0.0 if told is None else told, float(told is None)))
                labels[name].append(any(same(option.match.name, coded) for coded in example.coded[role]))
    return {name: _fit_blend(rows[name], labels[name]) for name in sorted(rows)}


def _fit_blend(rows: Sequence[tuple[float, float, float]], labels: Sequence[bool]) -> Blend:
    model = LogisticRegression(C=1.0, max_iter=1000).fit(np.array(rows), np.array(labels))
    own, network, unseen = (round(float(value), 3) for value in model.coef_[0])
    return Blend(own, network, unseen, round(float(model.intercept_[0]), 3))


def blended(example: SideExample, blends: Mapping[str, Blend]) -> dict[Role, list[float]]:
    """The scores of an example's candidates by the blends."""
    return {
        role: [
            blends[blend_of(role, option)].score(own, told)
            for option, own, told in zip(example.options, example.own[role], example.told[role], strict=True)
        ]
        for role in ROLES
    }


same: Callable[[str, str], bool]


def f1_and_exact(
    data: Sequence[SideExample],
    blends: Mapping[str, Blend] | None,
    levels: tuple[Levels, Levels, Levels],
    role: Role,
) -> tuple[float, float]:
    """F1 of the names of a role, and the share of claims whose names are all right and no more."""
    hit = total = exact = asked = 0
    model = SideModel({}, *levels)
    for example in data:
        scores = example.own if blends is None else blended(example, blends)
        said = [match.name for match in decide(example.options, scores, model)[role]]
        if (example.kind, role) in (("displacement", "actor"), ("agreement", "target")):
            continue
        left = list(example.coded[role])
        total += len(said) + len(left)
        asked += 1
        found_here = 0
        for name in said:
            found = next((other for other in left if same(name, other)), None)
            if found is not None:
                left.remove(found)
                found_here += 1
        hit += found_here
        exact += found_here == len(said) == len(example.coded[role])
    return 2 * hit / max(1, total), exact / max(1, asked)


def thresholds(data: Sequence[SideExample], blends: Mapping[str, Blend]) -> tuple[Levels, Levels, Levels]:
    """The scores from which a first side, a further one and one joined to one taken is taken, by the mean of F1 and of exact claims.

    Each is the middle of those that are the best but for noise; the third is fitted after the others.
    """
    levels: tuple[Levels, Levels, Levels] = (
        dict.fromkeys(ROLES, 0.0),
        dict.fromkeys(ROLES, 0.0),
        dict.fromkeys(ROLES, 0.0),
    )
    for role in ROLES:
        pairs = [(_worth(data, blends, levels, role, (a, b, b)), a, b) for a in FIRST for b in MORE]
        first, more = (_middle([(pair[0], float(pair[at])) for pair in pairs]) for at in (1, 2))
        joint = _middle([(_worth(data, blends, levels, role, (first, more, c)), float(c)) for c in JOINT])
        for level, number in zip(levels, (first, more, joint), strict=True):
            level[role] = number
    return levels


def _worth(
    data: Sequence[SideExample],
    blends: Mapping[str, Blend],
    levels: tuple[Levels, Levels, Levels],
    role: Role,
    tried: tuple[float, float, float],
) -> float:
    """The mean of F1 and of exact claims with other levels for one role."""
    first, more, joint = ({**level, role: float(value)} for level, value in zip(levels, tried, strict=True))
    return sum(f1_and_exact(data, blends, (first, more, joint), role)) / 2


def _middle(tried: Sequence[tuple[float, float]]) -> float:
    """The middle setting (second) of those whose value (first) is the best but for noise."""
    best = max(value for value, _ in tried)
    return round(median_low(setting for value, setting in tried if value >= best - NOISE), 2)


# ------------------------------------------------------------------------------------------------ places and times


def fit_choice(data: Sequence[ChoiceExample]) -> dict[str, Blend]:
    """The blends of a choice: one slope for each score, and what each sort of option counts by itself."""
    names = sorted({name for example in data for name in example.blends})
    width = 3 + len(names)
    choices = []
    for example in data:
        table = np.zeros((len(example.own), width))
        for at, (name, own, told) in enumerate(zip(example.blends, example.own, example.told, strict=True)):
            table[at, :3] = own, 0.0 if told is None else told, float(told is None)
            table[at, 3 + names.index(name)] = 1.0
        choices.append(Choice(table, np.array(example.right)))
    found = [round(float(value), 3) for value in fit_choices(choices, width, 0.3)]
    return {name: Blend(found[0], found[1], found[2], found[3 + at]) for at, name in enumerate(names)}


def right_share(data: Sequence[ChoiceExample], blends: dict[str, Blend] | None) -> list[bool]:
    """Which examples get a right option."""
    out = []
    for example in data:
        scores = (
            list(example.own)
            if blends is None
            else [blends[n].score(o, t) for n, o, t in zip(example.blends, example.own, example.told, strict=True)]
        )
        out.append(bool(example.right[max(range(len(scores)), key=lambda at: (scores[at], -at))]))
    return out


def main() -> None:
    """Command line."""
    global same
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", default=[])
    parser.add_argument("--held", type=Path, action="append", default=[])
    parser.add_argument("--places", type=Path, action="append", default=[], help="folders to fit places alone on too")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    scorer = load_scorer(args.scorer)
    same = scorer.same_name
    sides: list[SideExample] = []
    places: list[ChoiceExample] = []
    times: list[ChoiceExample] = []
    for folder, held_only in [*((path, False) for path in args.gold), *((path, True) for path in args.held)]:
        more_sides, more_times = load(folder, held_only, scorer)
        sides, times = sides + more_sides, times + more_times
        places += load_places(folder, held_only)
    for path in args.places:
        places += load_places(path, False)
    print(f"claims {len(sides)}")
    _tell_sides(sides)
    for name, data in (("place", places), ("time", times)):
        hits: list[bool] = []
        for number in range(FOLDS):
            blends = fit_choice([e for e in data if fold(e.document) != number])
            hits += right_share([e for e in data if fold(e.document) == number], blends)
        alone = right_share(data, None)
        print(
            f"{name}: own scores {sum(alone) / len(data):.3f} with the network {sum(hits) / len(data):.3f} at best {sum(any(e.right) for e in data) / len(data):.3f}"
        )
    fitted = fit_sides(sides)
    first, more, joint = thresholds(sides, fitted)
    blends = {**fitted, **fit_choice(places), **fit_choice(times)}
    print(json.dumps({name: [b.own, b.network, b.unseen, b.always] for name, b in blends.items()}), first, more, joint)
    if args.write:
        written = {
            name: {"own": b.own, "network": b.network, "unseen": b.unseen, "always": b.always}
            for name, b in blends.items()
        }
        TARGET.write_text(
            json.dumps({"blends": written, "first": first, "more": more, "joint": joint}, indent=1) + "\n",
            encoding="utf-8",
        )


def _tell_sides(sides: Sequence[SideExample]) -> None:
    packaged = partakers.packaged_model()
    scores: dict[Role, list[tuple[float, float]]] = {role: [] for role in ROLES}
    for number in range(FOLDS):
        train = [e for e in sides if fold(e.document) != number]
        blends = fit_sides(train)
        levels = thresholds(train, blends)
        for role in ROLES:
            scores[role].append(f1_and_exact([e for e in sides if fold(e.document) == number], blends, levels, role))
    for role in ROLES:
        alone = f1_and_exact(sides, None, (dict(packaged.first), dict(packaged.more), {}), role)
        print(f"{role}: F1 and exact, own scores {alone} with the network {np.mean(scores[role], axis=0)}")


if __name__ == "__main__":
    main()

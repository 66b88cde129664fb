"""What is wrong with the claims that are found: each claim coded by hand and each claim found in one class, and each field that differs in one.

    python -m benchmarks.errors --shared ../shared [--sets dev] [--markdown] [--show N]

Claims are matched as ``score.py`` matches them. A claim found is right when the kind is the same; ``--show`` prints examples of each class.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.accuracy import load_scorer
from benchmarks.running import UnavailableError, casus, read_rows

Row = dict[str, Any]
CLASSES = {
    "missed: nothing found in the sentence": "a claim where none was seen: background in passing, a rare wording",
    "missed: another kind found": "seen, but taken for something else",
    "missed: one of several": "the sentence makes another claim too, which was found",
    "false: no claim in the sentence": "a plan, an opinion, a state, an event told before and coded there",
    "false: another kind coded": "the same words, the wrong kind",
    "false: beside a right one": "a second kind for one event, or for what is only its setting",
    "actors: left out": "a side that is implied, or named sentences before",
    "actors: one too many": "an ally, a bystander, whoever is named near",
    "actors: swapped with targets": "who did it and to whom change places",
    "actors: others": "another side",
    "place: none given": "a place coded, none found",
    "place: given where none is coded": "the text's chief place or country taken for the claim's",
    "place: another": "another place, or the same one wider or narrower",
    "days: none given": "a time that people work out from the text or the report's day",
    "days: given where none are coded": "a time of the sentence that belongs to something else",
    "days: others": "another day, a longer or a shorter time",
    "counts: left out": "a number not read as the claim's",
    "counts: one too many": "a number of something else",
    "counts: other dead": "the right number of dead, as killed, civilians or combatants",
    "counts: another number": "another number, or other bounds",
}


class Tally:
    """Counts of each class, with examples."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.examples: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, name: str, example: str) -> None:
        """One more of a class."""
        if name not in CLASSES:
            raise KeyError(f"{name!r} is no class of errors")
        self.count[name] += 1
        self.examples[name].append(example)


def compare(gold: Sequence[Row], found: Sequence[Row], text: str, scorer: ModuleType, tally: Tally) -> int:
    """Adds the errors of one document to the tally; returns the number of right claims."""
    pairs = scorer.match(gold, found, text)
    right = [(g, f) for g, f in pairs if gold[g]["kind"] == found[f]["kind"]]
    hit_gold, hit_found = {g for g, _ in right}, {f for _, f in right}
    spans = (
        [scorer.span(text, claim["evidence"]) for claim in gold],
        [scorer.span(text, claim["evidence"]) for claim in found],
    )
    for g, claim in enumerate(gold):
        if g not in hit_gold:
            near = [f for f in range(len(found)) if scorer.overlaps(spans[0][g], spans[1][f])]
            told = (
                "nothing found in the sentence"
                if not near
                else "another kind found"
                if set(near) - hit_found
                else "one of several"
            )
            tally.add(f"missed: {told}", f"{claim['kind']}: {claim['evidence']}")
    for f, claim in enumerate(found):
        if f not in hit_found:
            near = [g for g in range(len(gold)) if scorer.overlaps(spans[0][g], spans[1][f])]
            told = (
                "no claim in the sentence"
                if not near
                else "another kind coded"
                if set(near) - hit_gold
                else "beside a right one"
            )
            tally.add(f"false: {told}", f"{claim['kind']}: {claim['evidence']}")
    for g, f in right:
        _fields(gold[g], found[f], scorer, tally)
    return len(right)


def _fields(gold: Row, found: Row, scorer: ModuleType, tally: Tally) -> None:
    """The fields of a right claim that differ, each in one class."""
    evidence = gold["evidence"]
    wanted, given = gold.get("actors") or [], found.get("actors") or []
    hits = scorer.names_hit(wanted, given)
    if not hits == len(wanted) == len(given):
        swapped = scorer.names_hit(wanted, found.get("targets") or []) > 0 and hits < len(wanted) and len(given) > hits
        told = (
            "swapped with targets"
            if swapped
            else "left out"
            if hits == len(given)
            else "one too many"
            if hits == len(wanted)
            else "others"
        )
        tally.add(f"actors: {told}", f"{wanted} not {given}: {evidence}")
    if not scorer.same_name(gold.get("place"), found.get("place")):
        told = (
            "none given"
            if found.get("place") is None
            else "given where none is coded"
            if gold.get("place") is None
            else "another"
        )
        tally.add(f"place: {told}", f"{gold.get('place')} not {found.get('place')}: {evidence}")
    if not scorer.same_date(gold, found):
        told = (
            "none given"
            if scorer.interval(found) is None
            else "given where none are coded"
            if scorer.interval(gold) is None
            else "others"
        )
        tally.add(f"days: {told}", f"{scorer.interval(gold)} not {scorer.interval(found)}: {evidence}")
    a, b = scorer.count_items(gold), scorer.count_items(found)
    if a != b:
        same = {item[1:] for item in a - b} & {item[1:] for item in b - a}
        told = "other dead" if same else "left out" if not b - a else "one too many" if not a - b else "another number"
        tally.add(f"counts: {told}", f"{sorted(map(str, a - b))} not {sorted(map(str, b - a))}: {evidence}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 0 when everything could be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.errors", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=["dev"])
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="examples of each class")
    options = parser.parse_args(arguments)
    tally, right, total = Tally(), 0, 0
    try:
        scorer = load_scorer(options.shared / "gold" / "score.py")
        for name in options.sets:
            home = options.shared / "gold" / name
            gold = {row["id"]: row["claims"] for row in read_rows(home / "gold.json")}
            texts = {row["id"]: row["text"] for row in read_rows(home / "docs.json")}
            for row in casus("code", home / "docs.json").rows():
                right += compare(gold[row["id"]], row["claims"], texts[row["id"]], scorer, tally)
            total += sum(map(len, gold.values()))
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"claims coded by hand {total}, found right {right}")
    if options.markdown:
        print("| what is wrong | how often | mostly |\n|---|---:|---|")
    for name, why in CLASSES.items():
        print(f"| {name} | {tally.count[name]} | {why} |" if options.markdown else f"{tally.count[name]:5d} {name}")
        for example in tally.examples[name][: options.show]:
            print(f"        {example[:220]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How well a sentence about political violence is told from one that is not.

    python -m benchmarks.relevance --shared ../shared [--markdown] [--errors N]

On the measuring side of the split of ``training/relevance_texts.py``, which says how the labels of five corpora were made comparable: one
document in five, by a hash of its corpus and name; nothing of it was fitted on. ``all`` counts every sentence once.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from training.relevance_texts import Labelled, labelled_sentences

from casus.coding.relevance import RELEVANT, relevance


def scores(found: list[tuple[Labelled, float]]) -> dict[str, tuple[int, int, float, float, float]]:
    """For each corpus and over all: sentences, violent ones, precision, recall and F1 of the violent."""
    groups: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for one, likely in found:
        for name in (one.corpus, "all"):
            groups[name].append((one.violent, likely >= RELEVANT))
    return {name: _row(pairs) for name, pairs in groups.items()}


def _row(pairs: list[tuple[bool, bool]]) -> tuple[int, int, float, float, float]:
    true, said = sum(t for t, _ in pairs), sum(s for _, s in pairs)
    hit = sum(t and s for t, s in pairs)
    return len(pairs), true, hit / said if said else 0.0, hit / true if true else 0.0, 2 * hit / max(1, true + said)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description="is it about violence at all")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds corpora/ and gold/")
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print so many errors of each corpus")
    options = parser.parse_args(arguments)
    if not (options.shared / "corpora").is_dir():
        print(f"{options.shared} holds no corpora/: name the folder with --shared", file=sys.stderr)
        return 2
    found = [(one, relevance(one.text)) for one in labelled_sentences(options.shared) if one.measured]
    lines = [("corpus", "sentences", "violent", "precision", "recall", "F1")]
    for name, (number, true, precision, recall, f1) in scores(found).items():
        shown = (f"{value:.3f}" if true else "-" for value in (precision, recall, f1))
        lines.append((name, str(number), str(true), *shown))
    for at, line in enumerate(lines):
        print("| " + " | ".join(line) + " |" if options.markdown else "".join(f"{cell:>14s}" for cell in line))
        if options.markdown and not at:
            print("| --- |" + " ---: |" * (len(line) - 1))
    left: dict[str, int] = defaultdict(int)
    for one, likely in found:
        left[one.corpus] += one.violent != (likely >= RELEVANT)
        if one.violent != (likely >= RELEVANT) and left[one.corpus] <= options.errors:
            print(f"{one.corpus} {'missed' if one.violent else 'extra'} {likely:.2f}: {one.text[:160]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

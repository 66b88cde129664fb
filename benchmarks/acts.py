"""How well the PLOVER event type of a sentence is told, with ``casus code --verbal``.

    python -m benchmarks.acts --shared ../shared [--errors] [--synthetic N]

The records of ``corpora/plover-gsr/dev.json``, each a sentence with one event type; types of PLOVER's first version count as what became of them
(DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE, FIGHT is ASSAULT). ``main`` is the share of records whose main act has the type, ``any`` that
of those with some act of the type. ``--synthetic N``: also the first N, by a hash, of the
machine-made stories of ``corpora/synthetic``, headline and lead, whose labels are what their maker asked for and not always what they tell.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import lzma
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.running import UnavailableError, casus, write_rows

NOW = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
LEAD = 60  # words of a story that are read
Example = tuple[str, str]
"""A text and its event type."""


def records(path: Path) -> list[Example]:
    """The hand-coded sentences."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [(row["text"], NOW.get(row["event"], row["event"])) for row in rows]


def stories(path: Path, number: int) -> list[Example]:
    """Some of the machine-made stories: the headline, and the first words of the lead."""
    csv.field_size_limit(sys.maxsize)
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    rows.sort(key=lambda row: hashlib.sha256(f"{row['prompt']}{row['text']}".encode()).digest())
    return [
        (f"{row['prompt'].splitlines()[0]}.\n\n{' '.join(row['text'].split()[:LEAD])}", row["label"])
        for row in rows[:number]
    ]


def measure(examples: list[Example], *, errors: bool) -> None:
    """Code the texts, and print the shares."""
    with tempfile.TemporaryDirectory() as folder:
        docs = [{"id": str(at), "text": text} for at, (text, _) in enumerate(examples)]
        rows = casus("code", write_rows(Path(folder) / "texts.jsonl", docs), "--verbal").rows()
    right = any_right = 0
    taken: Counter[tuple[str, str]] = Counter()
    for (_, true), row in zip(examples, rows, strict=True):
        said = main_event(row)
        right += said == true
        any_right += any(act["plover"]["event"] == true for act in row["acts"])
        taken[true, said] += 1
    number = len(examples)
    print(f"texts {number}   main {right / number:.3f}   any {any_right / number:.3f}")
    if errors:
        for (true, said), times in sorted(taken.items()):
            if true != said:
                print(f"{times:3d}  {true} taken for {said or 'nothing'}")


def main_event(row: dict[str, Any]) -> str:
    """The event type of a document's main act; empty where it has none."""
    return "" if row["main_act"] is None else str(row["acts"][row["main_act"]]["plover"]["event"])


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.acts", description="PLOVER event types of sentences")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds corpora/")
    parser.add_argument("--errors", action="store_true", help="also print what was taken for what")
    parser.add_argument("--synthetic", type=int, default=0, metavar="N", help="also N machine-made stories")
    options = parser.parse_args(arguments)
    corpora = options.shared / "corpora"
    path = corpora / "plover-gsr" / "dev.json"
    if not path.is_file():
        print(f"{path} is not there: name the folder that holds corpora/ with --shared", file=sys.stderr)
        return 2
    try:
        print("hand-coded records")
        measure(records(path), errors=options.errors)
        if options.synthetic:
            print("machine-made stories")
            made = stories(corpora / "synthetic" / "ngec-gpt-synthetic-events.csv.xz", options.synthetic)
            measure(made, errors=options.errors)
    except UnavailableError as error:
        print(f"not measured: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""More texts for the small claims network to learn from: texts with some of their sides, places and times changed for those of other texts.

    python -m training.claim_swaps TEXTS.json.gz [...] --output SWAPPED.json.gz [--copies 2] [--share 0.5] [--hold FOLD/FOLDS]

What people coded does not go along: only a teacher says what such a text claims. The same input gives the same output.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.holding import in_fold

Row = dict[str, Any]
SWAPPED = ("side", "place", "time")
COLUMNS = ("pieces", "shapes", "gaps")


def bounds(row: Row, begin: int, end: int) -> tuple[int, int]:
    """The pieces of the words from ``begin`` up to ``end``."""
    first = row["first"]
    return first[begin], first[end] if end < len(first) else len(row["pieces"])


def lone(row: Row) -> Iterator[tuple[int, int, str]]:
    """The mentions that stand apart from all others, so that they can be changed by themselves."""
    taken = sorted((a, b, kind) for a, b, kind in row["mentions"] if b > a)
    for at, (a, b, kind) in enumerate(taken):
        before = max((end for _, end, _ in taken[:at]), default=0)
        after = taken[at + 1][0] if at + 1 < len(taken) else len(row["first"])
        if kind in SWAPPED and before <= a and b <= after:
            yield a, b, kind


def pool(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """What stands for each sort of mention in the texts, as pieces with the first piece of each word."""
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for a, b, kind in lone(row):
            begin, end = bounds(row, a, b)
            name = {column: row[column][begin:end] for column in COLUMNS}
            out[kind].append({**name, "first": [at - begin for at in row["first"][a:b]]})
    return out


def swapped(row: Row, names: dict[str, list[Row]], share: float, rng: random.Random) -> Row:
    """A text with about ``share`` of its lone mentions changed; words after a change keep their order and get new numbers."""
    changes = {a: (b, rng.choice(names[kind])) for a, b, kind in lone(row) if rng.random() < share}
    out: Row = {column: [] for column in (*COLUMNS, "first")}
    number: list[int] = []  # of each word of the row, in the new text
    at = 0
    while at < len(row["first"]):
        end, name = changes.get(at, (at + 1, None))
        begin, stop = bounds(row, at, end)
        source = name or {column: row[column][begin:stop] for column in COLUMNS} | {"first": [0]}
        number += [len(out["first"])] * (end - at)
        out["first"] += [len(out["pieces"]) + offset for offset in source["first"]]
        kept_gap = row["gaps"][begin]
        for column in COLUMNS:
            out[column] += source[column]
        out["gaps"][-len(source["gaps"])] = kept_gap
        at = end
    number.append(len(out["first"]))
    moved = [[number[a], number[min(b, len(number) - 1)], kind] for a, b, kind in row["mentions"]]
    return {**out, "starts": [number[start] for start in row["starts"]], "mentions": moved, "claims": None}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--hold")
    args = parser.parse_args()
    rows = []
    for path in args.inputs:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows += [row for row in map(json.loads, lines) if not in_fold(row["id"], args.hold)]
    names = pool(rows)
    with gzip.open(args.output, "wt", encoding="utf-8", compresslevel=9) as out:
        for copy in range(args.copies):
            for row in rows:
                rng = random.Random(f"{row['id']}~{copy}")
                made = swapped(row, names, args.share, rng)
                out.write(json.dumps({"id": f"{row['id']}~{copy}", **made}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

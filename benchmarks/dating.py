"""How well undated texts are dated: the share whose true date lies in the interval, how wide it is, how many stay unknown.

    python -m benchmarks.dating --shared ../shared [--reasons ID]

Dated texts are given without their dates, as coding gives them (cleaned first): the raw reports (``seeds``), the development
texts, the articles and those of them that were coded for training. The agency wires and the South Asian incident reports of the
training set have no known date: of them only the shares that get an interval, and that stay unknown, are told. The articles
are what the constants were fitted on ('python -m training.dating' measures them held out); the development texts are not.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.running import UnavailableError
from casus.cleaning import clean
from casus.grounding.dating import Dater
from casus.grounding.theatre import load_theatres
from casus.record import Document, DocumentDate

Row = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """One text: its true date where known, what was found, and milliseconds of processor time."""

    true: date | None
    found: DocumentDate
    cost: float

    @property
    def width(self) -> int | None:
        """Days in the interval."""
        return self.found.interval.days()

    @property
    def inside(self) -> bool:
        """Whether the interval holds the true date."""
        start, end = self.found.start, self.found.end
        return start is not None and end is not None and self.true is not None and start <= self.true <= end


def sets(shared: Path) -> dict[str, list[Row]]:
    """The texts by set; raises UnavailableError where the folder lacks them."""
    train = read(shared / "gold" / "train" / "docs.json")
    return {
        "seeds": read(shared / "gold" / "seeds" / "docs.json"),
        "dev": read(shared / "gold" / "dev" / "docs.json"),
        "articles": read(shared / "corpora" / "articles" / "guardian-syria-100.json"),
        "train, articles": [row for row in train if row["date"]],
        "train, wires": [row for row in train if row["id"].startswith("w-")],
        "train, incidents": [row for row in train if row["id"].startswith("satp-")],
    }


def read(path: Path) -> list[Row]:
    """Rows of a JSON list."""
    if not path.is_file():
        raise UnavailableError(f"{path} is not there")
    rows: list[Row] = json.loads(path.read_text(encoding="utf8"))
    return rows


def dated(rows: Sequence[Row], dater: Dater) -> list[Result]:
    """What is found for each text."""
    results = []
    for row in rows:
        document = clean(Document(id=row["id"], text=row["text"]))
        begin = time.process_time()
        found = dater.infer(document.text, document.noise)
        cost = 1000 * (time.process_time() - begin)
        results.append(Result(date.fromisoformat(row["date"][:10]) if row["date"] else None, found, cost))
    return results


def line(name: str, results: Sequence[Result]) -> str:
    """One row of the table."""
    widths = [width for item in results if (width := item.width)]
    known = [item for item in results if item.true]
    answered = [item for item in known if item.width]
    inside = sum(item.inside for item in known)
    cells = [
        name,
        str(len(results)),
        f"{inside / len(known):.3f}" if known else "no dates",
        f"{inside / len(answered):.3f}" if answered else "-",
        f"{1 - len(widths) / len(results):.3f}",
        f"{median(widths):.0f}" if widths else "-",
        f"{sum(width <= 31 for width in widths) / len(results):.3f}",
        f"{sum(item.cost for item in results) / len(results):.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Print the table, or the reasons for one text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reasons", metavar="ID", help="print what is found for this text, and why")
    arguments = parser.parse_args()
    try:
        texts = sets(arguments.shared)
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 1
    dater = Dater(load_theatres())
    if arguments.reasons:
        rows = [row for rows in texts.values() for row in rows if row["id"] == arguments.reasons][:1]
        for result in dated(rows, dater):
            print(
                f"true {result.true}, found {result.found.start} to {result.found.end}",
                *result.found.reasons,
                sep="\n  ",
            )
        return 0 if rows else 1
    print("| texts | n | inside | right of those dated | unknown | median days | within 31 days | ms |")
    print("|---|---|---|---|---|---|---|---|")
    for name, rows in texts.items():
        print(line(name, dated(rows, dater)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

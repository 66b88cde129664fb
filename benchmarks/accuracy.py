"""One table of all scores: claims, grouping into events and operations, and dates, against hand-coded texts.

    python -m benchmarks.accuracy --shared ../shared [--sets seeds dev train] [--markdown]

The hand-coded texts and their scorers are no part of the repository; ``--shared`` names the folder that holds them. A part
that cannot be measured is named with its reason, and the exit status is then 1.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.running import UnavailableError, casus, read_rows, write_rows

Scores = dict[str, float]
Row = dict[str, Any]
SETS = ("seeds", "dev", "train")


def load_scorer(path: Path) -> ModuleType:
    """A scorer as a module, from where it lies."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise UnavailableError(f"{path} is not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ------------------------------------------------------------------------------------------------------ claims


def coded(docs: list[Row], folder: Path, name: str) -> list[Row]:
    """What ``casus code`` says of the documents; raises UnavailableError where one of them is missing from it."""
    rows = casus("code", write_rows(folder / f"{name}.jsonl", docs), "--as", "claims").rows()
    lost = {doc["id"] for doc in docs} - {row["id"] for row in rows}
    if lost:
        raise UnavailableError(f"casus code said nothing of {len(lost)} of {len(docs)} documents, as {min(lost)}")
    return rows


def score_claims(scorer: ModuleType, gold: list[Row], predicted: list[Row], docs: list[Row]) -> Scores:
    """Detection and field scores, as the scorer defines them, and how many claims there were."""
    scores: Scores = scorer.score(by_id(gold), by_id(predicted), by_id(docs), out=io.StringIO())
    numbers = {
        "documents": float(len(docs)),
        "claims.gold": float(sum(len(row["claims"]) for row in gold)),
        "claims.found": float(sum(len(row["claims"]) for row in predicted)),
    }
    return numbers | scores


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    """The rows under their ids."""
    return {row["id"]: row for row in rows}


# ------------------------------------------------------------------------------------------------------ links


def link(claims: list[Row], docs: Path, folder: Path, name: str) -> list[Row]:
    """What ``casus link`` makes of claims that carry ``claim_id`` and ``doc``."""
    return casus("link", write_rows(folder / f"{name}.jsonl", claims), "--docs", docs).rows()


def with_ids(rows: list[Row]) -> list[Row]:
    """Claims as ``casus link`` reads them: each names its document and has an id (its place in it, where none is given)."""
    return [
        {"claim_id": f"{row['id']}-{at:02d}", **claim, "doc": row["id"]}
        for row in rows
        for at, claim in enumerate(row["claims"])
    ]


def score_links(scorer: ModuleType, links: Path, predicted: list[Row], folder: Path, prefix: str) -> Scores:
    """B-cubed and CEAF scores of a grouping, named with ``prefix``."""
    path = write_rows(folder / f"{prefix}.links.jsonl", predicted)
    with contextlib.redirect_stdout(io.StringIO()):
        scores: Scores = scorer.main(str(links), str(path))
    return {f"{prefix}.{name}": value for name, value in scores.items()}


def onto_gold(
    scorer: ModuleType, gold: list[Row], predicted: list[Row], docs: list[Row], groups: list[Row]
) -> list[Row]:
    """The groups of found claims, carried over to the hand-coded claims that they match; the others stay alone."""
    group_of = {row["claim_id"]: row for row in groups}
    found, texts = by_id(predicted), by_id(docs)
    out = []
    for row in gold:
        claims = found.get(row["id"], {"claims": []})["claims"]
        for at_gold, at_found in scorer.match(row["claims"], claims, texts[row["id"]]["text"]):
            group = group_of.get(claims[at_found].get("claim_id", f"{row['id']}-{at_found:02d}"))
            if group:
                out.append({**group, "claim_id": row["claims"][at_gold]["claim_id"]})
    return out


# ------------------------------------------------------------------------------------------------------ dates


def score_dates(docs: list[Row], predicted: list[Row]) -> Scores:
    """Publication dates inferred for texts given without one, against the true ones.

    ``undated`` is the share that got no date, ``exact`` and ``week`` the shares whose latest day is the true one or within
    seven days of it, ``inside`` the share whose interval holds the true one; all of all documents.
    """
    found = by_id(predicted)
    pairs = [(date.fromisoformat(doc["date"][:10]), found[doc["id"]]["date"]) for doc in docs if doc.get("date")]
    if not pairs:
        raise UnavailableError("no document of the set has a true date")
    spans = [(true, *ends(guess)) for true, guess in pairs]
    known = [(true, start, end) for true, start, end in spans if start and end]
    share = 1 / len(pairs)
    return {
        "date.undated": 1 - share * len(known),
        "date.exact": share * sum(end == true for true, _, end in known),
        "date.week": share * sum(abs((end - true).days) <= 7 for true, _, end in known),
        "date.inside": share * sum(start <= true <= end for true, start, end in known),
    }


def ends(guess: Row) -> tuple[date | None, date | None]:
    """Both ends of a document's date; an open end is the other one."""
    start, end = (date.fromisoformat(guess[side]) if guess.get(side) else None for side in ("start", "end"))
    return start or end, end or start


# ------------------------------------------------------------------------------------------------------ the table


class Table:
    """Scores by measure and set, and what could not be measured."""

    def __init__(self) -> None:
        """An empty table."""
        self.scores: dict[str, dict[str, float]] = {}
        self.gaps: list[str] = []

    def add(self, name: str, measure: Callable[[], Scores]) -> None:
        """Put one measurement into the column ``name``, or note why there is none."""
        try:
            scores = measure()
        except UnavailableError as error:
            self.gaps.append(f"{name}: {error}")
            return
        for key, value in scores.items():
            self.scores.setdefault(key, {})[name] = value

    def text(self, markdown: bool) -> str:
        """The table for a terminal, or in Markdown."""
        names = sorted({name for row in self.scores.values() for name in row}, key=SETS.index)
        lines = [["measure", *names]]
        lines += [[key, *(shown(row.get(name)) for name in names)] for key, row in self.scores.items()]
        if markdown:
            lines.insert(1, ["---", *("---:" for _ in names)])
            return "\n".join("| " + " | ".join(line) + " |" for line in lines)
        return "\n".join(f"{line[0]:32s}" + "".join(f"{cell:>10s}" for cell in line[1:]) for line in lines)


def shown(value: float | None) -> str:
    """A score with three decimals, a number without any, nothing as a dash."""
    if value is None:
        return "-"
    return f"{value:.0f}" if value > 1 else f"{value:.3f}"


def measure_set(table: Table, name: str, shared: Path, folder: Path) -> None:
    """All measurements on one set of hand-coded texts."""
    home = shared / "gold" / name
    found: list[Row] = []

    def claims() -> Scores:
        docs, gold = read_rows(home / "docs.json"), read_rows(home / "gold.json")
        found.extend(coded(docs, folder, name))
        return score_claims(load_scorer(shared / "gold" / "score.py"), gold, found, docs)

    def given_claims() -> Scores:
        claims = with_ids(read_rows(home / "gold.json"))
        groups = link(claims, home / "docs.json", folder, f"{name}.given")
        return score_links(
            load_scorer(shared / "gold" / "score_links.py"), home / "links.json", groups, folder, "links.given"
        )

    def own_claims() -> Scores:
        if not found:
            raise UnavailableError("no claims were found, so there is nothing to group")
        docs, gold = read_rows(home / "docs.json"), read_rows(home / "gold.json")
        groups = link(with_ids(found), home / "docs.json", folder, f"{name}.own")
        carried = onto_gold(load_scorer(shared / "gold" / "score.py"), gold, found, docs, groups)
        return score_links(
            load_scorer(shared / "gold" / "score_links.py"), home / "links.json", carried, folder, "links.own"
        )

    def dates() -> Scores:
        docs = [doc for doc in read_rows(home / "docs.json") if doc.get("date")]
        undated = [{key: value for key, value in doc.items() if key != "date"} for doc in docs]
        return score_dates(docs, coded(undated, folder, f"{name}.undated"))

    table.add(name, claims)
    if (home / "links.json").is_file():
        table.add(name, given_claims)
        table.add(name, own_claims)
    table.add(name, dates)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description="one table of all scores")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds gold/")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS), help="which hand-coded texts")
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the scores to FILE")
    options = parser.parse_args(arguments)
    if not (options.shared / "gold").is_dir():
        print(f"{options.shared} holds no gold/: name the folder of hand-coded texts with --shared", file=sys.stderr)
        return 2
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted(set(options.sets), key=SETS.index):
            measure_set(table, name, options.shared, Path(folder))
    print(table.text(options.markdown))
    for gap in table.gaps:
        print(f"not measured: {gap}", file=sys.stderr)
    if options.json:
        options.json.write_text(json.dumps(table.scores, indent=1) + "\n", encoding="utf8")
    return 1 if table.gaps else 0


if __name__ == "__main__":
    sys.exit(main())

"""How often a claim's days are found when its place in the text is given: grounding in time alone, without finding claims.

    python -m benchmarks.times [--shared ../shared] [--sets dev train]

Each hand-coded claim becomes a draft: the sentence that holds its evidence, with the coder's own trigger for the claim's kind there (else
the head of the evidence), and the hand-coded status. Its interval is then chosen as for any draft and compared as the scorer does.
Printed for each set: the share of claims with the right interval; of those dated by hand, the share dated right and the share left undated;
of those undated by hand, the share left undated.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.accuracy import load_scorer
from benchmarks.running import UnavailableError, read_rows
from casus.cleaning import clean, kept_blocks
from casus.coding.clauses import stretches
from casus.coding.reading import Reading, read_sentences
from casus.coding.tense import is_ongoing
from casus.coding.triggers import Candidate
from casus.grounding.timing import Timeline
from casus.language.parse import parse_blocks
from casus.record import Document, DocumentDate, Draft, Interval, Phrase

Row = dict[str, Any]
SETS = ("dev", "train")


def document(row: Row) -> Document:
    """The document of a row, clean, with its given date."""
    day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
    when = DocumentDate(day, day, "given" if day else "unknown")
    return clean(Document(id=row["id"], text=row["text"], publisher=row.get("publisher"), date=when))


def draft_of(claim: Row, text: str, readings: Sequence[Reading]) -> Draft | None:
    """The draft that coding would make of a hand-coded claim; None where its evidence stands in no sentence that is read."""
    begin = text.find(claim["evidence"])
    end = begin + len(claim["evidence"])
    near = [r for r in readings if begin >= 0 and r.sentence.begin < end and r.sentence.end > begin]
    if not near:
        return None
    reading = max(near, key=lambda r: min(end, r.sentence.end) - max(begin, r.sentence.begin))
    candidate = _candidate(claim, reading, begin, end)
    first, last = reading.sentence.place(candidate.tokens[0], candidate.tokens[-1])
    return Draft(
        kind=claim["kind"],
        begin=begin,
        end=end,
        trigger=Phrase(first, last, text[first:last]),
        sentence=(reading.sentence.begin, reading.sentence.end),
        clauses=stretches(reading.sentence, candidate.head),
        status=claim["status"],
        aggregate=bool(claim["aggregate"]),
        ongoing=is_ongoing(candidate),
    )


def _candidate(claim: Row, reading: Reading, begin: int, end: int) -> Candidate:
    """The first word in the evidence that stands for the claim's kind, else the highest word of the evidence."""
    sentence = reading.sentence
    inside = [token for token in sentence.span if begin <= sentence.place(token)[0] < end and not token.is_space]
    hits = [hit.candidate for hit in reading.hits if hit.candidate.kind == claim["kind"]]
    own = [candidate for candidate in hits if candidate.head in inside]
    if own or hits:
        return (own or hits)[0]
    head = min(inside, key=lambda token: len(list(token.ancestors)), default=sentence.span.root)
    return Candidate(claim["kind"], head, (head,), "verb", "")


def drafted(folder: Path) -> Iterator[tuple[Document, list[tuple[Row, Draft | None]]]]:
    """The documents of a folder, each with its hand-coded claims and their drafts in order of the text."""
    gold = {row["id"]: row["claims"] for row in read_rows(folder / "gold.json")}
    documents = [document(row) for row in read_rows(folder / "docs.json")]
    items = ((at, one.text, kept_blocks(one)) for at, one in enumerate(documents))
    for at, sentences in parse_blocks(items):
        one = documents[at]
        readings = read_sentences(sentences)
        claims = [(claim, draft_of(claim, one.text, readings)) for claim in gold.get(one.id, [])]
        yield one, sorted(claims, key=lambda pair: pair[1].sentence if pair[1] else (0, 0))


def timed(folder: Path) -> Iterator[tuple[Row, Interval]]:
    """All hand-coded claims of a folder with the days chosen for each."""
    for one, claims in drafted(folder):
        timeline = Timeline(one)
        for claim, draft in claims:
            yield claim, timeline.timing(draft).interval if draft else Interval()


def row_of(interval: Interval) -> Row:
    """An interval as the scorer reads them."""
    start, end = interval.start, interval.end
    return {"date_start": start and start.isoformat(), "date_end": end and end.isoformat()}


def scores(scorer: ModuleType, folder: Path) -> dict[str, float]:
    """The shares, and how many claims there are."""
    counts: Counter[str] = Counter()
    for claim, interval in timed(folder):
        dated, right = scorer.interval(claim) is not None, scorer.same_date(claim, row_of(interval))
        counts.update({"claims": 1, "right": right, "dated": dated, "dated right": dated and right})
        counts["dated missed"] += dated and not interval.known
        counts["undated right"] += right and not dated
    undated = counts["claims"] - counts["dated"]
    return {
        "claims": counts["claims"],
        "right": counts["right"] / counts["claims"],
        "dated by hand": counts["dated"],
        "dated right": counts["dated right"] / (counts["dated"] or 1),
        "dated left undated": counts["dated missed"] / (counts["dated"] or 1),
        "undated left undated": counts["undated right"] / (undated or 1),
    }


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.times", description="claims' days, their place given")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds gold/")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS), help="which hand-coded texts")
    options = parser.parse_args(arguments)
    try:
        scorer = load_scorer(options.shared / "gold" / "score.py")
        for name in options.sets:
            for measure, value in scores(scorer, options.shared / "gold" / name).items():
                print(f"{name:6s} {measure:22s} {value:.0f}" if value > 1 else f"{name:6s} {measure:22s} {value:.3f}")
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

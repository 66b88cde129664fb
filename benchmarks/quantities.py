"""How well the counts of claims are read, apart from whether the claims are found.

    python -m benchmarks.quantities --shared ../shared [--sets train dev] [--errors N]

Each claim coded by hand is given to the coder: the sentence of its evidence, its kind, and the lexicon's trigger of that kind in
the evidence (else the sentence's root). What ``claim_counts`` then says is compared with the counts coded by hand; a count is
right when what it counts, its least and its most are. Printed: precision, recall and F1 of all counts and of each thing counted.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.running import UnavailableError, read_rows
from casus.cleaning import clean, kept_blocks
from casus.coding.tallies import claim_counts
from casus.coding.triggers import Candidate, find_candidates
from casus.language.parse import Sentence, parse_blocks
from casus.record import COUNT_WHATS, Document, Kind

Row = dict[str, Any]
Item = tuple[str, int | None, int | None]
SETS = ("train", "dev")


@dataclass(frozen=True, slots=True)
class Read:
    """One claim coded by hand: its counts, those that the coder reads, and the sentence they were read in."""

    doc: str
    kind: Kind
    gold: frozenset[Item]
    found: frozenset[Item]
    text: str


def reads(docs: Iterable[Row], gold: Iterable[Row]) -> Iterator[Read]:
    """All claims coded by hand whose evidence lies in a parsed sentence, with what the coder counts for them."""
    claims = {row["id"]: row["claims"] for row in gold}
    documents = [clean(Document(id=row["id"], text=row["text"])) for row in docs]
    items = ((at, document.text, kept_blocks(document)) for at, document in enumerate(documents))
    for at, sentences in parse_blocks(items):
        document = documents[at]
        for claim in claims.get(document.id, ()):
            begin = document.text.find(claim["evidence"])
            told = [s for s in sentences if s.begin < begin + len(claim["evidence"]) and s.end > begin]
            wanted = frozenset((c["what"], c.get("min"), c.get("max")) for c in claim.get("counts") or ())
            if begin < 0 or not told:
                yield Read(document.id, claim["kind"], wanted, frozenset(), claim["evidence"])
                continue
            sentence, candidate = trigger(claim["kind"], told, begin, begin + len(claim["evidence"]))
            counts = claim_counts(claim["kind"], candidate, sentence)
            found = frozenset((count.what, count.min, count.max) for count in counts)
            yield Read(document.id, claim["kind"], wanted, found, sentence.text)


def trigger(kind: Kind, told: Sequence[Sentence], begin: int, end: int) -> tuple[Sentence, Candidate]:
    """The sentence and the lexicon's trigger of ``kind`` in the evidence, sure ones and those in company first."""
    found: list[tuple[bool, bool, int, Sentence, Candidate]] = []
    for sentence in told:
        for candidate in find_candidates(sentence.span):
            at = sentence.place(candidate.head)[0]
            if candidate.kind == kind and begin <= at < end:
                found.append((not candidate.sure, not candidate.near, at, sentence, candidate))
    if found:
        return min(found, key=lambda item: item[:3])[3:]
    longest = max(told, key=lambda s: min(s.end, end) - max(s.begin, begin))
    root = longest.span.root
    return longest, Candidate(kind, root, (root,), "verb" if root.pos_ in ("VERB", "AUX") else "noun", "")


def scores(read: Iterable[Read]) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and how many counts there are by hand, of all and of each thing counted."""
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in read:
        for counter, items in ((gold, one.gold), (found, one.found), (right, one.gold & one.found)):
            counter.update(name for item in items for name in (item[0], "all"))
    return {name: (*prf(right[name], found[name], gold[name]), gold[name]) for name in ("all", *COUNT_WHATS)}


def prf(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    p, r = right / found if found else 0.0, right / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def main(arguments: list[str] | None = None) -> int:
    """Measure, print a table for each set, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quantities", description="how well counts are read")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds gold/")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS), help="which hand-coded texts")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also list the first N claims read wrongly")
    options = parser.parse_args(arguments)
    for name in options.sets:
        try:
            home = options.shared / "gold" / name
            read = list(reads(read_rows(home / "docs.json"), read_rows(home / "gold.json")))
        except UnavailableError as error:
            print(f"not measured: {name}: {error}", file=sys.stderr)
            return 1
        print(f"{name}: {len(read)} claims\n{'':18s}     p     r    f1  gold")
        for what, (p, r, f1, gold) in scores(read).items():
            print(f"{what:18s} {p:5.3f} {r:5.3f} {f1:5.3f} {gold:5d}")
        for one in [one for one in read if one.gold != one.found][: options.errors]:
            print(f"\n{one.doc} {one.kind}: {one.text.strip()}")
            print(
                f"  by hand only {sorted(one.gold - one.found, key=str)}; read only {sorted(one.found - one.gold, key=str)}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())

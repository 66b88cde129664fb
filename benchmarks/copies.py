"""How well copies of documents are found among very many, in how much memory and time.

    python -m benchmarks.copies --shared ../shared [--documents 50000] [--record 2000] [--markdown] [--errors N]

Copies of known originals are made of the corpora's reports (``copied_texts.py``). They lie among so many documents that ``--documents``
are indexed in all: the rest are invented ones of 100 to 700 words, put together of pieces of three to six words of the same reports and, one piece in
twenty, of formulas of twelve words that many of them have; they are all earlier than the reports. What is found is compared with what was made: a pair (document, its
original, whole or part) is right or not. ``found at all``: whatever was said of the extent. Memory is the peak of a process of its own, with everything in it.
``--record``: as many documents of the collection go into a record in SQLite, then a hundred one by one.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.copied_texts import KINDS, Collection, Made, collection
from casus.cleaning.copies import first_texts, repeats_of, whole_copies
from casus.cleaning.key_index import KeyIndex
from casus.cleaning.noise import clean
from casus.cleaning.prepared import Earlier, document_order, prepare
from casus.cleaning.shingles import Words, keys_of
from casus.copying import update_copies
from casus.record import Coded, Repeat
from casus.store.record import Record

ROOT = Path(__file__).resolve().parents[1]
Found = dict[str, tuple[Repeat, ...]]


class Fill:
    """Invented documents by their number: always the same words for a number, and no text."""

    def __init__(self, collected: Collection) -> None:
        self._stream = np.concatenate([prepare(clean(one)).words.hashes for one in collected.originals])
        self._formulas = np.random.default_rng(1).integers(0, len(self._stream) - 12, 5000)

    def words(self, number: int) -> Words:
        """The words of a document: pieces of reports in a chance order."""
        chance = np.random.default_rng((2, number))
        pieces = int(chance.integers(22, 156))
        starts = chance.integers(0, len(self._stream) - 12, pieces)
        lengths = chance.integers(3, 7, pieces)
        formula = chance.random(pieces) < 0.05
        starts[formula] = self._formulas[chance.integers(0, len(self._formulas), int(formula.sum()))]
        lengths[formula] = 12
        at = np.repeat(starts - np.r_[0, np.cumsum(lengths)[:-1]], lengths) + np.arange(lengths.sum())
        return Words(self._stream[at])

    def earlier(self, number: int) -> Earlier:
        """A document as later ones are compared with it."""
        return Earlier(f"fill-{number}", None, self.words(number), -1)


def search(collected: Collection, documents: int) -> tuple[Found, dict[str, Any]]:
    """Index all, look up the collection's documents; what they repeat, and what it took."""
    begin = time.perf_counter()
    real = sorted((*collected.originals, *(one.document for one in collected.made)), key=document_order)
    ready = [prepare(clean(document)) for document in real]
    reading = time.perf_counter() - begin
    fill, filled = Fill(collected), max(0, documents - len(real))

    def keys() -> Iterator[NDArray[np.uint64]]:
        for number in range(filled):
            yield keys_of(fill.words(number))
        for one in ready:
            yield keys_of(one.words)

    begin = time.perf_counter()
    index = KeyIndex(keys())
    building = time.perf_counter() - begin
    found: Found = {}
    candidates = 0
    begin = time.perf_counter()
    for at, one in enumerate(ready, filled):
        earlier = [
            ready[first - filled].earlier if first >= filled else fill.earlier(first)
            for first in index.firsts(keys_of(one.words)).tolist()
            if first < at
        ]
        candidates += len(earlier)
        found[one.document.key] = repeats_of(one, earlier)
    looking = time.perf_counter() - begin
    took = {
        "documents indexed": f"{filled + len(ready):,}",
        "keys": f"{len(index):,}",
        "reading the collection's words": f"{reading / len(ready) * 1000:.2f} ms a document",
        "building the index": f"{building:.0f} s, invented documents' making included",
        "one lookup, comparing included": f"{looking / len(ready) * 1000:.2f} ms",
        "documents compared in a lookup": f"{candidates / len(ready):.1f}",
        "memory, peak": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB",
    }
    return found, took


def scores(collected: Collection, found: Found) -> tuple[list[tuple[str, ...]], list[str]]:
    """The table of what was found, and the errors in words."""
    order = {one.key: document_order(one) for one in (*collected.originals, *(one.document for one in collected.made))}
    originals = first_texts(whole_copies(found), order | {r.original: "" for of in found.values() for r in of})
    said = {(key, first, True) for key, first in originals.items()}
    said |= {(key, one.original, False) for key, of in found.items() for one in of if not one.whole}
    true = {(one.document.key, one.original, one.whole): one.kind for one in collected.made}
    pairs = {pair[:2] for pair in said}
    rows = [("copies", "made", "found right", "recall", "found at all")]
    rows += [_row(kind, [pair for pair, made in true.items() if made == kind], said, pairs) for kind in KINDS]
    rows.append(_row("all", list(true), said, pairs))
    right = len(said & true.keys())
    rows.append(("precision", f"{len(said):,} said", f"{right:,}", f"{right / max(1, len(said)):.4f}", ""))
    return rows, [*_missed(collected.made, said), *(f"extra: {pair}" for pair in sorted(said - true.keys()))]


def _row(
    kind: str, wanted: list[tuple[str, str, bool]], said: set[tuple[str, str, bool]], pairs: set[tuple[str, str]]
) -> tuple[str, ...]:
    right, met = sum(pair in said for pair in wanted), sum(pair[:2] in pairs for pair in wanted)
    share = [f"{number / max(1, len(wanted)):.4f}" for number in (right, met)]
    return kind, f"{len(wanted):,}", f"{right:,}", *share


def _missed(made: tuple[Made, ...], said: set[tuple[str, str, bool]]) -> list[str]:
    return [
        f"missed: {one.document.id} {one.kind} ({len(one.document.text.split())} words)"
        for one in made
        if (one.document.key, one.original, one.whole) not in said
    ]


def in_a_record(collected: Collection, number: int, folder: Path) -> dict[str, str]:
    """Seconds to compare a record's documents at once, and then a hundred more one by one."""
    real = [*(one.document for one in collected.made), *collected.originals][: number + 100]
    first, more = real[:-100], real[-100:]
    with Record.open(folder / "copies.db") as record:
        for document in first:
            record.add_document(Coded(document))
        begin = time.perf_counter()
        update_copies(record, "1")
        whole = time.perf_counter() - begin
        single = 0.0
        for document in more:
            record.add_document(Coded(document))
            begin = time.perf_counter()
            update_copies(record, "1")
            single += time.perf_counter() - begin
    return {
        f"{len(first):,} documents of a record": f"{whole:.1f} s, {whole / max(1, len(first)) * 1000:.1f} ms a document",
        "one more, in a transaction of its own": f"{single / len(more) * 1000:.1f} ms",
    }


def inside(options: argparse.Namespace) -> None:
    """Measure in this process and write the result as JSON."""
    collected = collection(options.shared)
    found, took = search(collected, options.documents)
    rows, errors = scores(collected, found)
    print(json.dumps({"rows": rows, "took": took, "errors": errors}))


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copies", description="how well copies are found")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds corpora/")
    parser.add_argument("--documents", type=int, default=50_000, help="how many documents are indexed in all")
    parser.add_argument("--record", type=int, default=2000, help="how many documents are put in a record; 0: none")
    parser.add_argument("--markdown", action="store_true", help="print the tables in Markdown")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print so many errors")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)  # the measurement, in this process
    options = parser.parse_args(arguments)
    if not (options.shared / "corpora").is_dir():
        print(f"{options.shared} holds no corpora/: name the folder with --shared", file=sys.stderr)
        return 2
    if options.inside:
        inside(options)
        return 0
    given = ["--shared", str(options.shared.resolve()), "--documents", str(options.documents), "--inside"]
    command = [sys.executable, "-m", "benchmarks.copies", *given]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        print(f"not measured: {(done.stderr.strip().splitlines() or ['nothing said'])[-1]}", file=sys.stderr)
        return 1
    result = json.loads(done.stdout)
    if options.record:
        with tempfile.TemporaryDirectory() as folder:
            result["took"] |= in_a_record(collection(options.shared), options.record, Path(folder))
    _print(result["rows"], options.markdown)
    print()
    _print([("measure", "value"), *result["took"].items()], options.markdown)
    for error in result["errors"][: options.errors]:
        print(error)
    counted = Counter(error.split(":")[0] for error in result["errors"])
    print(f"\nerrors: {dict(counted)}" if counted else "\nno errors")
    return 0


def _print(rows: list[tuple[str, ...]], markdown: bool) -> None:
    for at, row in enumerate(rows):
        line = (
            "| " + " | ".join(row) + " |" if markdown else f"{row[0]:40s}" + "".join(f"{cell:>14s}" for cell in row[1:])
        )
        print(line)
        if markdown and not at:
            print("| --- |" + " ---: |" * (len(row) - 1))


if __name__ == "__main__":
    sys.exit(main())

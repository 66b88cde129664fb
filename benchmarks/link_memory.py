"""The peak of memory of looking for copies among, and linking, all documents of a new record: what remains of a build when all is coded.

    python -m benchmarks.link_memory --shared ../shared [--documents 3000 10000] [--beside 0]

Documents are those of :mod:`benchmarks.scaling_links`, three wars at a time, with as many words around the claims as a report of the corpora has; ``--beside 19``: for each
of them so many that claim nothing, as in mixed news. Each size is a process of its own, so that nothing of how the documents were made counts.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.scaling_links import CLAIMS_OF_DOCUMENT, WAR_DAYS, generator, steps, war
from casus.build import bring_up_to_date
from casus.record import Coded, stable_id
from casus.store.record import Record

WORDS = 450  # of a report
DOCUMENTS_OF_WAR = 1500


def long_documents(shared: Path, count: int) -> Iterator[Coded]:
    """So many documents, the text of each as long as a report's."""
    drawn, rng = generator(shared), random.Random(5)
    made = 0
    for number in range(-(-count // DOCUMENTS_OF_WAR)):
        here = min(DOCUMENTS_OF_WAR, count - made)
        of = war(number, WAR_DAYS)
        told = drawn.documents(of, 2 * here * CLAIMS_OF_DOCUMENT, f"memory {number}")
        for _, coded in zip(range(here), told, strict=False):
            made += 1
            words = " ".join(rng.choices(drawn.words, k=WORDS))
            document = replace(coded.document, text=f"{coded.document.text}\n{words}")
            yield replace(
                coded,
                document=document,
                claims=tuple(
                    replace(claim, document=document.key, claim_id=stable_id("c", document.key, at))
                    for at, claim in enumerate(coded.claims)
                ),
            )


def fill(place: Path, shared: Path, count: int, beside: int = 0) -> None:
    """A record of so many documents that are yet to be linked, and for each so many that claim nothing."""
    rng = random.Random(6)
    with Record.open(place) as record:
        for number, coded in enumerate(long_documents(shared, count)):
            record.add_document(coded, coder="1")
            words = coded.document.text.split()
            for other in range(beside):
                text = " ".join(rng.choices(words, k=WORDS))
                document = replace(coded.document, id=f"beside-{number}-{other}", text=text)
                record.add_document(Coded(document, (), ()), coder="1")


def link(place: Path) -> str:
    """Link a record in this process; tells how long it took and how much memory."""
    began, processor = time.perf_counter(), time.process_time()
    with Record.open(place) as record:
        start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        bring_up_to_date(record, steps())
        totals = record.totals()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock, processor = time.perf_counter() - began, time.process_time() - processor
    return (
        f"| {totals.documents:,} | {totals.claims:,} | {totals.events:,} | {processor:.0f} | {clock:.0f} | "
        f"{start / 1024:.0f} | {peak / 1024:.0f} |"
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.link_memory", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds gold/")
    parser.add_argument("--documents", type=int, nargs="+", default=[3_000, 10_000])
    parser.add_argument("--beside", type=int, default=0, help="documents that claim nothing, for each one that does")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--keep", type=Path, help="keep the unlinked records in this folder, for the next time")
    options = parser.parse_args(arguments)
    if options.inside:
        print(link(options.inside))
        return 0
    print("| documents | claims | events | processor, s | clock, s | MiB before | MiB peak |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for count in options.documents:
            kept = (options.keep or Path(folder)) / f"unlinked-{count}-{options.beside}.db"
            if not kept.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                fill(kept, options.shared, count, options.beside)
            place = Path(folder, "linked.db")
            place.write_bytes(kept.read_bytes())
            command = [sys.executable, "-m", "benchmarks.link_memory", "--inside", str(place)]
            print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How long exports of large records take and how much memory, and how fast documents with their claims go into a record.

    python -m benchmarks.bulk [--events 100000 1000000] [--formats parquet csv jsonl acled xlsx] [--folder /tmp/bulk] [--insert 5000]

Records are made by :mod:`benchmarks.bulk_record` and stay in the folder for the next time. Each export is a process of its own, start-up included: told are
seconds by the clock and of the processor, the peak of its memory (resident set) and the size of the file.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bulk_record import make_record, reports
from casus.store.batches import batches
from casus.store.record import Record
from casus.store.storing import TOGETHER, Arrival

FORMATS = ("parquet", "csv", "jsonl", "acled", "xlsx")


def record_of(events: int, folder: Path) -> Path:
    """The record of so many events, made if it is not there."""
    place = folder / f"{events}.db"
    if not place.exists():
        half = folder / f"{events}.part"
        half.unlink(missing_ok=True)
        make_record(half, events)
        half.rename(place)
    return place


def exported(place: Path, format_name: str, output: Path) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, and the peak of memory in bytes, of one export."""
    command = [
        sys.executable,
        "-m",
        "casus",
        "export",
        "--record",
        str(place),
        "--format",
        format_name,
        "--output",
        str(output),
    ]
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the export to {format_name} failed: {said.decode()}")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def rows(sizes: Sequence[int], formats: Sequence[str], folder: Path) -> Iterator[str]:
    """The table in Markdown, a row as soon as it is known."""
    yield "| format | events | seconds | of the processor | peak memory, MB | file, MB |"
    yield "|---|---:|---:|---:|---:|---:|"
    for events in sizes:
        place = record_of(events, folder)
        for format_name in formats:
            output = folder / f"out.{format_name}"
            clock, processor, peak = exported(place, format_name, output)
            size = output.stat().st_size
            output.unlink()
            yield f"| {format_name} | {events:,} | {clock:.0f} | {processor:.0f} | {peak / 1e6:.0f} | {size / 1e6:.0f} |"


def inserted(events: int, together: int) -> str:
    """How many claims a second go into a record, so many documents in a transaction; the reports are those of so many events."""
    told = [Arrival(coded, "1") for coded in reports(events)]
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder, "casus.db")) as record:
        processor, clock = time.process_time(), time.perf_counter()
        for some in batches(told, together):
            record.add_documents(some)
        processor, clock = time.process_time() - processor, time.perf_counter() - clock
    claims = sum(len(one.coded.claims) for one in told)
    return (
        f"{len(told):,} documents with {claims:,} claims, {together} in a transaction: {claims / clock:,.0f} claims a second by the clock, "
        f"{claims / processor:,.0f} of the processor"
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bulk", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--events", type=int, nargs="*", default=[100_000], help="sizes of records to export")
    parser.add_argument("--formats", nargs="+", default=list(FORMATS))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "casus-bulk"))
    parser.add_argument(
        "--insert",
        type=int,
        default=0,
        metavar="EVENTS",
        help="also measure how fast the reports of so many events go in",
    )
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.insert:
        for together in (1, TOGETHER):
            print(inserted(options.insert, together), flush=True)
    for row in rows(options.events, options.formats, options.folder):
        print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

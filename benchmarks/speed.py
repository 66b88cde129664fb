"""How fast Casus is: seconds for a whole build, documents and words per second of coding, and their ratio to parsing.

    python -m benchmarks.speed [--shared ../shared] [--repeat 3]

Wall-clock times differ from machine to machine; the ratio of the whole way to a pure parse of the same text in the same run
hardly does, so that is the number to compare. Every command is a fresh process, start-up included; the best of ``--repeat``
runs counts. Reads the hand-coded development texts where ``--shared`` has them, else the samples.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.running import UnavailableError, casus, read_rows, write_rows

ROOT = Path(__file__).resolve().parents[1]
Row = dict[str, str]


def texts(shared: Path) -> tuple[str, list[Row]]:
    """What is coded, and its name: the development texts, else what the samples hold in rows."""
    development = shared / "gold" / "dev" / "docs.json"
    if development.is_file():
        return "development texts", read_rows(development)
    lines = [
        line
        for path in sorted((ROOT / "samples").glob("*.jsonl"))
        for line in path.read_text(encoding="utf8").splitlines()
    ]
    return "samples", [json.loads(line) for line in lines]


def best(repeat: int, run: Callable[[], float]) -> float:
    """The least of ``repeat`` timings."""
    return min(run() for _ in range(repeat))


def parse_seconds(rows: list[Row]) -> float:
    """Seconds that the English pipeline alone takes for the texts, the model already loaded, in this process."""
    from casus.language.parse import load_pipeline, parse_blocks

    load_pipeline()
    begin = time.perf_counter()
    for _ in parse_blocks((row["id"], row["text"], [(0, len(row["text"]))]) for row in rows):
        pass
    return time.perf_counter() - begin


def measure(shared: Path, repeat: int, folder: Path) -> list[tuple[str, str]]:
    """The measurements as (what, value) lines."""
    name, rows = texts(shared)
    path = write_rows(folder / "texts.jsonl", rows)
    words = sum(len(row["text"].split()) for row in rows)
    seeds = shared / "seeds"
    folder_built = seeds if seeds.is_dir() else ROOT / "samples"

    def build() -> float:
        record = folder / "speed.db"
        for leftover in folder.glob("speed.db*"):
            leftover.unlink()
        return casus("build", folder_built, "--record", record).seconds

    start = best(repeat, lambda: casus("--help").seconds)
    one = best(repeat, lambda: casus("code", path, "--as", "claims", "--jobs", 1).seconds)
    jobs = os.cpu_count() or 1
    many = best(repeat, lambda: casus("code", path, "--as", "claims", "--jobs", jobs).seconds)
    built = best(repeat, build)
    parse = best(repeat, lambda: parse_seconds(rows))
    return [
        ("texts", f"{name}: {len(rows)} documents, {words} words"),
        ("start (casus --help)", f"{start:.2f} s"),
        (f"build of {folder_built.name}/", f"{built:.2f} s"),
        ("parse alone, model loaded", f"{parse:.2f} s, {words / parse:.0f} words/s"),
        ("code, 1 process", f"{one:.2f} s, {len(rows) / one:.1f} documents/s, {words / one:.0f} words/s"),
        (f"code, {jobs} processes", f"{many:.2f} s, {len(rows) / many:.1f} documents/s, {words / many:.0f} words/s"),
        ("code (1 process) / parse", f"{one / parse:.2f}"),
        (f"code (1 process) / code ({jobs})", f"{one / many:.2f}"),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="how fast Casus is")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds seeds/ and gold/")
    parser.add_argument("--repeat", type=int, default=3, help="timings of each kind; the least counts")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            lines = measure(options.shared, options.repeat, Path(folder))
        except UnavailableError as error:
            print(f"not measured: {error}", file=sys.stderr)
            return 1
    for what, value in lines:
        print(f"{what:32s} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

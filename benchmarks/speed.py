"""How fast Casus is: seconds for a whole build, documents and words per second of coding, and their ratio to parsing.

    python -m benchmarks.speed [--shared ../shared] [--repeat 3]

Wall-clock times differ from machine to machine and with what else it does; the ratio of the whole way to a pure parse of the same
text hardly does, so that is the number to compare. It is taken in one process with everything loaded, text by text, now the
parse first, now the whole way, after a warm-up on the samples; each repetition is a process of its own, so that nothing is
remembered from the one before. Every command is a fresh process, start-up included. Of seconds the least of ``--repeat`` runs counts, of the
ratio the middle one. Reads the hand-coded development texts where ``--shared`` has them, else the samples.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.running import UnavailableError, casus, read_rows, write_rows
from casus.threads import use_one_thread

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


def parse_and_whole(path: Path) -> tuple[float, float]:
    """Seconds for the texts of a file in this process, everything loaded: of the parse alone, and of the whole way with its own parse."""
    from casus.language.parse import parse_blocks
    from casus.pipeline import code_documents
    from casus.reading import read_inputs
    from casus.record import Document

    def parse(document: Document) -> float:
        begin = time.perf_counter()
        for _ in parse_blocks([(0, document.text, [(0, len(document.text))])]):
            pass
        return time.perf_counter() - begin

    def whole(document: Document) -> float:
        begin = time.perf_counter()
        for _ in code_documents([document]):
            pass
        return time.perf_counter() - begin

    for _ in code_documents(one for one in read_inputs([str(ROOT / "samples")]) if isinstance(one, Document)):
        pass  # a warm-up
    parsing = coding = 0.0
    for at, document in enumerate(one for one in read_inputs([str(path)]) if isinstance(one, Document)):
        first, second = (parse, whole) if at % 2 else (whole, parse)
        took = {first: first(document), second: second(document)}
        parsing, coding = parsing + took[parse], coding + took[whole]
    if not parsing:
        raise UnavailableError(f"{path} holds no text that could be read")
    return parsing, coding


def in_a_process(path: Path) -> tuple[float, float]:
    """:func:`parse_and_whole` in a fresh process; raises :class:`UnavailableError` where it fails."""
    command = [sys.executable, "-m", "benchmarks.speed", "--inside", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise UnavailableError(
            f"measuring inside a process failed: {(done.stderr.strip().splitlines() or ['nothing said'])[-1]}"
        )
    parsing, coding = json.loads(done.stdout)
    return parsing, coding


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
    inside = [in_a_process(path) for _ in range(repeat)]
    parse, whole = min(parse for parse, _ in inside), min(whole for _, whole in inside)
    ratio = statistics.median(whole / parse for parse, whole in inside)
    return [
        ("texts", f"{name}: {len(rows)} documents, {words} words"),
        ("start (casus --help)", f"{start:.2f} s"),
        (f"build of {folder_built.name}/", f"{built:.2f} s"),
        ("parse alone, all loaded", f"{parse:.2f} s, {words / parse:.0f} words/s"),
        ("whole way, all loaded", f"{whole:.2f} s, {len(rows) / whole:.1f} documents/s, {words / whole:.0f} words/s"),
        ("whole way / parse", f"{ratio:.2f}"),
        ("code, 1 process", f"{one:.2f} s, {len(rows) / one:.1f} documents/s, {words / one:.0f} words/s"),
        (f"code, {jobs} processes", f"{many:.2f} s, {len(rows) / many:.1f} documents/s, {words / many:.0f} words/s"),
        ("code (1 process) / parse", f"{one / parse:.2f}, start included"),
        (f"code (1 process) / code ({jobs})", f"{one / many:.2f}"),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="how fast Casus is")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds seeds/ and gold/")
    parser.add_argument("--repeat", type=int, default=3, help="timings of each kind; the least counts")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)  # one repetition, in this process
    options = parser.parse_args(arguments)
    if options.inside:
        use_one_thread()  # as the command line does
        print(json.dumps(parse_and_whole(options.inside)))
        return 0
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

"""How much memory a whole build takes, from the first report to the last link, and where in the run that is.

    python -m benchmarks.build_memory --shared ../shared [--documents 1000 10000 100000] [--jobs 2] [--kind screened] [--folder DIR] [--plot docs/images/memory-build.svg]

Reports are made up (:mod:`benchmarks.news`) and read from one JSON Lines file by ``casus build`` in a process of its own. Every second the proportional set size of
all its processes is asked for (what they share counts once). ``mixed`` are news of which one in twenty is a war report, ``screened`` the same with ``--screen``, ``war`` war reports only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.news import News
from benchmarks.scale import machine
from casus.store.record import Record

KINDS = ("screened", "mixed", "war")
EVERY = 1.0  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Built:
    """One build: its size, and (seconds since its start, MiB) by time."""

    kind: str
    documents: int
    claims: int
    events: int
    seconds: float
    memory: tuple[tuple[float, float], ...]

    @property
    def peak(self) -> float:
        """MiB at most."""
        return max((mib for _, mib in self.memory), default=0.0)


def write_reports(shared: Path, kind: str, count: int, place: Path) -> None:
    """So many reports as JSON Lines, unless they are there."""
    if place.exists():
        return
    news = News(shared)
    with place.with_suffix(".part").open("w", encoding="utf8") as file:
        for row in islice(news.war() if kind == "war" else news.mixed(), count):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    place.with_suffix(".part").rename(place)


def watch(command: list[str], log: Path) -> tuple[float, list[tuple[float, float]]]:
    """Run a command; its seconds, and the memory of it and all that it starts. Raises ``CalledProcessError`` where it fails."""
    import psutil

    began, taken = time.monotonic(), list[tuple[float, float]]()
    with log.open("w", encoding="utf8") as file, subprocess.Popen(command, stdout=file, stderr=file) as running:
        whole = psutil.Process(running.pid)
        while running.poll() is None:
            try:
                mib = sum(one.memory_full_info().pss for one in (whole, *whole.children(recursive=True))) / 2**20
            except psutil.NoSuchProcess:  # a worker ended between being listed and being asked
                continue
            taken.append((time.monotonic() - began, mib))
            time.sleep(EVERY)
    if running.returncode not in (0, 1):
        raise subprocess.CalledProcessError(running.returncode, command, log.read_text(encoding="utf8")[-2000:])
    return time.monotonic() - began, taken


def build(shared: Path, kind: str, count: int, jobs: int, folder: Path) -> Built:
    """Build a new record of so many reports."""
    news, record = folder / f"{'war' if kind == 'war' else 'mixed'}-{count}.jsonl", folder / f"{kind}-{count}.db"
    write_reports(shared, kind, count, news)
    for left in folder.glob(f"{record.name}*"):
        left.unlink()
    screen = ["--screen"] if kind == "screened" else []
    command = [sys.executable, "-m", "casus", "build", str(news), "--record", str(record), "--jobs", str(jobs), *screen]
    seconds, memory = watch(command, record.with_suffix(".log"))
    with Record.open(record) as built:
        totals = built.totals()
    return Built(kind, totals.documents, totals.claims, totals.events, seconds, tuple(memory))


def plot(found: Iterable[Built], path: Path) -> None:
    """Draw memory over the share of the time of a run."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.2), layout="constrained")
    for one in found:
        axes.plot(
            [100 * at / one.seconds for at, _ in one.memory],
            [mib for _, mib in one.memory],
            label=f"{one.documents:,} documents, {one.claims:,} claims",
        )
    axes.set(xlabel="per cent of the run's time", ylabel="MiB, all processes together")
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper left")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, draw the plot."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.build_memory", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds gold/ and corpora/")
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kind", choices=KINDS, default="screened")
    parser.add_argument("--folder", type=Path, help="keep the reports and records here")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw memory into FILE")
    options = parser.parse_args(arguments)
    print(machine())
    print("| reports | documents | claims | events | seconds by the clock | MiB, all, most |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as kept:
        folder = options.folder or Path(kept)
        folder.mkdir(parents=True, exist_ok=True)
        found = []
        for count in options.documents:
            one = build(options.shared, options.kind, count, options.jobs, folder)
            found.append(one)
            print(
                f"| {one.kind} | {one.documents:,} | {one.claims:,} | {one.events:,} | {one.seconds:.0f} | {one.peak:.0f} |",
                flush=True,
            )
        if options.plot:
            plot(found, options.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())

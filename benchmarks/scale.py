"""How many reports are coded a second, by one process and by several, and how much memory they take together.

    python -m benchmarks.scale --shared ../shared [--reports 60] [--jobs 1 2] [--mixed 200] [--plot docs/images/memory-scale.svg]

Reports are made up (:mod:`benchmarks.news`): war reports of 900 words, and mixed news, one in twenty a war report; ``screened`` is mixed news with ``--screen``,
of which it is also told what was not coded. Each row is a process of its own with its workers, all
loaded before the clock starts. Seconds of the processor are those of all processes, so ``a core`` does not depend on what else the machine does; the
gain of a second process is by the clock. Memory is the proportional set size of all processes together (what they share counts once), asked for after each tenth of the reports.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path

from benchmarks.news import News, Row
from benchmarks.running import UnavailableError
from casus.coding.screening import STAGE
from casus.pipeline import code_documents
from casus.record import Coded, Document, DocumentDate
from casus.scaling.local import Local
from casus.screened import screened
from casus.threads import use_one_thread

LONG = 900  # words of a war report
KINDS = ("war", "mixed", "screened", "real")


@dataclass(frozen=True, slots=True)
class Measured:
    """One row: what was coded, by how many processes, seconds, and MiB of all processes after each tenth."""

    kind: str
    jobs: int
    reports: int
    words: int
    clock: float
    processor: float
    memory: tuple[float, ...]
    dropped: int = 0  # of the reports that are no war reports
    lost: int = 0  # of the war reports


def documents(rows: Iterable[Row]) -> Iterator[Document]:
    """Rows as documents."""
    for row in rows:
        day = date.fromisoformat(row["date"])
        yield Document(row["id"], row["text"], date=DocumentDate(day, day, "given"))


def drawn(shared: Path, kind: str, count: int) -> list[Document]:
    """So many reports of a kind; ``real``: the development texts themselves."""
    news = News(shared)
    if kind == "real":
        found = [{"id": f"real-{at}", "date": "2020-01-01", "text": text} for at, text in enumerate(news.war_texts)]
        return list(documents(found))
    return list(documents(islice(news.war(LONG) if kind == "war" else news.mixed(), count)))


def memory() -> float:
    """MiB of this process and all that it started, what is shared counted once."""
    import psutil

    me = psutil.Process()
    return sum(one.memory_full_info().pss for one in (me, *me.children(recursive=True))) / 2**20


def processor() -> float:
    """Seconds of the processor of this process and all that it started and that still run."""
    import psutil

    me = psutil.Process()
    times = [one.cpu_times() for one in (me, *me.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def measure(shared: Path, kind: str, jobs: int, count: int) -> Measured:
    """Code reports in this process or its workers."""
    told = drawn(shared, kind, count)
    warm = drawn(shared, "war", 8 * jobs)  # all workers have loaded, and have met some words, before the clock starts
    code = partial(code_documents, executor=Local(jobs))
    found = (screened(code, "likely") if kind == "screened" else code)(chain(warm, told))
    for _ in warm:
        next(found)
    clock, used, taken, left = time.perf_counter(), processor(), list[float](), list[str]()
    for number in range(1, len(told)):  # but the last: its workers are still there to be asked
        coded = next(found)
        if isinstance(coded, Coded) and any(one.stage == STAGE for one in coded.problems):
            left.append(coded.document.id)
        if number % max(1, len(told) // 10) == 0:
            taken.append(memory())
    clock, used = time.perf_counter() - clock, processor() - used
    words = sum(len(one.text.split()) for one in told[:-1])
    lost = sum(name.startswith("war") for name in left)
    return Measured(kind, jobs, len(told) - 1, words, clock, used, tuple(taken), len(left) - lost, lost)


def rows(shared: Path, jobs: Iterable[int], counts: dict[str, int]) -> Iterator[Measured]:
    """All rows, each from a process of its own."""
    use_one_thread()  # for the processes to be started: NumPy is loaded before they can say so themselves
    for kind in KINDS:
        for number in jobs:
            command = [sys.executable, "-m", "benchmarks.scale", "--shared", str(shared), "--inside", kind, str(number)]
            done = subprocess.run([*command, str(counts[kind])], capture_output=True, text=True, check=False)
            if done.returncode:
                raise UnavailableError(done.stderr.strip().splitlines()[-1])
            yield Measured(**json.loads(done.stdout))


def machine() -> str:
    """What this was measured on."""
    named = [
        line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    load = os.getloadavg()[0]
    return f"{named[0]}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f} before the run"


def plot(found: Iterable[Measured], path: Path) -> None:
    """Draw memory over the share of the reports that are coded."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.2), layout="constrained")
    for one in found:
        if one.kind == "mixed":
            steps = [one.reports * (at + 1) / 10 for at in range(len(one.memory))]
            label = f"{one.jobs} worker processes" if one.jobs > 1 else "1 process"
            axes.plot(steps, one.memory, marker="o", label=label)
    axes.set(xlabel="reports of mixed news coded", ylabel="MiB, all processes together")
    axes.set_ylim(bottom=0)
    axes.legend(loc="lower right")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, draw the plot."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds gold/ and corpora/")
    parser.add_argument("--reports", type=int, default=60, help="war reports to code")
    parser.add_argument("--mixed", type=int, default=200, help="reports of mixed news to code")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw memory into FILE")
    parser.add_argument("--inside", nargs=3, metavar=("KIND", "JOBS", "COUNT"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.inside:
        use_one_thread()
        kind, jobs, count = options.inside
        found = measure(options.shared, kind, int(jobs), int(count))
        print(json.dumps({name: getattr(found, name) for name in Measured.__slots__}))
        return 0
    print(machine())
    print(
        "| reports | processes | number | words | reports a core-second | words a core-second | reports a second by the clock | MiB, all, most |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    counts = {"war": options.reports, "mixed": options.mixed, "screened": options.mixed, "real": 0}
    kept = []
    for one in rows(options.shared, options.jobs, counts):
        kept.append(one)
        print(
            f"| {one.kind} | {one.jobs} | {one.reports} | {one.words:,} | {one.reports / one.processor:.1f} | {one.words / one.processor:,.0f} "
            f"| {one.reports / one.clock:.1f} | {max(one.memory):.0f} |",
            flush=True,
        )
        if one.kind == "screened":
            print(f"| | | not coded: {one.dropped} other reports, {one.lost} war reports | | | | | |", flush=True)
    if options.plot:
        plot(kept, options.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())

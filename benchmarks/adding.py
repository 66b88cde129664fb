"""What adding 100 documents costs in records of more and more documents.

    python -m benchmarks.adding --shared ../shared [--sizes 1000 10000 100000 1000000] [--plot docs/images/adding-scale.svg] [--keep FOLDER]

One document in twenty is of a war (those of :mod:`benchmarks.scaling_links`, some 14 claims each), the others are news without a claim, of made-up
words, all dated. Wars have up to 500 documents; a record of more than 10,000 documents holds copies of the rows of one of 10,000, as wars elsewhere
(:mod:`benchmarks.multiplied`). Each record takes the same 100 documents, 5 of them on its first war, by the program's own build (reading and coding left out): stored with
full text, names and queue, looked for copies, linked, summed up. Told are seconds of the processor by step, the median of so many rounds, each with other
documents, the records in turns. What reading them out of 100 reports takes (made up too, :mod:`benchmarks.news`: 5 of war, 95 others), with and without ``--screen``, is told beside
it, and how much longer adding takes in a larger record for who also codes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import chain, islice
from pathlib import Path

from benchmarks.made_up import SYLLABLES
from benchmarks.multiplied import multiply
from benchmarks.news import News
from benchmarks.scale import documents
from benchmarks.scaling_links import CLAIMS_OF_DOCUMENT, FIRST_DAY, Generator, War, generator, more, war
from casus.build import Coder, Steps, build
from casus.copying import update_copies
from casus.linking import incremental, link
from casus.pipeline import code_documents
from casus.record import Coded, Document, DocumentDate
from casus.screened import screened
from casus.store.record import Record
from casus.store.storing import Arrival
from casus.threads import use_one_thread

WAR_SHARE = 20
"""One document in so many is of a war."""
WAR_DOCUMENTS = 500
"""So many documents at most tell of one war."""
REAL = 10_000
"""A record of more documents holds copies of the rows of one of so many."""
WORDS = 350
ADDED = 100
STEPS = ("storing", "copies", "linking", "the rest")
DAYS_OF_DOCUMENT = 1.46  # as many documents a day as in benchmarks.scaling_links


def the_war(documents: int) -> War:
    """The war of a record of so many documents: it lasts as long as it has documents to fill it."""
    return war(0, max(60, round(min(documents // WAR_SHARE, WAR_DOCUMENTS) * DAYS_OF_DOCUMENT)))


def news(count: int, seed: str) -> Iterator[Coded]:
    """So many documents without a claim."""
    rng = random.Random(seed)
    words = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))) for _ in range(20_000)]
    for number in range(count):
        day = FIRST_DAY + timedelta(days=rng.randrange(700))
        text = " ".join(words[min(int(rng.paretovariate(0.6)), len(words)) - 1] for _ in range(WORDS))
        date = DocumentDate(day, day, "given")
        yield Coded(Document(f"{seed}-{number}", text, publisher=f"Courier {rng.randrange(60)}", date=date), ())


class Inputs:
    """A build's reader and coder for documents that are coded already, and how long each step takes."""

    def __init__(self) -> None:
        self.coded: dict[str, Coded] = {}
        self.took = dict.fromkeys(STEPS, 0.0)

    def steps(self) -> Steps:
        """A build of all that is in ``coded``."""
        return Steps(
            read=lambda _inputs, _given: (one.document for one in self.coded.values()),
            code=lambda documents: (self.coded[one.key] for one in documents),
            find_copies=self._timed("copies", lambda record: update_copies(record, "1")),
            link=link,
            coder="1",
            linker="1",
            relinker=incremental,
        )

    def _timed(self, step: str, work: Callable[[Record], None]) -> Callable[[Record], None]:
        def timed(record: Record) -> None:
            with self.timing(step):
                work(record)

        return timed

    @contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Count the processor's time inside to a step."""
        began = time.process_time()
        try:
            yield
        finally:
            self.took[step] += time.process_time() - began

    def add(self, record: Record, told: Sequence[Coded]) -> dict[str, float]:
        """Build the record with these documents too; seconds of the processor by step."""
        self.coded = {one.document.key: one for one in told}
        self.took = dict.fromkeys(STEPS, 0.0)
        store = record.add_documents

        def timed(arrivals: Sequence[Arrival]) -> None:
            with self.timing("storing"):
                store(arrivals)

        record.add_documents = timed  # type: ignore[method-assign]
        began = time.process_time()
        build([""], record, steps=self.steps())
        whole = time.process_time() - began
        self.took["the rest"] = self._sum_up(record)
        self.took["linking"] = whole - sum(self.took[step] for step in STEPS if step != "linking")
        return dict(self.took)

    def _sum_up(self, record: Record) -> float:
        """How long it takes to know what is there and to sum the record up, as a build does."""
        began = time.process_time()
        self.steps().known(record, self.coded)
        record.totals()
        record.operations_changed(record.version())
        return time.process_time() - began


def mixed(drawn: Generator, of: War, count: int, seed: str) -> list[Coded]:
    """So many documents, one in twenty of them on the war, in the days that it lasts."""
    wanted = max(1, count // WAR_SHARE)
    told = list(drawn.documents(of, wanted * CLAIMS_OF_DOCUMENT, seed))[:wanted]
    return [*news(count - len(told), seed), *told]


def prepare(shared: Path, size: int, folder: Path) -> Path:
    """The record of so many documents, made where it is not there yet."""
    place = folder / f"adding-{size}.db"
    if place.exists():
        return place
    if size <= REAL:
        with Record.open(folder / "unfinished.db") as record:
            Inputs().add(record, mixed(generator(shared), the_war(size), size, "first"))
        (folder / "unfinished.db").rename(place)
        return place
    linked, smaller = prepare(shared, REAL, folder), _largest_below(size, folder)
    shutil.copyfile(smaller, folder / "unfinished.db")
    there = _documents(smaller) // REAL
    multiply(linked, folder / "unfinished.db", there, size // REAL - there)
    (folder / "unfinished.db").rename(place)
    return place


def _largest_below(size: int, folder: Path) -> Path:
    """The largest record that is smaller and holds copies already, or the one of which they are made."""
    made = [one for one in folder.glob("adding-*.db") if REAL <= _documents(one) < size and not _documents(one) % REAL]
    return max(made, key=_documents)


def _documents(place: Path) -> int:
    return int(place.stem.removeprefix("adding-"))


Times = dict[int, list[dict[str, float]]]
CODERS: dict[str, Coder] = {"coding": code_documents, "coding, screened": screened(code_documents, "likely")}


def coding(shared: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds of the processor that coding 100 reports takes, of each round, with and without the screen."""
    sources = News(shared)
    war, others = documents(sources.war()), documents(sources.mixed(share=0))
    found: dict[str, list[float]] = {name: [] for name in CODERS}
    for number in range(rounds + 1):
        told = list(chain(islice(war, ADDED // WAR_SHARE), islice(others, ADDED - ADDED // WAR_SHARE)))
        for name, code in CODERS.items():
            began = time.process_time()
            for _ in code(told):
                pass
            if number:  # the first round loads what coding needs
                found[name].append(time.process_time() - began)
    return found


def measure(shared: Path, sizes: Sequence[int], rounds: int, kept: Path, folder: Path) -> Times:
    """Seconds of the processor by step, of each size and round."""
    found: Times = {size: [] for size in sizes}
    with ExitStack() as stack:
        records = {}
        for size in sizes:
            shutil.copyfile(prepare(shared, size, kept), folder / f"{size}.db")
            records[size] = stack.enter_context(Record.open(folder / f"{size}.db"))
            print(f"{size:,}: {records[size].totals()}", file=sys.stderr, flush=True)
        shortest = the_war(min(sizes))  # in days that the wars of all sizes hold
        for number in range(rounds + 1):
            of_war = [_marked(one, number) for one in more(generator(shared), shortest, ADDED // WAR_SHARE)]
            told = [*news(ADDED - len(of_war), f"round {number}"), *of_war]
            for size in sizes:
                took = Inputs().add(records[size], told)
                if number:  # the first round fills caches
                    found[size].append(took)
    return found


def _marked(coded: Coded, number: int) -> Coded:
    """A document of another round: the same claims with one more word behind the text."""
    document = replace(coded.document, text=f"{coded.document.text}round {number}", id=f"{coded.document.id}-{number}")
    claims = tuple(
        replace(claim, claim_id=f"{claim.claim_id}r{number}", document=document.key) for claim in coded.claims
    )
    return replace(coded, document=document, claims=claims)


def table(times: Times, coded: dict[str, list[float]]) -> str:
    """Medians in Markdown, and how many times as long as in the smallest record, without and with coding."""
    ratios = ["all, s", "to the first", *(f"with {name}" for name in coded)]
    lines = [f"| documents | {' | '.join((*STEPS, *ratios))} |", f"|{' ---: |' * (len(STEPS) + len(ratios) + 1)}"]
    first = _median(next(iter(times.values())), STEPS)
    before = (0.0, *map(statistics.median, coded.values()))
    for size, found in times.items():
        whole = _median(found, STEPS)
        seconds = (*(_median(found, (step,)) for step in STEPS), whole)
        longer = ((whole + more) / (first + more) for more in before)
        lines.append(f"| {size:,} | {' | '.join(f'{value:.2f}' for value in (*seconds, *longer))} |")
    told = ", ".join(f"{name} {statistics.median(seconds):.2f}" for name, seconds in coded.items())
    return "\n".join((*lines, "", f"{ADDED} reports, s: {told}"))


def _median(found: Sequence[dict[str, float]], steps: Sequence[str]) -> float:
    return statistics.median(sum(one[step] for step in steps) for one in found)


def plot(times: Times, path: Path) -> None:
    """Draw the seconds of each step over the number of documents."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.2), layout="constrained")
    for step in STEPS:
        axes.plot(list(times), [_median(found, (step,)) for found in times.values()], marker="o", label=step)
    axes.plot(list(times), [_median(found, STEPS) for found in times.values()], marker="o", color="black", label="all")
    axes.set(xscale="log", xlabel="documents in the record", ylabel="processor seconds to add 100")
    axes.set_ylim(bottom=0)
    figure.legend(loc="outside right upper")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, draw the plot."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.adding", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds gold/")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3, help="how often 100 documents are added at each size")
    parser.add_argument("--keep", type=Path, help="keep the prepared records in this folder, for the next time")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the times into FILE")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all times to FILE")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        kept = options.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        use_one_thread()
        coded = coding(options.shared, options.rounds)
        times = measure(options.shared, sorted(options.sizes), options.rounds, kept, Path(folder))
    print(table(times, coded))
    if options.json:
        options.json.write_text(json.dumps({"adding": times, "coding": coded}) + "\n", encoding="utf8")
    if options.plot:
        plot(times, options.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())

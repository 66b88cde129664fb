"""How long the questions of an application take in a large record: the 95th of a hundred times, each with other values.

    python -m benchmarks.queries /tmp/million.db [--times 40] [--plot docs/images/queries.svg] [--json FILE] [--plans]

The record is one of benchmarks/bulk_record.py, in a SQLite file or a PostgreSQL database. Every question is asked through the record's own queries and its values are read whole, as
an application would. Values are drawn by chance: countries with many and with few events, frequent and rare actors, common and rare words. The first
pass over all questions warms the cache of the operating system and is not counted.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from benchmarks.bulk_record import FIRST_DAY
from benchmarks.made_up import FIELD
from casus.store import schema_index as index
from casus.store.queries.asked import claims_page, events_page, points, weeks
from casus.store.queries.filters import Filter, make_filter
from casus.store.queries.pages import count
from casus.store.queries.search import search
from casus.store.queries.subjects import EVENTS
from casus.store.reading import read_claims, read_events
from casus.store.record import Record

Ask = Callable[[sa.Connection, "Drawn"], object]
AIMS = {"map of a year of a country": 0.150} | dict.fromkeys(
    ("search documents", "search claims", "search events"), 0.100
)
AIM = 0.050


class Drawn:
    """Values drawn by chance from what is in a record."""

    def __init__(self, connection: sa.Connection, seed: int) -> None:
        rng = self.rng = random.Random(seed)
        c, names, words = index.event_index.c, index.event_names.c, index.names.c
        some = rng.randint(1, connection.scalar(sa.select(sa.func.max(c.number))) or 1)
        row = connection.execute(sa.select(c).where(c.number >= some).order_by(c.number).limit(1)).one()
        self.event, self.country, self.lat, self.lon = row.event_id, row.country, row.lat, row.lon
        self.since = FIRST_DAY + timedelta(days=rng.randrange(3300))
        self.until = self.since + timedelta(days=365)
        mine = connection.execute(
            sa.select(words.folded, names.role).join(words.number.table, words.number == names.name)
            .where(names.owner == row.number)
        ).all()  # fmt: skip
        self.actor = next(folded for folded, role in mine if role == 1 and not folded.startswith("="))
        self.place = next(folded for folded, role in mine if role == 3 and not folded.startswith("="))
        evidence = read_claims(connection, read_events(connection, [self.event])[0].claim_ids)[0].evidence.split()
        self.words = rng.choice(
            [rng.sample(evidence, 2), [rng.choice(FIELD), rng.choice(evidence)], [rng.choice(evidence)]]
        )
        # who asks for the next page has had the first, which is a question of its own
        self.paged = make_filter(country=self.country, since=self.since)
        self.cursor = events_page(connection, self.paged, limit=5).cursor


def _page(order: str, wanted: Callable[[Drawn], Filter]) -> Ask:
    return lambda connection, d: events_page(connection, wanted(d), order=order)


def _next_page(connection: sa.Connection, d: Drawn) -> object:
    return events_page(connection, d.paged, cursor=d.cursor) if d.cursor else None


def _one_event(connection: sa.Connection, d: Drawn) -> object:
    (event,) = read_events(connection, [d.event])
    return read_claims(connection, [*event.claim_ids, *event.denial_ids])


def _actor(connection: sa.Connection, d: Drawn) -> object:
    wanted = make_filter(actor=d.actor)
    return events_page(connection, wanted), count(connection, EVENTS, wanted)


def _search(what: str) -> Ask:
    return lambda connection, d: search(connection, " ".join(d.words), what=what)  # type: ignore[arg-type]


QUESTIONS: Mapping[str, Ask] = {
    "newest events": _page("newest", lambda _: Filter()),
    "most killed": _page("killed", lambda _: Filter()),
    "country and days": _page("newest", lambda d: make_filter(country=d.country, since=d.since, until=d.until)),
    "country, days, next page": _next_page,
    "kind, grade, country": _page("newest", lambda d: make_filter(kind="shelling", grade="confirmed", country=d.country)),
    "kind and days, most killed": _page("killed", lambda d: make_filter(kind="air_strike", since=d.since, until=d.until)),
    "rare kind, at least 10 killed": _page("oldest", lambda d: make_filter(kind="chemical_attack", killed=10, since=d.since)),
    "50 km around a point": _page("newest", lambda d: make_filter(near=(d.lat, d.lon, 50))),
    "place by name": _page("claims", lambda d: make_filter(place=d.place)),
    "actor and country": _page("newest", lambda d: make_filter(actor="army", role="target", country=d.country)),
    "publisher and days": _page("newest", lambda d: make_filter(publisher="Herald 7", since=d.since, until=d.until)),
    "words and country": _page("newest", lambda d: make_filter(text=d.words[0], country=d.country)),
    "one event with its claims": _one_event,
    "page of an actor": _actor,
    "weeks of a country": lambda c, d: weeks(c, make_filter(country=d.country)),
    "weeks of a year, everywhere": lambda c, d: weeks(c, make_filter(since=d.since, until=d.until)),
    "map of a year of a country": lambda c, d: list(points(c, make_filter(country=d.country, since=d.since, until=d.until))),
    "claims of a country": lambda c, d: claims_page(c, make_filter(country=d.country, since=d.since)),
    "count of a country's events": lambda c, d: count(c, EVENTS, make_filter(country=d.country, since=d.since)),
    "search documents": _search("documents"),
    "search claims": _search("claims"),
    "search events": _search("events"),
}  # fmt: skip


Time = tuple[float, float]
"""Seconds of the processor, and by the clock."""


def measure(record: Record, times: int) -> dict[str, list[Time]]:
    """Times by question."""
    found: dict[str, list[Time]] = {name: [] for name in QUESTIONS}
    with record.asking() as connection:
        processor = processor_clock(connection)
        for number in range(-1, times):
            if number == 0:  # as the server does once it is ready (serving/running.py)
                gc.collect()
                gc.freeze()
            drawn = Drawn(connection, number)
            for name, ask in QUESTIONS.items():
                clock, began = time.perf_counter(), processor()
                ask(connection, drawn)
                if number >= 0:
                    found[name].append((processor() - began, time.perf_counter() - clock))
    return found


def processor_clock(connection: sa.Connection) -> Callable[[], float]:
    """Seconds of the processor that this process took; with a PostgreSQL server of this machine also those of the server for this connection."""
    if connection.dialect.name == "sqlite":
        return time.process_time
    server = Path("/proc", str(connection.scalar(sa.select(sa.func.pg_backend_pid()))), "schedstat")
    return lambda: time.process_time() + int(server.read_text().split()[0]) / 1e9


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def table(times: Mapping[str, Sequence[Time]]) -> str:
    """The times in Markdown, milliseconds."""
    head = ["question", "median, processor", "95th percentile, processor", "95th percentile, clock", "aim"]
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    for name, found in times.items():
        mine, clock = [one[0] for one in found], [one[1] for one in found]
        cells = [statistics.median(mine), percentile(mine, 0.95), percentile(clock, 0.95)]
        told = " | ".join(f"{1000 * cell:.1f}" for cell in cells)
        lines.append(f"| {name} | {told} | {AIMS.get(name, AIM) * 1000:.0f} |")
    return "\n".join(lines)


def plot(times: Mapping[str, Sequence[Time]], path: Path) -> None:
    """Draw medians, 95th percentiles (of the processor) and aims."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.fonttype"] = "none"  # letters stay letters: a small file
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 5.2), layout="constrained")
    names = list(times)[::-1]
    mine = {name: [1000 * one[0] for one in times[name]] for name in names}
    axes.barh(names, [percentile(mine[name], 0.95) for name in names], color="#9db8d2", label="95th percentile")
    axes.plot([statistics.median(mine[name]) for name in names], names, "o", color="#1f4e79", label="median")
    axes.plot([AIMS.get(name, AIM) * 1000 for name in names], names, "|", color="#b03030", markersize=12, label="aim")
    axes.set(xscale="log", xlabel="milliseconds of processor time, one million events")
    axes.legend(loc="lower right", fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, draw the plot."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.queries", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("place", help="the record: a file, or the URL of a PostgreSQL database")
    parser.add_argument("--times", type=int, default=40, help="how often each question is asked")
    parser.add_argument("--plot", type=Path, metavar="FILE")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    with Record.open(options.place, create=False) as record:
        times = measure(record, options.times)
    print(table(times))
    if options.json:
        options.json.write_text(json.dumps(times) + "\n", encoding="utf8")
    if options.plot:
        plot(times, options.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())

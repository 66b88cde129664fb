"""A record of a million events, drawn by chance, to measure queries on: rows are written straight into the tables of a SQLite file.

    python -m benchmarks.record_of_events /tmp/million.db [--events 1000000]

One war of 20,000 events is written by the record's own functions (and the rate of claims is told); copies of its rows stand beside it as wars
of other countries, with other days, names and places, of one to ten years: the first has all of its events in one year. An event has one to five claims, a
document some ten; words follow Zipf's law over 30,000 made-up ones and some of the field, so that searches meet common and rare ones.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.made_up import SYLLABLES
from casus.record import Claim, Coded, Count, Document, DocumentDate, Event, Interval, Links, Number
from casus.store import schema_index
from casus.store.globe import unit
from casus.store.record import Record

WAR_EVENTS = 20_000
FIRST = date(2014, 1, 6)
KINDS = (
    ["armed_clash"] * 6
    + ["shelling"] * 6
    + ["air_strike"] * 5
    + ["explosive_device"] * 3
    + ["territory_gain", "offensive", "abduction", "chemical_attack"]
)
GRADES = ["reported"] * 14 + ["corroborated"] * 4 + ["confirmed", "contested"]
FIELD = [
    "army",
    "rebels",
    "shelling",
    "airstrike",
    "killed",
    "wounded",
    "village",
    "checkpoint",
    "convoy",
    "militia",
    "hospital",
    "market",
    "bridge",
    "airport",
    "commander",
    "fighters",
    "civilians",
]
MORE_SYLLABLES = ("si", "lo", "ve", "ga")


def vocabulary(rng: random.Random) -> tuple[list[str], list[float]]:
    """Words and their cumulative weights."""
    words = FIELD + sorted(
        {"".join(rng.choices((*SYLLABLES, *MORE_SYLLABLES), k=rng.randint(2, 4))) for _ in range(30_000)}
    )
    return words, list(itertools.accumulate(1 / (rank + 5) for rank in range(len(words))))


def war(events: int, seed: int = 1) -> tuple[list[Coded], Links]:
    """Documents and events of one war, whose days lie ten years apart."""
    rng = random.Random(seed)
    words, weights = vocabulary(rng)
    names = [name.capitalize() for name in rng.sample(words[len(FIELD) :], 400)]
    places = [(name, rng.uniform(-1.5, 1.5), rng.uniform(-1.5, 1.5)) for name in names[:300]]
    sides = [f"{name} {rng.choice(['Army', 'Front', 'Brigade', 'Forces'])}" for name in names[300:]]
    made, told = [], []
    for number in range(events):
        day = FIRST + timedelta(days=rng.randrange(3650))
        days = Interval(day, day + timedelta(days=rng.choice([0] * 12 + [1, 3, 10, 90])))
        place, lat, lon = places[min(int(rng.paretovariate(0.7)) - 1, 299)]
        actors, targets = ((sides[min(int(rng.paretovariate(0.6)) - 1, 99)],) for _ in range(2))
        killed = int(rng.paretovariate(0.8)) if rng.random() < 0.4 else None
        mine = []
        for n in range(min(int(rng.paretovariate(1.2)), 5)):
            claim = Claim(
                f"c{number:06d}{n}", "", rng.choice(KINDS), 0, 1, " ".join(rng.choices(words, cum_weights=weights, k=25)),  # type: ignore[arg-type]
                actors, targets, (f"a{actors[0]}",), (f"a{targets[0]}",), place, "SY", f"g{place}", lat, lon, "exact", None, days,
                (Count("killed", killed, killed),) if killed else (), rng.choice([None, "a monitor", "the army", "residents"]),
            )  # fmt: skip
            mine.append(claim)
            told.append(claim)
        made.append(
            Event(
                f"e{number:07d}", mine[0].kind, f"{mine[0].kind} in {place}", tuple(one.claim_id for one in mine), days, actors, targets,
                place, f"g{place}", "SY", lat, lon, "exact", None,
                (Number("killed", killed, killed, killed, mine[0].claim_id, "latest"),) if killed else (),
                rng.choice(GRADES), "rule", origins=tuple(f"o{n}" for n in range(rng.randint(1, len(mine)))),
            )
        )  # fmt: skip
    return list(documents(told, rng)), Links(
        events=tuple(made), event_of={claim: one.event_id for one in made for claim in one.claim_ids}
    )


def documents(claims: list[Claim], rng: random.Random) -> Iterator[Coded]:
    """The claims in reports of some ten."""
    from dataclasses import replace

    waiting = claims
    for number in itertools.count():
        if not waiting:
            return
        mine, waiting = waiting[: (n := rng.randint(5, 15))], waiting[n:]
        text, placed = "", []
        for claim in mine:
            placed.append(replace(claim, begin=len(text), end=len(text) + len(claim.evidence)))
            text += f"{claim.evidence}\n"
        day = mine[0].interval.start
        document = Document(
            f"d{number}", text, title=text[:60], publisher=f"Herald {rng.randrange(200)}", date=DocumentDate(day, day, "given")
        )  # fmt: skip
        yield Coded(document, tuple(replace(claim, document=document.key, claim_id=claim.claim_id) for claim in placed))


IDS = {"key", "id", "document", "claim_id", "event_id", "best_claim"}
COPIED = ("documents", "claims", "counts", "document_index", "claim_index", "events", "event_claims", "claim_events", "numbers", "event_index", "names", "claim_names", "event_names")  # fmt: skip
FAR = 10_000_000


def copy(connection: sqlite3.Connection, number: int, country: str, years: float) -> None:
    """Put one copy of the first war beside it: other ids, names, days and points."""
    rng = random.Random(number)
    lat, lon, mask = rng.uniform(-30, 45), rng.uniform(-100, 100), rng.getrandbits(62)
    began = rng.randint(0, max(0, int((10 - years) * 365)))
    for table in COPIED:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = []
        for column in columns:
            value = f'"{column}"'
            if column in IDS:
                value = f"{value} || '~{number}'"
            elif (
                column in ("owner",)
                or (column == "number" and "index" in table)
                or (
                    (table == "names" and column == "number")
                    or (table.endswith("_names") and column == "name")
                    or (table == "document_index" and column == "publisher")
                )
            ):
                value = f"{value} + {number * FAR}"
            elif column == "folded":
                value = f"CASE WHEN folded LIKE '=%' THEN folded || '~{number}' ELSE folded || ' {country.lower()}' END"
            elif column == "tie":
                value = f"(tie | {mask}) - (tie & {mask})"
            elif column in ("date_start", "date_end"):
                value = f"date('{FIRST}', '+' || cast({began} + (julianday({column}) - julianday('{FIRST}')) * {years / 10} AS integer) || ' days')"
            elif column in ("first_day", "last_day", "long_last"):
                value = (
                    f"{FIRST.toordinal()} + {began} + cast(({column} - {FIRST.toordinal()}) * {years / 10} AS integer)"
                )
            elif column == "country":
                value = f"'{country}'"
            elif column in ("x", "y", "z"):
                value = f"point('{column}', lat + {lat}, lon + {lon})"
            elif column in ("lat", "lon"):
                value = f"{column} + {lat if column == 'lat' else lon}"
            values.append(value)
        first = (
            "number < " + str(FAR)
            if "index" in table or table == "names"
            else f"owner < {FAR}"
            if table.endswith("_names")
            else "rowid <= (SELECT n FROM firsts WHERE name = '" + table + "')"
        )
        listed = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f"INSERT INTO {table} ({listed}) SELECT {', '.join(values)} FROM {table} WHERE {first}")
    connection.execute(
        "UPDATE event_index SET long_last = NULL WHERE long_last IS NOT NULL AND last_day - first_day <= ? AND number >= ?",
        (schema_index.LONG_DAYS, number * FAR),
    )


def country(number: int) -> str:
    """A made-up code: AA, AB, ..."""
    return chr(65 + number // 26) + chr(65 + number % 26)


def fill(place: Path, events: int) -> float:
    """Write the record; returns how many claims a second were stored, coded documents one by one."""
    coded, links = war(min(WAR_EVENTS, events))
    with Record.open(place) as record:
        began = time.perf_counter()
        for one in coded:
            record.add_document(one)
        rate = sum(len(one.claims) for one in coded) / (time.perf_counter() - began)
        record.replace_links(links)
    connection = sqlite3.connect(place)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("point", 3, lambda axis, lat, lon: unit(lat, lon)["xyz".index(axis)])
    connection.execute("CREATE TEMP TABLE firsts (name TEXT, n INTEGER)")
    for table in COPIED:
        if not (table.endswith("_names")):
            connection.execute(f"INSERT INTO firsts SELECT '{table}', max(rowid) FROM {table}")
    copies = events // WAR_EVENTS
    for number in range(1, copies):
        copy(connection, number, country(number), [1, 2, 5, 10][number % 4])
        connection.commit()
        print(f"{(number + 1) * WAR_EVENTS} events", file=sys.stderr, flush=True)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    return rate


def main(arguments: list[str] | None = None) -> int:
    """Write the record."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.record_of_events", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("place", type=Path, help="the file to write")
    parser.add_argument("--events", type=int, default=1_000_000)
    options = parser.parse_args(arguments)
    print(f"{fill(options.place, options.events):.0f} claims stored a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())

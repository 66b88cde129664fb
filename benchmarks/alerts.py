"""How long alerts take: a hundred of them on a large record, after a hundred new reports, and when nothing is new.

    python -m benchmarks.alerts RECORD [--alerts 100] [--reports 100] [--folder DIR]

RECORD is one of ``python -m benchmarks.bulk`` (a SQLite file); it is copied. A quarter of the alerts each: new events of a kind in a country; events within 50 km
that are corroborated or better; tolls that rise by 10 % in operations of a kind; control of places of a country. Sending is not measured. At last, what a run
would cost at least if each alert looked at all of its filter.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import sqlalchemy as sa

from benchmarks.bulk_record import CLAIMS_OF_DOCUMENT, CLAIMS_OF_EVENT, SENTENCES, WARS, war, write_batch
from benchmarks.made_up import likelier_first
from casus.store import schema
from casus.store.alerts import Alert, read_alerts
from casus.store.changing import close_version
from casus.store.queries.filters import make_filter
from casus.store.queries.written import write_query
from casus.store.record import Record
from casus.store.schema_watch import alert_notices
from casus.watching.alerting import Alerting
from casus.watching.looking import Look
from casus.watching.rules import known

UNUSED = 1_000_000  # the number of a batch that no record has


def alert(number: int, rng: random.Random) -> Alert:
    """The alert of a number."""
    kinds = list(SENTENCES)
    fought = war(likelier_first(rng, range(WARS), 1))
    place = likelier_first(rng, fought.places, 0.7)
    rule, wanted, least = (
        ("event", make_filter(kind=rng.choice(kinds), country=fought.country), None),
        ("grade", make_filter(near=(place.lat, place.lon, 50.0)), "corroborated"),
        ("toll", make_filter(kind=rng.choice(kinds)), "10"),
        ("control", make_filter(country=fought.country), None),
    )[number % 4]
    return Alert(f"alert {number}", write_query(wanted), rule, "feed", "", "now", "2026-01-01T00:00:00+00:00", least)


def grow(record: Record, reports: int) -> int:
    """Add so many reports with their events, as a build would; returns the number of events."""
    claims = sum(CLAIMS_OF_EVENT) / len(CLAIMS_OF_EVENT)
    with record.changing() as connection:
        links = write_batch(connection, UNUSED, round(reports * CLAIMS_OF_DOCUMENT / claims))
        _give_tolls_operations(connection)
        close_version(connection, "1")
    return len(links.events)


def _give_tolls_operations(connection: sa.Connection) -> None:
    """Have each toll belong to an operation, as tolls do that linking finds; those of a bulk record belong to none."""
    tolls, operations = schema.tolls, sorted(connection.scalars(sa.select(schema.operations.c.operation_id)))
    lone = sorted(connection.scalars(sa.select(tolls.c.toll_id).where(tolls.c.operation_id.is_(None))))
    update = sa.update(tolls).where(tolls.c.toll_id == sa.bindparam("mine"))
    rows = [{"mine": toll, "its": operations[at % len(operations)]} for at, toll in enumerate(lone)]
    connection.execute(update.values(operation_id=sa.bindparam("its")), rows)


def timed(what: str, do: Callable[[], object]) -> None:
    """Print how many seconds something takes."""
    begin = time.perf_counter()
    do()
    print(f"{what}: {time.perf_counter() - begin:.2f} s", flush=True)


def measure(record: Record, alerts: int, reports: int) -> None:
    """Print what adding and running alerts costs."""
    rng, alerting = random.Random(0), Alerting(record)
    with record.changing() as connection:
        _give_tolls_operations(connection)
    timed(f"adding {alerts} alerts", lambda: [alerting.add(alert(number, rng)) for number in range(alerts)])
    timed("a run with nothing new", alerting.look)
    print(f"{reports} reports with {grow(record, reports)} new events")
    timed("a run after them", alerting.look)
    print(f"{_notices(record)} notices")
    timed("a run with nothing new", alerting.look)
    timed("looking at all of their filters instead", lambda: _all_anew(record))


def _all_anew(record: Record) -> None:
    with record.asking() as connection:
        look = Look(connection)
        for one in read_alerts(connection):
            known(look, one)


def _notices(record: Record) -> int:
    with record.asking() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(alert_notices)) or 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the times; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--alerts", type=int, default=100, metavar="N")
    parser.add_argument("--reports", type=int, default=100, metavar="N")
    parser.add_argument("--folder", type=Path, help="where the copy is made (default: a temporary folder)")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(dir=options.folder) as folder,
        Record.open(shutil.copy(options.record, folder)) as record,
    ):
        measure(record, options.alerts, options.reports)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""One round of watching: what is left of the last one is built, what is due is fetched, and that is built; then the time of the next one.

The times stand in the record, so a round needs nothing of the one before: ``--once`` from cron and a loop that runs for months are the same.

Why no task queue: Huey (3.5) takes a task off its SQLite queue, and off its schedule, before it runs it, so one that is killed is lost unless
something else knows that it was due; that would be the record. What was left of Huey is a timer of whole minutes, and workers, of which a record
can have one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from casus.build import BuildSummary, Steps, build
from casus.record import Document, Problem
from casus.store.changing import Clock, now
from casus.store.errors import RecordError
from casus.store.record import Record
from casus.store.watching import addresses_in, close_answers, source_states
from casus.watching.feedlist import Source
from casus.watching.gathering import Gatherer
from casus.watching.kept_web import inputs_of, read_kept, waiting

MOST_SLEEP, LEAST_SLEEP = 300.0, 1.0  # seconds between two looks at the clock
AGAIN = 60.0  # seconds until the next try where another process builds the record

Told = Callable[[BuildSummary], None]
Built = Callable[[Record], None]


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched and how it is built; ``after`` is done after each build, ``told`` is given its summary."""

    record: Record
    sources: Sequence[Source]
    gatherer: Gatherer
    steps: Steps
    given_date: date | None = None
    told: Told = lambda _summary: None
    after: Built = lambda _record: None

    @property
    def names(self) -> dict[str, str]:
        """What the sources are called, by address."""
        return {source.url: source.name for source in self.sources}

    def round(self) -> None:
        """One round. Raises :class:`~casus.store.errors.RecordError` where another process is building the record."""
        self.build_waiting()
        with self.record.building():
            self.gatherer.gather(self.sources)
        self.build_waiting()
        self.after(self.record)

    def build_waiting(self) -> None:
        """Build what was gathered, if anything; what was built is not kept any longer."""
        found = waiting(self.record)
        if not found:
            return
        followed = {source.url: source.follow for source in self.sources}

        def read(_inputs: Sequence[str], day: date | None) -> Iterator[Document | Problem]:
            return read_kept(self.record, found, followed, day)

        summary = build(inputs_of(found), self.record, given_date=self.given_date, steps=replace(self.steps, read=read))
        with self.record.changing() as connection:
            close_answers(connection, found.answers, found.addresses)
        self.told(summary)

    def seconds_left(self, clock: Clock = now) -> float:
        """Seconds until something is due; 0 where something is."""
        with self.record.asking() as connection:
            states = source_states(connection)
            articles = addresses_in(connection, "waiting")
        watched = {source.url for source in self.sources}
        if any(url not in states for url in watched):
            return 0.0
        times = [states[url].next_at for url in watched] + [one.next_at for one in articles if one.source in watched]
        first = min(map(datetime.fromisoformat, times))
        return max((first - clock()).total_seconds(), 0.0)


def watch(
    what: Watch, say: Callable[[str], None], *, rounds: int | None = None, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Rounds without an end, or so many; where another process builds the record, it is said, and tried again."""
    done = 0
    while rounds is None or done < rounds:
        try:
            what.round()
        except RecordError as error:
            if rounds is not None:
                raise
            say(f"{error}; trying again in {AGAIN:g} seconds")
            sleep(AGAIN)
            continue
        done += 1
        if rounds is None or done < rounds:
            sleep(min(max(what.seconds_left(), LEAST_SLEEP), MOST_SLEEP))

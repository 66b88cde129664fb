"""``casus watch``: rounds without an end or one, how the sources are, what is wrong with a list of feeds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from casus.cli.coding import check_kinds_file, check_theatres, knowledge
from casus.cli.console import complain, complain_of, say, table
from casus.cli.errors import DONE, SOME_UNREADABLE, CommandError
from casus.cli.records import looking_at, opened
from casus.cli.vectors import keep_up

if TYPE_CHECKING:
    from casus.build import BuildSummary
    from casus.pipeline import Setting
    from casus.store.queries.watched import Health
    from casus.store.record import Record
    from casus.watching.feedlist import Source


@dataclass(frozen=True, slots=True)
class Options:
    """How what is fetched is built, and what may be fetched."""

    theatres: Sequence[str] | None = None
    given_date: date | None = None
    jobs: int = 1
    kinds: Path | None = None
    english: Setting = "accurate"
    private: bool = False
    raw: Path | None = None
    everything: bool = False


def watch_feeds(feeds: Path | None, place: str, options: Options, *, once: bool) -> int:
    """Watch until stopped, or for one round; returns the exit status: 1 where a source did not answer in that round."""
    from casus.build import code_dropped, standard_steps
    from casus.reading.fetching import Client, Limits
    from casus.scaling.local import Local
    from casus.store.queries.watched import health
    from casus.watching.gathering import Gatherer
    from casus.watching.rounds import Watch, watch

    sources = read_list(feeds)
    check_theatres(options.theatres)
    check_kinds_file(options.kinds)
    with knowledge(), opened(place, create=True) as record:
        what = Watch(
            record=record,
            sources=sources,
            gatherer=Gatherer(record, Client(Limits(private=options.private)), options.raw),
            steps=standard_steps(
                options.theatres,
                options.english,
                options.kinds,
                executor=Local(options.jobs),
                screen=None if options.everything else "sure",
            ),
            given_date=options.given_date,
            told=_tell,
            after=_after,
        )
        if options.everything and (late := code_dropped(record, what.steps)):
            _tell(late)
        watch(what, complain, rounds=1 if once else None)
        with record.asking() as connection:
            failing = [one for one in health(connection, what.names) if one.watched and one.errors]
    for one in failing:
        complain(f"{one.url}: {one.error} (error {one.errors}; asked again at {one.next_at})")
    return SOME_UNREADABLE if failing else DONE


def show_status(place: str, feeds: Path | None, *, json_lines: bool) -> int:
    """Print how the sources are; returns the exit status."""
    from casus.store.queries.watched import health

    names = {source.url: source.name for source in read_list(feeds)} if feeds is not None else None
    with looking_at(place) as record, record.asking() as connection:
        found = health(connection, names)
    if json_lines:
        for one in found:
            say(json.dumps(one.row(), ensure_ascii=False))
        return DONE
    headers = ("source", "last fetch", "last new article", "next", "articles", "waiting", "failed", "errors")
    for line in table(headers, map(_cells, found)) if found else ["nothing is watched"]:
        say(line)
    return DONE


def check_list(feeds: Path | None) -> int:
    """Say what is wrong with a list of feeds, by line; returns the exit status."""
    from casus.watching.feedlist import check_feed_list

    path, text = _text(feeds)
    faults = check_feed_list(text)
    for fault in faults:
        say(f"{path}:{fault.line}: {fault.reason}")
    if not faults:
        say(f"{path}: nothing is wrong with it")
    return SOME_UNREADABLE if faults else DONE


def read_list(feeds: Path | None) -> tuple[Source, ...]:
    """The sources of a file. Raises :class:`CommandError` for a file that has faults, or none."""
    from casus.watching.feedlist import FeedListError, read_feed_list

    path, text = _text(feeds)
    try:
        return read_feed_list(text)
    except FeedListError as error:
        raise CommandError(f"{path}: {error}; see: casus watch --check {path}") from error


def _text(feeds: Path | None) -> tuple[Path, str]:
    if feeds is None:
        raise CommandError("name a list of feeds, for instance feeds.toml; docs/watching.md says what stands in it")
    try:
        return feeds, feeds.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CommandError(f"{feeds} is no text in UTF-8; save it as such") from error


def _tell(summary: BuildSummary) -> None:
    from casus.build import DROPPED

    complain_of(one for one in summary.set_aside if one.stage != DROPPED)
    dropped = sum(one.stage == DROPPED for one in summary.set_aside)
    totals = summary.totals
    say(
        f"read {summary.new:,} new, {summary.known:,} known{f', {dropped:,} of them not about conflict' if dropped else ''}; the record holds {totals.documents:,} documents, "
        f"{totals.claims:,} claims, {totals.events:,} events"
    )


def _after(record: Record) -> None:
    from casus.watching.alerting import Alerting

    keep_up(record)
    Alerting(record, say=complain).run()


def _cells(one: Health) -> Sequence[str]:
    errors = f"{one.errors}: {one.error}" if one.errors else ""
    name = f"{one.name} ({one.url})" if one.name else one.url
    return (
        name if one.watched else f"{name} (no longer watched)",
        one.fetched_at or "never",
        one.new_at or "never",
        one.next_at or "now",
        f"{one.articles:,}",
        str(one.waiting),
        str(one.failed),
        errors,
    )

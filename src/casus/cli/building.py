"""``casus build``: run, and say what the record holds now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from casus.cli.coding import check_kinds_file, check_theatres, knowledge
from casus.cli.console import complain_of, days_in_words, progress, say, table
from casus.cli.errors import CommandError, status_after
from casus.cli.records import opened
from casus.cli.vectors import keep_up

if TYPE_CHECKING:
    from casus.build import BuildSummary
    from casus.pipeline import Setting
    from casus.reading.web import Web
    from casus.scaling.executor import Executor


def build_record(
    inputs: Sequence[str],
    place: str,
    *,
    theatres: Sequence[str] | None,
    given_date: date | None,
    executor: Executor,
    english: Setting = "accurate",
    kinds: Path | None = None,
    web: Web | None = None,
    screen: bool = False,
) -> int:
    """Build the record at ``place`` and print a summary; returns the exit status. ``screen``: news that is hardly about conflict is not coded."""
    from casus.build import DROPPED, build
    from casus.scaling.executor import ClusterError

    check_theatres(theatres)
    check_kinds_file(kinds)
    with knowledge(), opened(place, create=True) as record, progress("building") as done:
        try:
            summary = build(
                inputs,
                record,
                theatres=theatres,
                given_date=given_date,
                executor=executor,
                english=english,
                kinds=kinds,
                web=web,
                screen="likely" if screen else None,
                progress=done,
            )
        except ClusterError as error:
            raise CommandError(f"{error}; what was stored is whole, and the same command goes on from there") from error
        keep_up(record)
    complain_of(one for one in summary.set_aside if one.stage != DROPPED)
    for line in summary_lines(summary, record.name):
        say(line)
    return status_after(summary.set_aside)


def executor_of(jobs: int | None, ray: str | None) -> Executor:
    """Who codes: processes of this machine, or a Ray cluster at an address."""
    if ray is None:
        from casus.scaling.local import Local

        return Local(jobs or 1)
    from casus.scaling.ray import Ray

    return Ray(ray, jobs)


def web_of(follow: bool, private: bool) -> Web:
    """What a run may fetch, by its options."""
    from casus.reading.web import Web

    return Web(follow=follow, private=private)


def summary_lines(summary: BuildSummary, place: str) -> Iterator[str]:
    """The summary as people read it."""
    from casus.build import DROPPED

    totals = summary.totals
    dropped = sum(one.stage == DROPPED for one in summary.set_aside)
    others = len(summary.set_aside) - dropped
    aside = f", {_many(others, 'problem')} (see: casus problems)" if others else ""
    yield f"read:       {_many(summary.new, 'new document')}, {summary.known} known{aside}"
    if dropped:
        yield f"not coded:  {dropped:,} hardly about conflict (see: casus problems --step {DROPPED})"
    yield f"record:     {place}: {_many(totals.documents, 'document')}, of them {_many(totals.copies, 'copy', 'copies')}"
    yield f"            {_many(totals.claims, 'claim')}, {_many(totals.events, 'event')}, of them {totals.contested} contested"
    operations = summary.operations
    yield f"operations: {operations.total}{'' if operations.whole else '; listed are those whose events have changed'}"
    rows = [
        (
            operation.name,
            days_in_words(operation.interval),
            _many(operation.events, "event"),
            operation.operation_id,
        )
        for operation in operations.listed
    ]
    if rows:
        for line in list(table(("", "", "", ""), rows))[1:]:
            yield f"  {line}"


def _many(number: int, one: str, several: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"

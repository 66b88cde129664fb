"""``casus check``, ``backup``, ``restore`` and ``merge``: keeping a record safe, and making one of two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casus.cli.building import summary_lines
from casus.cli.coding import knowledge
from casus.cli.console import complain, progress, say
from casus.cli.errors import DONE, SOME_UNREADABLE
from casus.cli.records import looking_at, opened
from casus.cli.vectors import keep_up

if TYPE_CHECKING:
    from casus.store.record import Record


def check_record(place: str, *, links: bool) -> int:
    """Print the faults of a record, with ``links`` also of links found anew; returns the exit status, 1 when there are any."""
    with looking_at(place) as record, knowledge():
        faults = record.faults()
        if links and not faults:
            faults = _found_anew(record)
        if not faults:
            totals = record.totals()
            say(
                f"{record.name} is whole: {totals.documents:,} documents, {totals.claims:,} claims, {totals.events:,} events"
            )
            return DONE
        for fault in faults:
            say(fault)
        complain(f"{record.name} is not whole; restore a backup (casus restore), or build it anew from the reports")
    return SOME_UNREADABLE


def _found_anew(record: Record) -> tuple[str, ...]:
    from casus.build import standard_steps
    from casus.rechecking import recheck

    steps = standard_steps()
    if record.linked_by() not in (None, steps.linker):
        complain(
            f"note: another version of Casus linked {record.name}; its links are not compared, and the next build makes them anew"
        )
    return tuple(recheck(record, steps))


def back_up_record(output: Path, place: str) -> int:
    """Write a backup; returns the exit status."""
    with looking_at(place) as record:
        record.back_up(output)
    say(f"backup: {output}")
    return DONE


def restore_record(backup: Path, place: str) -> int:
    """Fill a new record with a backup; returns the exit status."""
    from casus.store.backups import check_backup
    from casus.store.record import Record

    check_backup(backup)  # before a record is made at ``place``
    with Record.open(place) as record:
        record.restore(backup)
        totals = record.totals()
    say(f"{record.name}: {totals.documents:,} documents, {totals.claims:,} claims, {totals.events:,} events")
    return DONE


def merge_records(other: str, place: str) -> int:
    """Let another record join the one at ``place``, and print a summary; returns the exit status."""
    from casus.merging import merge

    with (
        knowledge(),
        opened(other) as joining,
        opened(place, create=True) as record,
        progress("merging") as done,
    ):
        summary = merge(record, joining, progress=done)
        keep_up(record)
    for line in summary_lines(summary, record.name):
        say(line)
    return DONE

"""Opening a record to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from casus.cli.console import complain

if TYPE_CHECKING:
    from casus.store.record import Record


@contextmanager
def looking_at(place: str) -> Iterator[Record]:
    """The record at a place as it is now, which must exist; says so when its events do not cover all of its documents."""
    from casus.store.record import Record

    with Record.open(place, create=False) as opened, opened.snapshot() as record:
        if record.linked_by() is None and record.document_keys():
            complain(
                f"note: a run on {record.name} was cut short, so events are out of date; run the same casus build again"
            )
        yield record

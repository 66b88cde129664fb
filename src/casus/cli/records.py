"""Opening a record to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from casus.cli.console import complain

if TYPE_CHECKING:
    from casus.store.record import Record


@contextmanager
def opened(place: str, *, create: bool = False) -> Iterator[Record]:
    """The record at a place, which must exist unless it may be made; an older one gets the provinces of its places, and says so."""
    from casus.cli.known import Provinces
    from casus.store.record import Record

    with Record.open(place, create=create) as record:
        filled = record.fill_provinces(Provinces().of)
        if filled is not None:
            complain(
                f"note: {record.name} is of an older Casus: of {filled.found + filled.unknown:,} places the provinces of "
                f"{filled.found:,} were found and filled in; those of the others stay empty"
            )
        yield record


@contextmanager
def looking_at(place: str) -> Iterator[Record]:
    """The record at a place as it is now, which must exist; says so when its events do not cover all of its documents."""
    with opened(place) as stored, stored.snapshot() as record:
        if record.linked_by() is None and record.document_keys():
            complain(
                f"note: a run on {record.name} was cut short, so events are out of date; run the same casus build again"
            )
        yield record

"""A record in a database as exports read it: portions of it, with what packs and the table of kinds know beside them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from casus.cells import values
from casus.cli.known import who_is_who
from casus.codes import ClaimCodes, codes_of_columns
from casus.exporting import raw_parquet as exporting
from casus.exporting.values import RecordValues, Who
from casus.portioned import PortionedSource

if TYPE_CHECKING:
    from casus.rows import Codes
    from casus.store.arrow_reading import ArrowPortions
    from casus.store.portions import Portion, Portions
    from casus.store.raw_events import RawEvents
    from casus.store.raw_reports import RawReports


@dataclass(frozen=True, slots=True)
class Again:
    """How a record is opened once more, in another process: silently, for what there is to say has been said."""

    place: str
    kinds: Path | None = None

    @contextmanager
    def __call__(self) -> Iterator[Pieces]:
        """The record as it is when it is opened; read straight into arrays of Arrow's where it is in SQLite."""
        from casus.store.dialect import database_url

        if database_url(self.place).get_backend_name() == "sqlite":
            from casus.store.arrow_reading import arrow_portions

            with arrow_portions(self.place) as read, seldom_collecting():
                yield Pieces(read, self.kinds)
            return
        from casus.store.record import Record

        with Record.open(self.place, create=False) as record, record.portions() as portions, seldom_collecting():
            yield Pieces(portions, self.kinds)


class PlainColumns:
    """A record's plain columns, out of its portions, with what other schemes call claims by a table of kinds."""

    __slots__ = ()
    portions: Portions | ArrowPortions
    kinds: Path | None

    @property
    def mark(self) -> str:
        """What tells the state of the record."""
        return self.portions.mark

    def raw_events(self, ids: Sequence[str]) -> RawEvents:
        """These events as plain columns."""
        return self.portions.raw_events(ids)

    def raw_reports(self, keys: Sequence[str]) -> RawReports:
        """These reports with all their claims."""
        return self.portions.raw_reports(keys)

    def raw_claims(self, ids: Sequence[str]) -> RawReports:
        """These claims with their reports."""
        return self.portions.raw_claims(ids)

    def raw_codes(self, reports: exporting.RawReports, places: Sequence[int]) -> Sequence[Codes]:
        """What other schemes call the claims at these places."""
        texts = dict(zip(*(values(reports.documents[name]) for name in ("key", "text")), strict=True))
        return codes_of_columns(reports.claims, places, texts, self.kinds)


@dataclass(frozen=True, slots=True)
class Pieces(PlainColumns):
    """No more than plain columns: what a process beside needs."""

    portions: Portions | ArrowPortions
    kinds: Path | None = None


@dataclass(frozen=True, slots=True)
class StoredSource(PlainColumns, PortionedSource):
    """The same with all that packs know; ``kinds`` is a file laid over the table of kinds."""

    who: Who = field(default_factory=who_is_who)
    kinds: Path | None = None
    again: Again | None = None

    @property
    def as_coded(self) -> bool:
        """Whether nobody corrected or rejected a claim, so that plain columns tell what holds."""
        return self.portions.as_coded

    def event_ids(self) -> Iterator[str]:
        """The ids of all events, in order."""
        return self.portions.event_ids()

    def report_keys(self) -> Iterator[str]:
        """The keys of all reports, as they lie."""
        return self.portions.report_keys()

    def values(self, portion: Portion) -> RecordValues:
        """A portion as values of exports, with what other schemes call its claims."""
        texts = {key: document.text for key, document in portion.documents.items()}
        return replace(PortionedSource.values(self, portion), codes=ClaimCodes(portion.claims, texts, self.kinds))


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles of garbage seldom: the values of a record form none, and there are very many."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)

"""What a large record gives for :mod:`casus.exporting.as_parquet`: its plain columns, without values in between.

Events are read in the order of the record, reports with their claims as they lie in the database; each of them once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, runtime_checkable

from casus.rows import Codes

Cells = Mapping[str, Any]
"""By the name of a column its cells: a sequence, or an array of Arrow's."""


class RawEvents(Protocol):
    """Plain columns of some events, in order, and of what stands beside them (``casus.store.raw_events``)."""

    @property
    def events(self) -> Cells:
        """An event's own."""

    @property
    def members(self) -> Cells:
        """The claims beside events: ``event_id``, ``role``, ``claim_id``."""

    @property
    def numbers(self) -> Cells:
        """The events' numbers."""

    @property
    def stated(self) -> Cells:
        """The claims that state a number: ``event_id``, ``number`` (its position), ``claim_id``."""

    @property
    def rivals(self) -> Cells:
        """Rivals: ``event_id``, ``rival_id``."""

    @property
    def operations(self) -> Mapping[str, str]:
        """Names of operations, by their ids."""


class RawReports(Protocol):
    """Plain columns of some claims and of the reports that they stand in (``casus.store.raw_reports``)."""

    @property
    def claims(self) -> Cells:
        """The claims'."""

    @property
    def documents(self) -> Cells:
        """The reports'."""


class RawPieces(Protocol):
    """Gives plain columns of pieces of a record, in one state of it."""

    @property
    def mark(self) -> str:
        """What tells the state of the record that is read here from others."""

    def raw_events(self, ids: Sequence[str]) -> RawEvents:
        """These events, in this order."""

    def raw_reports(self, keys: Sequence[str]) -> RawReports:
        """These reports with all their claims."""

    def raw_claims(self, ids: Sequence[str]) -> RawReports:
        """These claims with their reports."""

    def raw_codes(self, reports: RawReports, places: Sequence[int]) -> Sequence[Codes]:
        """What other schemes call the claims at these places."""


@runtime_checkable
class RawSource(RawPieces, Protocol):
    """A source that can also give plain columns, of all of a record."""

    @property
    def as_coded(self) -> bool:
        """Whether plain columns tell what holds; else people have corrected claims, which only values tell."""

    @property
    def again(self) -> Opener | None:
        """Opens the same record in another process; ``None``: it can be read in this one alone."""

    def event_ids(self) -> Iterator[str]:
        """The ids of all events, in the order of the record."""

    def report_keys(self) -> Iterator[str]:
        """The keys of all reports, as they lie."""


Opener = Callable[[], AbstractContextManager[RawPieces]]
"""Opens a record; can be sent to another process."""

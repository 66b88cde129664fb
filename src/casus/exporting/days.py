"""One day that stands for an event's days, and how many days it may have been."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from casus.exporting.values import Source
from casus.record import Document, Interval


@dataclass(frozen=True, slots=True)
class Span:
    """First and last possible day."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Length in days, both ends counted."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day in the middle; of two, the earlier one."""
        return self.first + timedelta(days=(self.days - 1) // 2)


def span_of(interval: Interval) -> Span | None:
    """The days of an event; ``None`` where either end is open, for such an event has no bound in time."""
    if interval.start is None or interval.end is None:
        return None
    return Span(interval.start, interval.end)


def published(documents: Iterable[Document]) -> date | None:
    """The latest day on which one of these documents was published, as far as known."""
    return max((day for document in documents if (day := document.date.day)), default=None)


def last_published(source: Source) -> date | None:
    """The latest day on which a report of the record was published, as far as known."""
    return published(document for portion in source.by_reports() for document in portion.documents)


def written(day: date) -> str:
    """A day in words: 9 February 2017."""
    return f"{day.day} {day:%B} {day.year}"

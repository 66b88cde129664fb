"""In which order a report shows things, and the days it counts from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casus.record import Control, Event, Interval, Operation, Toll

EPOCH = date(1970, 1, 1)


def newest_first(event: Event) -> tuple[bool, int, str, str]:
    """Dated events before undated ones, the latest first."""
    start = event.interval.start or event.interval.end
    return (start is None, -(start or EPOCH).toordinal(), event.title, event.event_id)


def latest_first(operation: Operation) -> tuple[bool, int, str, str]:
    """Operations by when they ended, the latest first."""
    end = operation.interval.end or operation.interval.start
    return (end is None, -(end or EPOCH).toordinal(), operation.name, operation.operation_id)


def toll_order(toll: Toll) -> tuple[bool, int, str]:
    """Standing tolls before superseded ones, the latest first."""
    end = toll.interval.end or toll.interval.start or EPOCH
    return (toll.superseded_by is not None, -end.toordinal(), toll.toll_id)


def control_order(control: Control) -> tuple[int, int, str]:
    """The holder of now first, then those before, latest first."""
    since = control.since.start or control.since.end
    return (0 if control.until is None else 1, -(since.toordinal() if since else 0), control.holder)


def ordinal(when: date | None) -> int | None:
    """Days since 1970-01-01."""
    return (when - EPOCH).days if when else None


def hull(spans: Iterable[Interval]) -> Interval:
    """The shortest span that holds all known days of the given ones."""
    days = sorted(day for span in spans for day in (span.start, span.end) if day)
    return Interval(days[0], days[-1]) if days else Interval()

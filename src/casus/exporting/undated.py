"""Days for events that no report dates, or whose beginning is open, by the day of their first report: only where a user asks for it.

News is of late, mostly: so a project's coder may give an event without a day the month up to its report. Background that a report recalls gets a wrong
month then, which is why nothing does this unasked. The span is 31 days, so that every format codes it as imprecise, and the event says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from casus.exporting.narrowing import Changed
from casus.exporting.values import RecordValues, Source
from casus.record import Claim, Document, Event, Interval

SPAN = 31
"""Days up to the report's day, that day included."""
REMARK = "dated by its report"


def dated_by_reports(source: Source) -> Source:
    """The record with days for events of which an end is not known; one of which no report has a day stays as it is."""
    return Changed(source, _all_dated)


def _all_dated(values: RecordValues) -> RecordValues:
    claims = {claim.claim_id: claim for claim in values.claims}
    documents = values.by_key()
    events = tuple(_dated(event, claims, documents) for event in values.links.events)
    return replace(values, links=replace(values.links, events=events))


def _dated(event: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> Event:
    interval = event.interval
    if interval.start is not None and interval.end is not None:
        return event
    days = [day for one in event.claim_ids if (day := documents[claims[one].document].date.day)]
    last = interval.end or min(days, default=None)
    if last is None or (interval.start is not None and interval.start > last):
        return event
    first = interval.start or _before(last)
    return replace(event, interval=Interval(first, last), grade_reason=f"{event.grade_reason}; {REMARK}")


def _before(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - SPAN + 1))

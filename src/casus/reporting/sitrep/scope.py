"""What a situation report is about: the events, tolls and spells of control of its period, and how each period is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from casus.record import Control, Document, Event, Grade, Interval, Operation, Toll
from casus.reporting.lookup import Record
from casus.reporting.order import hull
from casus.reporting.view import news_span

STALE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for the whole record: how many reports, of them copies, publishers and their days; what was set aside, by reason."""

    documents: int = 0
    copies: int = 0
    publishers: int = 0
    span: Interval = field(default_factory=Interval)
    aside: Mapping[str, int] = field(default_factory=dict)


def reading_of(documents: Iterable[Document], reasons: Iterable[str]) -> Reading:
    """What was read, counted."""
    read = list(documents)
    return Reading(
        documents=len(read),
        copies=sum(one.copy_of is not None for one in read),
        publishers=len({one.publisher for one in read if one.publisher}),
        span=hull(one.date.interval for one in read),
        aside=dict(Counter(reasons)),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a period (both days included, either may be open), an operation, a title; and what is known beside the values.

    ``version`` is the record's number and when it was made. ``grades_before`` are the grades that events would have had before the period, by
    event id; only of those that had been told of then.
    """

    since: date | None = None
    until: date | None = None
    operation: Operation | None = None
    title: str | None = None
    version: tuple[int, str] | None = None
    grades_before: Mapping[str, Grade] = field(default_factory=dict)
    reading: Reading = Reading()
    safe: bool = False


def within(days: Interval, since: date | None, until: date | None) -> bool:
    """Whether something may have happened in a period; of what has a single known end, that end counts. What has none: no."""
    first, last = days.start or days.end, days.end or days.start
    if first is None or last is None:
        return False
    return (since is None or last >= since) and (until is None or first <= until)


@dataclass(frozen=True)
class Scope:
    """The part of a record that a report tells of."""

    record: Record
    asked: Asked

    @cached_property
    def period(self) -> Interval:
        """The period: as asked, its open ends those of the news of the events (not of what they look back on)."""
        news = hull(news_span(event, self.record) for event in self._own())
        known = news if news.known else hull(event.interval for event in self._own())
        since, until = self.asked.since or known.start, self.asked.until or known.end
        if since and until and since > until:
            since = None if self.asked.since is None else since
            until = None if self.asked.until is None else until
        return Interval(since, until)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events of the period, oldest first, those without a day last."""
        chosen = [event for event in self._own() if self._in_period(event)]
        return tuple(sorted(chosen, key=chronological))

    @cached_property
    def told_anew(self) -> tuple[Event, ...]:
        """The events, of whatever day, of which a report of the period tells: their grades and numbers may have changed."""
        since, until = self.period.start, self.period.end

        def new(claim_id: str) -> bool:
            day = self.reported(claim_id)
            return day is not None and within(Interval(day, day), since, until)

        return tuple(
            sorted((e for e in self._own() if any(map(new, (*e.claim_ids, *e.denial_ids)))), key=chronological)
        )

    def _own(self) -> list[Event]:
        operation = self.asked.operation
        events = self.record.links.events
        return [one for one in events if operation is None or one.operation_id == operation.operation_id]

    def _in_period(self, event: Event) -> bool:
        if self.asked.since is None and self.asked.until is None:
            return True
        if event.interval.known:
            return within(event.interval, self.asked.since, self.asked.until)
        return self._reported_within((*event.claim_ids, *event.denial_ids))

    def _reported_within(self, claim_ids: Iterable[str]) -> bool:
        days = (self.reported(one) for one in claim_ids)
        return any(within(Interval(day, day), self.asked.since, self.asked.until) for day in days if day)

    def reported(self, claim_id: str) -> date | None:
        """The day on which a claim was published."""
        return self.record.source_document(self.record.claim[claim_id]).date.day

    @cached_property
    def all_tolls(self) -> tuple[Toll, ...]:
        """The tolls of whatever period, those that stand first, the latest published first."""
        operation, tolls = self.asked.operation, self.record.links.tolls
        chosen = [one for one in tolls if operation is None or one.operation_id == operation.operation_id]
        return tuple(sorted(chosen, key=self._latest_first))

    @cached_property
    def tolls(self) -> tuple[Toll, ...]:
        """The tolls of the period, in the same order."""
        return tuple(one for one in self.all_tolls if self._counts(one))

    def _counts(self, toll: Toll) -> bool:
        if self.asked.since is None and self.asked.until is None:
            return True
        return within(toll.interval, self.asked.since, self.asked.until) or self._reported_within([toll.claim_id])

    def _latest_first(self, toll: Toll) -> tuple[bool, int, int, str]:
        day = self.reported(toll.claim_id)
        size = toll.number.min or toll.number.max or 0
        return toll.superseded_by is not None, -(day.toordinal() if day else 0), -size, toll.toll_id

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """All spells of control that began by the end of the period, the latest change first."""
        until = self.period.end
        begun = [one for one in self.record.links.controls if until is None or (began(one) or date.min) <= until]
        return tuple(sorted(begun, key=lambda one: (-(began(one) or date.min).toordinal(), one.place, one.holder)))

    def holds(self, control: Control) -> bool:
        """Whether a spell still goes on at the end of the period."""
        if control.until is None:
            return True
        ended, until = control.until.end or control.until.start, self.period.end
        return until is not None and ended is not None and ended > until

    def fresh(self, control: Control) -> bool:
        """Whether a spell began, or was told of, within a year before the end of the period: who held a place long ago may hold it no more."""
        told = (self.reported(one) for one in (*control.claim_ids, *control.contested_by))
        days = [day for day in (began(control), *told) if day]
        until = self.period.end or max(days, default=None)
        return until is not None and any(day > until - STALE for day in days)

    @cached_property
    def held(self) -> tuple[Control, ...]:
        """The spells that go on at the end of the period, as far as they are fresh."""
        return tuple(one for one in self.controls if self.holds(one) and self.fresh(one))

    @cached_property
    def as_of(self) -> date | None:
        """The day on which the latest report behind the events, changes and tolls was published."""
        claims = {claim for event in (*self.events, *self.told_anew) for claim in (*event.claim_ids, *event.denial_ids)}
        claims |= {toll.claim_id for toll in self.tolls}
        return max((day for one in claims if (day := self.reported(one))), default=None)


def began(control: Control) -> date | None:
    """The day on which a spell of control began at the latest, as far as it is known."""
    return control.since.end or control.since.start


def chronological(event: Event) -> tuple[bool, int, int, str]:
    """The order of time; what has no day comes last."""
    start = event.interval.start or event.interval.end
    end = event.interval.end or event.interval.start
    return start is None, start.toordinal() if start else 0, end.toordinal() if end else 0, event.event_id


GRADE_RANK: Mapping[Grade, int] = {"confirmed": 3, "corroborated": 2, "contested": 1, "reported": 1, "denied": 0}


def weight(event: Event) -> tuple[bool, int, int, int, int, str]:
    """How much an event matters in a short list: that it is said to have happened, how well attested, by how many, how deadly."""
    killed = max(
        (number.best or number.low or 0 for number in event.numbers if number.what.startswith("killed")), default=0
    )
    return (
        event.status == "happened",
        GRADE_RANK[event.grade],
        len(event.origins),
        len(event.claim_ids),
        killed,
        event.event_id,
    )

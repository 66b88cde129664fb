"""Numbers that were corrected: figures of events that later reports changed, and totals that a later one replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casus.record import Claim, Count, Event, Interval, Number, Toll
from casus.reporting.lookup import Record
from casus.reporting.sitrep.citing import by_publication
from casus.reporting.sitrep.scope import Scope, within

Given = tuple[date, Count, Claim]


@dataclass(frozen=True, slots=True)
class Correction:
    """What one claim stated and a later one states otherwise; ``about`` is the event or the total."""

    about: Event | Toll
    before: Count
    after: Count
    earlier: Claim
    later: Claim

    @property
    def key(self) -> tuple[object, ...]:
        """The same for a total and for the event that it is filed under: what is counted, in which words."""
        return self.after.what, *((one.document, one.begin, one.end) for one in (self.earlier, self.later))


def corrections(scope: Scope) -> list[Correction]:
    """Those that a report of the period made, the latest last; what is told of a total is not told again of its event."""
    found = {one.key: one for one in [*_of_events(scope), *_of_tolls(scope)] if published_within(one.later, scope)}
    return sorted(found.values(), key=lambda one: scope.reported(one.later.claim_id) or date.min)


def published_within(claim: Claim, scope: Scope) -> bool:
    """Whether a claim was published in the period."""
    day = scope.reported(claim.claim_id)
    return day is not None and within(Interval(day, day), scope.period.start, scope.period.end)


def figures_given(number: Number, record: Record) -> list[Given]:
    """The figures given for a number of an event, by the day of their report; one that repeats the one before is left out."""
    found: list[Given] = []
    for claim in by_publication([record.claim[one] for one in number.claim_ids], record):
        count = next((count for count in claim.counts if count.what == number.what), None)
        day = record.source_document(claim).date.day
        if count and day and (not found or not _same(count, found[-1][1])):
            found.append((day, count, claim))
    return found


def _of_events(scope: Scope) -> Iterator[Correction]:
    """Numbers of events whose last figure was published on a later day than the one before."""
    for event in scope.told_anew:
        for number in event.numbers:
            given = figures_given(number, scope.record)
            if len(given) > 1 and given[-1][0] > given[-2][0]:
                (_, before, earlier), (_, after, later) = given[-2:]
                yield Correction(event, before, after, earlier, later)


def _of_tolls(scope: Scope) -> Iterator[Correction]:
    claim, tolls = scope.record.claim, {toll.toll_id: toll for toll in scope.record.links.tolls}
    for earlier in scope.all_tolls:
        later = tolls.get(earlier.superseded_by or "")
        if later is not None and not _same(earlier.number, later.number):
            yield Correction(later, earlier.number, later.number, claim[earlier.claim_id], claim[later.claim_id])


def _same(one: Count, two: Count) -> bool:
    return (one.min, one.max) == (two.min, two.max)

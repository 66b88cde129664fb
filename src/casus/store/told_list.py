"""What operations know of an event (:class:`casus.filed.Told`) as it lies in ``filed_told.told``: a list for JSON, each field at its place.

The list says nothing of its own form: a record of another form would be read wrongly. So this file is one of those that make the version of
linking (``LINKING_PARTS`` in :mod:`casus.build`): with another form, or other fields, the next build links everything anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from casus.filed import Told, Voice
from casus.record import Interval


def told_list(told: Told) -> list[Any]:
    """The value without the event's id: the fields in the order of :class:`Told`, an interval as two days, a day as its ordinal number (``None``: unknown)."""
    return [
        told.key, told.kind, told.status, told.actors, told.targets, told.place, told.country, told.precision,
        _number(told.interval.start), _number(told.interval.end), told.size, _number(told.first_told), _number(told.last_told),
        told.all_told, told.current, told.aggregate, told.placed, told.voices, told.named,
    ]  # fmt: skip


def told_from(event_id: str, row: Sequence[Any]) -> Told:
    """The value of a list that :func:`told_list` made."""
    (
        key, kind, status, actors, targets, place, country, precision, start, end, size, first, last, all_told, current, aggregate,
        placed, voices, named,
    ) = row  # fmt: skip
    return Told(
        event_id, key, kind, status, tuple(actors), tuple(targets), place, country, precision, Interval(_day(start), _day(end)), size,
        _day(first), _day(last), all_told, current, aggregate, placed,
        tuple(Voice(document, tuple(spots), news) for document, spots, news in voices),
        tuple((spot, plain, name, many) for spot, plain, name, many in named),
    )  # fmt: skip


def _number(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _day(number: int | None) -> date | None:
    return date.fromordinal(number) if number else None

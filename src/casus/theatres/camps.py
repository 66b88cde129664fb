"""Which sides stand together by the theatre packs, and on which days: parts and their wholes, backers, allies.

A tie holds both ways. Two parts of one whole are tied too. Two sides that a pack calls opponents are so whatever else ties them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casus.record import Interval

TYING = ("backers", "allies", "part_of")
"""The lists of a pack's side that name whom it stands together with."""
OPPOSING = "opponents"

Told = tuple[str, str, str, Interval]
"""A side's id, the list of it that names another, the other's id, and the days in which that holds (open ends: always)."""
Days = Mapping[tuple[str, str], tuple[Interval, ...]]
"""Pairs of ids of sides, each in both directions, with the days of each tie between them."""


@dataclass(frozen=True, slots=True)
class Camps:
    """Who is part of whom (or of one whole), who is tied to whom in any way, and who opposes whom."""

    parts: Days
    tied: Days
    opposed: Days

    @classmethod
    def of(cls, told: Iterable[Told]) -> Camps:
        """The camps that packs tell of."""
        found: dict[str, defaultdict[tuple[str, str], list[Interval]]] = defaultdict(lambda: defaultdict(list))
        inside: defaultdict[str, list[tuple[str, Interval]]] = defaultdict(list)
        for one, how, other, days in told:
            for pair in ((one, other), (other, one)):
                found[how][pair].append(days)
            if how == "part_of":
                inside[other].append((one, days))
        for its in inside.values():
            for a, of_a in its:
                for b, of_b in its:
                    both = _both(of_a, of_b)
                    if a != b and both is not None:
                        found["part_of"][a, b].append(both)
        tied: defaultdict[tuple[str, str], list[Interval]] = defaultdict(list)
        for how in TYING:
            for pair, days_of in found[how].items():
                tied[pair] += days_of
        return cls(*(_frozen(one) for one in (found["part_of"], tied, found[OPPOSING])))

    def together(self, one: str, other: str, on: date | None) -> bool:
        """Whether two sides stand together on a day; where that is not known, only what always held counts for them."""
        return not self.oppose(one, other, on) and any(_holds(days, on) for days in self.tied.get((one, other), ()))

    def oppose(self, one: str, other: str, on: date | None) -> bool:
        """Whether two sides are opponents on a day; where that is not known, whether they ever were."""
        return any(on is None or _holds(days, on) for days in self.opposed.get((one, other), ()))


def _frozen(ties: Mapping[tuple[str, str], Iterable[Interval]]) -> Days:
    return {pair: tuple(days) for pair, days in ties.items()}


def _both(one: Interval, other: Interval) -> Interval | None:
    """The days that two stretches share; ``None`` where they share none."""
    start = max((day for day in (one.start, other.start) if day), default=None)
    end = min((day for day in (one.end, other.end) if day), default=None)
    return None if start and end and start > end else Interval(start, end)


def _holds(days: Interval, on: date | None) -> bool:
    if on is None:
        return days.start is None and days.end is None
    return (days.start is None or days.start <= on) and (days.end is None or on <= days.end)

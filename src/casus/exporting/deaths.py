"""How many people an event killed, as one coherent set of figures from the numbers that the record keeps apart.

The record never adds a part to its whole: 24 civilians may be among 255 dead, and both numbers stay as they were claimed. Formats with columns
for deaths want one set in which the parts and the rest make the whole, and low <= best <= high. This is the one place where it is made:

* the whole is ``killed``; where no report gives it, the sum of civilians and combatants;
* children count as civilians, and are taken to be among the civilians where those are counted too;
* a whole smaller than its parts is taken to be their sum; the rest of the whole is of unknown sides;
* an open end ("at least 20") is written as the figure that is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casus.record import CountWhat, Number


@dataclass(frozen=True, slots=True)
class Deaths:
    """Killed people: bounds of the whole, and how the best figure divides. ``rest`` is of unknown sides."""

    low: int
    best: int
    high: int
    civilians: int = 0
    combatants: int = 0

    @property
    def rest(self) -> int:
        """Those of the best figure who are not known as civilians or combatants."""
        return self.best - self.civilians - self.combatants


def deaths(numbers: Mapping[CountWhat, Number]) -> Deaths | None:
    """The deaths among an event's numbers; ``None`` where no report gives any."""
    children = _figures(numbers.get("killed_children"))
    civilians = _figures(numbers.get("killed_civilians"))
    combatants = _figures(numbers.get("killed_combatants"))
    if children and civilians:
        civilians = _at_least(civilians, children)
    civilians = civilians or children
    parts = _sum(civilians, combatants)
    whole = _figures(numbers.get("killed"))
    if whole and parts:
        whole = _at_least(whole, parts) if whole[1] < parts[1] else whole
    figures = whole or parts
    if figures is None:
        return None
    low, best, high = figures
    return Deaths(
        min(low, best), best, max(high, best), civilians[1] if civilians else 0, combatants[1] if combatants else 0
    )


Figures = tuple[int, int, int]


def _figures(number: Number | None) -> Figures | None:
    """Low, best and high, each from the nearest of the others where it is unknown."""
    if number is None:
        return None
    best = next((value for value in (number.best, number.low, number.high) if value is not None), None)
    if best is None:
        return None
    low = best if number.low is None else number.low
    high = best if number.high is None else number.high
    return low, best, high


def _sum(one: Figures | None, other: Figures | None) -> Figures | None:
    if one and other:
        return one[0] + other[0], one[1] + other[1], one[2] + other[2]
    return one or other


def _at_least(figures: Figures, others: Figures) -> Figures:
    low, best, high = (max(pair) for pair in zip(figures, others, strict=True))
    return low, best, high

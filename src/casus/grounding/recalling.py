"""The claims that a text has told before: a report names the place of an event once, and then goes on telling of it.

Their places are options for the next claim too (:mod:`casus.grounding.whereabouts`), also those that no table knows, which are named nowhere but there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casus.record import Place

LOOKED_AT = 50  # claims told last
RECALLED = 3  # places of earlier claims that are options


@dataclass(frozen=True, slots=True)
class Told:
    """A claim told before, with the place that was chosen for it and where that is named (-1: nowhere near it)."""

    place: Place | None
    begin: int = -1
    end: int = -1


def earlier_places(told: Sequence[Told]) -> list[Told]:
    """The claims told last that have a place, each of another one, the last first."""
    out: dict[str, Told] = {}
    for one in reversed(told[-LOOKED_AT:]):
        if one.place is not None and len(out) < RECALLED:
            out.setdefault(one.place.place_id, one)
    return list(out.values())

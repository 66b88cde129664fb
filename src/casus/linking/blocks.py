"""Where and when a claim is looked for: two claims are compared only where they share a place and a stretch of time.

Places are local ones (by name, by the gazetteer's id, by cell), or else the country and the acting sides; stretches are months, and
half-years for the vague. Two narrowly dated claims meet by month; by half-year only where at least one is vague. Two claims that
name local places meet at a place; by country or side they meet only claims that name none. Kinds must be equal or related.

A claim is kept under its own keys (:func:`kept_under`) and looks for others under the keys that they may be kept under
(:func:`looked_up`), so an index of keys finds what :func:`meet` allows, in a time that depends on the crowd there and not on the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from casus.linking.facets import Days, Place
from casus.linking.names import fold
from casus.linking.view import View, months, shift
from casus.linking.words import kind_facts
from casus.record import Kind

Cell = tuple[int, int]

_CELL_DEGREES = 0.25
_LONG_MONTHS = 4
_NEAR_DAYS = 10
_REACH_DAYS = 540
"""How far back from its publication an undated claim may lie."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """What decides whether two claims are compared: kind, places by name and cell, wide areas and sides, months and half-years."""

    kind: Kind
    narrow: bool
    local: bool
    places: frozenset[str]
    cell: Cell | None
    wide: frozenset[str]
    months: frozenset[int]
    halves: frozenset[int]


def blocks(view: View) -> Blocks:
    """The blocks of a claim."""
    return blocks_of(view.claim.kind, Place.of(view), Days.of(view), view.claim.actors, view.published)


def blocks_of(kind: Kind, place: Place, days: Days, actors: Iterable[str], published: date | None) -> Blocks:
    """The blocks of a claim, given by what they depend on of it."""
    places = {f"p:{key}" for key in place.name.keys}
    if place.place_id:
        places.add(f"i:{place.place_id}")
    cell = None
    if place.point is not None and place.name.keys:
        cell = (int(place.point[0] // _CELL_DEGREES), int(place.point[1] // _CELL_DEGREES))
    return Blocks(
        kind=kind,
        narrow=days.narrow,
        local=bool(place.name.keys),
        places=frozenset(places),
        cell=cell,
        wide=frozenset({f"c:{place.country or '?'}", *(f"a:{fold(side)}" for side in actors)}),
        months=frozenset(_months(*days.given)),
        halves=frozenset(month // 6 for month in _reach(days.given[0], days.within[1] or published)),
    )


def _months(start: date | None, end: date | None) -> list[int]:
    """The months of a claim that is not vague, some days more on either side."""
    if start is None or end is None or start > end or len(months(start, end)) > _LONG_MONTHS:
        return []
    return months(shift(start, -_NEAR_DAYS), shift(end, _NEAR_DAYS))


def _reach(start: date | None, end: date | None) -> list[int]:
    """The months in which a claim may lie; long periods are met at their end, where reports speak of them."""
    if end is None:
        return months(start, start) if start else [0]
    return months(max(start or date.min, shift(end, -_REACH_DAYS)), end)


@cache
def kinds_beside(kind: Kind) -> frozenset[Kind]:
    """The kinds that claims of this kind are compared with: itself, and those that either table calls related."""
    facts = kind_facts()
    related: set[Kind] = {other for other in facts if other in facts[kind].related or kind in facts[other].related}
    return frozenset({kind} | related)


def meet(one: Blocks, other: Blocks) -> bool:
    """Whether two claims are compared; symmetric."""
    if other.kind not in kinds_beside(one.kind):
        return False
    in_time = not one.months.isdisjoint(other.months)
    if not in_time and not (one.narrow and other.narrow):
        in_time = not one.halves.isdisjoint(other.halves)
    if not in_time:
        return False
    if not one.places.isdisjoint(other.places) or _side_by_side(one.cell, other.cell):
        return True
    return not (one.local and other.local) and not one.wide.isdisjoint(other.wide)


def _side_by_side(one: Cell | None, other: Cell | None) -> bool:
    if one is None or other is None:
        return False
    return abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1


# -------------------------------------------------------------------------------------------------- keys of an index


def kept_under(of: Blocks) -> Iterator[str]:
    """The keys under which an index keeps a claim."""
    spots = [*of.places, *of.wide] if of.cell is None else [*of.places, *of.wide, _cell(*of.cell)]
    for slot in _slots(of):
        for spot in spots:
            yield _key(spot, slot, of.kind, of.narrow, of.local)


def looked_up(of: Blocks) -> Iterator[str]:
    """The keys under which an index keeps the claims that one meets."""
    near = list(of.places)
    if of.cell is not None:
        row, column = of.cell
        near += [_cell(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    for kind in kinds_beside(of.kind):
        for narrow in (False, True):
            for local in (False, True):
                spots = near if of.local and local else [*near, *of.wide]
                for slot in _slots(of):
                    if not (slot[0] == "h" and of.narrow and narrow):
                        for spot in spots:
                            yield _key(spot, slot, kind, narrow, local)


def _slots(of: Blocks) -> list[str]:
    return [*(f"m{month}" for month in of.months), *(f"h{half}" for half in of.halves)]


def _cell(row: int, column: int) -> str:
    return f"g:{row}:{column}"


def _key(spot: str, slot: str, kind: Kind, narrow: bool, local: bool) -> str:
    return f"{spot}|{slot}|{kind}|{'n' if narrow else 'v'}{'l' if local else 'w'}"

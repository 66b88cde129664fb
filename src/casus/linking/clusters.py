"""Which claims tell of one event: blocking, pairwise agreement, average-link clustering.

Only claims that share a block are compared: where (a local place, the country, an acting side), what (a kind or one that may code
the same event) and a stretch of time.
A new document therefore touches the events near it in place and time, and the work grows with the crowd around an event,
not with the record. Clusters join while the mean agreement of their claims stays above zero; a pair never compared counts
as a clear disagreement, so chains of loosely alike claims do not grow together.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from casus.linking import pairs
from casus.linking.names import fold
from casus.linking.view import View, months, shift
from casus.linking.words import kind_facts, weights

Pair = tuple[int, int]
Block = tuple[str, str, str]
Sort = tuple[bool, bool]
"""Whether a claim is narrowly dated, and whether it names a local place."""

_SORTS: tuple[Sort, ...] = ((False, False), (False, True), (True, False), (True, True))
_CELL_DEGREES = 0.25
_LONG_MONTHS = 4
_REACH_DAYS = 540
"""How far back from its publication an undated claim may lie, for blocking."""


def blocks(view: View) -> Iterator[Block]:
    """The blocks that a claim falls into: where (a local place, or else the country) by when (month, or half-year for the vague)."""
    places = [f"p:{key}" for key in sorted(view.place.keys)]
    if view.claim.place_id:
        places.append(f"i:{view.claim.place_id}")
    if view.claim.lat is not None and view.claim.lon is not None and view.place.keys:
        row, column = int(view.claim.lat // _CELL_DEGREES), int(view.claim.lon // _CELL_DEGREES)
        places += [f"g:{row + down}:{column + right}" for down in (0, 1) for right in (0, 1)]
    where = [*places, f"c:{view.claim.country or '?'}"]
    where += [f"a:{fold(side)}" for side in view.claim.actors]
    facts = kind_facts()
    kinds = sorted({view.claim.kind, *(kind for kind in facts if view.claim.kind in facts[kind].related)})
    for spot in where:
        for kind in kinds:
            for slot in _slots(view):
                yield (spot, kind, slot)


def _slots(view: View) -> list[str]:
    start, end = view.claim.interval.start, view.claim.interval.end
    vague = [f"h{half}" for half in sorted({month // 6 for month in _reach(view)})]
    if start is None or end is None or start > end:
        return vague
    touched = months(start, end)
    if len(touched) > _LONG_MONTHS:
        return vague
    near = months(shift(start, -10), shift(end, 10))
    return [f"m{month}" for month in near] + vague


def _reach(view: View) -> list[int]:
    """The months in which a claim may lie; long periods are met at their end, where reports speak of them."""
    end = view.end or view.published
    if end is None:
        start = view.claim.interval.start
        return months(start, start) if start else [0]
    start = view.claim.interval.start or shift(end, -_REACH_DAYS)
    return months(max(start, shift(end, -_REACH_DAYS)), end)


def candidates(views: Sequence[View]) -> list[Pair]:
    """The pairs of claims (positions in ``views``) of the same or a related kind that share a block, each once, in order.

    Two narrowly dated claims meet by month; half-years hold only the pairs in which at least one claim is vague. Two claims that
    name local places meet at a place; by country or side they meet only claims that name none.
    """
    own: dict[Block, dict[Sort, list[int]]] = defaultdict(lambda: defaultdict(list))
    guests: dict[Block, dict[Sort, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, view in enumerate(views):
        sort = (view.narrow, bool(view.place.keys))
        for block in set(blocks(view)):
            (own if block[1] == view.claim.kind else guests)[block][sort].append(index)
    found: set[Pair] = set()
    for block, inside in own.items():
        for sort, ones in inside.items():
            for other_sort in (other for other in _SORTS if _may_meet(block, sort, other)):
                found.update(_in_order(ones, inside.get(other_sort, ())))
                if block in guests:
                    found.update(_in_order(ones, guests[block].get(other_sort, ())))
    return sorted(found)


def _may_meet(block: Block, one: Sort, other: Sort) -> bool:
    spot, _, slot = block
    both_narrow, both_local = one[0] and other[0], one[1] and other[1]
    return not (slot.startswith("h") and both_narrow) and not (spot[0] in "ca" and both_local)


def _in_order(ones: Sequence[int], others: Sequence[int]) -> Iterator[Pair]:
    return ((one, other) if one < other else (other, one) for one in ones for other in others if one != other)


def agreements(views: Sequence[View]) -> dict[Pair, float]:
    """The agreement of every candidate pair (:func:`casus.linking.pairs.score`)."""
    return {pair: pairs.score(views[pair[0]], views[pair[1]]) for pair in candidates(views)}


def cluster(views: Sequence[View], scores: Mapping[Pair, float]) -> list[list[int]]:
    """Groups of positions in ``views``, each ascending, by their first member; every position is in exactly one group."""
    apart = weights()["never compared"]
    linked: dict[int, dict[int, float]] = defaultdict(dict)
    for (left, right), value in scores.items():
        linked[left][right] = value
        linked[right][left] = value
    members = {index: [index] for index in range(len(views))}
    heap = [(-value, left, right, 1, 1) for (left, right), value in scores.items() if value > 0]
    heapq.heapify(heap)
    while heap:
        _, left, right, left_size, right_size = heapq.heappop(heap)
        if len(members.get(left, ())) != left_size or len(members.get(right, ())) != right_size:
            continue  # one of the two has grown since: its new agreement is in the heap
        _merge(left, right, members, linked, apart)
        for other in sorted(linked[left]):
            mean = linked[left][other] / (len(members[left]) * len(members[other]))
            if mean > 0:
                low, high = sorted((left, other))
                heapq.heappush(heap, (-mean, low, high, len(members[low]), len(members[high])))
    return sorted((sorted(group) for group in members.values()), key=lambda group: group[0])


def _merge(
    left: int, right: int, members: dict[int, list[int]], linked: dict[int, dict[int, float]], apart: float
) -> None:
    """Fold cluster ``right`` into ``left`` (left < right keeps the name of the smaller claim)."""
    size_left, size_right = len(members[left]), len(members[right])
    for other in set(linked[left]) | set(linked[right]):
        if other in (left, right):
            continue
        size = len(members[other])
        total = linked[left].get(other, apart * size_left * size) + linked[right].get(other, apart * size_right * size)
        linked[left][other] = total
        linked[other][left] = total
        linked[other].pop(right, None)
    members[left].extend(members.pop(right))
    linked[left].pop(right, None)
    linked.pop(right, None)


def span(views: Sequence[View]) -> tuple[date | None, date | None]:
    """The first and the last day that the claims together give; where moments are given, periods do not stretch them."""
    moments = [view for view in views if view.narrow] or [view for view in views if view.dated]
    starts = [view.claim.interval.start for view in moments if view.claim.interval.start]
    ends = [view.claim.interval.end for view in moments if view.claim.interval.end]
    return min(starts, default=None), max(ends, default=None)

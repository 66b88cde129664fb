"""Tolls: counts of people over a period or an operation, as one source claims them. How much ground was taken is another sort of toll (``ground.py``).

A toll is never added to the events that it already includes, nor to another toll. Counts that the same claim says are part of the
number (24 civilians of 255 dead) are its parts. A later, larger total of the same source for the same thing and the same
beginning replaces the earlier one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from casus.filed import Counted
from casus.linking import ground
from casus.linking.events import Known
from casus.linking.ground import amount
from casus.linking.names import sides_likeness
from casus.linking.origins import Origin
from casus.linking.view import View
from casus.record import Claim, Count, CountWhat, Event, Links, Operation, Toll, stable_id

FAMILIES: tuple[tuple[CountWhat, ...], ...] = (
    ("killed", "killed_civilians", "killed_combatants", "killed_children"),
    ("wounded",),
    ("displaced",),
    ("detained",),
    ("surrendered",),
    ("abducted",),
    ("missing",),
)
"""Counts of people; within a family the first one present is the whole and the others are its parts."""

GROUND = "ground"
"""The series of all totals of ground."""

SERIES_DAYS = 2  # how long before its report a toll must begin to be one that counts on from a day


def is_toll(claim: Claim) -> bool:
    """Whether a claim's counts of people are a toll: a casualty report, or a sum over several incidents or a long time."""
    return claim.status in ("happened", "possible") and (claim.aggregate or claim.kind == "casualty_report")


class Telling(NamedTuple):
    """The claims that assert an event, with their origins, and the operation that it belongs to."""

    operation: str | None
    views: tuple[View, ...]
    origins: Mapping[str, Origin]


def telling(one: Known) -> Telling:
    """What an event's claims tell of tolls."""
    return Telling(one.event.operation_id, one.asserting, one.origins)


def tells_toll(claim: Claim) -> bool:
    """Whether a claim gives a toll of people or of ground."""
    return is_toll(claim) or ground.taken(claim) is not None


def counted(told: Iterable[Telling], documents: Collection[str] | None = None) -> list[Counted]:
    """The tolls that the claims of some events give (of these documents, where they are named), as if none replaced another.

    All events that a document tells of must be given.
    """
    found: list[tuple[Toll, View, Origin]] = []
    for one in told:
        for view in one.views:
            if documents is not None and view.claim.document not in documents:
                continue
            made = _tolls(view, one.operation) if is_toll(view.claim) else []
            if (count := ground.taken(view.claim)) is not None:
                made.append(_toll(view.claim, count, (), one.operation))
            found.extend((toll, view, one.origins[view.key]) for toll in made)
    found.sort(key=lambda item: (item[0].claim_id, item[0].number.what, item[0].toll_id))
    return [
        Counted(toll, view.claim.document, reported(toll, view), _series(toll, view, origin))
        for toll, view, origin in _folded(found)
    ]


def _series(toll: Toll, view: View, origin: Origin) -> str:
    """Within what one toll can replace another: the totals of one origin for one thing; all of ground."""
    return GROUND if ground.is_ground(toll) else json.dumps([origin.key, toll.number.what, _where(toll, view)])


def _tolls(view: View, operation_id: str | None) -> list[Toll]:
    claim = view.claim
    found: list[Toll] = []
    for family in FAMILIES:
        counts = _distinct(count for what in family for count in claim.counts if count.what == what)
        if not counts:
            continue
        whole = [counts[0]]
        parts = [count for count in counts[1:] if count.what != counts[0].what]
        if counts[0].what != "killed" and not _nested(counts):
            whole, parts = counts, []
        else:
            whole += [count for count in counts[1:] if count.what == counts[0].what]
        for index, count in enumerate(whole):
            found.append(_toll(claim, count, tuple(parts) if index == 0 else (), operation_id))
    return found


def _distinct(counts: Iterable[Count]) -> list[Count]:
    """The counts that say a number, each number once: two alike in one claim are one toll, or it would replace itself for ever."""
    said = {
        (count.what, count.min, count.max): count for count in counts if count.min is not None or count.max is not None
    }
    return list(said.values())


def _nested(counts: Sequence[Count]) -> bool:
    """Whether the later counts can be parts of the first: children of civilians yes, civilians and fighters side by side no."""
    return counts[0].what == "killed_civilians" and all(
        count.what in ("killed_civilians", "killed_children") for count in counts
    )


def _toll(claim: Claim, count: Count, parts: tuple[Count, ...], operation_id: str | None) -> Toll:
    return Toll(
        toll_id=stable_id("t", claim.claim_id, count.what, count.min, count.max),
        claim_id=claim.claim_id,
        number=count,
        parts=parts,
        source=claim.source,
        source_type=claim.source_type,
        place=claim.place,
        country=claim.country,
        actors=claim.actors,
        targets=claim.targets,
        interval=claim.interval,
        operation_id=operation_id,
    )


def _folded(found: list[tuple[Toll, View, Origin]]) -> list[tuple[Toll, View, Origin]]:
    """Tolls of a part that the same document and origin gives again beside their whole become parts of that whole."""
    wholes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (toll, view, origin) in enumerate(found):
        if toll.number.what == "killed":
            wholes[(view.claim.document, origin.key)].append(index)
    kept: list[tuple[Toll, View, Origin] | None] = list(found)
    for index, (toll, view, origin) in enumerate(found):
        if toll.number.what == "killed" or toll.number.what not in FAMILIES[0]:
            continue
        for whole_index in wholes[(view.claim.document, origin.key)]:
            item = kept[whole_index]
            if item is not None and _is_part(toll, view, item[0], item[1]):
                if not any(part.what == toll.number.what for part in item[0].parts):
                    kept[whole_index] = (replace(item[0], parts=(*item[0].parts, toll.number)), item[1], item[2])
                kept[index] = None
                break
    return [item for item in kept if item is not None]


def _is_part(part: Toll, view: View, whole: Toll, whole_view: View) -> bool:
    same_time = part.interval == whole.interval or not part.interval.known
    same_place = view.place == whole_view.place or bool(view.place.keys & whole_view.place.keys) or not view.place.named
    return same_time and same_place and amount(part.number) <= amount(whole.number)


def settled(tolls: Iterable[Counted], operations: Sequence[Operation]) -> list[Toll]:
    """The tolls, each that a later one of its series replaces with the one that stands in the end; whole series must be given."""
    series: dict[str, list[Counted]] = defaultdict(list)
    for one in tolls:
        series[one.series].append(one)
    next_of = ground.grown([(one.toll, one.told) for one in series.get(GROUND, ())], operations)
    for key in sorted(series.keys() - {GROUND}):
        group = sorted(series[key], key=lambda one: (one.told, one.toll.toll_id))
        for index, one in enumerate(group):
            later = next((other for other in group[index + 1 :] if _replaces(other, one)), None)
            if later is not None:
                next_of[one.toll.toll_id] = later.toll.toll_id
    found = [one.toll for group in series.values() for one in group]
    operation_of = {toll.toll_id: toll.operation_id for toll in found}
    ends = {toll.toll_id: _last(toll.toll_id, next_of) for toll in found}
    return [
        replace(toll, superseded_by=end, operation_id=toll.operation_id or operation_of.get(end or ""))
        for toll in found
        for end in (ends[toll.toll_id],)
    ]


def _last(toll_id: str, next_of: Mapping[str, str]) -> str | None:
    """The end of the chain of replacements, ``None`` for a toll that stands."""
    if toll_id not in next_of:
        return None
    met = {toll_id}
    while toll_id in next_of:
        toll_id = next_of[toll_id]
        if toll_id in met:
            raise ValueError(f"toll {toll_id} replaces itself")
        met.add(toll_id)
    return toll_id


def _where(toll: Toll, view: View) -> str:
    """The scope of a toll: those counted from one past day in a country are one series, wherever the report speaks of it."""
    start, published = toll.interval.start, view.published
    if start is not None and published is not None and toll.country and (published - start).days >= SERIES_DAYS:
        return f"{toll.country} since {start}"
    return toll.operation_id or "+".join(sorted(view.place.keys)) or toll.country or "?"


def reported(toll: Toll, view: View) -> date:
    """The day on which a toll was told, as far as that is known."""
    return view.published or toll.interval.end or toll.interval.start or date.min


def _replaces(by: Counted, one: Counted) -> bool:
    later, earlier = by.toll, one.toll
    if _figures(later) == _figures(earlier):  # the same total of the same origin is told again, not a second toll
        return sides_likeness(later.targets, earlier.targets) != "different"
    if by.told <= one.told or amount(later.number) < amount(earlier.number):
        return False
    start, other = later.interval.start, earlier.interval.start
    if start is not None and other is not None and abs((start - other).days) > 3:
        return False
    return sides_likeness(later.targets, earlier.targets) != "different"


def _figures(toll: Toll) -> tuple[object, ...]:
    return (toll.number.what, toll.number.min, toll.number.max, toll.interval)


def incidents(links: Links) -> tuple[Event, ...]:
    """The events whose numbers may be added up: those that are no toll of people themselves."""
    summed = {
        links.event_of[toll.claim_id]
        for toll in links.tolls
        if toll.claim_id in links.event_of and not ground.is_ground(toll)
    }
    return tuple(event for event in links.events if event.kind != "casualty_report" and event.event_id not in summed)

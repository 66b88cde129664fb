"""Tolls as series: what one source says of one thing over time, by operation and class of people, and what a toll includes already.

Nothing is added up or estimated: a series shows the totals that one source gave one after another, of which the last stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from casus.linking.ground import is_ground
from casus.linking.names import actor_name, sides_likeness
from casus.linking.tolls import FAMILIES, incidents
from casus.record import CountWhat, Event, Interval, Links, Operation, Toll

_PEOPLE: Mapping[CountWhat, str] = {
    "killed_civilians": "civilians",
    "killed_combatants": "fighters",
    "killed_children": "children",
}
"""Whom a count is of by its very name."""


@dataclass(frozen=True, slots=True)
class Series:
    """The totals of one source for one thing, earliest first; the last one stands.

    ``people`` names the class of people (a side, "civilians", or "all sides" where the claim names none); ``includes`` are the
    events of the record whose numbers the last total holds already, as far as place and days tell.
    """

    operation: Operation | None
    people: str
    tolls: tuple[Toll, ...]
    includes: tuple[Event, ...]

    @property
    def last(self) -> Toll:
        """The total that stands."""
        return self.tolls[-1]


def toll_series(links: Links, told: Mapping[str, date | None]) -> list[Series]:
    """All series of a record, by operation, class of people, what is counted, and amount; those without an operation last.

    ``told`` gives the day on which each toll's claim was reported, by claim id.
    """
    chains: dict[str, list[Toll]] = defaultdict(list)
    for toll in links.tolls:
        chains[toll.superseded_by or toll.toll_id].append(toll)
    operations = {one.operation_id: one for one in links.operations}
    single = incidents(links)
    found = [_series(chain, key, operations, single, told) for key, chain in sorted(chains.items())]
    return sorted(found, key=_order)


def _series(
    chain: Sequence[Toll],
    last: str,
    operations: Mapping[str, Operation],
    single: Sequence[Event],
    told: Mapping[str, date | None],
) -> Series:
    ordered = sorted(
        chain,
        key=lambda toll: (
            toll.toll_id == last,
            told.get(toll.claim_id) or date.min,
            toll.number.min or 0,
            toll.toll_id,
        ),
    )
    standing = ordered[-1]
    operation = operations.get(standing.operation_id or "")
    includes = tuple(_included(standing, operation, single, told.get(standing.claim_id)))
    return Series(operation, people(standing), tuple(ordered), includes)


def _order(one: Series) -> tuple[bool, str, str, str, int, str]:
    name = one.operation.name if one.operation else one.last.place or one.last.country or ""
    number = one.last.number
    return one.operation is None, name, one.people, number.what, -(number.min or number.max or 0), one.last.toll_id


def people(toll: Toll) -> str:
    """Whom a toll counts ("ground" where it counts places): by the count's own name, else those who gave up, else those to whom it was done."""
    if is_ground(toll):
        return "ground"
    if toll.number.what == "surrendered":
        return " and ".join(toll.actors) or "all sides"
    if toll.number.what in _PEOPLE:
        return _PEOPLE[toll.number.what]
    if toll.number.what == "killed" and toll.parts and all(_is_civilian(name) for name in toll.targets):
        return "all sides"  # a whole of which civilians are a part counts more than them
    return " and ".join(toll.targets) or "all sides"


def _is_civilian(name: str) -> bool:
    return "civilian" in actor_name(name).sorts


def _included(toll: Toll, operation: Operation | None, single: Sequence[Event], told: date | None) -> Iterator[Event]:
    """Events whose people the toll counts too: of its operation (or its very place) and inside its days.

    A toll without a first day counts from the beginning of its operation, one without a last day until its report.
    """
    family = next((family for family in FAMILIES if toll.number.what in family), (toll.number.what,))
    until = toll.interval.end or told
    since = toll.interval.start or (operation.interval.start if operation else None)
    for event in single:
        if toll.operation_id:
            same = event.operation_id == toll.operation_id
        else:
            same = bool(event.place) and event.place == toll.place and event.country == toll.country
        if toll.claim_id in event.claim_ids:
            continue  # the event that the toll itself tells of
        if same and _counts(event, toll, family) and _of_sides(event, toll) and _inside(event.interval, since, until):
            yield event


def _of_sides(event: Event, toll: Toll) -> bool:
    """Whether the event was done by whom, and to whom, the toll says; a toll that names nobody counts all."""
    by = not toll.actors or sides_likeness(toll.actors, event.actors) in ("same", "related")
    whole = people(toll) == "all sides" or not toll.targets
    return by and (whole or sides_likeness(toll.targets, event.targets) != "different")


def _counts(event: Event, toll: Toll, family: Sequence[CountWhat]) -> bool:
    """Whether the event counts people that the toll counts: the same, or a part of them."""
    whole = family.index(toll.number.what) if toll.number.what in family else 0
    wanted = family if whole == 0 else (toll.number.what,)
    return any(number.what in wanted for number in event.numbers)


def _inside(days: Interval, since: date | None, until: date | None) -> bool:
    if days.start is None or days.end is None or until is None:
        return False
    return days.end <= until and (since is None or since <= days.start)


def earlier(series: Series) -> tuple[Toll, ...]:
    """The earlier totals of a series, each with another number than the one after it."""
    return tuple(
        one
        for one, after in pairwise(series.tolls)
        if (one.number.min, one.number.max) != (after.number.min, after.number.max)
    )

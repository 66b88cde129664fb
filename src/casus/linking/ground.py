"""Ground: how many places a side is said to have taken so far ("more than 15 villages", a day later "more than 50 towns and villages").

Such a total grows with the advance that it tells of, whoever counts; a later and larger one replaces an earlier one, and none is added to another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from casus.linking.camps import in_camp
from casus.record import Claim, Count, Operation, Toll

LEAST = 3  # places: one or two are taken one by one, and told of so
PAUSE_DAYS = 30  # between two totals of one advance


def amount(count: Count) -> int:
    """The number that a count vouches for: its lower end, else its upper end."""
    return (count.max if count.min is None else count.min) or 0


def taken(claim: Claim) -> Count | None:
    """How many places a claim says were taken, where that is a total."""
    if claim.kind != "territory_gain" or claim.status != "happened":
        return None
    counts = [count for count in claim.counts if count.what == "places" and amount(count) >= LEAST]
    return max(counts, key=amount, default=None)


def is_ground(toll: Toll) -> bool:
    """Whether a toll counts places, and no people."""
    return toll.number.what == "places"


def grown(tolls: Sequence[tuple[Toll, date]], operations: Sequence[Operation]) -> dict[str, str]:
    """By the id of each total of ground that a later one replaces, the id of the next one; each comes with the day on which it was told."""
    sides = {one.operation_id: one.sides for one in operations}
    ordered = sorted(tolls, key=lambda item: (item[1], amount(item[0].number), item[0].toll_id))
    next_of: dict[str, str] = {}
    for index, (toll, day) in enumerate(ordered):
        for later, then in ordered[index + 1 :]:
            if (then - day).days > PAUSE_DAYS:
                break
            if _replaces(later, toll, sides):
                next_of[toll.toll_id] = later.toll_id
                break
    return next_of


def _replaces(later: Toll, earlier: Toll, sides: Mapping[str, Sequence[Sequence[str]]]) -> bool:
    """Whether both tell of one advance: in one country, by one side of one operation (or one camp), and nothing was lost since."""
    if later.country != earlier.country or amount(later.number) < amount(earlier.number):
        return False
    told = {toll.operation_id for toll in (later, earlier)} - {None}
    if len(told) > 1:
        return False
    fought = [camp for key in told if key for camp in sides.get(key, ())]
    allied = any(in_camp(later.actors, camp) and in_camp(earlier.actors, camp) for camp in fought)
    return allied or in_camp(later.actors, earlier.actors)

"""What joins a battle beside its core: events at its place and in its time, of its reports, and wider views of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from casus.filed import Told
from casus.linking.battles import AT_ONCE_DAYS, PAUSE_DAYS, Battle, by_place, looks_back_on, sides_fit
from casus.linking.campaign_parts import begins, is_launch
from casus.linking.camps import in_camp
from casus.linking.names import actor_name, sides_likeness
from casus.linking.scope import Scope, parties, shared_parties
from casus.linking.words import kind_facts
from casus.record import Interval

BEFORE_DAYS = 14
AFTER_DAYS = 21
"""How long before and after its core an event at a battle's place is still a part of it."""
REGIONS = ("region", "province")
"""Precisions of a place that is wider than a battle and narrower than a country."""


def join_by_place(battles: Sequence[Battle], rest: Sequence[Scope]) -> None:
    """Events at a battle's place and in its time join it; the undated join the battle that they look back on."""
    at = by_place(battles)
    for one in rest:
        if not one.local or one.event.kind == "protest":
            continue
        battle: Battle | None
        if not one.dated:
            battle = looks_back_on(one, at)
        else:
            near = (battle for key in sorted(one.keys) for battle in at.get(key, ()) if _within(one, battle))
            battle = next((battle for battle in near if sides_fit(one, battle)), None)
        if battle is not None:
            battle.joined.append(one)


def _within(one: Scope, battle: Battle) -> bool:
    if battle.start is None or battle.end is None:
        return False
    return Interval(one.start, one.end).overlaps(
        Interval(battle.start, battle.end), AFTER_DAYS if one.start and one.start > battle.end else BEFORE_DAYS
    )


def join_by_document(battles: Sequence[Battle], rest: Sequence[Scope]) -> None:
    """Events that name a wide area (or another place) join the battle that their document chiefly tells of.

    They need the battle's time and its sides: a dated event both sides of the fight (or, for people fleeing and tolls, no
    other side than those), an undated one likewise and only when it is no summary of a long period.
    """
    told: Counter[tuple[str, str]] = Counter()
    named = {battle.key: battle for battle in battles}
    for battle in battles:
        for one in battle.all:
            for document in one.documents:
                told[(document, battle.key)] += 1
    chief: dict[str, str] = {}
    for (document, key), count in sorted(told.items()):
        if document not in chief or count > told[(document, chief[document])]:
            chief[document] = key
    for one in rest:
        for document in sorted(one.documents):
            told_of = named.get(chief.get(document, ""))
            if told_of is not None and _told_with(one, told_of):
                told_of.joined.append(one)
                break


def join_by_region(battles: Sequence[Battle], rest: Sequence[Scope]) -> None:
    """News of a fight that names only a region, and the launch of an offensive over one, join the battle that they can be part of.

    Both sides must fight there (for a launch: sides of their camps), and no pause may part it from the battle; where several
    battles fit, it joins none.
    """
    for one in rest:
        if one.keys or one.long or not one.core:
            continue
        fits = [battle for battle in battles if _in_country(one, battle) and _wider_view_of(one, battle)]
        if len(fits) == 1:
            fits[0].joined.append(one)


def _in_country(one: Scope, battle: Battle) -> bool:
    return one.event.country in battle.countries


def _wider_view_of(one: Scope, battle: Battle) -> bool:
    if is_launch(one) and _launched_then(one, battle):
        return any(_same_sides(one.event, core.event) for core in battle.core if _is_offensive(core.event))
    mine = parties(one.event)
    both = len(mine) > 1 and shared_parties(mine, battle.sides, related=False) == len(mine)
    news = one.dated and one.event.current and one.event.precision in REGIONS
    return both and news and _no_pause_between(one, battle)


def _launched_then(one: Scope, battle: Battle) -> bool:
    """Whether a launch is the battle's by its days; where it has none, by those of its report, which may come a pause later."""
    span = Interval(battle.start, battle.end)
    if one.dated and one.event.status != "planned":
        return Interval(one.start, one.end).overlaps(span, AT_ONCE_DAYS)
    day = begins(one)
    late = day is not None and battle.end is not None and day > battle.end
    slack = 0 if late and one.event.status == "planned" else PAUSE_DAYS if late else BEFORE_DAYS
    return span.start is not None and Interval(day, day).overlaps(span, slack)


def _is_offensive(event: Told) -> bool:
    return event.kind == "offensive" and event.status in ("happened", "possible")


def _same_sides(one: Told, other: Told) -> bool:
    """Whether one side does it to one other, each as named or as its camp."""
    return sides_likeness(one.actors, other.actors) == "same" and in_camp(one.targets, other.targets)


def _no_pause_between(one: Scope, battle: Battle) -> bool:
    span = Interval(battle.start, battle.end)
    return span.start is not None and Interval(one.start, one.end).overlaps(span, PAUSE_DAYS)


def _told_with(one: Scope, battle: Battle) -> bool:
    if one.long or _sums_openly(one) or _abroad(one, battle) or battle.start is None or battle.end is None:
        return False
    if one.event.status == "planned" and not (one.core and _still_fought(one, battle)):
        return False
    mine = parties(one.event)
    matched = shared_parties(mine, battle.sides)
    fighting = kind_facts()[one.event.kind].campaign and one.event.kind != "casualty_report"
    if fighting:
        both = (
            shared_parties(one.event.actors, battle.sides) > 0 and shared_parties(one.event.targets, battle.sides) > 0
        )
        needed = both or (matched == len(mine) > 0 and "civilians" in one.event.targets)
    else:
        needed = matched == len(mine)
    if not needed:
        return False
    if one.start is not None and one.end is not None:
        inside = Interval(one.start, one.end).overlaps(Interval(battle.start, battle.end), 1)
        return inside and (one.end - one.start).days <= max(30, (battle.end - battle.start).days)
    return fighting and not one.keys and not one.event.aggregate


def _abroad(one: Scope, battle: Battle) -> bool:
    """Whether an event is in a country in which the battle is not, and which is no state that fights in it."""
    country = one.event.country
    if country is None or country in battle.countries:
        return False
    return f"={country.lower()}" not in {word for name in battle.sides for word in actor_name(name).own}


def _sums_openly(one: Scope) -> bool:
    """Whether an event sums what happened until a day since nobody says when: more than one battle, perhaps."""
    return one.event.interval.start is None and one.event.aggregate


def _still_fought(one: Scope, battle: Battle) -> bool:
    """Whether the report of a plan lies in the battle's time, or no longer than a pause after it."""
    if battle.end is None or one.published is None:
        return True
    return (one.published - battle.end).days <= PAUSE_DAYS

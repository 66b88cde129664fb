"""Who is said to hold which place since when: gains, withdrawals and surrenders in time order, and who contests them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from casus.linking.events import Known
from casus.linking.names import sides_likeness
from casus.linking.view import View
from casus.record import Claim, Control, Interval


@dataclass(frozen=True, slots=True)
class Change:
    """One event that changes who holds a place: ``gained_by`` and ``lost_by`` may each be unknown."""

    known: Known
    when: Interval
    gained_by: tuple[str, ...]
    lost_by: tuple[str, ...]
    contested_by: tuple[str, ...]

    @property
    def order(self) -> tuple[date, date, str]:
        """Place in time; an undated change stands where its report looks back from."""
        first = self.when.start or self.when.end or date.min
        return first, self.when.end or first, self.known.event.event_id


def find_control(known: Sequence[Known]) -> list[Control]:
    """Control of local places by place and since. Wide areas and sums of many places are no place that one side holds."""
    by_id = {one.event.event_id: one for one in known}
    at: dict[str, list[Change]] = defaultdict(list)
    for one in known:
        change = _change(one, by_id)
        if change is not None:
            at[_spot(one)].append(change)
    found = [control for spot in sorted(at) for control in _timeline(sorted(at[spot], key=lambda change: change.order))]
    return sorted(
        found, key=lambda one: (one.place, one.since.start or one.since.end or date.min, one.holder, one.claim_ids)
    )


def _local(view: View) -> bool:
    counts_places = any(count.what in ("places", "area_km2") for count in view.claim.counts)
    return bool(view.place.keys) and not view.place.area and not counts_places


def _spot(one: Known) -> str:
    """The key under which changes at one place meet: the first (narrowest) local name of the event's claims, most often given."""
    keys = Counter(view.place.first for view in one.views if view.place.keys)
    return max(sorted(keys), key=lambda key: keys[key])


def _change(one: Known, by_id: dict[str, Known]) -> Change | None:
    event = one.event
    if event.status not in ("happened", "possible") or not event.claim_ids:
        return None
    if not any(_local(view) for view in one.asserting):
        return None
    if event.kind == "territory_gain" and event.actors:
        gained, lost = event.actors, event.targets
    elif event.kind == "withdrawal" and event.actors:
        gained, lost = (), event.actors
    elif event.kind == "surrender" and event.targets and any(_hands_over(view.claim) for view in one.asserting):
        gained, lost = event.targets, event.actors
    else:
        return None
    rivals = [by_id[rival] for rival in event.rival_ids if rival in by_id]
    contested = sorted({*event.denial_ids, *(claim for rival in rivals for claim in rival.event.claim_ids)})
    return Change(one, _since(one), gained, lost, tuple(contested))


def _hands_over(claim: Claim) -> bool:
    """A surrender of places, not of people."""
    people = any(count.what in ("surrendered", "detained") for count in claim.counts)
    return not people and "civilian" not in " ".join(claim.actors)


def _since(one: Known) -> Interval:
    """When the change happened; without a date, by the first report of it."""
    if one.event.interval.known:
        return one.event.interval
    told = [view.published for view in one.asserting if view.published]
    return Interval(None, min(told, default=None))


def _timeline(changes: Sequence[Change]) -> list[Control]:
    """The spells of control at one place; a change ends the spell of any other holder before it."""
    found: list[Control] = []
    for change in changes:
        found = [_ended(spell, change) for spell in found]
        if not change.gained_by:
            continue
        holder = " and ".join(change.gained_by[:2])
        same = next((i for i, spell in enumerate(found) if spell.until is None and _holds(spell, change)), None)
        if same is None:
            found.append(_spell(change, holder))
        else:
            spell = found[same]
            found[same] = replace(
                spell,
                claim_ids=tuple(sorted({*spell.claim_ids, *change.known.event.claim_ids})),
                contested_by=tuple(sorted({*spell.contested_by, *change.contested_by})),
                lost_by=spell.lost_by or change.lost_by,
            )
    return found


def _holds(spell: Control, change: Change) -> bool:
    return sides_likeness(tuple(spell.holder.split(" and ")), change.gained_by) != "different"


def _ended(spell: Control, change: Change) -> Control:
    """A spell ends when its holder leaves, or when a side that is neither it nor its ally takes the place undisputed.

    A change of which only the report's day is known ends nothing: it may lie before the spell.
    """
    if spell.until is not None or change.contested_by or change.when.start is None:
        return spell
    holders = tuple(spell.holder.split(" and "))
    left = not change.gained_by and sides_likeness(holders, change.lost_by) in ("same", "related")
    taken = bool(change.gained_by) and sides_likeness(holders, change.gained_by) == "different"
    return replace(spell, until=change.when) if left or taken else spell


def _spell(change: Change, holder: str) -> Control:
    event = change.known.event
    return Control(
        place=event.place or "",
        holder=holder,
        since=change.when,
        until=None,
        claim_ids=event.claim_ids,
        place_id=event.place_id,
        country=event.country,
        lat=event.lat,
        lon=event.lon,
        contested_by=change.contested_by,
        lost_by=change.lost_by,
    )

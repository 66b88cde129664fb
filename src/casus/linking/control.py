"""Who is said to hold which place since when: gains, withdrawals and surrenders in time order, and who contests them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from casus.filed import control_order
from casus.linking.battles import PAUSE_DAYS
from casus.linking.camps import in_camp
from casus.linking.events import Known
from casus.linking.names import sides_likeness
from casus.linking.view import View
from casus.record import Claim, Control, Interval

_KINDS = ("territory_gain", "withdrawal", "surrender")  # claims that tell of who holds a place


@dataclass(frozen=True, slots=True)
class Change:
    """One event that changes who holds a place: ``gained_by`` and ``lost_by`` may each be unknown; ``told`` are its claims of that place."""

    known: Known
    when: Interval
    gained_by: tuple[str, ...]
    lost_by: tuple[str, ...]
    contested_by: tuple[str, ...]
    told: tuple[View, ...]

    @property
    def order(self) -> tuple[date, date, str]:
        """Place in time; an undated change stands where its report looks back from."""
        first = self.when.start or self.when.end or date.min
        return first, self.when.end or first, self.known.event.event_id


def find_control(known: Sequence[Known]) -> list[tuple[str, Control]]:
    """Control of local places by place and since, each spell with the key of its place. Wide areas and sums of many places are no place that one side holds."""
    claims_of = {one.event.event_id: one.event.claim_ids for one in known}
    at: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        if (spot := changed_spot(one)) is not None:
            at[spot].append(one)
    found = [(spot, spell) for spot in at for spell in spells(at[spot], claims_of)]
    return sorted(found, key=lambda item: control_order(item[1]))


def changed_spot(one: Known) -> str | None:
    """The key of the place of which an event changes who holds it, if it does."""
    return _spot(one) if _change(one, {}) is not None else None


def spells(known: Iterable[Known], claims_of: Mapping[str, Sequence[str]]) -> list[Control]:
    """The spells of control of one place, in order of time, by all events that change who holds it.

    ``claims_of`` gives the claims that assert each rival of these events.
    """
    found = (_change(one, claims_of) for one in known)
    changes = sorted((change for change in found if change is not None), key=lambda change: change.order)
    place = _name(changes)
    return [replace(spell, place=place) for spell in _timeline(changes)]


def _name(changes: Sequence[Change]) -> str:
    """The commonest spelling of a place among its changes."""
    named = Counter(view.claim.place for change in changes for view in change.told if view.claim.place)
    return max(sorted(named), key=lambda name: named[name])


def _local(view: View) -> bool:
    counts_places = any(count.what in ("places", "area_km2") for count in view.claim.counts)
    return bool(view.place.keys) and not view.place.area and not counts_places


def _spot(one: Known) -> str:
    """The key under which changes at one place meet: the first (narrowest) local name of the event's claims, most often given."""
    keys = Counter(view.place.first for view in one.views if view.place.keys)
    return max(sorted(keys), key=lambda key: keys[key])


def _change(one: Known, claims_of: Mapping[str, Sequence[str]]) -> Change | None:
    event = one.event
    if event.status not in ("happened", "possible") or not event.claim_ids:
        return None
    told = tuple(view for view in one.asserting if _local(view) and view.claim.kind in _KINDS)
    if not told:
        return None
    if event.kind == "territory_gain" and event.actors:
        gained, lost = _among(event.actors, told), event.targets
    elif event.kind == "withdrawal" and event.actors:
        gained, lost = (), event.actors
    elif event.kind == "surrender" and event.targets and any(_hands_over(view.claim) for view in one.asserting):
        gained, lost = event.targets, event.actors
    else:
        return None
    rivals = (claims_of[rival] for rival in event.rival_ids if rival in claims_of)
    contested = sorted({*event.denial_ids, *(claim for claims in rivals for claim in claims)})
    return Change(one, _since(one), gained, lost, tuple(contested), told)


def _among(sides: Sequence[str], told: Sequence[View]) -> tuple[str, ...]:
    """Those of an event's sides that its claims of the place itself name as acting, or all where they name none."""
    named = {name for view in told for name in view.claim.actors}
    return tuple(side for side in sides if side in named) or tuple(sides)


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
                claim_ids=tuple(sorted({*spell.claim_ids, *(view.key for view in change.told)})),
                contested_by=tuple(sorted({*spell.contested_by, *change.contested_by})),
                lost_by=spell.lost_by or change.lost_by,
            )
    return found


def _holds(spell: Control, change: Change) -> bool:
    """Whether a gain is the spell's own: by its holder, or by a side of its camp within a battle's pause of it or without a date.

    Reports name one taker by several names ("the coalition", "US-backed forces").
    """
    holders = tuple(spell.holder.split(" and "))
    if sides_likeness(holders, change.gained_by) == "same":
        return True
    since, when = spell.since.start or spell.since.end, change.when.start or change.when.end
    near = since is not None and when is not None and abs((when - since).days) <= PAUSE_DAYS
    return (near or change.when.start is None) and in_camp(change.gained_by, holders)


def _ended(spell: Control, change: Change) -> Control:
    """A spell ends when its holder leaves, or when another side takes the place undisputed (an ally: long after).

    A change of which only the report's day is known ends nothing: it may lie before the spell.
    """
    if spell.until is not None or change.contested_by or change.when.start is None:
        return spell
    holders = tuple(spell.holder.split(" and "))
    left = not change.gained_by and sides_likeness(holders, change.lost_by) in ("same", "related")
    taken = bool(change.gained_by) and not _holds(spell, change)
    return replace(spell, until=change.when) if left or taken else spell


def _spell(change: Change, holder: str) -> Control:
    event = change.known.event
    return Control(
        place=event.place or "",
        holder=holder,
        since=change.when,
        until=None,
        claim_ids=tuple(view.key for view in change.told),
        place_id=event.place_id,
        country=event.country,
        lat=event.lat,
        lon=event.lon,
        contested_by=change.contested_by,
        lost_by=change.lost_by,
    )


# ------------------------------------------------------------------------------------------------- at one day

Standing = Literal["held", "contested", "changing"]
"""One side is said to hold a place; or somebody disputes it, or several are said to; or that day lies in the days of a change."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who is said to hold a place on one day: the spells of control that reach over it, latest first."""

    place: str
    spells: tuple[Control, ...]
    standing: Standing


def holdings(controls: Sequence[Control], day: date) -> list[Holding]:
    """Who is said to hold which place on a day, by place, as far as claims tell: a spell lasts until another is told of.

    A spell of which only the report's day is known counts from that day.
    """
    at: dict[tuple[str, str], list[Control]] = defaultdict(list)
    for spell in controls:
        begins = spell.since.start or spell.since.end
        ends = spell.until.end or spell.until.start if spell.until else None
        if begins is not None and begins <= day and (ends is None or day < ends or begins == ends == day):
            at[(spell.country or "", spell.place)].append(spell)
    return [_holding(place, at[(country, place)], day) for country, place in sorted(at, key=lambda key: key[::-1])]


def _holding(place: str, spells: list[Control], day: date) -> Holding:
    ordered = sorted(spells, key=lambda one: (one.since.start or one.since.end or date.min, one.holder), reverse=True)
    disputed = any(spell.contested_by for spell in ordered)
    changing = [spell for spell in ordered if _within(spell.since, day) or (spell.until and _within(spell.until, day))]
    settled = [spell for spell in ordered if spell not in changing]
    standing: Standing = "contested" if disputed or len(settled) > 1 else "changing" if changing else "held"
    return Holding(place, tuple(ordered), standing)


def _within(days: Interval, day: date) -> bool:
    """Whether a day lies in a stretch of days of which nobody says on which of them the place changed hands."""
    return days.start is not None and days.end is not None and days.start <= day < days.end

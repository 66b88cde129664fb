"""Rivals: a gain and a repulse (or a denied gain) of the same attack, which cannot both be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from casus.linking import grades
from casus.linking.camps import in_camp
from casus.linking.events import Known
from casus.linking.names import sides_likeness
from casus.linking.view import View, is_standing, tells_repulse
from casus.record import Claim, Interval

FRESH_DAYS = 3  # how long before its report an undated claim of a gain or a repulse is taken to have happened


def with_rivals(known: Sequence[Known]) -> list[Known]:
    """The events, each that stands against another with that one's id and claims, and graded so."""
    gains: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(known):
        if is_gain(one):
            for key in spots_of(one):
                gains[key].append(index)
    rivals: dict[int, set[int]] = defaultdict(set)
    for index, one in enumerate(known):
        if not stands_against_gains(one):
            continue
        near = {gain for key in spots_of(one) for gain in gains.get(key, ()) if gain != index}
        for gain in near:
            if excludes(known[gain], one):
                rivals[gain].add(index)
                rivals[index].add(gain)
    marked = list(known)
    for index, others in rivals.items():
        marked[index] = with_rival(known[index], [known[other] for other in others])
    return marked


def spots_of(one: Known) -> list[str]:
    """The local places that the claims of an event name."""
    return sorted({key for view in one.views for key in view.spots})


def days_at_stake(one: Known) -> Interval | None:
    """Days outside of which an event has no rival; ``None`` for one that is neither a gain nor stands against one."""
    views = [*(one.asserting if is_gain(one) else ()), *(_repulses(one) if stands_against_gains(one) else ())]
    days = [told for view in views if (told := _days_told(view)) is not None]
    if not days:
        return None
    starts, ends = [one.start for one in days if one.start], [one.end for one in days if one.end]
    return Interval(min(starts) if len(starts) == len(days) else None, max(ends) if len(ends) == len(days) else None)


def is_gain(one: Known) -> bool:
    """Whether an event is the taking of a place, as claimed."""
    return (
        one.event.kind == "territory_gain"
        and one.event.status in ("happened", "possible")
        and bool(one.event.claim_ids)
    )


def stands_against_gains(one: Known) -> bool:
    """Whether an event is the repulse of an attack, or a denied gain."""
    if one.event.kind == "territory_gain" and one.event.status == "denied":
        return True
    return one.event.kind in ("armed_clash", "offensive", "territory_gain") and any(
        tells_repulse(view.claim) for view in one.views
    )


def _repulses(one: Known) -> list[View]:
    return [view for view in one.views if view.claim.status == "denied" or tells_repulse(view.claim)]


def excludes(gain: Known, other: Known) -> bool:
    """Whether a gain and a repulse (or a denied gain) speak of the same attack: same days, sides the other way round."""
    for one in gain.asserting:
        for two in _repulses(other):
            if one.claim.aggregate or is_standing(one.claim) or not one.spots & two.spots:
                continue
            days, other_days = _days_told(one), _days_told(two)
            if days is None or other_days is None or not days.overlaps(other_days):
                continue
            if _same_attack(one.claim, two.claim) and gain.origins[one.key].key != other.origins[two.key].key:
                return True
    return False


def _same_attack(gain: Claim, repulse: Claim) -> bool:
    """Whether the sides are the same: the attackers as named or of one camp, or the side attacked, whoever is said to attack it."""
    attackers, attacked = repulse.targets, repulse.actors
    if repulse.status == "denied":
        attackers, attacked = attacked, attackers
    alike = sides_likeness(gain.actors, attackers) != "different" or in_camp(gain.actors, attackers)
    from_another = not gain.targets and sides_likeness(gain.actors, attacked) == "different"  # from whom is not said
    return alike or from_another or sides_likeness(gain.targets, attacked) == "same"


def _days_told(view: View) -> Interval | None:
    """The days of a claim; of one that says none, those just before its report: news is told in the past tense without a date."""
    if view.dated:
        return view.claim.interval
    if view.published is None:
        return None
    return Interval(view.published - timedelta(days=FRESH_DAYS), view.published)


def with_rival(one: Known, against: Iterable[Known]) -> Known:
    """An event as its rivals make it; none of them knows its rivals yet."""
    others = sorted(against, key=lambda other: other.event.event_id)
    views = [view for other in others for view in (_repulses(other) or other.views)]
    origins = {**one.origins, **{key: name for other in others for key, name in other.origins.items()}}
    mine = [view.claim for view in (_repulses(one) or one.views)]
    grade, reason = grades.against(mine, [view.claim for view in views], origins)
    event = replace(
        one.event,
        grade=grade if one.event.claim_ids else one.event.grade,
        grade_reason=reason if one.event.claim_ids else one.event.grade_reason,
        rival_ids=tuple(other.event.event_id for other in others),
        denial_ids=tuple(sorted({*one.event.denial_ids, *(view.key for view in views)})),
    )
    return replace(one, event=event)

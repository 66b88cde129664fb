"""From a cluster of claims to an event: its days, place, sides, numbers, origins and grade; and which events are rivals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from casus.linking import clusters, grades
from casus.linking.camps import in_camp
from casus.linking.decisions import NOTHING_DECIDED, Constraints
from casus.linking.names import actor_likeness, fold, sides_likeness
from casus.linking.numbers import reconcile
from casus.linking.origins import Origin, in_full, origin_of
from casus.linking.titles import event_title
from casus.linking.view import View, is_standing, tells_repulse
from casus.record import Claim, Document, Event, Interval, Kind, Status, distinct, stable_id

FRESH_DAYS = 3  # how long before its report an undated claim of a gain or a repulse is taken to have happened


@dataclass(frozen=True, slots=True)
class Known:
    """An event together with the views of its claims (assertions and denials) and their origins."""

    event: Event
    views: tuple[View, ...]
    origins: Mapping[str, Origin]

    @property
    def asserting(self) -> tuple[View, ...]:
        """The claims that assert the event."""
        return tuple(view for view in self.views if view.claim.status != "denied")


def find_events(
    views: Sequence[View], documents: Mapping[str, Document], limits: Constraints = NOTHING_DECIDED
) -> list[Known]:
    """All events that the claims tell of, by event id; rivals do not know each other yet (:func:`with_rivals`).

    ``limits`` are what people decided of the claims.
    """
    by_key = {view.key: view for view in views}
    groups = clusters.clustered(views, limits.scores())[0]
    known = [known_event([by_key[key] for key in group.members], documents) for group in groups]
    return sorted(known, key=lambda one: one.event.event_id)


def known_event(group: Sequence[View], documents: Mapping[str, Document]) -> Known:
    """The event of some claims (by claim id). ``documents`` holds theirs, and those of which they are copies."""
    own = {view.key: origin_of(view.claim, documents) for view in group}
    origins = in_full(own, (view.claim for view in group))
    return Known(event_of(group, origins), tuple(group), origins)


def event_of(group: Sequence[View], origins: Mapping[str, Origin]) -> Event:
    """The event that a group of claims tells of; ``origins`` are those of the claims, by claim id."""
    published = {view.claim.document: view.published for view in group}
    claims = [view.claim for view in group]
    asserting = [claim for claim in claims if claim.status != "denied"]
    denying = [claim for claim in claims if claim.status == "denied"]
    told = asserting or denying
    shown = [view for view in group if view.claim in told]
    place = best_place(shown)
    start, end = clusters.span(shown)
    grade, reason = grades.grade(asserting, denying, origins)
    kind = _kind(told)
    status = _status(told)
    actors, targets = _sides(told, "actors"), _sides(told, "targets")
    return Event(
        event_id=stable_id("e", min(claim.claim_id for claim in claims)),
        kind=kind,
        title=event_title(kind, actors, targets, place.place, status, all(claim.aggregate for claim in told)),
        claim_ids=tuple(claim.claim_id for claim in asserting),
        interval=Interval(start, end),
        actors=actors,
        targets=targets,
        place=place.place,
        place_id=place.place_id,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        province=place.province,
        numbers=reconcile(asserting, origins, published),
        grade=grade,
        grade_reason=reason,
        status=status,
        origins=_origin_names(told, origins),
        denial_ids=tuple(claim.claim_id for claim in denying),
    )


def best_place(group: Sequence[View]) -> Claim:
    """The claim that names the event's place best: a local place before a wide one, then the one named most, then grounded."""
    named = Counter(fold(view.claim.place or "") for view in group)

    def worth(view: View) -> tuple[bool, bool, int, bool, float]:
        claim = view.claim
        return (
            bool(view.place.keys),
            view.place.named,
            named[fold(claim.place or "")],
            claim.lat is not None,
            claim.confidence,
        )

    return max(group, key=worth).claim


def _origin_names(claims: Sequence[Claim], origins: Mapping[str, Origin]) -> tuple[str, ...]:
    """One name for each independent origin."""
    by_key = {origins[claim.claim_id].key: origins[claim.claim_id].name for claim in reversed(claims)}
    return tuple(sorted(by_key.values()))


def _kind(claims: Sequence[Claim]) -> Kind:
    counted = Counter(claim.kind for claim in claims)
    return max(counted, key=lambda kind: (counted[kind], kind))


def _status(claims: Sequence[Claim]) -> Status:
    said = {claim.status for claim in claims}
    ranked: tuple[Status, ...] = ("happened", "possible", "planned")
    return next((status for status in ranked if status in said), "denied")


def _sides(claims: Sequence[Claim], role: Literal["actors", "targets"]) -> tuple[str, ...]:
    """The sides named, most often named first; two spellings of one side count as one, under the commoner spelling.

    A side that some claims name as doer and others as target (both sides of a clash) keeps the role that more give it.
    """
    named: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for claim in claims:
        named.update(distinct(claim.actors if role == "actors" else claim.targets))
        other.update(distinct(claim.targets if role == "actors" else claim.actors))
    named = Counter(
        {name: n for name, n in named.items() if n > other[name] or (n == other[name] and role == "actors")}
    )
    kept: list[str] = []
    for name in sorted(named, key=lambda name: (-named[name], name)):
        if not any(actor_likeness(name, other) == "same" for other in kept):
            kept.append(name)
    return tuple(kept)


# --------------------------------------------------------------------------------------------------------- rivals


def with_rivals(known: Sequence[Known]) -> list[Known]:
    """The events, each that stands against another with that one's id and claims, and graded so."""
    gains: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(known):
        if one.event.kind == "territory_gain" and one.event.status in ("happened", "possible") and one.event.claim_ids:
            for key in _local_keys(one):
                gains[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for index, one in enumerate(known):
        if not _stands_against_gains(one):
            continue
        near = sorted({gain for key in _local_keys(one) for gain in gains.get(key, ()) if gain != index})
        pairs.update((gain, index) for gain in near if _excludes(known[gain], one))
    return _mark(known, pairs)


def _local_keys(one: Known) -> list[str]:
    return sorted({key for view in one.views for key in view.spots})


def _stands_against_gains(one: Known) -> bool:
    if one.event.kind == "territory_gain" and one.event.status == "denied":
        return True
    return one.event.kind in ("armed_clash", "offensive", "territory_gain") and any(
        tells_repulse(view.claim) for view in one.views
    )


def _repulses(one: Known) -> list[View]:
    return [view for view in one.views if view.claim.status == "denied" or tells_repulse(view.claim)]


def _excludes(gain: Known, other: Known) -> bool:
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


def _mark(known: Sequence[Known], pairs: Iterable[tuple[int, int]]) -> list[Known]:
    rivals: dict[int, set[int]] = defaultdict(set)
    for gain, repulse in pairs:
        rivals[gain].add(repulse)
        rivals[repulse].add(gain)
    marked = list(known)
    for index in sorted(rivals):
        one, others = known[index], [known[other] for other in sorted(rivals[index])]
        against = [view for other in others for view in (_repulses(other) or other.views)]
        origins = {**one.origins, **{key: name for other in others for key, name in other.origins.items()}}
        mine = [view.claim for view in (_repulses(one) or one.views)]
        grade, reason = grades.against(mine, [view.claim for view in against], origins)
        event = replace(
            one.event,
            grade=grade if one.event.claim_ids else one.event.grade,
            grade_reason=reason if one.event.claim_ids else one.event.grade_reason,
            rival_ids=tuple(sorted(other.event.event_id for other in others)),
            denial_ids=tuple(sorted({*one.event.denial_ids, *(view.key for view in against)})),
        )
        marked[index] = replace(one, event=event)
    return marked

"""From a cluster of claims to an event: its days, place, sides, numbers, origins and grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from casus.linking import clusters, grades
from casus.linking.decisions import NOTHING_DECIDED, Constraints
from casus.linking.names import actor_likeness, fold
from casus.linking.numbers import reconcile
from casus.linking.origins import Origin, in_full, origin_of
from casus.linking.titles import event_title
from casus.linking.view import View
from casus.record import Claim, Document, Event, Interval, Kind, Status, distinct, stable_id


@dataclass(frozen=True, slots=True)
class Known:
    """An event together with the views of its claims (assertions and denials) and their origins."""

    event: Event
    views: tuple[View, ...]
    origins: Mapping[str, Origin]

    @property
    def asserting(self) -> tuple[View, ...]:
        """The claims that assert the event."""
        return asserting(self.views)


def asserting(views: Iterable[View]) -> tuple[View, ...]:
    """The claims that assert an event, without those that deny it."""
    return tuple(view for view in views if view.claim.status != "denied")


def find_events(
    views: Sequence[View], documents: Mapping[str, Document], limits: Constraints = NOTHING_DECIDED
) -> list[Known]:
    """All events that the claims tell of, by event id; rivals do not know each other yet (:mod:`casus.linking.rivals`).

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

"""An event as operations look at it: where, when, between whom, told in which documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from casus.filed import Told, Voice
from casus.linking.events import Known
from casus.linking.names import actor_likeness, actor_name
from casus.linking.view import View
from casus.linking.words import kind_facts

NEWS_DAYS = 45
"""What happened at most so long before a report is its news; what lies further back is background."""
LONG_DAYS = 400
"""An event that lasts longer than this is a war or a campaign, never a part of one battle."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an operation needs to know of an event; ``chief`` are the places that its documents chiefly tell of."""

    event: Told
    keys: frozenset[str]
    start: date | None
    end: date | None
    documents: frozenset[str]
    chief: frozenset[str]

    @property
    def key(self) -> str:
        """The smallest claim id of the event."""
        return self.event.key

    @property
    def published(self) -> date | None:
        """The first day on which it was told of."""
        return self.event.first_told

    @property
    def size(self) -> int:
        """How many claims tell of the event."""
        return self.event.size

    @property
    def dated(self) -> bool:
        """Whether its days are known well enough to place it within an operation."""
        return self.start is not None and self.end is not None

    @property
    def long(self) -> bool:
        """Whether it lasts longer than a battle does."""
        return self.start is not None and self.end is not None and (self.end - self.start).days > LONG_DAYS

    @property
    def anchor(self) -> date | None:
        """One day for it: its end, else its start, else the first publication."""
        return self.end or self.start or self.published

    @property
    def local(self) -> bool:
        """Whether it happened at a local place and in a battle's time."""
        return bool(self.keys) and not self.long

    @property
    def core(self) -> bool:
        """Whether an operation can be made of it."""
        return kind_facts()[self.event.kind].core and self.event.status != "denied"


def told_of(known: Known) -> Told:
    """What is kept of an event for operations."""
    event, views = known.event, known.views
    days = [view.published for view in views if view.published]
    named = Counter(
        (key, len(view.place.keys) == 1 and not view.place.area, view.claim.place or "")
        for view in views
        for key in sorted(view.place.keys)
    )
    return Told(
        event_id=event.event_id,
        key=min(view.key for view in views),
        kind=event.kind,
        status=event.status,
        actors=event.actors,
        targets=event.targets,
        place=event.place,
        country=event.country,
        precision=event.precision,
        interval=event.interval,
        size=len(views),
        first_told=min(days, default=None),
        last_told=max(days, default=None),
        all_told=len(days) == len(views),
        current=any(map(_is_news, views)),
        aggregate=any(view.claim.aggregate for view in views),
        placed=any(view.place.named for view in views),
        voices=tuple(Voice(view.claim.document, tuple(sorted(view.spots)), _may_be_here(view)) for view in views),
        named=tuple((*name, many) for name, many in sorted(named.items())),
    )


def _is_news(view: View) -> bool:
    """Whether a report told of it within :data:`NEWS_DAYS` of its happening (news, not background)."""
    told, then = view.published, view.claim.interval.end or view.claim.interval.start
    return told is not None and then is not None and abs((told - then).days) <= NEWS_DAYS


def _may_be_here(view: View) -> bool:
    """Whether a claim that names no place may be of the place that its document chiefly tells of."""
    return not view.dated or bool(view.published and view.start and (view.published - view.start).days <= NEWS_DAYS)


def scopes(told: Iterable[Told]) -> list[Scope]:
    """The scopes of all events, by their smallest claim id.

    An event whose claims name no place at all is taken to happen where its document chiefly tells of, as long as it is no
    background: undated, or within :data:`NEWS_DAYS` of the publication.
    """
    known = list(told)
    chief = chief_places(known)
    return sorted((scope(one, chief) for one in known), key=lambda one: one.key)


def chief_places(told: Iterable[Told]) -> dict[str, str]:
    """The local place that at least half of a document's claims with a local place name, two or more of them."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    local: Counter[str] = Counter()
    for one in told:
        for voice in one.voices:
            named[voice.document].update(voice.spots)
            local[voice.document] += bool(voice.spots)
    chief: dict[str, str] = {}
    for document in sorted(named):
        best = max(sorted(named[document]), key=lambda key: named[document][key], default=None)
        if best is not None and named[document][best] >= max(2, local[document] / 2):
            chief[document] = best
    return chief


def _inherited(told: Told, chief: Mapping[str, str]) -> frozenset[str]:
    if told.placed:
        return frozenset()
    return frozenset(chief[voice.document] for voice in told.voices if voice.news and voice.document in chief)


def scope(told: Told, chief: Mapping[str, str]) -> Scope:
    """The scope of one event; ``chief`` holds what :func:`chief_places` says of its documents."""
    keys = frozenset(spot for voice in told.voices for spot in voice.spots) or _inherited(told, chief)
    start, end = told.interval.start, told.interval.end
    if end is None and start is not None:
        end = told.last_told
    if start is None:
        start = end
    documents = frozenset(voice.document for voice in told.voices)
    return Scope(told, keys, start, end, documents, frozenset(chief[one] for one in documents if one in chief))


class Sides(Protocol):
    """Something that sides do, and that is done to sides."""

    @property
    def actors(self) -> tuple[str, ...]:
        """Who does it."""

    @property
    def targets(self) -> tuple[str, ...]:
        """To whom it is done."""


def parties(event: Sides) -> tuple[str, ...]:
    """The sides of an event that can fight: actors and targets without civilians."""
    return able_to_fight((*event.actors, *event.targets))


@lru_cache(maxsize=65536)
def able_to_fight(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without those of civilians."""
    return tuple(name for name in names if "civilian" not in actor_name(name).sorts)


@lru_cache(maxsize=65536)
def shared_parties(ones: tuple[str, ...], others: tuple[str, ...], related: bool = True) -> int:
    """How many of ``ones`` are among ``others`` (or related to one of them, where ``related``)."""
    wanted = ("same", "related") if related else ("same",)
    return sum(any(actor_likeness(one, other) in wanted for other in others) for one in ones)


def distinct_sides(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order, without later ones that mean a side named before."""
    kept: list[str] = []
    for name in names:
        if not any(actor_likeness(name, other) == "same" for other in kept):
            kept.append(name)
    return tuple(kept)

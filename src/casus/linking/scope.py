"""An event as operations look at it: where, when, between whom, told in which documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casus.linking.events import Known
from casus.linking.names import actor_likeness, actor_name
from casus.linking.words import kind_facts
from casus.record import Event

NEWS_DAYS = 45
"""What happened at most so long before a report is its news; what lies further back is background."""
LONG_DAYS = 400
"""An event that lasts longer than this is a war or a campaign, never a part of one battle."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an operation needs to know of an event; ``chief`` are the places that its documents chiefly tell of."""

    known: Known
    keys: frozenset[str]
    start: date | None
    end: date | None
    published: date | None
    documents: frozenset[str]
    chief: frozenset[str]
    key: str
    """The smallest claim id of the event."""

    @property
    def event(self) -> Event:
        """The event itself."""
        return self.known.event

    @property
    def size(self) -> int:
        """How many claims tell of the event."""
        return len(self.known.views)

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

    def current(self) -> bool:
        """Whether some report told of it within :data:`NEWS_DAYS` of its happening (news, not background)."""
        for view in self.known.views:
            told, then = view.published, view.claim.interval.end or view.claim.interval.start
            if told is not None and then is not None and abs((told - then).days) <= NEWS_DAYS:
                return True
        return False


def scopes(known: Sequence[Known]) -> list[Scope]:
    """The scopes of all events, by their smallest claim id.

    An event whose claims name no place at all is taken to happen where its document chiefly tells of, as long as it is no
    background: undated, or within :data:`NEWS_DAYS` of the publication.
    """
    chief = _chief_places(known)
    return sorted((_scope(one, chief) for one in known), key=lambda one: one.key)


def _chief_places(known: Sequence[Known]) -> dict[str, str]:
    """The local place that at least half of a document's claims with a local place name, two or more of them."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    local: Counter[str] = Counter()
    for one in known:
        for view in one.views:
            named[view.claim.document].update(sorted(view.spots))
            local[view.claim.document] += bool(view.spots)
    chief: dict[str, str] = {}
    for document in sorted(named):
        best = max(sorted(named[document]), key=lambda key: named[document][key], default=None)
        if best is not None and named[document][best] >= max(2, local[document] / 2):
            chief[document] = best
    return chief


def _inherited(known: Known, chief: Mapping[str, str]) -> frozenset[str]:
    if any(view.place.named for view in known.views):
        return frozenset()
    news = [
        view
        for view in known.views
        if not view.dated or (view.published and view.start and (view.published - view.start).days <= NEWS_DAYS)
    ]
    return frozenset(chief[view.claim.document] for view in news if view.claim.document in chief)


def _scope(known: Known, chief: Mapping[str, str]) -> Scope:
    keys = frozenset(spot for view in known.views for spot in view.spots) or _inherited(known, chief)
    start, end = known.event.interval.start, known.event.interval.end
    if end is None and start is not None:
        end = max((view.published for view in known.views if view.published), default=None)
    if start is None:
        start = end
    days = sorted(view.published for view in known.views if view.published)
    documents = frozenset(view.claim.document for view in known.views)
    told_of = frozenset(chief[document] for document in documents if document in chief)
    return Scope(
        known, keys, start, end, days[0] if days else None, documents, told_of, min(view.key for view in known.views)
    )


def parties(event: Event) -> tuple[str, ...]:
    """The sides of an event that can fight: actors and targets without civilians."""
    return _that_can_fight((*event.actors, *event.targets))


@lru_cache(maxsize=65536)
def _that_can_fight(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if "civilian" not in actor_name(name).sorts)


def shared_parties(ones: Sequence[str], others: Sequence[str], related: bool = True) -> int:
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

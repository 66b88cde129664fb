"""What a record keeps beside its links so that a new document can be linked without linking everything anew.

These values pass between linking, which makes and reads them, and the record, which stores them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, Protocol

from casus.record import Claim, Control, Event, Interval, Kind, Links, Operation, PlacePrecision, Status, Toll

Merge = tuple[int, str, str]
"""The round in which two groups became one, and the names (smallest claim ids) of the two."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A claim that has been linked, with what linking needs to know of its document.

    ``published`` is the day of its document; ``origin`` tells origins apart and ``origin_name`` is shown; ``home`` is the war that its
    document chiefly tells of, if any.
    """

    claim: Claim
    published: date | None
    origin: str
    origin_name: str
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Grown:
    """An event as a group of claims (in order of id): its war, and in which rounds which groups became one."""

    event_id: str
    war: str
    claim_ids: tuple[str, ...]
    merges: tuple[Merge, ...] = ()


class Sketch(NamedTuple):
    """As much of a linked claim as it is compared by with others, each part as a text; linking writes and reads them (:mod:`casus.linking.sketches`)."""

    document: str
    kind: str
    said: str
    whereabouts: str
    days: str
    sides: str
    numbers: str
    words: str
    report: str


class Voice(NamedTuple):
    """What one claim of an event says of its place: its local places; ``news``: without a place, it may be of where its document chiefly is."""

    document: str
    spots: tuple[str, ...]
    news: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An event with as much as operations need to know of it and its claims.

    ``key`` is its smallest claim id, ``size`` how many claims tell of it; ``first_told`` and ``last_told`` are days of their documents, ``all_told``
    whether all of these have one; ``current``: a report told of it as news; ``aggregate``: a claim sums several incidents; ``placed``: a claim names
    a place. ``named`` are the local places with whether the name is of that place alone, the name, and how often.
    """

    event_id: str
    key: str
    kind: Kind
    status: Status
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    place: str | None
    country: str | None
    precision: PlacePrecision | None
    interval: Interval
    size: int
    first_told: date | None
    last_told: date | None
    all_told: bool
    current: bool
    aggregate: bool
    placed: bool
    voices: tuple[Voice, ...]
    named: tuple[tuple[str, bool, str, int], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A toll as its claim gives it, replaced by none; ``told`` is the day on which it was told, ``series`` within what one toll can replace another."""

    toll: Toll
    document: str
    told: date
    series: str


Role = Literal["rival", "control"]
"""What an event is looked for at a place for: it may contradict another, or it changes who holds the place."""


class Stand(NamedTuple):
    """A place at which an event is looked for; outside of the days from ``first`` to ``last`` (``None``: open) it need not be looked at."""

    spot: str
    role: Role
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an event so that what is made of its war can be made again in part."""

    told: Told
    operation: str | None
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class WarChange:
    """What has been made of a war: all of it (``whole``), or only what may be another now.

    Events in ``gone`` are no longer, unless they are among ``links`` again; likewise operations, tolls. All spells of control of the places ``spots``
    (as keys) are among ``links``; ``control_at`` tells the key of each spell's place. ``kept`` is kept of events; ``counted`` are all tolls of the documents
    ``recounted``.
    """

    links: Links
    whole: bool = True
    kept: tuple[Kept, ...] = ()
    counted: tuple[Counted, ...] = ()
    control_at: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()
    gone_operations: frozenset[str] = frozenset()
    gone_tolls: frozenset[str] = frozenset()
    spots: frozenset[str] = frozenset()
    recounted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """What a linking changes.

    ``superseded`` events are no longer, unless they are among ``grown`` again; ``wars`` holds what is made of each war
    that is touched. ``filed`` are the claims that came or changed; ``keys`` those under which each is looked for, ``sketches`` what each is
    compared by; ``agreeing`` the pairs of claims that agree, of which at least one is new. ``gone`` claims are forgotten first, also those that changed.
    """

    wars: Mapping[str, WarChange]
    grown: tuple[Grown, ...] = ()
    superseded: frozenset[str] = frozenset()
    filed: tuple[Filed, ...] = ()
    keys: Mapping[str, Collection[str]] = field(default_factory=dict)
    sketches: Mapping[str, Sketch] = field(default_factory=dict)
    agreeing: frozenset[tuple[str, str]] = frozenset()
    gone: frozenset[str] = frozenset()

    @property
    def links(self) -> Links:
        """All that has been made, in order."""
        return together(one.links for one in self.wars.values())


class Index(Protocol):
    """What linking asks of a record. Claims that are not linked yet are not in it."""

    def kept_under(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        """By key, the ids of the claims kept under it; some more may be among them. A key without any may be missing."""

    def filed(self, claims: Collection[str]) -> list[Filed]:
        """Those of the claims that are linked, in any order."""

    def sketches(self, claims: Collection[str]) -> Mapping[str, Sketch]:
        """What those of the claims that are linked are compared by, by claim."""

    def agreeing(self, claims: Collection[str]) -> dict[str, list[str]]:
        """By claim, the claims that it agrees with, in order; a claim without any may be missing."""

    def grown(self, claims: Collection[str]) -> list[Grown]:
        """The events that hold one of the claims, each once."""

    def of_wars(self, wars: Collection[str]) -> list[Grown]:
        """All events of these wars."""

    def of_war_claims(self, war: str) -> list[Filed]:
        """All claims of the events of a war."""

    def keeps(self, war: str) -> bool:
        """Whether what is made of a war can be made again in part."""

    def kept(self, events: Collection[str]) -> list[Kept]:
        """What is kept of these events, in any order."""

    def told_of(self, war: str) -> dict[str, tuple[Told, str | None]]:
        """What is told of all events of a war, and their operations, by event id."""

    def standing_at(self, war: str, role: Role, spots: Collection[str]) -> dict[str, Interval]:
        """The ids of events of a war that stand at one of these places in a role, with the days of :class:`Stand`."""

    def shown_events(self, events: Collection[str]) -> list[Event]:
        """These events as they have been made, in any order."""

    def shown_operations(self, operations: Collection[str]) -> list[Operation]:
        """These operations as they have been made, in any order."""

    def of_documents(self, documents: Collection[str]) -> list[str]:
        """The ids of the linked claims of these documents."""

    def counting(self, documents: Collection[str]) -> list[str]:
        """The ids of the linked claims of these documents that count something."""

    def counted_in(self, war: str, documents: Collection[str]) -> list[Counted]:
        """The tolls of a war that claims of these documents give, in any order."""

    def counted_with(self, war: str, series: Collection[str]) -> list[Counted]:
        """The tolls of a war in these series, in any order."""


def together(parts: Iterable[Links]) -> Links:
    """The links of several wars as one, in order."""
    made = list(parts)
    return in_order(
        Links(
            events=tuple(one for part in made for one in part.events),
            operations=tuple(one for part in made for one in part.operations),
            tolls=tuple(one for part in made for one in part.tolls),
            controls=tuple(one for part in made for one in part.controls),
            event_of={claim: event for part in made for claim, event in part.event_of.items()},
        )
    )


def in_order(links: Links) -> Links:
    """The links in the order in which linking gives them: events and operations by id, tolls by place, control by place and time."""
    return Links(
        events=tuple(sorted(links.events, key=lambda one: one.event_id)),
        operations=tuple(sorted(links.operations, key=lambda one: one.operation_id)),
        tolls=tuple(sorted(links.tolls, key=toll_order)),
        controls=tuple(sorted(links.controls, key=control_order)),
        event_of=dict(sorted(links.event_of.items())),
    )


def toll_order(toll: Toll) -> tuple[str, str, str]:
    """By what tolls are ordered: place, then claim."""
    return toll.place or "", toll.claim_id, toll.toll_id


def control_order(control: Control) -> tuple[str, date, str, tuple[str, ...], str]:
    """By what control is ordered: place, beginning, holder, then what tells two apart."""
    begun = control.since.start or control.since.end or date.min
    return control.place, begun, control.holder, control.claim_ids, repr(control)

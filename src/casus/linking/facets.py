"""What two claims are compared by: a claim's facets, each as much of it as one part of the comparison looks at (:mod:`casus.linking.pairs`).

Facets are hashable, and leave out whatever makes no difference, so that many claims share one.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from casus.linking.names import PlaceName
from casus.linking.view import Span, View, tells_repulse
from casus.record import Count, Kind, Status

ONE_WAY = ("territory_gain", "offensive", "siege", "withdrawal", "surrender", "air_strike", "shelling", "deployment")
"""Kinds in which doer and target cannot change places: two gains by opposite sides are two events."""


def kind_of(view: View) -> Kind:
    """The kind of a claim."""
    return view.claim.kind


class Place(NamedTuple):
    """Where: the place as named, and what grounding says of it."""

    name: PlaceName
    country: str | None
    place_id: str | None
    point: tuple[float, float] | None

    @classmethod
    def of(cls, view: View) -> Place:
        """The facet of a claim."""
        claim = view.claim
        point = None if claim.lat is None or claim.lon is None else (claim.lat, claim.lon)
        return cls(view.place, claim.country, claim.place_id, point)


class Days(NamedTuple):
    """When: the days that a claim gives, and those within which it lies (see :class:`View`).

    ``day``: the day of which it tells, of a claim without a day that of its report; ``None`` for a sum.
    """

    given: Span
    within: Span
    dated: bool
    narrow: bool
    day: date | None

    @classmethod
    def of(cls, view: View) -> Days:
        """The facet of a claim."""
        interval = view.claim.interval
        day = None if view.claim.aggregate else view.end if view.dated else view.published
        return cls((interval.start, interval.end), (view.start, view.end), view.dated, view.narrow, day)


class Sides(NamedTuple):
    """Who and whom, by name and by id; ``one_way``: the kind, where it is one of those; ``repulse``: an attack is said to have failed."""

    actors: tuple[str, ...]
    targets: tuple[str, ...]
    actor_ids: tuple[str, ...]
    target_ids: tuple[str, ...]
    one_way: Kind | None
    repulse: bool

    @classmethod
    def of(cls, view: View) -> Sides:
        """The facet of a claim."""
        claim = view.claim
        one_way = claim.kind if claim.kind in ONE_WAY else None
        return cls(claim.actors, claim.targets, claim.actor_ids, claim.target_ids, one_way, tells_repulse(claim))


class Numbers(NamedTuple):
    """How many, and until when; claims that count nothing all have the same facet."""

    counts: tuple[Count, ...] = ()
    sums: bool = False
    start: date | None = None
    end: date | None = None

    @classmethod
    def of(cls, view: View) -> Numbers:
        """The facet of a claim."""
        claim = view.claim
        if not claim.counts:
            return cls()
        counts = tuple(Count(count.what, count.min, count.max) for count in claim.counts)
        return cls(counts, True, claim.interval.start, view.end) if claim.aggregate else cls(counts)


class Text(NamedTuple):
    """In which words: beginnings of the names and of all telling words of a passage."""

    names: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, view: View) -> Text:
        """The facet of a claim."""
        return cls(view.names, view.stems)


class Report(NamedTuple):
    """In which report, on which day, by whom, and where in the text."""

    document: str
    published: date | None
    source: str | None
    begin: int
    end: int

    @classmethod
    def of(cls, view: View) -> Report:
        """The facet of a claim."""
        claim = view.claim
        return cls(claim.document, view.published, claim.source, claim.begin, claim.end)


class Said(NamedTuple):
    """Whether it happened, is planned or denied; whether it is a sum; whether a moment is meant."""

    status: Status
    aggregate: bool
    narrow: bool

    @classmethod
    def of(cls, view: View) -> Said:
        """The facet of a claim."""
        return cls(view.claim.status, view.claim.aggregate, view.narrow)


class Facets(NamedTuple):
    """All facets of a claim, in the order in which its parts are compared."""

    kind: Kind
    place: Place
    days: Days
    sides: Sides
    numbers: Numbers
    text: Text
    reports: Report
    said: Said

    @classmethod
    def of(cls, view: View) -> Facets:
        """The facets of a claim."""
        return cls(
            kind_of(view),
            Place.of(view),
            Days.of(view),
            Sides.of(view),
            Numbers.of(view),
            Text.of(view),
            Report.of(view),
            Said.of(view),
        )

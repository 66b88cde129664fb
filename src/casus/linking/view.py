"""A claim as linking looks at it: its names made comparable, its days bounded by what the document's date implies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from casus.linking.names import PlaceName, fold, place_name
from casus.linking.words import words
from casus.record import Claim, Document

NARROW_DAYS = 10
"""A claim whose interval is at most this long tells of a moment; a longer one of a period."""


@dataclass(frozen=True, slots=True)
class View:
    """A claim with what linking derives from it and its document.

    ``spots``: the local places, by name and by the gazetteer's id; ``narrow``: the days are known to within :data:`NARROW_DAYS`; ``dated``: the claim itself says when.
    """

    claim: Claim
    place: PlaceName
    spots: frozenset[str]
    start: date | None
    end: date | None
    published: date | None
    narrow: bool
    dated: bool

    @property
    def key(self) -> str:
        """The claim's id."""
        return self.claim.claim_id

    @property
    def stems(self) -> frozenset[str]:
        """The beginnings of the words of its passage, but for common ones and those of its own fields."""
        return _words_of(*_said(self.claim))[0]

    @property
    def names(self) -> frozenset[str]:
        """Likewise the beginnings of the names in its passage."""
        return _words_of(*_said(self.claim))[1]

    @property
    def anchor(self) -> date | None:
        """One day that stands for the claim in time: the end of its interval, else the day of publication."""
        return self.claim.interval.end or self.claim.interval.start or self.published

    @property
    def planned(self) -> bool:
        """Whether it is still to come."""
        return self.claim.status == "planned"


def views(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[View]:
    """The views of all claims, by claim id.

    Raises ``ValueError`` when a claim's document is missing or two claims share an id.
    """
    check(claims, documents)
    return [view(claim, documents[claim.document]) for claim in sorted(claims, key=lambda one: one.claim_id)]


def check(claims: Sequence[Claim], documents: Mapping[str, Document]) -> None:
    """Raises ``ValueError`` when a claim's document is missing or two claims share an id."""
    seen: set[str] = set()
    for claim in claims:
        if claim.document not in documents:
            raise ValueError(f"claim {claim.claim_id}: its document {claim.document} is not among the documents given")
        if claim.claim_id in seen:
            raise ValueError(f"claim {claim.claim_id} is given twice: claim ids must be unique")
        seen.add(claim.claim_id)


def view(claim: Claim, document: Document) -> View:
    """One claim's view."""
    return view_of(claim, document.date.day)


def view_of(claim: Claim, published: date | None) -> View:
    """The view of a claim whose document was published on a day. What has happened ended by then at the latest."""
    start, end = claim.interval.start, claim.interval.end
    if end is None and claim.status != "planned":
        end = published
    if start is not None and end is not None and start > end:
        start, end = min(start, end), max(start, end)
    place = place_name(claim.place)
    if place.named and claim.precision == "country":
        place = PlaceName(frozenset(), "", place.directions, True, True)
    elif place.named and claim.precision in ("region", "province"):
        place = replace(place, area=True)
    days = claim.interval.days()
    narrow = days is not None and days <= NARROW_DAYS
    by_id = frozenset({f"#{claim.place_id}"}) if claim.place_id and place.keys else frozenset()
    return View(claim, place, place.keys | by_id, start, end, published, narrow, claim.interval.known)


def _said(claim: Claim) -> tuple[str, tuple[str, ...]]:
    """A claim's passage and what its fields say."""
    return claim.evidence, (claim.place or "", *claim.actors, *claim.targets, claim.source or "")


@lru_cache(maxsize=65536)
def _words_of(evidence: str, fields: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    said = {word for field in fields for word in _split(field)}
    stems: set[str] = set()
    names: set[str] = set()
    for index, raw in enumerate(re.findall(r"[^\W\d_][\w’'-]*", evidence)):
        for word in _split(raw):
            if len(word) < 3 or word in words().common or word in said:
                continue
            if raw[0].isupper() and index > 0 and word not in words().actor_generic:
                names.add(word[:6])
            stems.add(word[:5])
    return frozenset(stems), frozenset(names)


@lru_cache(maxsize=65536)
def _split(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", fold(text)))


def tells_repulse(claim: Claim) -> bool:
    """Whether the claim says that an attack failed ("repelled the assault")."""
    return claim.status != "planned" and _repulse(f"{claim.trigger} {claim.evidence}")


def is_standing(claim: Claim) -> bool:
    """Whether the claim tells who holds a place rather than that somebody took it ("controls much of the north")."""
    return claim.trigger.lower().startswith(words().standing)


@lru_cache(maxsize=65536)
def _repulse(text: str) -> bool:
    folded = fold(text)
    return any(stem in folded for stem in words().repulse)


def months(start: date, end: date) -> list[int]:
    """The calendar months that a span touches, counted from year 0."""
    return list(range(start.year * 12 + start.month, end.year * 12 + end.month + 1))


Span = tuple[date | None, date | None]
"""A first and a last day; an open end reaches for ever."""


def days_between(one: Span, other: Span) -> int:
    """Days between two spans, 0 where they may overlap."""
    if one[0] and other[1] and one[0] > other[1]:
        return (one[0] - other[1]).days
    if other[0] and one[1] and other[0] > one[1]:
        return (other[0] - one[1]).days
    return 0


def shift(day: date, days: int) -> date:
    """The day moved by ``days``, kept within the calendar."""
    moved = day.toordinal() + days
    return date.min + timedelta(days=max(0, min(moved, date.max.toordinal()) - 1))

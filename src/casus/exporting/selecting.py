"""Which events are wanted: one predicate over events, so that a query of the store can take its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casus.exporting.countries import iso2_of
from casus.exporting.deaths import deaths
from casus.exporting.narrowing import narrowed
from casus.exporting.values import Source
from casus.record import GRADES, KINDS, Event, Interval


class SelectionError(ValueError):
    """What is asked for cannot be; the message says what can."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of an event; all of it must hold, and one of several values of the same kind. Nothing asked: every event.

    ``since`` and ``until`` are days, both included: an event that may have happened between them, and whose days are known at least in part, is
    wanted; of one with a single known end, that end counts. ``places`` are names or place ids, ``provinces`` names of first-level divisions, ``actors`` names on either side: whole words of
    a name, in any case and without accents ("aleppo" also finds "Western Aleppo"). ``countries`` are two-letter codes. ``min_deaths`` is asked of the best figure.
    ``ids`` are those of events (``None``: any).
    """

    since: date | None = None
    until: date | None = None
    places: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    min_deaths: int | None = None
    ids: frozenset[str] | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is asked."""
        return self == Selection()

    def wants(self, event: Event) -> bool:
        """Whether an event has all that is asked."""
        return (
            (self.ids is None or event.event_id in self.ids)
            and self._in_time(event.interval)
            and (not self.kinds or event.kind in self.kinds)
            and (not self.grades or event.grade in self.grades)
            and (not self.countries or event.country in self.countries)
            and (not self.places or event.place_id in self.places or _named(self.places, [event.place or ""]))
            and (not self.provinces or _named(self.provinces, [event.province or ""]))
            and (not self.actors or _named(self.actors, [*event.actors, *event.targets]))
            and (self.min_deaths is None or _killed(event) >= self.min_deaths)
        )

    def _in_time(self, days: Interval) -> bool:
        if self.since is None and self.until is None:
            return True
        first, last = days.start or days.end, days.end or days.start
        if first is None or last is None:
            return False
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


def selection(
    *,
    since: date | None = None,
    until: date | None = None,
    places: Iterable[str] = (),
    provinces: Iterable[str] = (),
    countries: Iterable[str] = (),
    kinds: Iterable[str] = (),
    actors: Iterable[str] = (),
    grades: Iterable[str] = (),
    min_deaths: int | None = None,
) -> Selection:
    """What a user asks for, checked; countries may be given by name or three letters. Raises :class:`SelectionError`."""
    for what, given, known in (("kind", kinds, KINDS), ("grade", grades, GRADES)):
        if unknown := [value for value in given if value not in known]:
            raise SelectionError(f"there is no {what} {unknown[0]!r}; known are {', '.join(known)}")
    codes = []
    for name in countries:
        code = iso2_of(name)
        if code is None:
            raise SelectionError(f"no country is called {name!r}; give its name or its two letters (SY)")
        codes.append(code)
    if since and until and since > until:
        raise SelectionError(f"--since {since} is after --until {until}; change one of them")
    return Selection(
        since,
        until,
        tuple(places),
        tuple(provinces),
        tuple(codes),
        tuple(kinds),
        tuple(actors),
        tuple(grades),
        min_deaths,
    )


def selected(source: Source, wanted: Selection) -> Source:
    """The events that are wanted, with all that leads back from them and nothing else."""
    return source if wanted.everything else narrowed(source, wanted.wants)


def _killed(event: Event) -> int:
    dead = deaths({number.what: number for number in event.numbers})
    return dead.best if dead else 0


def _named(asked: Iterable[str], names: Iterable[str]) -> bool:
    folded = [f" {fold(name)} " for name in names]
    return any(f" {fold(word)} " in name for word in asked if fold(word) for name in folded)


def fold(text: str) -> str:
    """Words in lower case without accents, one blank between them; hyphens and apostrophes part words."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))

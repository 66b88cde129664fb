"""Hand-coded events beside a record's events: which are the same, which are missing, which are extra.

Two are candidates for one event when

* their days overlap, give or take ``days`` (a hand-coded day with a precision is the days it stands for);
* their points are within ``km``; where one stands for an area, within ``AREA_KM`` in the same country; for a whole country, the country is
  enough; without a point on either side, the places' names decide;
* their kinds are the same or near, or the code does not tell kinds apart (``schemes.toml``: UCDP's types take any weapon, ACLED's "Other" much);
* a side is the same, by id or name, unless one of them names none but civilians.

Candidates are taken best first, each event once: by the sum of kind (0 to 2), sides (share that differs), days apart over ``days + 1`` and distance
over ``km``, then by the ids. So the order of the inputs does not matter. Only events in the countries and days of the table can be extra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casus.distance import distance_km
from casus.exporting.selecting import fold
from casus.handcoded.rows import CodedRow
from casus.handcoded.schemes import schemes
from casus.record import Interval, Kind, PlacePrecision

AREA_KM = 150.0
LONG_DAYS = 31
AREAS: frozenset[PlacePrecision | None] = frozenset({"district", "province", "region"})


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of either kind as comparing looks at it.

    ``sides`` are ids and folded names of those who are no civilians; ``families`` those that the event may be of, where its code does not tell
    kinds apart; ``lethal``: its table holds only events in which somebody was killed.
    """

    key: str
    kind: Kind
    interval: Interval
    title: str = ""
    sides: frozenset[str] = frozenset()
    country: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    families: frozenset[str] = frozenset()
    lethal: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How far apart two reports of one event may lie."""

    days: int = 1
    km: float = 25.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A hand-coded event and the record's event that is the same, and how far apart they are (``km``: ``None`` without two points)."""

    coded: Happening
    found: Happening
    cost: float
    days: int
    km: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it, each by key."""

    pairs: tuple[Pair, ...]
    missing: tuple[Happening, ...]
    extra: tuple[Happening, ...]

    @property
    def recall(self) -> float:
        """Share of hand-coded events that the record has."""
        return _share(len(self.pairs), len(self.pairs) + len(self.missing))

    @property
    def precision(self) -> float:
        """Share of the record's events in scope that are hand-coded."""
        return _share(len(self.pairs), len(self.pairs) + len(self.extra))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Fatalities of pairs: how many pairs have a figure on both sides, in how many it is the same, in how many the hand-coded one lies
    between low and high, and the sums of all pairs (no figure counts 0)."""

    both: int
    same: int
    within: int
    coded: int
    found: int


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def compare(coded: Sequence[Happening], events: Sequence[Happening], limits: Limits = Limits()) -> Comparison:
    """Match events one to one. Keys must be unique on either side."""
    candidates = sorted(
        _candidates(coded, events, limits), key=lambda pair: (pair.cost, pair.coded.key, pair.found.key)
    )
    taken_coded: set[str] = set()
    taken_found: set[str] = set()
    pairs = []
    for pair in candidates:
        if pair.coded.key not in taken_coded and pair.found.key not in taken_found:
            taken_coded.add(pair.coded.key)
            taken_found.add(pair.found.key)
            pairs.append(pair)
    missing = [one for one in coded if one.key not in taken_coded]
    in_scope = _scope(coded, limits)
    extra = [one for one in events if one.key not in taken_found and in_scope(one)]
    return Comparison(
        tuple(sorted(pairs, key=lambda pair: pair.coded.key)),
        tuple(sorted(missing, key=lambda one: one.key)),
        tuple(sorted(extra, key=lambda one: one.key)),
    )


def agreement(pairs: Iterable[Pair]) -> Agreement:
    """How the figures of pairs agree."""
    pairs = list(pairs)
    figures = [(p.coded.best, p.found) for p in pairs if p.coded.best is not None and p.found.best is not None]
    return Agreement(
        both=len(figures),
        same=sum(best in (found.low, found.best) for best, found in figures),
        within=sum((found.low or 0) <= best <= (found.high or 0) for best, found in figures),
        coded=sum(pair.coded.best or 0 for pair in pairs),
        found=sum(pair.found.best or 0 for pair in pairs),
    )


# --------------------------------------------------------------------------------------------- candidates


def _candidates(coded: Sequence[Happening], events: Sequence[Happening], limits: Limits) -> Iterator[Pair]:
    by_day = _Days(events)
    for one in coded:
        for other in by_day.near(one.interval, limits.days):
            pair = _pair(one, other, limits)
            if pair is not None:
                yield pair


class _Days:
    """Events by the days that they touch, so that not every pair is looked at; those of long spans are always looked at."""

    def __init__(self, events: Sequence[Happening]) -> None:
        self._events = events
        self._on: dict[int, list[int]] = {}
        self._long: list[int] = []
        for index, event in enumerate(events):
            ends = _ends(event.interval)
            if ends is not None and (ends[1] - ends[0]).days > LONG_DAYS:
                self._long.append(index)
            elif ends is not None:
                for day in range(ends[0].toordinal(), ends[1].toordinal() + 1):
                    self._on.setdefault(day, []).append(index)

    def near(self, days: Interval, slack: int) -> Iterator[Happening]:
        ends = _ends(days)
        if ends is None:
            return iter(())
        touched = range(ends[0].toordinal() - slack, ends[1].toordinal() + slack + 1)
        found = {*self._long, *(index for day in touched for index in self._on.get(day, ()))}
        return (self._events[index] for index in sorted(found))


def _pair(coded: Happening, found: Happening, limits: Limits) -> Pair | None:
    kind = _kinds_apart(coded, found)
    days = _days_apart(coded.interval, found.interval)
    sides = _sides_apart(coded.sides, found.sides)
    if kind is None or sides is None or days is None or days > limits.days:
        return None
    km = _km(coded, found)
    if not _same_place(coded, found, km, limits):
        return None
    cost = kind + sides + days / (limits.days + 1) + (km or 0.0) / max(limits.km, 1.0)
    return Pair(coded, found, round(cost, 6), days, None if km is None else round(km, 1))


def _kinds_apart(coded: Happening, found: Happening) -> int | None:
    table = schemes()
    if table.family[found.kind] in coded.families:
        return 0
    return table.distance(coded.kind, found.kind)


def _days_apart(one: Interval, other: Interval) -> int | None:
    """Days between two spans, 0 where they share one; a half-known one is the day that is known. ``None``: not known at all."""
    first, second = _ends(one), _ends(other)
    if first is None or second is None:
        return None
    return max(0, (second[0] - first[1]).days, (first[0] - second[1]).days)


def _ends(days: Interval) -> tuple[date, date] | None:
    start, end = days.start or days.end, days.end or days.start
    return None if start is None or end is None else (start, end)


def _sides_apart(one: frozenset[str], other: frozenset[str]) -> float | None:
    """Share of all sides that the two have not in common; a half where one names nobody; ``None`` where they name others."""
    if not one or not other:
        return 0.5
    shared = len(one & other)
    return 1 - shared / len(one | other) if shared else None


def _km(one: Happening, other: Happening) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km((one.lat, one.lon), (other.lat, other.lon))


def _same_place(one: Happening, other: Happening, km: float | None, limits: Limits) -> bool:
    precisions = {one.precision, other.precision}
    same_country = one.country == other.country
    if "country" in precisions:
        return same_country
    if km is None:
        return same_country and bool(one.place and other.place) and fold(one.place or "") == fold(other.place or "")
    if precisions & AREAS:
        return km <= limits.km or (same_country and km <= AREA_KM)
    return km <= limits.km


def _scope(coded: Sequence[Happening], limits: Limits) -> Callable[[Happening], bool]:
    """Tells whether an event lies in the countries and days of the table; UCDP's table holds only events in which somebody was killed."""
    lethal = all(one.lethal for one in coded)
    lands = {one.country for one in coded}
    known = [ends for one in coded if (ends := _ends(one.interval))]
    slack = timedelta(days=limits.days)
    first = min((start for start, _ in known), default=date.max) - slack
    last = max((end for _, end in known), default=date.min + slack) + slack

    def holds(event: Happening) -> bool:
        own = _ends(event.interval)
        if own is None or event.country not in lands or (lethal and not event.best):
            return False
        return own[1] >= first and own[0] <= last

    return holds


def happening_of(row: CodedRow, sides: Iterable[str]) -> Happening:
    """A hand-coded row as comparing looks at it; ``sides`` are ids and names of those who are no civilians."""
    return Happening(
        key=row.row_id,
        kind=row.kind,
        interval=row.interval,
        title=row.notes,
        sides=frozenset(sides),
        country=row.country,
        place=row.place,
        lat=row.lat,
        lon=row.lon,
        precision=row.precision,
        low=row.low,
        best=row.best,
        high=row.high,
        families=row.families,
        lethal=row.scheme == "ucdp",
    )

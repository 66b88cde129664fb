"""What is asked of the record, as one immutable value; the command line, Python and others build the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from math import isfinite
from typing import Literal, NamedTuple, get_args

from casus.record import COUNT_WHATS, GRADES, KINDS, STATUSES
from casus.store.errors import QueryError
from casus.store.globe import Box
from casus.store.queries.words import Words, parse_words

MOST_VALUES = 1_000
Role = Literal["any", "actor", "target"]
Given = str | Iterable[str] | None
"""One text or several, as a caller may give them."""


class Near(NamedTuple):
    """Everything within ``km`` kilometres of a point, degrees."""

    lat: float
    lon: float
    km: float


class AtLeast(NamedTuple):
    """A number of the event that must be no less; its best figure counts, else low, else high."""

    what: str
    figure: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked; all of it must hold, and one of several values of the same kind. Nothing asked: everything.

    ``since`` and ``until`` are days, both included: what may have happened between them, its days known at least in part; of one with a single
    known end, that end counts. ``places`` are names or place ids; ``provinces`` names of first-level divisions; ``actors`` names or actor ids, on the side that ``role`` says; ``publishers`` and
    ``sources`` are of the claims. Names are whole words of a name, in any case and without accents ("aleppo" also finds "Western
    Aleppo"). ``countries`` are two-letter codes. ``near`` and ``box`` need a point. ``events``, ``documents`` and ``operations`` are whole ids
    (of documents, keys). ``text`` is asked of the words of a claim, or of a document (:mod:`casus.store.queries.words`).

    Raises :class:`QueryError` for what cannot be.
    """

    since: date | None = None
    until: date | None = None
    places: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    near: Near | None = None
    box: Box | None = None
    actors: tuple[str, ...] = ()
    role: Role = "any"
    kinds: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    numbers: tuple[AtLeast, ...] = ()
    publishers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    text: str | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"since {self.since} is after until {self.until}; change one of them")
        for what, given, known in (
            ("kind", self.kinds, KINDS),
            ("grade", self.grades, GRADES),
            ("status", self.statuses, STATUSES),
            ("role", (self.role,), get_args(Role)),
            ("number", [one.what for one in self.numbers], COUNT_WHATS),
        ):
            _check_known(what, given, known)
        for code in self.countries:
            if not (len(code) == 2 and code.isascii() and code.isupper()):
                raise QueryError(f"{code!r} is no code of a country; give two letters, as in SY")
        for one in fields(self):
            value = getattr(self, one.name)
            if one.default == () and len(value) > MOST_VALUES:
                raise QueryError(f"{len(value)} {one.name} are too many at once; ask for at most {MOST_VALUES}")
        _check_near(self.near)
        _check_box(self.box)
        for least in self.numbers:
            if not 0 <= least.figure < 2**62:
                raise QueryError(
                    f"{least.figure} cannot be the least number of {least.what}; give a whole number from 0 up"
                )
        if self.text is not None:
            parse_words(self.text)

    @property
    def words(self) -> Words | None:
        """The words of ``text``."""
        return parse_words(self.text) if self.text is not None else None

    def asked(self) -> frozenset[str]:
        """The names of the fields that ask something."""
        return frozenset(
            one.name for one in fields(self) if getattr(self, one.name) != one.default and one.name != "role"
        )

    def only(self, allowed: Collection[str], of: str) -> None:
        """Raises :class:`QueryError` when something else is asked than can be asked of ``of``."""
        if extra := sorted(self.asked() - set(allowed)):
            raise QueryError(f"{of} cannot be asked for by {extra[0]}; they can by {', '.join(sorted(allowed))}")


def make_filter(
    *,
    since: date | str | None = None,
    until: date | str | None = None,
    place: Given = None,
    province: Given = None,
    country: Given = None,
    near: tuple[float, float, float] | None = None,
    box: tuple[float, float, float, float] | None = None,
    actor: Given = None,
    role: Role = "any",
    kind: Given = None,
    grade: Given = None,
    status: Given = None,
    at_least: dict[str, int] | None = None,
    killed: int | None = None,
    publisher: Given = None,
    source: Given = None,
    operation: Given = None,
    event: Given = None,
    document: Given = None,
    text: str | None = None,
) -> Filter:
    """A filter from what people give: one text or several, days also in ISO form, ``killed`` short for ``at_least={"killed": ...}``.

    ``near`` is (latitude, longitude, km); ``box`` is (south, west, north, east), and crosses the antimeridian where west is greater than east.
    """
    least = dict(at_least or {}) | ({"killed": killed} if killed is not None else {})
    return Filter(
        since=_day(since, "since"),
        until=_day(until, "until"),
        places=_several(place),
        provinces=_several(province),
        countries=tuple(code.upper() for code in _several(country)),
        near=Near(*near) if near is not None else None,
        box=Box(*box) if box is not None else None,
        actors=_several(actor),
        role=role,
        kinds=_several(kind),
        grades=_several(grade),
        statuses=_several(status),
        numbers=tuple(AtLeast(what, figure) for what, figure in sorted(least.items())),
        publishers=_several(publisher),
        sources=_several(source),
        operations=_several(operation),
        events=_several(event),
        documents=_several(document),
        text=text,
    )


def _several(given: Given) -> tuple[str, ...]:
    values = (given,) if isinstance(given, str) else tuple(given or ())
    if not all(values):
        raise QueryError("an empty name finds nothing; leave it out or give a name")
    return values


def _day(given: date | str | None, name: str) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise QueryError(f"{name} is {given!r}; it must be a day such as 2017-02-09") from error


def _check_known(what: str, given: Iterable[str], known: Collection[str]) -> None:
    if unknown := [value for value in given if value not in known]:
        raise QueryError(f"there is no {what} {unknown[0]!r}; known are {', '.join(known)}")


def _check_near(near: Near | None) -> None:
    if near is not None and not (-90 <= near.lat <= 90 and -180 <= near.lon <= 180 and 0 <= near.km <= 20_100):
        raise QueryError(f"{tuple(near)} is no circle; give latitude, longitude and kilometres, as in 36.2 37.16 50")


def _check_box(box: Box | None) -> None:
    if box is None:
        return
    right = -90 <= box.south <= box.north <= 90 and all(-180 <= lon <= 180 for lon in (box.west, box.east))
    if not right or not all(map(isfinite, box)):
        raise QueryError(f"{tuple(box)} is no box; give south, west, north and east in degrees, south below north")

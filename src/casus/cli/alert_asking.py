"""What an alert asks, from what stands on the command line: a saved search, an address of the app, filters by name, or all of them together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from casus.cli.errors import CommandError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from casus.store.queries.filters import Filter
    from casus.store.queries.lists import PlaceRow
    from casus.store.searches import SavedSearch

_IN_COUNTRY = re.compile(r"(.+),\s*([A-Za-z]{2})")


@dataclass(frozen=True, slots=True)
class Asked:
    """``search``: the name of a search that ``user`` saved; ``query``: an address of the app or its parameters; ``within``: kilometres and a place;
    ``operation``: ids or names; ``filters``: as :func:`casus.store.queries.filters.make_filter` takes them."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    search: str | None = None
    query: str | None = None
    within: tuple[float, str] | None = None
    operation: tuple[str, ...] = ()
    user: str = "local"


class Spot(NamedTuple):
    """A place with its point, degrees."""

    name: str
    country: str
    lat: float
    lon: float


def filter_of(connection: Connection, asked: Asked) -> tuple[Filter, Spot | None]:
    """The filter, and the place that is meant by ``within``. Raises :class:`CommandError` and :class:`~casus.store.errors.RecordError`."""
    from casus.store.queries.filters import Filter, make_filter
    from casus.store.queries.written import read_query

    if asked.search is not None and asked.query is not None:
        raise CommandError("give one of --search and --query")
    base = Filter()
    if asked.search is not None:
        base = read_query(_saved(connection, asked.user, asked.search).query)
    elif asked.query is not None:
        base = read_query(urlsplit(asked.query).query if "?" in asked.query else asked.query)
    given, spot = dict(asked.filters), None
    if asked.within is not None:
        if given.get("near"):
            raise CommandError("give one of --near and --within")
        kilometres, name = asked.within
        spot = find_spot(connection, name)
        given["near"] = (spot.lat, spot.lon, kilometres)
    if asked.operation:
        given["operation"] = [_operation(connection, one) for one in asked.operation]
    more = make_filter(**given)
    told = more.asked() | ({"role"} if more.role != "any" else set())
    return replace(base, **{name: getattr(more, name) for name in told}), spot


def _saved(connection: Connection, user: str, name: str) -> SavedSearch:
    from casus.store.searches import searches_of

    known = searches_of(connection, user)
    found = next((one for one in known if name in (one.name, one.key)), None)
    if found is None:
        names = ", ".join(repr(one.name) for one in known) or "none"
        raise CommandError(
            f"{user} has no saved search called {name!r}; there are: {names}. Others' are found with --user"
        )
    return found


def _operation(connection: Connection, name: str) -> str:
    """The id of the operation of an id, or of a name if only one has it."""
    from casus.store.folding import fold
    from casus.store.queries.suggesting import operation_names

    wanted, known = fold(name), operation_names(connection)
    if any(one.operation_id == name for one in known):
        return name
    found = [one for one in known if one.folded == wanted] or [
        one for one in known if f" {wanted} " in f" {one.folded} "
    ]
    if len(found) == 1:
        return found[0].operation_id
    if not found:
        raise CommandError(f"no operation is called {name!r}; casus tolls names those that have tolls")
    some = "; ".join(f"{one.name} ({one.operation_id})" for one in found[:5])
    raise CommandError(
        f"{len(found)} operations are called {name!r}: {some}{'; ...' if len(found) > 5 else ''}; give an id"
    )


def find_spot(connection: Connection, given: str) -> Spot:
    """The place of a name, or of a name and a country (``Tripoli, LB``): that which the record tells of most, else the largest.

    Raises :class:`CommandError` where none is known.
    """
    from casus.store.folding import fold
    from casus.store.queries.lists import places_of_events

    found = _IN_COUNTRY.fullmatch(given.strip())
    name, country = (found[1], found[2].upper()) if found else (given, None)
    told = [
        one for one in places_of_events(connection) if fold(one.name) == fold(name) and country in (None, one.country)
    ]
    told.sort(key=lambda one: (-one.events, one.place_id))
    spots = _in_gazetteer(name, [country] if country else [one.country for one in told if one.country])
    spots = spots or _in_record(told) or ([] if country else _in_gazetteer(name, []))
    if not spots:
        raise CommandError(f"no place is known as {given!r}; give its point instead, with --near LAT LON KM")
    return spots[0]


def _in_record(told: list[PlaceRow]) -> list[Spot]:
    return [
        Spot(one.name, one.country or "", one.lat, one.lon)
        for one in told
        if one.lat is not None and one.lon is not None
    ]


def _in_gazetteer(name: str, countries: list[str]) -> list[Spot]:
    """Towns of a name before what else is called so, the largest first; in these countries, if any are given."""
    from casus.grounding.gazetteer import CAPITAL, TOWN, Gazetteer

    rows = [row for row in Gazetteer().lookup(name) if not countries or row["country"].decode() in countries]
    rows.sort(key=lambda row: (row["feature"] not in (TOWN, CAPITAL), -int(row["population"])))
    return [
        Spot(name, row["country"].decode(), round(float(row["lat"]), 5), round(float(row["lon"]), 5)) for row in rows
    ]

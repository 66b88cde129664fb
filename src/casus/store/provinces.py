"""Provinces of places that were stored before the record held provinces (schema 0008): found without coding anything anew.

The record does not know where places lie; whoever opens it does, and tells. A place that nobody knows stays without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from casus.store import schema
from casus.store import schema_index as index
from casus.store.index_rows import as_name
from casus.store.indexing import numbers_of
from casus.store.marks import forget_meta, mark_change, read_meta

WANTED = "provinces"
"""Name of the row of ``meta`` that says that provinces have not been looked for yet."""


class StoredPlace(NamedTuple):
    """A place as claims and events have it."""

    place_id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None


class Filled(NamedTuple):
    """Of how many places the province was found, and of how many it was not."""

    found: int
    unknown: int


ProvinceOf = Callable[[StoredPlace], str | None]


def wants_provinces(connection: sa.Connection) -> bool:
    """Whether provinces have not been looked for yet."""
    return read_meta(connection, WANTED) is not None


def fill_provinces(connection: sa.Connection, province_of: ProvinceOf) -> Filled:
    """Fill the provinces of claims and events by their places, all at once, where none is stored."""
    known: dict[str, str | None] = {}
    for place in _places(connection):
        if place.place_id not in known:
            known[place.place_id] = province_of(place)
    found = {place_id: province for place_id, province in known.items() if province}
    if found:
        _write(connection, found)
    forget_meta(connection, WANTED)
    mark_change(connection)
    return Filled(len(found), len(known) - len(found))


def _places(connection: sa.Connection) -> Iterator[StoredPlace]:
    for table in (schema.claims, schema.events):
        c = table.c
        columns = (c.place_id, c.place, c.country, c.lat, c.lon, c.precision)
        query = sa.select(*columns).where(c.place_id.is_not(None), c.place.is_not(None), c.province.is_(None))
        rows = connection.execute(query.distinct().order_by(*columns)).all()
        yield from (StoredPlace(*row) for row in rows)


def _write(connection: sa.Connection, found: Mapping[str, str]) -> None:
    """Claims and events get their provinces, and the index their names."""
    names = numbers_of(connection, {as_name(province) for province in found.values()})
    told = sa.Table(
        "told_provinces",
        sa.MetaData(),
        sa.Column("place_id", sa.Text, primary_key=True),
        sa.Column("province", sa.Text, nullable=False),
        sa.Column("name", sa.BigInteger, nullable=False),
        prefixes=["TEMPORARY"],
    )
    told.create(connection)
    rows = [
        {"place_id": place_id, "province": province, "name": names[as_name(province)]}
        for place_id, province in sorted(found.items())
    ]
    connection.execute(sa.insert(told), rows)
    role = sa.literal(index.ROLES["province"])
    for table, key, own, named in (
        (schema.claims, "claim_id", index.claim_index, index.claim_names),
        (schema.events, "event_id", index.event_index, index.event_names),
    ):
        here = (told.c.place_id == table.c.place_id) & table.c.province.is_(None)
        numbers = (
            sa.select(own.c.number, told.c.name, role, own.c.first_day)
            .select_from(told)
            .join(table, here)
            .join(own, own.c[key] == table.c[key])
        )
        connection.execute(sa.insert(named).from_select(["owner", "name", "role", "first_day"], numbers))
        its = sa.select(told.c.province).where(told.c.place_id == table.c.place_id).scalar_subquery()
        among = table.c.place_id.in_(sa.select(told.c.place_id)) & table.c.province.is_(None)
        connection.execute(sa.update(table).where(among).values(province=its))
    told.drop(connection)

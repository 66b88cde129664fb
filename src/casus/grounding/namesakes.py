"""Which of the places that bear a name is meant: a linear score over what the document tells, with weights fitted on marked texts.

All names of a document are settled together, one sense for each name. A first round looks at each bearer alone (size, sort of place,
the countries that the text names, a container written after the name as in "Paris, Texas"); the second also at the places that the
first chose for the other names: their countries, provinces and nearness. The weights are data (``data/namesakes.json``), fitted by
``training/namesakes.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from casus.grounding.gazetteer import (
    ALTERNATE,
    BARE,
    CAPITAL,
    COUNTRY,
    DISTRICT,
    NATURE,
    PROVINCE,
    QUARTER,
    REGION,
    SKELETON,
    SPOT,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casus.grounding.gazetteer import Entries

    Floats = NDArray[np.float64]

FEATURES = (
    "log of population", "another name", "without the article", "loosely spelt", "capital", "country", "province", "district", "region or nature",
    "quarter or spot", "largest of the name", "share of the country in the text", "leading country of the text", "country that the text names",
    "country of the theatre", "place of a theatre pack", "inside the container", "outside the container",
)  # fmt: skip
"""What the first round looks at; the second also at these:"""
SURROUNDINGS = (
    "share of the country among places", "share of the province among places", "a place within 30 km", "a place within 150 km", "a place within 600 km",
    "places within 150 km",
)  # fmt: skip
EARTH = 6371.0  # km, mean radius
BACKED = 0.3  # nearness (1 at no distance, 0.37 at 150 km) from which a place of the text backs another
LOCAL = (COUNTRY, PROVINCE, REGION, NATURE)
"""Features too wide for nearness to tell anything."""


@dataclass(frozen=True, slots=True)
class Container:
    """What a name is written to lie in: countries, and provinces by number."""

    countries: frozenset[bytes] = frozenset()
    provinces: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a document with all who bear it, how often it stands there, and what it is written to lie in.

    ``speaks_for``: how much the name itself adds to the weight of countries in the text, so that it is no evidence for itself.
    """

    bearers: Entries
    times: int = 1
    container: Container | None = None
    speaks_for: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """What a document tells of where it plays.

    ``countries``: weight of each country that the text names, by code; ``theatre``: countries of its theatres; ``others``: places settled
    already (``Entries``) with the weight of each.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    theatre: frozenset[str] = frozenset()
    others: Entries | None = None
    weights: Floats | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted weights: of the first round, and of the second."""

    first: Floats
    second: Floats


@lru_cache(maxsize=1)
def packaged_weights() -> Weights:
    """The weights in the package."""
    import numpy as np

    text = (resources.files("casus.grounding") / "data" / "namesakes.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, float]] = json.loads(text)
    first = np.array([table["first"][name] for name in FEATURES])
    second = np.array([table["second"][name] for name in (*FEATURES, *SURROUNDINGS)])
    return Weights(first, second)


# ------------------------------------------------------------------------------------------------- choosing


@dataclass(frozen=True, slots=True)
class Choice:
    """The bearer that is meant: its position among the bearers, the share of belief in it, and whether another place of the text is near."""

    position: int
    share: float
    backed: bool


def settle(names: Sequence[Named], evidence: Evidence, weights: Weights | None = None) -> list[Choice]:
    """The bearer meant by each name (each with at least one)."""
    weights = weights or packaged_weights()
    if not names:
        return []
    table = Table(names, evidence)
    features = table.together(table.best(table.alone @ weights.first))
    near = len(FEATURES) + SURROUNDINGS.index("a place within 150 km")
    return [
        Choice(position, share, bool(features[table.starts[at] + position, near] > BACKED))
        for at, (position, share) in enumerate(table.best(features @ weights.second))
    ]


class Table:
    """All bearers of all names of a document as one table, a row each, with the features of both rounds."""

    def __init__(self, names: Sequence[Named], evidence: Evidence) -> None:
        """``names`` have at least one bearer each."""
        import numpy as np

        self.names, self.evidence = names, evidence
        self.rows: Entries = np.concatenate([name.bearers for name in names])
        sizes = [len(name.bearers) for name in names]
        self.starts = np.concatenate([[0], np.cumsum(sizes)])
        self.owner = np.repeat(np.arange(len(names)), sizes)
        self.times = np.array([name.times for name in names], dtype=np.float64)
        self.points = unit_vectors(self.rows)
        self.alone = self._alone()

    def best(self, scores: Floats) -> list[tuple[int, float]]:
        """For each name the best-scored bearer's position among its own, and its share by softmax."""
        import numpy as np

        out = []
        for at in range(len(self.names)):
            own = scores[self.starts[at] : self.starts[at + 1]]
            position = int(own.argmax())
            out.append((position, float(1 / np.exp(own - own[position]).sum())))
        return out

    def _alone(self) -> Floats:
        import numpy as np

        rows, feature, match = self.rows, self.rows["feature"], self.rows["match"]
        size = np.log10(rows["population"] + 10.0) / 7
        largest = np.zeros(len(rows))
        for begin, end in zip(self.starts[:-1], self.starts[1:], strict=True):
            largest[begin + int(size[begin:end].argmax())] = 1.0
        share, leading, named = self._countries()
        inside, outside = self._contained()
        theatre = np.isin(rows["country"], [code.encode() for code in sorted(self.evidence.theatre)])
        columns = [
            size, match == ALTERNATE, match == BARE, match == SKELETON, feature == CAPITAL, feature == COUNTRY, feature == PROVINCE,
            feature == DISTRICT, (feature == REGION) | (feature == NATURE), (feature == QUARTER) | (feature == SPOT), largest,
            share, leading, named, theatre, rows["id"] >= PACK_NUMBERS, inside, outside,
        ]  # fmt: skip
        return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)

    def _countries(self) -> tuple[Floats, Floats, Floats]:
        import numpy as np

        share, leading, named = (np.zeros(len(self.rows)) for _ in range(3))
        for at, name in enumerate(self.names):
            own = slice(self.starts[at], self.starts[at + 1])
            weights = self.evidence.countries
            if name.speaks_for:
                weights = {code: weight - name.speaks_for.get(code, 0.0) for code, weight in weights.items()}
            weights = {code: weight for code, weight in weights.items() if weight > 0}
            total, most = sum(weights.values()), max(weights.values(), default=0.0)
            for code, weight in weights.items():
                here = self.rows["country"][own] == code.encode()
                share[own][here] = weight / total
                leading[own][here] = float(weight == most)
                named[own][here] = 1.0
        return share, leading, named

    def _contained(self) -> tuple[Floats, Floats]:
        import numpy as np

        inside, outside = np.zeros(len(self.rows)), np.zeros(len(self.rows))
        for at, name in enumerate(self.names):
            if name.container is None:
                continue
            own = slice(self.starts[at], self.starts[at + 1])
            fits = np.isin(self.rows["country"][own], sorted(name.container.countries))
            fits |= np.isin(self.rows["province"][own], sorted(name.container.provinces))
            if fits.any():
                inside[own], outside[own] = fits, ~fits
        return inside, outside

    # --------------------------------------------------------------------------------------------- second round

    def together(self, chosen: Sequence[tuple[int, float]]) -> Floats:
        """All features, given which bearer of each name was chosen and with what share of belief."""
        import numpy as np

        at = self.starts[:-1] + np.array([position for position, _ in chosen])
        weight = self.times * np.array([share for _, share in chosen])
        country = self._shares("country", at, weight)
        province = self._shares("province", at, weight) * (self.rows["province"] != 0)
        return np.concatenate([self.alone, np.stack([country, province, *self._near(at, weight)], axis=1)], axis=1)

    def _shares(self, column: str, at: NDArray[np.int64], weight: Floats) -> Floats:
        """For each row the share, among the other names' chosen places and those settled before, of its own country or province."""
        import numpy as np

        values, weights, owners = self.rows[column][at], weight, np.arange(len(at))
        if self.evidence.others is not None and self.evidence.weights is not None:
            values = np.concatenate([values, self.evidence.others[column]])
            weights = np.concatenate([weights, self.evidence.weights])
            owners = np.concatenate([owners, np.full(len(self.evidence.others), -1)])
        same = self.rows[column][:, None] == values[None, :]
        other = self.owner[:, None] != owners[None, :]
        shares: Floats = (same & other) @ weights / np.maximum(other @ weights, 1e-9)
        return shares

    def _near(self, at: NDArray[np.int64], weight: Floats) -> tuple[Floats, ...]:
        import numpy as np

        points, weights, owners = self.points[at], weight.copy(), np.arange(len(at))
        weights[np.isin(self.rows["feature"][at], LOCAL)] = 0.0
        others, theirs = self.evidence.others, self.evidence.weights
        if others is not None and theirs is not None and len(others):
            points = np.concatenate([points, unit_vectors(others)])
            weights = np.concatenate([weights, np.where(np.isin(others["feature"], LOCAL), 0.0, theirs)])
            owners = np.concatenate([owners, np.full(len(others), -1)])
        cosine = np.clip(self.points @ points.T, -1.0, 1.0)
        km = EARTH * np.arccos(cosine)
        counts = (self.owner[:, None] != owners[None, :]) * weights[None, :]
        some = np.minimum(counts, 1.0)
        nearest = [(np.exp(-km / reach) * some).max(axis=1) for reach in (30.0, 150.0, 600.0)]
        mean = (np.exp(-km / 150.0) * counts).sum(axis=1) / np.maximum(counts.sum(axis=1), 1e-9)
        return *nearest, mean


def unit_vectors(rows: Entries) -> Floats:
    """Points on the unit sphere, (rows, 3)."""
    import numpy as np

    lat, lon = np.radians(rows["lat"].astype(np.float64)), np.radians(rows["lon"].astype(np.float64))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


STATE_NUMBERS = 4_100_000_000
PACK_NUMBERS = 4_200_000_000
"""Numbers of states and of places of theatre packs, as they stand among the bearers of a name, begin here."""

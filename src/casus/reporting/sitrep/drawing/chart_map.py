"""The map: where events are said to have happened, how well attested, and who is said to hold which place."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casus.record import GRADES as GRADE_NAMES
from casus.record import Control, Event
from casus.reporting import wording
from casus.reporting.sitrep.drawing.ground import XY, Frame, frame_of, ground
from casus.reporting.sitrep.drawing.labels import Labels
from casus.reporting.sitrep.drawing.svg import (
    GRADES,
    INK,
    MUTED,
    OTHER,
    PAPER,
    SIDES,
    element,
    shortened,
    svg,
    text,
    width_of,
)
from casus.reporting.view import AREAS

WIDTH, HEIGHT = 1000, 560
LEGEND = 24
NAMED = 14
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """The events at one point: how many, the grade of most of them, whether the point stands for an area."""

    lon: float
    lat: float
    name: str
    number: int
    grade: str
    area: bool


def marks_of(events: Iterable[Event]) -> list[Mark]:
    """The points of the events, the busiest first."""
    groups: defaultdict[tuple[float, float, bool], list[Event]] = defaultdict(list)
    for event in events:
        if event.lat is not None and event.lon is not None:
            groups[round(event.lon, 3), round(event.lat, 3), event.precision in AREAS].append(event)
    marks = []
    for (lon, lat, area), group in groups.items():
        names = Counter(event.place or wording.country(event.country) or "" for event in group)
        grades = Counter(event.grade for event in group)
        marks.append(
            Mark(
                lon, lat, min(names, key=lambda name: (-names[name], name)), len(group),
                min(grades, key=lambda grade: (-grades[grade], GRADE_NAMES.index(grade))), area,
            )
        )  # fmt: skip
    return sorted(marks, key=lambda mark: (-mark.number, mark.name, mark.lon, mark.lat, mark.area))


def draw_map(marks: Sequence[Mark], controls: Sequence[Control], say: Words, title: str) -> str:
    """The map as SVG; ``controls`` are spells of now; ``say`` has the words of the legend. There must be a mark."""
    frame = _frame(marks)
    placed = [one for one in controls if one.lat is not None and one.lon is not None]
    held = [one for one in placed if frame.holds(_point(one, frame), -8)]
    colours = _colours(held)
    legend = _legend(marks, held, colours, say)
    parts = [
        element("clipPath", element("rect", width=float(WIDTH), height=float(HEIGHT)), id="frame"),
        element("g", "\n".join(_drawn(marks, held, colours, frame, say)), clip_path="url(#frame)"),
        element("rect", x=0.5, y=0.5, width=WIDTH - 1.0, height=HEIGHT - 1.0, fill="none", stroke="#b9c2cb"),
        *legend,
    ]
    return svg(WIDTH, HEIGHT + 14 + LEGEND * _rows(legend), title, parts)


def _frame(marks: Sequence[Mark]) -> Frame:
    """A frame of the named places; the middle of a country only counts where nothing else is known."""
    exact = [mark for mark in marks if not mark.area] or marks
    return frame_of([(mark.lon, mark.lat) for mark in exact], WIDTH, HEIGHT)


def _colours(controls: Sequence[Control]) -> dict[str, str]:
    """A colour for each holder, the most frequent ones first; the others share one."""
    counted = Counter(one.holder for one in controls)
    ranked = sorted(counted, key=lambda holder: (-counted[holder], holder))
    return dict(zip(ranked, SIDES, strict=False))


def _drawn(
    marks: Sequence[Mark], held: Sequence[Control], colours: Mapping[str, str], frame: Frame, say: Words
) -> list[str]:
    base = ground(frame)
    parts = [
        element("rect", width=float(WIDTH), height=float(HEIGHT), fill="#e4edf2"),
        element("path", d=base.land or "M0 0", fill="#fbfaf7", fill_rule="evenodd"),
        element("path", d=base.coast or "M0 0", fill="none", stroke="#9fb0bd"),
        element("path", d=base.border or "M0 0", fill="none", stroke="#8f8b83", stroke_width=1.2),
        element(
            "path", d=base.disputed or "M0 0", fill="none", stroke="#8f8b83", stroke_width=1.4, stroke_dasharray="5 4"
        ),
    ]
    labels = Labels(frame)
    for mark in marks:
        labels.block(frame.place(mark.lon, mark.lat), _reach(mark, held, frame))
    named = [
        part
        for mark in marks[:NAMED]
        for part in labels.place(mark.name, frame.place(mark.lon, mark.lat), _reach(mark, held, frame), "bold")
    ]
    places = {mark.name for mark in marks[:NAMED]}
    named += [
        part for one in held if one.place not in places
        for part in labels.place(one.place, _point(one, frame), 10, "normal")
    ]  # fmt: skip
    countries = [part for name, x, y in base.names for part in labels.country(name, (x, y))]
    parts += countries
    parts += [_frame_of(one, colours, marks, frame) for one in held]
    parts += [_circle(mark, frame) for mark in reversed(marks)]
    return [*parts, *named, *_scale(frame, say)]


def _point(one: Control, frame: Frame) -> XY:
    assert one.lon is not None
    assert one.lat is not None
    return frame.place(one.lon, one.lat)


def radius(number: int) -> float:
    """How large so many events are drawn."""
    return min(5 + 2.6 * math.sqrt(number), 24)


def _reach(mark: Mark, held: Sequence[Control], frame: Frame) -> float:
    """How far a mark reaches with the square around it."""
    point = frame.place(mark.lon, mark.lat)
    framed = any(math.dist(_point(one, frame), point) < 3 for one in held)
    return radius(mark.number) + (6 if framed else 0)


def _circle(mark: Mark, frame: Frame) -> str:
    x, y = frame.place(mark.lon, mark.lat)
    colour = GRADES[mark.grade]
    size = radius(mark.number)
    if mark.area:
        return element(
            "circle",
            cx=x,
            cy=y,
            r=size,
            fill=colour,
            fill_opacity=0.12,
            stroke=colour,
            stroke_width=2,
            stroke_dasharray="3 2.5",
        )
    return element("circle", cx=x, cy=y, r=size, fill=colour, fill_opacity=0.85, stroke=PAPER, stroke_width=1.2)


def _frame_of(one: Control, colours: Mapping[str, str], marks: Sequence[Mark], frame: Frame) -> str:
    """A square around a place, in its holder's colour; dashed where somebody disputes it."""
    x, y = _point(one, frame)
    near = [radius(mark.number) for mark in marks if math.dist(frame.place(mark.lon, mark.lat), (x, y)) < 3]
    half = max([6.0, *near]) + 3.5
    dash = "4 3" if one.contested_by else None
    return element(
        "rect", x=x - half, y=y - half, width=2 * half, height=2 * half, rx=2.0, fill=PAPER, fill_opacity=0.6,
        stroke=colours.get(one.holder, OTHER), stroke_width=3, stroke_dasharray=dash,
    )  # fmt: skip


def _scale(frame: Frame, say: Words) -> list[str]:
    """A bar of a round number of kilometres."""
    most = frame.km(180)
    power = 10 ** math.floor(math.log10(most))
    km = max(step * power for step in (1, 2, 5) if step * power <= most)
    length = 180 * km / most
    x, y = WIDTH - 24 - length, HEIGHT - 18
    label = say["km"].format(n=wording.figure(round(km)) if km >= 1 else f"{km:g}")
    return [
        element("path", d=f"M{x:.1f} {y - 6}V{y}H{x + length:.1f}V{y - 6}", fill="none", stroke=INK, stroke_width=1.5),
        text(
            label,
            x + length / 2,
            y - 6,
            font_size=12,
            text_anchor="middle",
            stroke=PAPER,
            stroke_width=3,
            paint_order="stroke",
        ),
    ]


def _legend(marks: Sequence[Mark], held: Sequence[Control], colours: Mapping[str, str], say: Words) -> list[str]:
    """Rows of signs and words below the map."""
    labels = wording.texts()["grades"]
    present = {mark.grade for mark in marks}
    graded = [(_dot(GRADES[grade]), labels[grade]["label"]) for grade in GRADES if grade in present]
    signs: list[list[tuple[str, str]]] = [[("", say["grades"]), *graded]]
    kinds = [(_dot(INK), say["exact"])] if any(not mark.area for mark in marks) else []
    kinds += [(_ring(), say["area"])] if any(mark.area for mark in marks) else []
    signs.append([*kinds, (_dashes(), say["disputed"])])
    if held:
        holders = [(_square(colour), f"{say['control']} {shortened(holder, 46)}") for holder, colour in colours.items()]
        holders += [(_square(OTHER), say["other_holders"])] if any(one.holder not in colours for one in held) else []
        holders += (
            [(_square(MUTED, dashed=True), say["contested_control"])] if any(one.contested_by for one in held) else []
        )
        signs += [holders[index : index + 2] for index in range(0, len(holders), 2)]
    parts = []
    for row, items in enumerate(signs):
        x, y = 10.0, HEIGHT + 14 + LEGEND * row + 10
        for sign, words in items:
            aside = 18 if sign else -4
            parts.append(element("g", sign, transform=f"translate({x:.1f} {y:.1f})", data_row=row))
            parts.append(text(words, x + aside, y + 4.5))
            x += max(aside + 12 + width_of(words), 480 if row > 1 else 0)
    return parts


def _rows(legend: Sequence[str]) -> int:
    return sum(f'data-row="{row}"' in "".join(legend) for row in range(20))


def _dot(colour: str) -> str:
    return element("circle", cx=6, cy=0, r=6, fill=colour)


def _ring() -> str:
    return element("circle", cx=6, cy=0, r=6, fill="none", stroke=MUTED, stroke_width=2, stroke_dasharray="3 2.5")


def _dashes() -> str:
    return element("path", d="M-4 0H14", stroke="#8f8b83", stroke_width=2, stroke_dasharray="5 4")


def _square(colour: str, *, dashed: bool = False) -> str:
    dash = "4 3" if dashed else None
    return element(
        "rect", x=0, y=-6, width=12, height=12, rx=2, fill="none", stroke=colour, stroke_width=3, stroke_dasharray=dash
    )

"""Totals over time as steps: what a source, or several after one another, said so many days apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casus.reporting import wording
from casus.reporting.sitrep.drawing.svg import GRID, INK, MUTED, element, shortened, svg, text

WIDTH, PANEL, TITLE = 1000, 118, 26
LEFT, RIGHT = 60, 130
COLOUR = "#123f6b"


@dataclass(frozen=True, slots=True)
class Point:
    """A total as it was published on a day; without ``high``, at least ``low``; without ``low``, up to ``high``."""

    day: date
    low: int | None
    high: int | None

    @property
    def value(self) -> int:
        """Where it is drawn."""
        return self.low if self.low is not None else self.high or 0


@dataclass(frozen=True, slots=True)
class Steps:
    """One total and how it was corrected, earliest first."""

    title: str
    points: tuple[Point, ...]


def draw_steps(panels: list[Steps]) -> str:
    """A panel for each total, below each other."""
    parts = [part for index, panel in enumerate(panels) for part in _panel(panel, index * PANEL)]
    return svg(WIDTH, PANEL * len(panels), "; ".join(panel.title for panel in panels), parts)


def _panel(panel: Steps, top: int) -> list[str]:
    first, last = panel.points[0].day, panel.points[-1].day
    days = max(1, (last - first).days)
    highest = max(max(point.value, point.high or 0) for point in panel.points) or 1
    base, height = top + PANEL - 24, PANEL - TITLE - 44

    def x(day: date) -> float:
        return LEFT + 60 + (day - first).days / days * (WIDTH - LEFT - RIGHT - 120)

    def y(value: int) -> float:
        return base - value / highest * height

    parts = [
        text(shortened(panel.title, 120), 0, top + 15, font_weight="bold"),
        element("line", x1=float(LEFT), x2=float(WIDTH - RIGHT), y1=float(base), y2=float(base), stroke=GRID),
        text("0", LEFT - 8, base + 4, fill=MUTED, font_size=11, text_anchor="end"),
    ]
    path = f"M{x(first):.1f} {y(panel.points[0].value):.1f}"
    path += "".join(f"H{x(point.day):.1f}V{y(point.value):.1f}" for point in panel.points[1:])
    parts.append(element("path", d=f"{path}H{WIDTH - RIGHT}", fill="none", stroke=COLOUR, stroke_width=2))
    for point in panel.points:
        parts += _mark(point, x(point.day), y(point.value), y)
        parts.append(
            text(wording.day(point.day), x(point.day), base + 17, font_size=11, fill=MUTED, text_anchor="middle")
        )
    return parts


def _mark(point: Point, x: float, y: float, place: object) -> list[str]:
    """A dot, or a triangle where the source says at least so many; a bar up to the greatest where it gives a range."""
    assert callable(place)
    parts = []
    if point.high is not None and point.high != point.value:
        parts.append(element("line", x1=x, x2=x, y1=y, y2=float(place(point.high)), stroke=COLOUR, stroke_width=2))
    if point.high is None:
        parts.append(
            element("path", d=f"M{x - 5:.1f} {y + 4:.1f}L{x:.1f} {y - 6:.1f}L{x + 5:.1f} {y + 4:.1f}Z", fill=COLOUR)
        )
    else:
        parts.append(element("circle", cx=x, cy=y, r=4.5, fill=COLOUR))
    parts.append(text(wording.between(point.low, point.high), x, y - 10, fill=INK, font_size=12, text_anchor="middle"))
    return parts

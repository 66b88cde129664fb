"""UCDP's code lists (``ucdp.toml``), read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from casus.record import PlacePrecision

COUNTRY = "country"
"""The precision of an event of which no place is known."""


@dataclass(frozen=True, slots=True, eq=False)
class UcdpCodes:
    """The code lists. ``violence`` is by name, ``spans`` the longest span of days of each date precision."""

    violence: Mapping[str, int]
    where: Mapping[str, int]
    spans: tuple[tuple[int, int], ...]
    clarity: frozenset[int]

    def where_prec(self, precision: PlacePrecision | None) -> int:
        """The code of what a point stands for."""
        return self.where[precision or COUNTRY]

    def date_prec(self, days: int) -> int | None:
        """The code of a span of days; ``None`` for one that UCDP does not record."""
        return next((code for longest, code in self.spans if days <= longest), None)


@cache
def ucdp_codes() -> UcdpCodes:
    """The packaged code lists."""
    return read_codes((files("casus.exporting") / "ucdp.toml").read_text(encoding="utf-8"))


def read_codes(text: str) -> UcdpCodes:
    """Read code lists. Raises ``ValueError`` naming what is wrong."""
    data: dict[str, Any] = tomllib.loads(text)
    if missing := [n for n in ("type_of_violence", "where_prec", "date_prec", "event_clarity") if n not in data]:
        raise ValueError(f"ucdp.toml lacks {', '.join(missing)}")
    if absent := [name for name in get_args(PlacePrecision) if name not in data["where_prec"]]:
        raise ValueError(f"ucdp.toml: where_prec has no code for {absent[0]!r}")
    return UcdpCodes(
        violence={name: int(code) for code, name in data["type_of_violence"].items()},
        where=data["where_prec"],
        spans=tuple(sorted((row["days"], row["code"]) for row in data["date_prec"])),
        clarity=frozenset(int(code) for code in data["event_clarity"]),
    )

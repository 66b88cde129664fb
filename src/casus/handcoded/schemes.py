"""The codes of hand-coded tables as kinds, and how near two kinds are (``schemes.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from casus.record import KINDS, Kind

SAME, FAMILY, NEIGHBOURS = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Schemes:
    """Kinds by the codes of each scheme, the family of each kind, and pairs of families that are neighbours.

    ``coarse`` are the families that a code may be which does not tell kinds apart, by scheme and code.
    """

    acled: Mapping[str, Kind]
    ucdp: Mapping[int, Kind]
    family: Mapping[str, str]
    neighbours: frozenset[tuple[str, str]]
    coarse: Mapping[tuple[str, str], frozenset[str]]

    def distance(self, one: Kind, other: Kind) -> int | None:
        """How far two kinds are from each other (0 to 2); ``None``: they are never one event."""
        if one == other:
            return SAME
        families = self.family[one], self.family[other]
        if families[0] == families[1]:
            return FAMILY
        return NEIGHBOURS if families in self.neighbours else None


@cache
def schemes() -> Schemes:
    """The packaged tables."""
    return read_schemes((files("casus.handcoded") / "schemes.toml").read_text(encoding="utf-8"))


def read_schemes(text: str) -> Schemes:
    """Read the tables. Raises ``ValueError`` naming what is wrong."""
    data: dict[str, Any] = tomllib.loads(text)
    for name in ("acled", "ucdp"):
        if unknown := [kind for kind in data[name].values() if kind not in KINDS]:
            raise ValueError(f"schemes.toml: {name} has {unknown[0]!r}, which is no kind")
    family = {kind: name for name, kinds in data["families"].items() for kind in kinds}
    if odd := sorted({*KINDS} ^ {*family}):
        raise ValueError(f"schemes.toml: {odd[0]!r} is no kind, or is in no family")
    pairs = {(one, other) for one, others in data["neighbours"].items() for other in others}
    if strange := sorted({name for pair in pairs for name in pair} - {*data["families"]}):
        raise ValueError(f"schemes.toml: {strange[0]!r} is no family")
    coarse = {(name, code): frozenset(found) for name, codes in data["coarse"].items() for code, found in codes.items()}
    if strange := sorted({one for found in coarse.values() for one in found} - {*data["families"]}):
        raise ValueError(f"schemes.toml: {strange[0]!r} is no family")
    both = frozenset(pairs | {(other, one) for one, other in pairs})
    ucdp = {int(code): kind for code, kind in data["ucdp"].items()}
    return Schemes(data["acled"], ucdp, family, both, coarse)

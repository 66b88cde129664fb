"""CAMEO's code lists (``cameo.toml``), read and checked: what happened, its Goldstein value, the codes of actors."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from casus.exporting.countries import countries
from casus.exporting.parties import Party
from casus.rows import Codes

INTERGOVERNMENTAL = "IGO"


@dataclass(frozen=True, slots=True, eq=False)
class CameoCodes:
    """The code lists."""

    kinds: Mapping[str, Sequence[str]]
    sub_events: Mapping[str, Sequence[str]]
    goldstein: Mapping[str, float]
    roles: Mapping[str, str]

    def code(self, kind: str, codes: Codes | None) -> str:
        """The code of an event, below the root that coding gave; "" where it gave none."""
        root = codes.cameo if codes else ""
        if not root or codes is None:
            return ""
        finer = (*self.sub_events.get(codes.acled_sub_event_type, ()), *self.kinds.get(kind, ()))
        return next((code for code in finer if code.startswith(root)), f"{root}0")

    def role(self, party: Party) -> str:
        """The role code of an actor."""
        return self.roles.get(party.facts.kind, self.roles["other"])

    def actor(self, party: Party) -> str:
        """The whole code of an actor: its country's letters, or those of intergovernmental bodies, and its role."""
        return f"{country_code(party)}{self.role(party)}"


def country_code(party: Party) -> str:
    """CAMEO's three letters of an actor's country; those of intergovernmental bodies for the UN; "" where it has none."""
    state = countries().get(party.facts.country or "")
    if state is None:
        return INTERGOVERNMENTAL if party.facts.kind == "un" else ""
    return state.cameo


def base_code(code: str) -> str:
    """The code on the second level."""
    return code[:3]


def quad_class(code: str) -> int:
    """1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


@cache
def cameo_codes() -> CameoCodes:
    """The packaged code lists."""
    return read_codes((files("casus.exporting") / "cameo.toml").read_text(encoding="utf-8"))


def read_codes(text: str) -> CameoCodes:
    """Read code lists. Raises ``ValueError`` naming what is wrong."""
    data: dict[str, Any] = tomllib.loads(text)
    if missing := [name for name in ("codes", "sub_events", "goldstein", "roles") if name not in data]:
        raise ValueError(f"cameo.toml lacks {', '.join(missing)}")
    goldstein: dict[str, float] = data["goldstein"]
    for name, listed in {**data["codes"], **data["sub_events"]}.items():
        if unknown := [code for code in listed if code not in goldstein]:
            raise ValueError(f"cameo.toml: {name!r} has code {unknown[0]!r}, which has no Goldstein value")
    if beyond := [code for code, value in goldstein.items() if not -10 <= value <= 10]:
        raise ValueError(f"cameo.toml: the Goldstein value of {beyond[0]!r} is beyond 10")
    return CameoCodes(data["codes"], data["sub_events"], goldstein, data["roles"])

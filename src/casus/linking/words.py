"""The words and kinds that linking knows, read from the tables beside this module (``words.toml``, ``kinds.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from casus.record import KINDS, Kind


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What linking knows of a kind; the fields are explained at the head of ``kinds.toml``."""

    label: str
    joins: str
    core: bool
    campaign: bool
    war: bool
    related: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists by use; the fields are explained in ``words.toml``."""

    place_generic: frozenset[str]
    place_wide: frozenset[str]
    articles: frozenset[str]
    directions: Mapping[str, str]
    actor_generic: frozenset[str]
    actor_class: Mapping[str, str]
    repulse: tuple[str, ...]
    standing: tuple[str, ...]
    actor_same: Mapping[str, str]
    actor_states: Mapping[str, str]
    source_roles: frozenset[str]
    common: frozenset[str]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("casus.linking").joinpath(name).read_text(encoding="utf-8"))


@cache
def kind_facts() -> Mapping[Kind, KindFacts]:
    """Facts of every kind. Raises ``ValueError`` when the table lacks a kind or names an unknown one."""
    table = _table("kinds.toml")
    if set(table) != set(KINDS):
        raise ValueError(f"linking/kinds.toml: kinds missing or unknown: {sorted(set(table) ^ set(KINDS))}")
    facts: dict[Kind, KindFacts] = {}
    for kind in KINDS:
        row = table[kind]
        unknown = set(row["related"]) - set(KINDS)
        if unknown:
            raise ValueError(f"linking/kinds.toml: {kind} is related to unknown kinds {sorted(unknown)}")
        facts[kind] = KindFacts(
            row["label"],
            row["joins"],
            row.get("core", False),
            row.get("campaign", False),
            row.get("war", False),
            frozenset(row["related"]),
        )
    return facts


@cache
def words() -> Words:
    """The word lists of ``words.toml``."""
    table = _table("words.toml")
    places, actors = table["places"], table["actors"]
    return Words(
        place_generic=frozenset(places["generic"]),
        place_wide=frozenset(places["wide"]),
        articles=frozenset(places["articles"]),
        directions=places["directions"],
        actor_generic=frozenset(actors["generic"]),
        actor_class=actors["class"],
        repulse=tuple(table["repulse"]["stems"]),
        standing=tuple(table["standing"]["stems"]),
        actor_same=actors["same"],
        actor_states=actors["states"],
        source_roles=frozenset(table["sources"]["roles"]),
        common=frozenset(table["text"]["common"]),
    )


@cache
def weights() -> Mapping[str, float]:
    """Weight of each named feature of :mod:`casus.linking.pairs`, and the threshold above which two claims attract."""
    return {name: float(value) for name, value in _table("weights.toml")["weights"].items()}

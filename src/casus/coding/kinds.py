"""The table of kinds, read from ``kinds.toml``: words that point to a kind and what the kind maps to in other schemes."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from casus.record import KINDS, Claim, Kind

ROLES = ("directed", "mutual", "patient", "none")
REQUIRED = ("name", "label", "family", "acled", "plover", "cameo", "ucdp", "roles")
STATE_KINDS = frozenset({"state_forces", "government", "police"})


class KindTableError(ValueError):
    """The table of kinds breaks its own format; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Company:
    """Words that tell a kind only when one of ``near`` stands in the same sentence."""

    words: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindEntry:
    """One kind: its label, its words and its place in ACLED, PLOVER, CAMEO and UCDP."""

    name: Kind
    label: str
    family: str
    acled: tuple[str, str]
    plover: tuple[str, str]
    cameo: str
    ucdp: str
    roles: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    when: tuple[Company, ...]
    sure: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KindTable:
    """All kinds by name, and the named word classes."""

    kinds: Mapping[str, KindEntry]
    classes: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class KindMapping:
    """What one claim is called in ACLED and PLOVER."""

    acled_event_type: str
    acled_sub_event_type: str
    plover_event: str
    plover_mode: str


def read_table(text: str) -> KindTable:
    """Read a table of kinds from TOML text.

    Raises:
        KindTableError: when a kind is unknown, missing or lacks a field, or a class is not defined.
    """
    data = tomllib.loads(text)
    classes = {name: tuple(words) for name, words in data.get("classes", {}).items()}
    entries: dict[str, KindEntry] = {}
    for row in data.get("kind", []):
        name = row.get("name")
        missing = [field for field in REQUIRED if field not in row]
        if name not in KINDS or missing:
            raise KindTableError(
                f"kind {name!r}: " + (f"lacks {', '.join(missing)}" if missing else "is not a known kind")
            )
        if row["roles"] not in ROLES:
            raise KindTableError(f"kind {name!r}: roles must be one of {', '.join(ROLES)}")
        entries[name] = _entry(row, classes)
    absent = [kind for kind in KINDS if kind not in entries]
    if absent:
        raise KindTableError(f"the table lacks {', '.join(absent)}")
    return KindTable(entries, {name: frozenset(words) for name, words in classes.items()})


def _entry(row: dict[str, Any], classes: Mapping[str, tuple[str, ...]]) -> KindEntry:
    def spread(words: Collection[str]) -> tuple[str, ...]:
        out: list[str] = []
        for word in words:
            if word.startswith("@") and word[1:] not in classes:
                raise KindTableError(f"kind {row['name']!r}: there is no class {word}")
            out.extend(classes[word[1:]] if word.startswith("@") else (word,))
        return tuple(dict.fromkeys(out))

    return KindEntry(
        name=row["name"],
        label=row["label"],
        family=row["family"],
        acled=(row["acled"][0], row["acled"][1]),
        plover=(row["plover"][0], row["plover"][1]),
        cameo=row["cameo"],
        ucdp=row["ucdp"],
        roles=row["roles"],
        verbs=spread(row.get("verbs", ())),
        nouns=spread(row.get("nouns", ())),
        adjectives=spread(row.get("adjectives", ())),
        when=tuple(Company(spread(c["words"]), spread(c["near"])) for c in row.get("when", ())),
        sure=_sure(row),
    )


def _sure(row: dict[str, Any]) -> frozenset[str]:
    listed = {*row.get("verbs", ()), *row.get("nouns", ()), *row.get("adjectives", ())}
    stray = sorted(set(row.get("sure", ())) - listed)
    if stray:
        raise KindTableError(f"kind {row['name']!r}: sure words that are not among its words: {', '.join(stray)}")
    return frozenset(row.get("sure", ()))


@cache
def table() -> KindTable:
    """The packaged table of kinds."""
    return read_table((files("casus.coding") / "kinds.toml").read_text(encoding="utf-8"))


def mapping(claim: Claim, actor_kinds: Collection[str] = ()) -> KindMapping:
    """ACLED types and PLOVER codes of a claim; ``actor_kinds`` are the grounded actors' kinds, where known."""
    entry = table().kinds[claim.kind]
    event_type, sub_event_type = entry.acled
    if claim.kind == "territory_gain" and STATE_KINDS.intersection(actor_kinds):
        sub_event_type = "Government regains territory"
    if claim.kind == "explosive_device" and "grenade" in claim.trigger:
        sub_event_type = "Grenade"
    return KindMapping(event_type, sub_event_type, *entry.plover)

"""What the theatre packs say of how sides stand to each other: names of one side; parts, backers and allies.

Only names that a pack lists count, and only ties between two sides that no pack calls opponents. Days of ties are not looked at: a
tie says that two sides may fight in one camp, never that they do.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from casus import theatres as packaged
from casus.linking.words import words
from casus.record import Interval
from casus.theatres.camps import OPPOSING, TYING, Camps, Told

Ties = frozenset[tuple[str, str]]
"""Pairs of ids of sides, each in both directions."""


@dataclass(frozen=True, slots=True)
class Kin:
    """The sides of all packs: ids by plain name, who is part of whom (or of one whole), and who is tied to whom in any way."""

    ids: Mapping[str, frozenset[str]]
    parts: Ties
    tied: Ties


@cache
def packs() -> Kin:
    """The sides of all packs of the package."""
    ids: dict[str, set[str]] = defaultdict(set)
    roles: dict[str, set[str]] = defaultdict(set)
    for role, actor_id in _roles():
        roles[role].add(actor_id)
    ids.update((role, meant) for role, meant in roles.items() if len(meant) == 1)
    for actor in _actors():
        for name in _names(actor):
            ids[plain(name)].add(actor["id"])
    camps = Camps.of(_told())
    return Kin(
        {name: frozenset(found) for name, found in ids.items()},
        frozenset(camps.parts.keys() - camps.opposed.keys()),
        frozenset(camps.tied.keys() - camps.opposed.keys()),
    )


def tables() -> Iterator[Mapping[str, Any]]:
    """The theatre packs as tables, by the names of their files."""
    return map(packaged.table, packaged.names())


def _actors() -> Iterator[Mapping[str, Any]]:
    for table in tables():
        yield from table.get("actors", ())


def _roles() -> Iterator[tuple[str, str]]:
    """What packs call a side without listing it as a name, where it shares a telling word with the name ("Kurdish militia"; not "rebels").

    Other roles mean a side only within their conflict, which a name alone does not tell.
    """
    known = words()
    empty = known.actor_generic | known.actor_class.keys()
    for table in tables():
        own = {
            actor["id"]: {*plain(actor["name"]).split(), *actor["id"].split("-")} for actor in table.get("actors", ())
        }
        for role, given in table.get("roles", {}).items():
            for name, actor_id in given.items() if isinstance(given, dict) else ((role, given),):
                said = plain(name).split()
                if len(said) > 1 and set(said) & own.get(actor_id, set()) - empty:
                    yield plain(name), actor_id


def _names(actor: Mapping[str, Any]) -> Iterator[str]:
    yield from (actor["name"], actor["id"])
    for given in (*actor.get("aliases", ()), *actor.get("names", ())):
        yield given if isinstance(given, str) else given["text"]


def _told() -> Iterator[Told]:
    """The ties of all sides, as if they held on all days."""
    for actor in _actors():
        for how in (*TYING, OPPOSING):
            for given in actor.get(how, ()):
                yield actor["id"], how, given if isinstance(given, str) else given["id"], Interval()


def plain(name: str) -> str:
    """A name as it is looked up in the packs: lower case, without diacritics, marks and articles."""
    text = unicodedata.normalize("NFKD", name.replace("ı", "i")).lower()
    bare = "".join(char for char in text if not unicodedata.combining(char) and char not in "’‘'ʼʿʾ`")
    return " ".join(word for word in re.findall(r"[a-z0-9]+", bare) if word not in ("the", "al", "el"))


def is_listed(name: str) -> bool:
    """Whether a pack lists the name."""
    return plain(name) in packs().ids


@lru_cache(maxsize=65536)
def side_ids(name: str) -> frozenset[str]:
    """The ids of the sides that a name may stand for; a name that no pack lists is its own id, as states' names are."""
    key = plain(name)
    return packs().ids.get(key) or frozenset({key.replace(" ", "-")})


def are_one(one: str, other: str) -> bool:
    """Whether the packs list both names for one side."""
    return bool(side_ids(one) & side_ids(other))


def are_parts(one: str, other: str) -> bool:
    """Whether by the packs one side is a part of the other, or both are parts of one."""
    return _any(packs().parts, one, other)


def are_tied(one: str, other: str) -> bool:
    """Whether the packs tie two sides in any way: as part, backer or ally."""
    return _any(packs().tied, one, other)


def _any(ties: Ties, one: str, other: str) -> bool:
    return any((a, b) in ties for a in side_ids(one) for b in side_ids(other))


@lru_cache(maxsize=65536)
def body_in(source: str) -> str | None:
    """The id of the side, body or agency that a source names or speaks for ("UN envoy ...", "SDF commander ..."), by the longest listed name.

    A name in lower case is none ("is"); one that several sides bear is its own id.
    """
    told = re.findall(r"[^\W_]+(?:['’][^\W\d_]+)?", source.replace("'s ", " ").replace("’s ", " "))
    for length in range(len(told), 0, -1):
        for start in range(len(told) - length + 1):
            found = told[start : start + length]
            name = plain(" ".join(found))
            ids = packs().ids.get(name)
            if ids and found[0][0].isupper():
                return next(iter(ids)) if len(ids) == 1 else name.replace(" ", "-")
    return None

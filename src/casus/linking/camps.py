"""Camps: sides that fight on one side of a war, by their names, by what the theatre packs say, or by having been seen to act together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casus.linking import kin
from casus.linking.names import actor_likeness, actor_name, state_name

_BACKED = re.compile(r"^(?:the )?[\w.]+[ -](?:backed|led|allied|supported) (?!coalition)", re.IGNORECASE)


@lru_cache(maxsize=65536)
def one_camp(one: str, other: str) -> bool:
    """Whether two sides may belong to one camp: one side, related by name, or tied by a theatre pack."""
    return actor_likeness(one, other) != "different" or _listed_together(_as_listed(one), _as_listed(other))


def _listed_together(one: str, other: str) -> bool:
    return kin.are_one(one, other) or kin.are_tied(one, other)


def in_camp(names: Sequence[str], camp: Sequence[str]) -> bool:
    """Whether one of ``names`` belongs to a camp, given by its sides."""
    return any(one_camp(name, side) for name in names for side in camp)


@lru_cache(maxsize=65536)
def _as_listed(name: str) -> str:
    """A name as the packs have it: without its backer ("US-backed Kurdish forces"), a state's forces by the state's name ("Turkish army")."""
    bare = _BACKED.sub("", name)
    if kin.is_listed(bare):
        return bare
    known = actor_name(name)
    if len(known.own) != 1 or known.backers or not known.sorts <= {"state"}:
        return name
    (word,) = known.own
    return state_name(word) or name

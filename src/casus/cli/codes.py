"""What claims are called in ACLED and PLOVER, with what is known of who took part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casus.coding.kinds import KindMapping
    from casus.grounding.actors import ActorIndex
    from casus.record import Claim

FOREIGN = "foreign_state"
"""Kind of a state's forces in another country: ACLED counts the ground they take with that of non-state actors."""


def codes_of(claims: Iterable[Claim], theatres: Sequence[str] | None = None) -> dict[str, KindMapping]:
    """The mapping of each claim by its id; the packs are read only where a claim's mapping depends on who acts."""
    from casus.coding.kinds import mapping

    index: ActorIndex | None = None
    found: dict[str, KindMapping] = {}
    for claim in claims:
        kinds: tuple[str, ...] = ()
        if claim.kind == "territory_gain" and claim.actor_ids:
            index = index or _index(None if theatres is None else tuple(theatres))
            kinds = actor_kinds(claim, index)
        found[claim.claim_id] = mapping(claim, kinds)
    return found


def actor_kinds(claim: Claim, index: ActorIndex) -> tuple[str, ...]:
    """Kinds of a claim's actors, as far as packs and states know them; a state's in its own country or where none is told."""
    matches = (index.actor(actor_id, claim.interval.end or claim.interval.start) for actor_id in claim.actor_ids)
    return tuple(
        FOREIGN if match.country and claim.country and match.country != claim.country else match.kind
        for match in matches
        if match is not None
    )


@cache
def _index(theatres: tuple[str, ...] | None) -> ActorIndex:
    from casus.grounding.actors import ActorIndex
    from casus.grounding.theatre import load_theatres

    return ActorIndex(load_theatres(theatres))

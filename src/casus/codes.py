"""What claims are called in ACLED, PLOVER, CAMEO and UCDP, with what is known of who took part and of the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casus.coding.kinds import KindMapping
    from casus.grounding.actors import ActorIndex
    from casus.record import Claim

FOREIGN = "foreign_state"
"""Kind of a state's forces in another country: ACLED counts the ground they take with that of non-state actors."""


def codes_of(
    claims: Iterable[Claim],
    theatres: Sequence[str] | None = None,
    *,
    texts: Mapping[str, str] | None = None,
    kinds: Path | None = None,
) -> dict[str, KindMapping]:
    """The mapping of each claim by its id; ``texts`` are the documents' by their keys, ``kinds`` is a file laid over the table of kinds."""
    from casus.coding.kinds import layered_table, mapping

    table = layered_table(kinds)
    index: ActorIndex | None = None
    found: dict[str, KindMapping] = {}
    for claim in claims:
        actors: tuple[str, ...] = ()
        targets: tuple[str, ...] = ()
        if claim.actor_ids or claim.target_ids:
            index = index or actor_index(None if theatres is None else tuple(theatres))
            actors, targets = (kinds_of(ids, claim, index) for ids in (claim.actor_ids, claim.target_ids))
        text = texts.get(claim.document) if texts is not None else None
        found[claim.claim_id] = mapping(claim, actors, targets, text=text, kinds=table)
    return found


def kinds_of(ids: Sequence[str], claim: Claim, index: ActorIndex) -> tuple[str, ...]:
    """Kinds of a claim's sides, as far as packs and states know them; a state's in its own country or where none is told."""
    if ids == ("civilians",):
        return ids
    matches = (index.actor(actor_id, claim.interval.end or claim.interval.start) for actor_id in ids)
    return tuple(
        FOREIGN if match.country and claim.country and match.country != claim.country else match.kind
        for match in matches
        if match is not None
    )


@cache
def actor_index(theatres: tuple[str, ...] | None) -> ActorIndex:
    """The actors of some theatre packs (``None``: all) and all states; made once."""
    from casus.grounding.actors import ActorIndex
    from casus.grounding.theatre import load_theatres

    return ActorIndex(load_theatres(theatres))

"""What claims are called in ACLED, PLOVER, CAMEO and UCDP, with what is known of who took part and of the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casus.coding.kinds import KindMapping
    from casus.grounding.actors import ActorIndex
    from casus.record import Claim

FOREIGN = "foreign_state"
"""Kind of a state's forces in another country: ACLED counts the ground they take with that of non-state actors."""


class ClaimCodes(Mapping[str, "KindMapping"]):
    """The mapping of each claim by its id, made when it is asked for.

    ``texts`` are the documents' by their keys, ``kinds`` is a file laid over the table of kinds, ``theatres`` are packs (``None``: all).
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        texts: Mapping[str, str] | None = None,
        kinds: Path | None = None,
        theatres: Sequence[str] | None = None,
    ) -> None:
        from casus.coding.kinds import layered_table

        self._claims = {claim.claim_id: claim for claim in claims}
        self._texts = texts
        self._table = layered_table(kinds)
        self._theatres = None if theatres is None else tuple(theatres)

    def __getitem__(self, claim_id: str) -> KindMapping:
        from casus.coding.kinds import mapping

        claim = self._claims[claim_id]
        actors: tuple[str, ...] = ()
        targets: tuple[str, ...] = ()
        if claim.actor_ids or claim.target_ids:
            index = actor_index(self._theatres)
            actors, targets = (kinds_of(ids, claim, index) for ids in (claim.actor_ids, claim.target_ids))
        text = self._texts.get(claim.document) if self._texts is not None else None
        return mapping(claim, actors, targets, text=text, kinds=self._table)

    def __iter__(self) -> Iterator[str]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)


def codes_of(
    claims: Iterable[Claim],
    theatres: Sequence[str] | None = None,
    *,
    texts: Mapping[str, str] | None = None,
    kinds: Path | None = None,
) -> dict[str, KindMapping]:
    """The mapping of each claim by its id, all made at once; see :class:`ClaimCodes`."""
    return dict(ClaimCodes(claims, texts, kinds, theatres))


def kinds_of(ids: tuple[str, ...], claim: Claim, index: ActorIndex) -> tuple[str, ...]:
    """Kinds of a claim's sides, as far as packs and states know them; a state's in its own country or where none is told."""
    if ids == ("civilians",):
        return ids
    return _kinds_of(ids, claim.country, claim.interval.end or claim.interval.start, index)


@lru_cache(maxsize=50_000)
def _kinds_of(ids: tuple[str, ...], country: str | None, on: date | None, index: ActorIndex) -> tuple[str, ...]:
    matches = (index.actor(actor_id, on) for actor_id in ids)
    return tuple(
        FOREIGN if match.country and country and match.country != country else match.kind
        for match in matches
        if match is not None
    )


@cache
def actor_index(theatres: tuple[str, ...] | None) -> ActorIndex:
    """The actors of some theatre packs (``None``: all) and all states; made once."""
    from casus.grounding.actors import ActorIndex
    from casus.grounding.theatre import load_theatres

    return ActorIndex(load_theatres(theatres))

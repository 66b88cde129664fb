"""What claims are called in ACLED, PLOVER, CAMEO and UCDP, with what is known of who took part and of the words around them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casus.cells import picked, values

if TYPE_CHECKING:
    from casus.coding.kinds import KindMapping
    from casus.grounding.actors import ActorIndex
    from casus.record import Claim

FOREIGN = "foreign_state"
"""Kind of a state's forces in another country: ACLED counts the ground they take with that of non-state actors."""

PASSAGE = ("document", "begin_at", "end_at")
COLUMNS = (
    *PASSAGE, "kind", "actors", "targets", "actor_ids", "target_ids", "country", "date_start", "date_end", "status",
    "trigger",
)  # fmt: skip
"""Columns of a claim that its codes depend on."""


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


def codes_of_columns(
    claims: Mapping[str, Any], places: Sequence[int], texts: Mapping[str, str], kinds: Path | None = None
) -> list[KindMapping]:
    """The same mapping of the claims at some places of plain columns, whose names are the record's: of a large record that is faster."""
    from casus.coding.kind_rules import Facts
    from casus.coding.kind_sentences import sentences_of_each
    from casus.coding.kinds import layered_table

    table, index = layered_table(kinds), actor_index(None)
    columns = {name: values(picked(claims[name], places)) for name in COLUMNS}
    around = sentences_of_each(texts, *(columns[name] for name in PASSAGE))
    rows = zip(*(columns[name] for name in COLUMNS if name not in PASSAGE), strict=True)
    found = []
    for row, sentences, words in zip(rows, around, table.words_of_each(around, columns["kind"]), strict=True):
        kind, actors, targets, actor_ids, target_ids, country, start, stop, status, trigger = row
        on = stop or start
        facts = Facts(
            sentences, trigger, kinds_on(names_of(actor_ids), country, on, index), kinds_on(names_of(target_ids), country, on, index),
            names_of(actors), names_of(targets), status,
        )  # fmt: skip
        found.append(table.codes(kind, facts, words))
    return found


def names_of(given: Any) -> tuple[str, ...]:
    """A list of names, from the JSON text that a database may give instead."""
    return _names(given) if isinstance(given, str) else tuple(given)


@lru_cache(maxsize=50_000)
def _names(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def kinds_of(ids: tuple[str, ...], claim: Claim, index: ActorIndex) -> tuple[str, ...]:
    """Kinds of a claim's sides, as far as packs and states know them; a state's in its own country or where none is told."""
    return kinds_on(ids, claim.country, claim.interval.end or claim.interval.start, index)


def kinds_on(ids: tuple[str, ...], country: str | None, on: date | str | None, index: ActorIndex) -> tuple[str, ...]:
    """The same of sides in a country on a day, or on one as ISO text."""
    if ids == ("civilians",):
        return ids
    return _kinds_of(ids, country, None if index.by_day.isdisjoint(ids) else on, index)


@lru_cache(maxsize=50_000)
def _kinds_of(ids: tuple[str, ...], country: str | None, on: date | str | None, index: ActorIndex) -> tuple[str, ...]:
    on = date.fromisoformat(on) if isinstance(on, str) else on
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

"""A record in a database as exports read it: portions of it, with what packs and the table of kinds know beside them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from casus.cli.known import who_is_who
from casus.codes import ClaimCodes
from casus.exporting.raw_parquet import CodedPortion, day_of, names_of
from casus.exporting.values import RecordValues, Who
from casus.portioned import PortionedSource
from casus.record import Claim, Interval, Kind, Status

if TYPE_CHECKING:
    from casus.store.portions import Portion
    from casus.store.raw_events import RawClaim


@dataclass(frozen=True, slots=True)
class Again:
    """How a record is opened once more, in another process: silently, for what there is to say has been said."""

    place: str
    kinds: Path | None = None

    @contextmanager
    def __call__(self) -> Iterator[StoredSource]:
        """The record as it is when it is opened."""
        from casus.store.record import Record

        with Record.open(self.place, create=False) as record, record.portions() as portions, seldom_collecting():
            yield StoredSource(portions, kinds=self.kinds)


@dataclass(frozen=True, slots=True)
class StoredSource(PortionedSource):
    """The same with all that packs know; ``kinds`` is a file laid over the table of kinds."""

    who: Who = field(default_factory=who_is_who)
    kinds: Path | None = None
    again: Again | None = None

    @property
    def as_coded(self) -> bool:
        """Whether nobody corrected or rejected a claim, so that plain columns tell what holds."""
        return self.portions.as_coded

    @property
    def mark(self) -> str:
        """What tells the state of the record."""
        return self.portions.mark

    def event_ids(self) -> Iterator[str]:
        """The ids of all events, in order."""
        return self.portions.event_ids()

    def raw_events(self, ids: Sequence[str]) -> CodedPortion:
        """These events as plain columns, with what other schemes call each: as its first claim of the same kind."""
        raw = self.portions.raw_events(ids)
        alike = [next((c for c in raw.claims.get(e.event_id, ()) if c.kind == e.kind), None) for e in raw.events]
        texts = {key: document.text for key, document in raw.documents.items()}
        codes = ClaimCodes((_claim(one) for one in alike if one), texts, self.kinds)
        return CodedPortion(raw, [codes[one.claim_id] if one else None for one in alike])

    def values(self, portion: Portion) -> RecordValues:
        """A portion as values of exports, with what other schemes call its claims."""
        texts = {key: document.text for key, document in portion.documents.items()}
        return replace(PortionedSource.values(self, portion), codes=ClaimCodes(portion.claims, texts, self.kinds))


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles of garbage seldom: the values of a record form none, and there are very many."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _claim(raw: RawClaim) -> Claim:
    """As much of a claim as its codes depend on."""
    return Claim(
        raw.claim_id, raw.document, cast("Kind", raw.kind), raw.begin, raw.end, raw.evidence, tuple(names_of(raw.actors)),
        tuple(names_of(raw.targets)), tuple(names_of(raw.actor_ids)), tuple(names_of(raw.target_ids)), country=raw.country,
        interval=Interval(day_of(raw.date_start), day_of(raw.date_end)), status=cast("Status", raw.status), trigger=raw.trigger,
    )  # fmt: skip

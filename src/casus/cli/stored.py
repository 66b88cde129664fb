"""A record in a database as exports read it: portions of it, with what packs and the table of kinds know beside them."""

from __future__ import annotations

from collections.abc import Iterator
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
class StoredSource(PortionedSource):
    """The same with all that packs know; ``kinds`` is a file laid over the table of kinds."""

    who: Who = field(default_factory=who_is_who)
    kinds: Path | None = None

    @property
    def as_coded(self) -> bool:
        """Whether nobody corrected or rejected a claim, so that plain columns tell what holds."""
        return self.portions.as_coded

    def raw_events(self, at_once: int) -> Iterator[CodedPortion]:
        """All events as plain columns, with what other schemes call each: as its first claim of the same kind."""
        for raw in self.portions.raw_events(at_once):
            alike = [next((c for c in raw.claims.get(e.event_id, ()) if c.kind == e.kind), None) for e in raw.events]
            texts = {key: document.text for key, document in raw.documents.items()}
            codes = ClaimCodes((_claim(one) for one in alike if one), texts, self.kinds)
            yield CodedPortion(raw, [codes[one.claim_id] if one else None for one in alike])

    def values(self, portion: Portion) -> RecordValues:
        """A portion as values of exports, with what other schemes call its claims."""
        texts = {key: document.text for key, document in portion.documents.items()}
        return replace(PortionedSource.values(self, portion), codes=ClaimCodes(portion.claims, texts, self.kinds))


def _claim(raw: RawClaim) -> Claim:
    """As much of a claim as its codes depend on."""
    return Claim(
        raw.claim_id, raw.document, cast("Kind", raw.kind), raw.begin, raw.end, raw.evidence, tuple(names_of(raw.actors)),
        tuple(names_of(raw.targets)), tuple(names_of(raw.actor_ids)), tuple(names_of(raw.target_ids)), country=raw.country,
        interval=Interval(day_of(raw.date_start), day_of(raw.date_end)), status=cast("Status", raw.status), trigger=raw.trigger,
    )  # fmt: skip

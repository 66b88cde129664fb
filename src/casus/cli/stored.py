"""A record in a database as exports read it: portions of it, with what packs and the table of kinds know beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from casus.cli.known import who_is_who
from casus.codes import ClaimCodes
from casus.exporting.raw_parquet import CodedPortion, day_of, names_of
from casus.exporting.values import RecordValues, Who
from casus.record import Claim, Control, Interval, Kind, Operation, Problem, Status, Toll

if TYPE_CHECKING:
    from casus.store.portions import Portion, Portions
    from casus.store.raw_events import RawClaim


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A :class:`~casus.exporting.values.Source` over the portions of a record; ``kinds`` is a file laid over the table of kinds."""

    portions: Portions
    kinds: Path | None = None
    who: Who = field(default_factory=who_is_who)

    def by_events(self) -> Iterator[RecordValues]:
        """All events, some at a time."""
        return map(self._values, self.portions.by_events())

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

    def by_reports(self, *, claims: bool = False, relations: bool = False) -> Iterator[RecordValues]:
        """All documents, some at a time."""
        return map(self._values, self.portions.by_reports(claims=claims, relations=relations))

    def operations(self) -> Iterator[Operation]:
        """All operations."""
        return self.portions.operations()

    def tolls(self) -> Iterator[Toll]:
        """All tolls."""
        return self.portions.tolls()

    def controls(self) -> Iterator[Control]:
        """Who holds what."""
        return self.portions.controls()

    def set_aside(self) -> Iterator[Problem]:
        """Inputs that were set aside."""
        return iter(self.portions.problems())

    def _values(self, portion: Portion) -> RecordValues:
        texts = {key: document.text for key, document in portion.documents.items()}
        return RecordValues(
            documents=tuple(portion.documents.values()),
            keyed=portion.documents,
            claims=portion.claims,
            links=portion.links,
            relations=portion.relations,
            codes=ClaimCodes(portion.claims, texts, self.kinds),
            who=self.who,
        )


def _claim(raw: RawClaim) -> Claim:
    """As much of a claim as its codes depend on."""
    return Claim(
        raw.claim_id, raw.document, cast("Kind", raw.kind), raw.begin, raw.end, raw.evidence, tuple(names_of(raw.actors)),
        tuple(names_of(raw.targets)), tuple(names_of(raw.actor_ids)), tuple(names_of(raw.target_ids)), country=raw.country,
        interval=Interval(day_of(raw.date_start), day_of(raw.date_end)), status=cast("Status", raw.status), trigger=raw.trigger,
    )  # fmt: skip

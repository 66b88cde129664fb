"""A record in a database as exports read it: portions of it, with what packs and the table of kinds know beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from casus.cli.known import who_is_who
from casus.codes import ClaimCodes
from casus.exporting.values import RecordValues, Who
from casus.record import Control, Operation, Problem, Toll

if TYPE_CHECKING:
    from casus.store.portions import Portion, Portions


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A :class:`~casus.exporting.values.Source` over the portions of a record; ``kinds`` is a file laid over the table of kinds."""

    portions: Portions
    kinds: Path | None = None
    who: Who = field(default_factory=who_is_who)

    def by_events(self) -> Iterator[RecordValues]:
        """All events, some at a time."""
        return map(self._values, self.portions.by_events())

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

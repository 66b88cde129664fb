"""A record in a database as exports read it: a source over its portions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.exporting.values import RecordValues, Who, nobody
from casus.record import Control, Operation, Problem, Toll

if TYPE_CHECKING:
    from casus.store.portions import Portion, Portions


@dataclass(frozen=True, slots=True)
class PortionedSource:
    """A :class:`~casus.exporting.values.Source` over the portions of a record; ``who`` tells what packs know of actors."""

    portions: Portions
    who: Who = nobody

    def by_events(self) -> Iterator[RecordValues]:
        """All events, some at a time."""
        return map(self.values, self.portions.by_events())

    def by_reports(self, *, claims: bool = False, relations: bool = False) -> Iterator[RecordValues]:
        """All documents, some at a time."""
        return map(self.values, self.portions.by_reports(claims=claims, relations=relations))

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

    def values(self, portion: Portion) -> RecordValues:
        """A portion as values of exports."""
        return RecordValues(
            documents=tuple(portion.documents.values()),
            keyed=portion.documents,
            claims=portion.claims,
            links=portion.links,
            relations=portion.relations,
            who=self.who,
        )

"""What an export is made from, and what can be asked of it.

An export is made from a :class:`Source`: a record that is read in portions, so that it need not fit into memory. :class:`RecordValues` are values in
memory: such a portion, or a whole (small) record, which is a source of one portion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from casus.record import Claim, Control, Document, Links, Operation, Problem, Relation, Toll
from casus.rows import Codes


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """What is known of an actor on a day beside its name: its kind (a kind of the theatre packs), its country, what ACLED calls it."""

    actor_id: str
    name: str
    kind: str = "other"
    country: str | None = None
    acled: str | None = None


Who = Callable[[str, date | None], ActorFacts | None]
"""Tells of an actor by its id on a day (``None``: whenever); ``None`` for one that nobody knows."""


def nobody(_actor_id: str, _on: date | None) -> None:
    """Knows no actor."""


class Source(Protocol):
    """A record as exports read it, in its order, as often as they want; every walk gives the same."""

    @property
    def who(self) -> Who:
        """Tells of actors."""

    def by_events(self) -> Iterator[RecordValues]:
        """All events, some at a time, with what leads back from them: claims, documents, operations, codes."""

    def by_reports(self, *, claims: bool = False, relations: bool = False) -> Iterator[RecordValues]:
        """All documents, some at a time; with ``claims``, their codes and ``links.event_of``, and ``relations``, if asked for at least."""

    def operations(self) -> Iterator[Operation]:
        """All operations, each with all its events."""

    def tolls(self) -> Iterator[Toll]:
        """All tolls."""

    def controls(self) -> Iterator[Control]:
        """Who holds what."""

    def set_aside(self) -> Iterator[Problem]:
        """The inputs, and parts of them, that were set aside."""


@dataclass(frozen=True, slots=True)
class RecordValues:
    """All values of a record or of a portion of it, and what is known beside it.

    ``codes`` gives what other schemes call a claim, by claim id; ``who`` tells of actors; ``keyed`` has the documents by their keys where
    these are known.
    """

    documents: Sequence[Document]
    claims: Sequence[Claim]
    links: Links = field(default_factory=Links)
    problems: Sequence[Problem] = ()
    codes: Mapping[str, Codes] = field(default_factory=dict)
    relations: Sequence[Relation] = ()
    who: Who = nobody
    keyed: Mapping[str, Document] | None = None

    def by_key(self) -> Mapping[str, Document]:
        """The documents by their keys, which take a while to reckon."""
        return {document.key: document for document in self.documents} if self.keyed is None else self.keyed

    def by_events(self) -> Iterator[RecordValues]:
        """All at once."""
        yield self

    def by_reports(self, *, claims: bool = False, relations: bool = False) -> Iterator[RecordValues]:  # noqa: ARG002 - all is here
        """All at once."""
        yield self

    def operations(self) -> Iterator[Operation]:
        """The operations among the links."""
        return iter(self.links.operations)

    def tolls(self) -> Iterator[Toll]:
        """The tolls among the links."""
        return iter(self.links.tolls)

    def controls(self) -> Iterator[Control]:
        """The controls among the links."""
        return iter(self.links.controls)

    def set_aside(self) -> Iterator[Problem]:
        """The problems."""
        return iter(self.problems)


@dataclass(frozen=True, slots=True)
class Options:
    """How a format is written.

    ``excel``: for people who open the file in a spreadsheet program (byte order mark; no cell that it would run). ``raw``: texts exactly as
    they are, also where a spreadsheet program would run them. ``numeric``: ACLED's codes of actors as numbers. ``safe``: no full texts. ``jobs``: processes that
    a large record is read with (Parquet); the file is the same with any number of them.
    """

    excel: bool = False
    raw: bool = False
    numeric: bool = False
    safe: bool = False
    jobs: int = 1

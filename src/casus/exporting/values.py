"""What an export is made from, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casus.record import Claim, Document, Links, Problem, Relation
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


@dataclass(frozen=True, slots=True)
class RecordValues:
    """All values of a record, and what is known beside it.

    ``codes`` gives what other schemes call a claim, by claim id; ``who`` tells of actors; ``provinces`` is the first-level division that a
    place lies in, by place id.
    """

    documents: Sequence[Document]
    claims: Sequence[Claim]
    links: Links = field(default_factory=Links)
    problems: Sequence[Problem] = ()
    codes: Mapping[str, Codes] = field(default_factory=dict)
    relations: Sequence[Relation] = ()
    who: Who = nobody
    provinces: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """How a format is written.

    ``excel``: for people who open the file in a spreadsheet program (byte order mark; no cell that it would run). ``raw``: texts exactly as
    they are, also where a spreadsheet program would run them. ``numeric``: ACLED's codes of actors as numbers. ``safe``: no full texts.
    """

    excel: bool = False
    raw: bool = False
    numeric: bool = False
    safe: bool = False

"""What an export is made from, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casus.record import Claim, Document, Links, Problem, Relation
from casus.rows import Codes


@dataclass(frozen=True, slots=True)
class RecordValues:
    """All values of a record. ``codes`` gives what other schemes call a claim, by claim id."""

    documents: Sequence[Document]
    claims: Sequence[Claim]
    links: Links = field(default_factory=Links)
    problems: Sequence[Problem] = ()
    codes: Mapping[str, Codes] = field(default_factory=dict)
    relations: Sequence[Relation] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """``excel``: for people who open the file in a spreadsheet program, which would run a cell that looks like a formula."""

    excel: bool = False

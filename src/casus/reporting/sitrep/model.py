"""A situation report as values: what it says, in which order, and which footnote each sentence leads to. Writers print it; none adds a word.

All text is plain text. Whatever a document says stands in it as it is, and each writer escapes for its format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "dim"]


class UnfoundedError(ValueError):
    """A sentence about the world without a footnote."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the claims that rest on one passage by one source. ``quote`` is the evidence letter for letter; ``url`` is only set where it is an address of the web."""

    number: int
    claim_ids: tuple[str, ...]
    document: str
    who: str
    where: str
    url: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence about the world. ``notes`` are numbers of footnotes; raises :class:`UnfoundedError` where there is none."""

    text: str
    notes: tuple[int, ...]
    style: Style = "plain"

    def __post_init__(self) -> None:
        if not self.notes:
            raise UnfoundedError(f"no claim stands behind: {self.text}")


@dataclass(frozen=True, slots=True)
class Label:
    """Words that assert nothing about the world: a heading in a cell, a grade, how a thing is to be read."""

    text: str
    style: Style = "plain"


Line = Sentence | Label


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A paragraph about the report itself: how to read it, what was read, what is left out."""

    text: str
    head: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is some sentences."""

    items: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure: printed large, with its range, what it counts, where, and who says so."""

    figure: str
    label: str
    about: str
    source: str
    range: str
    notes: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.notes:
            raise UnfoundedError(f"no claim stands behind the figure {self.figure} {self.label}")


@dataclass(frozen=True, slots=True)
class Tiles:
    """Key figures beside each other."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: lines below each other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``widths`` are the shares of its columns."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG text, with what it shows in words (``alt``) and its caption."""

    name: str
    svg: str
    alt: str
    caption: str


Block = Heading | Remark | Bullets | Tiles | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SituationReport:
    """The whole report. ``facts`` are the lines of the title block, each a name and a value."""

    language: str
    kicker: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    imprint: str
    sections: tuple[Section, ...]
    notes_title: str
    notes_lead: str
    notes: tuple[Note, ...]
    as_of: tuple[int, int, int] | None  # year, month, day: what a file says of when it was made

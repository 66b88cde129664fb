"""The report as Markdown with footnotes (as GitHub, Pandoc and Obsidian read them); drawings are embedded as data addresses."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from functools import singledispatch
from urllib.parse import quote

from casus.reporting.sitrep.model import (
    Block,
    Bullets,
    Cell,
    Figure,
    Heading,
    Line,
    Remark,
    Sentence,
    SituationReport,
    Table,
    Tiles,
)

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+.!|~$^=&:@-])")


def to_markdown(report: SituationReport) -> bytes:
    """The text, UTF-8."""
    lines = [*_head(report)]
    for section in report.sections:
        lines += ["", f"## {escape(section.title)}"]
        for block in section.blocks:
            lines += ["", *_block(block)]
    lines += [
        "",
        "---",
        "",
        escape(report.imprint),
        "",
        f"## {escape(report.notes_title)}",
        "",
        escape(report.notes_lead),
        "",
    ]
    for note in report.notes:
        link = f" <{address(note.url)}>" if note.url else ""
        lines += [
            f"[^{note.number}]: {escape(note.who)}. {escape(note.where)}{link}",
            "",
            f"    > {escape(note.quote)}",
            "",
        ]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", errors="replace")


def escape(text: str) -> str:
    """Text in which nothing is Markdown or HTML; on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def address(url: str) -> str:
    """A web address that cannot end its brackets."""
    return quote(url, safe="%/:?#@!$&'*+,;=~-._[]")


def _head(report: SituationReport) -> Iterator[str]:
    yield f"# {escape(report.kicker)}: {escape(report.title)}"
    yield ""
    if report.subtitle:
        yield f"**{escape(report.subtitle)}**"
        yield ""
    for name, value in report.facts:
        yield f"- **{escape(name)}:** {escape(value)}"


@singledispatch
def _block(block: Block) -> Sequence[str]:
    raise TypeError(f"no way to write {type(block).__name__}")


@_block.register
def _heading(block: Heading) -> Sequence[str]:
    return [f"### {escape(block.text)}"]


@_block.register
def _remark(block: Remark) -> Sequence[str]:
    head = f"**{escape(block.head)}.** " if block.head else ""
    return [head + (f"*{escape(block.text)}*" if block.small else escape(block.text))]


@_block.register
def _bullets(block: Bullets) -> Sequence[str]:
    return [f"- {' '.join(_line(one) for one in item)}" for item in block.items]


@_block.register
def _tiles(block: Tiles) -> Sequence[str]:
    rows = []
    for tile in block.tiles:
        rest = "; ".join(escape(part) for part in (tile.range, tile.about, tile.source) if part)
        rows.append(f"- **{escape(tile.figure)} {escape(tile.label)}**{_marks(tile.notes)}: {rest}")
    return rows


@_block.register
def _table(block: Table) -> Sequence[str]:
    def row(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |"

    rows = [row([_cell(cell) for cell in one]) for one in block.rows]
    return [row([escape(head) for head in block.headers]), row(["---"] * len(block.headers)), *rows]


@_block.register
def _figure(block: Figure) -> Sequence[str]:
    data = base64.b64encode(block.svg.encode("utf-8", errors="replace")).decode("ascii")
    return [f"![{escape(block.alt)}](data:image/svg+xml;base64,{data})", "", f"*{escape(block.caption)}*"]


def _cell(cell: Cell) -> str:
    return "<br>".join(_line(one) for one in cell.lines)


def _line(line: Line) -> str:
    text = escape(line.text)
    if line.style == "strong":
        text = f"**{text}**"
    elif line.style == "dim":
        text = f"*{text}*"
    return text + (_marks(line.notes) if isinstance(line, Sentence) else "")


def _marks(notes: Sequence[int]) -> str:
    return "".join(f"[^{number}]" for number in notes)

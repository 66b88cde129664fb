"""The report as a Word file: real headings, tables with repeated heads, figures as pictures with their words, links to and from footnotes.

Footnotes stand as a numbered list at the end, for a claim is cited many times and Word's own footnotes are numbered anew each time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from casus.reporting.sitrep.drawing.svg import clean
from casus.reporting.sitrep.model import (
    Block,
    Bullets,
    Figure,
    Heading,
    Line,
    Note,
    Remark,
    Sentence,
    SituationReport,
    Table,
    Tiles,
)
from casus.reporting.sitrep.writing.typesetting import MissingTypesetterError, picture

HEAD, MUTED, SHEET = "16324A", "5A6673", "F4F6F8"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file can tell
ACROSS_CM = 17.0
TILES_ACROSS = 3


def to_docx(report: SituationReport) -> bytes:
    """The file. Raises :class:`~casus.reporting.sitrep.writing.typesetting.MissingTypesetterError` where an extra is missing."""
    try:
        import docx
    except ImportError as error:
        raise MissingTypesetterError("Word files need python-docx; pip install 'casus-monitor[docx]'") from error
    writer = _Writer(docx.Document())
    writer.write(report)
    made = io.BytesIO()
    writer.document.save(made)
    return _timeless(made.getvalue())


def _timeless(data: bytes) -> bytes:
    """The same archive without the time at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            made.writestr(zipfile.ZipInfo(entry.filename, EPOCH), given.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Writer:
    """Writes a report into an empty document of python-docx."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._serial = 0
        self._ways: dict[type, Callable[[Any], None]] = {
            Heading: self._heading, Remark: self._remark, Bullets: self._bullets, Tiles: self._tiles, Table: self._table, Figure: self._figure,
        }  # fmt: skip

    def write(self, report: SituationReport) -> None:
        """All of it."""
        self._set_up(report)
        self._masthead(report)
        for section in report.sections:
            self.document.add_heading(clean(section.title), 1)
            for block in section.blocks:
                self._block(block)
        self.document.add_heading(clean(report.notes_title), 1)
        self._remark(Remark(report.notes_lead, small=True))
        for note in report.notes:
            self._note(note)

    def _block(self, block: Block) -> None:
        self._ways[type(block)](block)

    # ------------------------------------------------------------------------------------- page and styles

    def _set_up(self, report: SituationReport) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Cm, Pt, RGBColor

        properties = self.document.core_properties
        properties.title = clean(f"{report.kicker}: {report.title}")[:255]
        properties.author, properties.comments, properties.language = "Casus", "", report.language
        day = datetime(*(report.as_of or (1980, 1, 1)))
        properties.created = properties.modified = day
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
        styles = self.document.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
        styles["Normal"].paragraph_format.space_after = Pt(5)
        for level, size in ((1, 14), (2, 11.5)):
            style = styles[f"Heading {level}"]
            style.font.size, style.font.name, style.font.color.rgb = Pt(size), "Calibri", RGBColor.from_string(HEAD)
        small = styles.add_style("Remark", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style, small.font.size, small.font.color.rgb = styles["Normal"], Pt(9), RGBColor.from_string(MUTED)
        note = styles.add_style("Evidence", WD_STYLE_TYPE.PARAGRAPH)
        note.base_style, note.font.size, note.paragraph_format.space_after = styles["Normal"], Pt(9), Pt(4)
        page.footer.paragraphs[0].text, page.footer.paragraphs[0].style = clean(report.imprint), small

    def _masthead(self, report: SituationReport) -> None:
        kicker = self.document.add_paragraph(style="Remark")
        kicker.add_run(clean(report.kicker.upper())).bold = True
        self.document.add_heading(clean(report.title), 0)
        if report.subtitle:
            self.document.add_paragraph(clean(report.subtitle))
        facts = self.document.add_paragraph()
        for index, (name, value) in enumerate(report.facts):
            if index:
                facts.add_run().add_break()
            facts.add_run(clean(f"{name}: ")).bold = True
            facts.add_run(clean(value))

    # ------------------------------------------------------------------------------------- blocks

    def _heading(self, block: Heading) -> None:
        self.document.add_heading(clean(block.text), 2)

    def _remark(self, block: Remark) -> None:
        paragraph = self.document.add_paragraph(style="Remark" if block.small else "Normal")
        if block.head:
            paragraph.add_run(clean(f"{block.head}. ")).bold = True
        paragraph.add_run(clean(block.text))

    def _bullets(self, block: Bullets) -> None:
        for item in block.items:
            paragraph = self.document.add_paragraph(style="List Bullet")
            for index, one in enumerate(item):
                if index:
                    paragraph.add_run(" ")
                self._line(paragraph, one)

    def _tiles(self, block: Tiles) -> None:
        from docx.shared import Pt, RGBColor

        rows = -(-len(block.tiles) // TILES_ACROSS)
        table = self._grid(rows, TILES_ACROSS, [1] * TILES_ACROSS)
        for index, tile in enumerate(block.tiles):
            cell = table.cell(index // TILES_ACROSS, index % TILES_ACROSS)
            _shade(cell, SHEET)
            first = cell.paragraphs[0]
            figure = first.add_run(clean(tile.figure))
            figure.bold, figure.font.size, figure.font.color.rgb = True, Pt(18), RGBColor.from_string(HEAD)
            self._marks(first, tile.notes)
            cell.add_paragraph().add_run(clean(tile.label)).bold = True
            for words in (tile.range, tile.about, tile.source):
                if words:
                    cell.add_paragraph(clean(words), style="Remark")
        self.document.add_paragraph()

    def _table(self, block: Table) -> None:
        from docx.oxml import OxmlElement

        table = self._grid(1 + len(block.rows), len(block.headers), block.widths)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, head in zip(table.rows[0].cells, block.headers, strict=True):
            _shade(cell, SHEET)
            cell.paragraphs[0].add_run(clean(head)).bold = True
        for row, told in zip(list(table.rows)[1:], block.rows, strict=True):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, one in zip(row.cells, told, strict=True):
                for index, line in enumerate(one.lines):
                    self._line(cell.add_paragraph() if index else cell.paragraphs[0], line)
        self.document.add_paragraph()

    def _grid(self, rows: int, columns: int, widths: Sequence[int]) -> Any:
        from docx.shared import Cm

        table = self.document.add_table(rows=rows, cols=columns)
        table.style, table.autofit = self.document.styles["Table Grid"], False
        for column, share in zip(table.columns, widths, strict=True):
            for cell in column.cells:
                cell.width = Cm(ACROSS_CM * share / sum(widths))
        return table

    def _figure(self, block: Figure) -> None:
        from docx.shared import Cm

        shape = self.document.add_picture(io.BytesIO(picture(block.svg)), width=Cm(ACROSS_CM))
        shape._inline.docPr.set("descr", clean(block.alt))
        self.document.add_paragraph(clean(block.caption), style="Remark")

    # ------------------------------------------------------------------------------------- sentences and notes

    def _line(self, paragraph: Any, line: Line) -> None:
        from docx.shared import RGBColor

        run = paragraph.add_run(clean(line.text))
        run.bold = True if line.style == "strong" else None
        if line.style == "dim":
            run.font.color.rgb = RGBColor.from_string(MUTED)
        if isinstance(line, Sentence):
            self._marks(paragraph, line.notes)

    def _marks(self, paragraph: Any, notes: Sequence[int]) -> None:
        for index, number in enumerate(notes):
            if index:
                _raised(paragraph, ",")
            paragraph._p.append(_link(_raised(paragraph, str(number))._r, anchor=f"note-{number}"))

    def _note(self, note: Note) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE

        paragraph = self.document.add_paragraph(style="Evidence")
        self._bookmark(paragraph, f"note-{note.number}", f"{note.number}")
        paragraph.add_run(clean(f"  {note.who}. {note.where} "))
        if note.url:
            target = self.document.part.relate_to(clean(note.url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            paragraph._p.append(_link(paragraph.add_run(clean(note.url))._r, target=target))
        paragraph.add_run().add_break()
        paragraph.add_run(clean(note.quote)).italic = True

    def _bookmark(self, paragraph: Any, name: str, words: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._serial += 1
        begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (begin, end):
            mark.set(qn("w:id"), str(self._serial))
        begin.set(qn("w:name"), name)
        paragraph._p.append(begin)
        paragraph.add_run(words).bold = True
        paragraph._p.append(end)


def _raised(paragraph: Any, words: str) -> Any:
    run = paragraph.add_run(words)
    run.font.superscript = True
    return run


def _link(run: Any, *, anchor: str | None = None, target: str | None = None) -> Any:
    """A run as a link to a bookmark, or to a relationship's address."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    if target:
        link.set(qn("r:id"), target)
    link.append(run)
    return link


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)

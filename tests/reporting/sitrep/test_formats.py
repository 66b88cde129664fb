"""The four writers: the same record gives the same bytes, all sentences and footnotes are there, and no document speaks as markup."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from report_example import Example, example_record
from sitrep_example import HOSTILE, hostile_example, report_of

from casus.reporting.sitrep.model import SituationReport
from casus.reporting.sitrep.writing import typesetting
from casus.reporting.sitrep.writing.formats import ENDINGS, UnknownFormatError, writer_for
from casus.reporting.sitrep.writing.typesetting import MissingTypesetterError, picture

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Write = Callable[[SituationReport], bytes]


@pytest.fixture(scope="module")
def report() -> SituationReport:
    return report_of(example_record())


@pytest.fixture(scope="module")
def hostile() -> SituationReport:
    return report_of(hostile_example())


@pytest.fixture(params=ENDINGS)
def write(request: pytest.FixtureRequest) -> Write:
    return writer_for(Path(f"report{request.param}"))


class Page(HTMLParser):
    """The elements of a page, and the text that it shows."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []
        self._tag = ""
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._tag = tag

    def handle_data(self, data: str) -> None:
        if self._tag != "style":
            self.shown.append(data)


def word_text(data: bytes) -> str:
    tree = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in tree.iter(f"{W}p"))


def pdf_text(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def test_the_same_record_gives_the_same_bytes(write: Write, report: SituationReport) -> None:
    assert write(report) == write(report_of(example_record()))


def test_another_process_writes_the_same_bytes_at_another_time(
    write: Write, report: SituationReport, root: Path
) -> None:
    ending = next(one for one in ENDINGS if writer_for(Path(f"x{one}")) is write)
    code = (
        "import sys, pathlib; sys.path[:0] = sys.argv[2:]; from report_example import example_record; from sitrep_example import report_of; "
        "from casus.reporting.sitrep.writing.formats import writer_for; "
        "sys.stdout.buffer.write(writer_for(pathlib.Path('x' + sys.argv[1]))(report_of(example_record())))"
    )
    folders = [str(root / "src"), str(root / "tests" / "reporting")]
    done = subprocess.run([sys.executable, "-c", code, ending, *folders], capture_output=True, check=True)
    assert done.stdout == write(report)


class TestHtml:
    def test_it_has_no_script_and_loads_nothing(self, report: SituationReport) -> None:
        page = Page(writer_for(Path("a.html"))(report))
        assert not [tag for tag, _ in page.elements if tag in ("script", "img", "link", "iframe", "object")]
        outside = [a["href"] for tag, a in page.elements if tag == "a" and not (a["href"] or "").startswith("#")]
        assert set(outside) == {"https://paper.example/marrin?a=1&b=2"}

    def test_every_mark_leads_to_a_footnote(self, report: SituationReport) -> None:
        page = Page(writer_for(Path("a.html"))(report))
        ids = {a["id"] for _, a in page.elements if "id" in a}
        marks = [a["href"] or "" for tag, a in page.elements if tag == "a" and (a["href"] or "").startswith("#note-")]
        assert marks
        assert {mark.removeprefix("#") for mark in marks} <= ids

    def test_hostile_words_are_shown_as_words(self, hostile: SituationReport) -> None:
        page = Page(writer_for(Path("a.html"))(hostile))
        assert not [tag for tag, _ in page.elements if tag in ("script", "img")]
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
        assert "<script>alert(1)</script>" in "".join(page.shown)
        assert all(
            (a["href"] or "").startswith(("#", "https://paper.example/")) for tag, a in page.elements if tag == "a"
        )


class TestMarkdown:
    def test_every_footnote_is_defined_once_and_cited(self, report: SituationReport) -> None:
        text = writer_for(Path("a.md"))(report).decode()
        defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
        cited = re.findall(r"\[\^(\d+)\](?!:)", text)
        assert defined == [str(note.number) for note in report.notes]
        assert set(cited) == set(defined)

    def test_hostile_words_are_no_markup(self, hostile: SituationReport) -> None:
        text = writer_for(Path("a.md"))(hostile).decode()
        text = re.sub(r"\(data:image/svg\+xml;base64,[A-Za-z0-9+/=]+\)", "", text)
        assert "\\<script\\>" in text
        assert not re.search(r"(?<!\\)<(?!https://|br>)", text)
        assert not re.search(r"(?<!\\)\]\(", text)
        assert not re.search(r"(?<!\\)`", text)

    def test_a_cell_stays_in_its_column(self, hostile: SituationReport) -> None:
        lines = writer_for(Path("a.md"))(hostile).decode().splitlines()
        tables = [line for line in lines if line.startswith("|")]
        assert tables
        bars, previous = 0, ""
        for line in lines:
            if line.startswith("|"):
                here = len(re.findall(r"(?<!\\)\|", line))
                assert here == bars or not previous.startswith("|"), line
                bars = here
            previous = line


class TestWord:
    def test_marks_are_links_to_bookmarks_and_every_footnote_has_its_words(self, report: SituationReport) -> None:
        data = writer_for(Path("a.docx"))(report)
        tree = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
        anchors = [one.get(f"{W}anchor") for one in tree.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
        names = {one.get(f"{W}name") for one in tree.iter(f"{W}bookmarkStart")}
        assert anchors
        assert set(anchors) <= names
        assert all(letters(note.quote) in letters(word_text(data)) for note in report.notes)

    def test_headings_tables_and_pictures_are_what_word_knows_as_such(self, report: SituationReport) -> None:
        import docx

        document = docx.Document(io.BytesIO(writer_for(Path("a.docx"))(report)))
        titles = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
        assert titles == [*(section.title for section in report.sections), report.notes_title]
        assert len(document.inline_shapes) == sum(
            type(b).__name__ == "Figure" for s in report.sections for b in s.blocks
        )
        assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
        assert document.core_properties.title == f"{report.kicker}: {report.title}"

    def test_every_part_of_the_file_is_well_formed_and_has_no_time(self, hostile: SituationReport) -> None:
        archive = zipfile.ZipFile(io.BytesIO(writer_for(Path("a.docx"))(hostile)))
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            if entry.filename.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(entry))

    def test_hostile_words_are_words(self, hostile: SituationReport) -> None:
        assert "<script>alert(1)</script>" in word_text(writer_for(Path("a.docx"))(hostile))


class TestPdf:
    def test_the_words_and_the_footnotes_are_in_the_file(self, report: SituationReport) -> None:
        text = letters(pdf_text(writer_for(Path("a.pdf"))(report)))
        for section in report.sections:
            assert letters(section.title) in text
        assert letters("Rebels entered Marrin") in text

    def test_it_says_the_day_of_its_reports_and_not_todays(self, report: SituationReport) -> None:
        from pypdf import PdfReader

        data = PdfReader(io.BytesIO(writer_for(Path("a.pdf"))(report))).metadata
        assert data is not None
        assert data.creation_date is not None
        assert data.creation_date.date().isoformat() == "2031-03-04"

    def test_hostile_words_are_words_and_no_code_of_the_typesetter(self, hostile: SituationReport) -> None:
        text = letters(pdf_text(writer_for(Path("a.pdf"))(hostile)))
        assert letters('<script>alert(1)</script> #eval("1") $x$') in text

    def test_without_the_typesetter_it_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, report: SituationReport
    ) -> None:
        monkeypatch.setitem(sys.modules, "typst", None)
        with pytest.raises(MissingTypesetterError, match=r"pip install 'casus-monitor\[pdf\]'"):
            writer_for(Path("a.pdf"))(report)
        assert typesetting.DEJAVU.is_absolute()


def test_a_picture_of_a_drawing_is_a_png(report: SituationReport) -> None:
    figure = next(block for section in report.sections for block in section.blocks if type(block).__name__ == "Figure")
    assert picture(figure.svg).startswith(b"\x89PNG")  # type: ignore[union-attr]


def test_another_ending_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownFormatError, match=r"\.html, \.md, \.pdf, \.docx"):
        writer_for(Path("report.odt"))


def test_an_empty_record_gives_a_report_that_says_so(write: Write, empty: Example) -> None:
    report = report_of(empty)
    assert write(report)
    assert report.notes == ()
    assert HOSTILE not in report.title

"""PDF and Word files: paragraphs as people read them; files that mean harm are a reason."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest

from casus.reading.errors import UnreadableError
from casus.reading.printed import joined_lines, read_docx, read_pdf

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, core: str | None = None, **members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        if core:
            packed.writestr("docProps/core.xml", f'<c xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</c>')
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_a_word_files_paragraphs_are_lines() -> None:
    body = (
        paragraph("Troops ", "entered.") + "<w:p/>" + f"<w:tbl><w:tr><w:tc>{paragraph('A cell')}</w:tc></w:tr></w:tbl>"
    )
    document = read_docx(docx(body, "<dc:title>Report</dc:title><dc:creator>A. Writer</dc:creator>"), "a", "a.docx")
    assert (document.text, document.title) == ("Troops entered.\nA cell", "Report")
    assert [(one.field, one.basis) for one in document.stated] == [
        ("author", "the file's properties"),
        ("title", "the file's properties"),
    ]


def test_deleted_words_are_no_text() -> None:
    body = "<w:p><w:del><w:r><w:delText>twelve</w:delText></w:r></w:del><w:r><w:t>ten dead</w:t></w:r></w:p>"
    assert read_docx(docx(body), "a", "a").text == "ten dead"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no zip", "not a Word file"),
        (docx("<w:p/>"), "without text"),
        (docx("&x;"), "malformed XML"),
        (docx("<w:p>" + " " * (30 << 20) + "</w:p>"), "unpacks to more than 20 MB"),
    ],
)
def test_a_word_file_that_cannot_be_read_is_told(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read_docx(data, "a", "a")


def test_entities_in_a_word_file_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')
    with pytest.raises(UnreadableError, match="entities"):
        read_docx(out.getvalue(), "a", "a")


def pdf(*lines: str, password: str | None = None) -> bytes:
    """A PDF of one page, written by hand: the library reads and does not typeset."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(612, 792)
    font = DictionaryObject(
        {
            NameObject(key): NameObject(value)
            for key, value in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"))
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream.set_data(f"BT /F1 12 Tf 50 700 Td {shown} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Title": "Weekly report"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdfs_text_layer_is_read_with_its_title() -> None:
    document = read_pdf(
        pdf("Troops entered the town of Harran on Monday, the gov-", "ernor said.", "Rebels left."), "a", "a.pdf"
    )
    assert document.text == "Troops entered the town of Harran on Monday, the governor said.\nRebels left."
    assert (document.title, document.date.basis) == ("Weekly report", "unknown")


def test_pdfs_that_cannot_be_read_say_why() -> None:
    for data, words in (
        (pdf(), "text layer"),
        (pdf("x", password="secret"), "password"),
        (b"%PDF-1.4 broken", "damaged"),
    ):
        with pytest.raises(UnreadableError, match=words):
            read_pdf(data, "a", "a")


def test_pdf_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(UnreadableError, match="pip install"):
        read_pdf(b"%PDF-", "a", "a")


def test_full_lines_go_on_and_short_ones_end_a_paragraph() -> None:
    text = "HEADLINE\nTroops entered the town on Monday and\nthe rebels left it.\nSecond one."
    assert joined_lines(text) == "HEADLINE\nTroops entered the town on Monday and the rebels left it.\nSecond one."
    assert (
        joined_lines("Troops entered the town on Monday and\n\nSecond paragraph of the report here.").count("\n") == 1
    )

"""Saved e-mails: what the sender wrote is the text, and the headers say from whom and of which day it is."""

from __future__ import annotations

import io
from datetime import date
from email.message import EmailMessage

import pytest

from casus.reading.errors import UnreadableError
from casus.reading.mail import is_message, read_mailbox, read_message
from casus.record import Document, Problem

TEXT = "Troops entered the town of Harran on Monday.\nRebels left for the hills."


def message(text: str | None = TEXT, html: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Valley Bulletin <desk@valley.example>"
    made["Subject"] = "Daily bulletin – Harran"
    made["Date"] = "Fri, 05 Mar 2021 23:30:00 +0300"
    if text is not None:
        made.set_content(text)
    if html is not None:
        made.add_alternative(html, subtype="html") if text is not None else made.set_content(html, subtype="html")
    return made


def read(made: EmailMessage) -> Document:
    return read_message(made.as_bytes(), "a", "a.eml")


def test_headers_become_metadata_with_their_names() -> None:
    document = read(message())
    assert (document.title, document.publisher, document.date.start) == (
        "Daily bulletin – Harran",
        "Valley Bulletin",
        date(2021, 3, 5),
    )
    assert {one.field: one.basis for one in document.stated} == {
        "title": "the header Subject",
        "publisher": "the header From",
        "date": "the header Date",
    }


def test_plain_text_goes_before_html_that_says_the_same() -> None:
    assert read(message(TEXT, f"<p>{TEXT}</p><p>Unsubscribe</p>")).text == TEXT


def test_html_goes_before_plain_text_that_only_points_to_it() -> None:
    html = f"<style>p {{}}</style><div style='display:none'>Preview</div><table><tr><td>{TEXT * 3}</td></tr></table>"
    text = read(message("See this in your browser.", html)).text
    assert text.startswith("Troops entered")
    assert "Preview" not in text


def test_html_alone_is_read_block_by_block() -> None:
    assert read(message(None, "<h1>Bulletin</h1><p>First<br>line.</p>")).text == "Bulletin\nFirst\nline."


def test_a_charset_that_is_wrong_does_not_lose_the_message() -> None:
    raw = b"From: a@b.example\nContent-Type: text/plain; charset=x-unknown\n\nCaf\xe9 in Harran, the news said.\n"
    assert "Harran" in read_message(raw, "a", "a").text


def test_attachments_are_no_text() -> None:
    made = message()
    made.add_attachment("attached words", filename="a.txt")
    assert read(made).text == TEXT


@pytest.mark.parametrize("raw", [b"", b"Subject: x\n\n", b"From: a@b\nContent-Type: image/png\n\nxx"])
def test_a_message_without_text_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="without text"):
        read_message(raw, "a", "a")


def test_parts_without_end_are_no_hang() -> None:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000))
    with pytest.raises(UnreadableError, match="e-mail"):
        read_message(head, "a", "a")


def mailbox(*messages: bytes) -> io.BytesIO:
    return io.BytesIO(b"".join(b"From desk Fri Mar  5 10:00:00 2021\n" + one + b"\n\n" for one in messages))


def test_a_mailbox_is_its_messages() -> None:
    quoted = message(f"{TEXT}\n\n>From the hills they fired.").as_bytes()
    first, second, third = read_mailbox(mailbox(message().as_bytes(), b"Subject: x\n", quoted), "box", "box.mbox")
    assert isinstance(first, Document)
    assert (first.id, first.locator, first.text) == ("box-1", "box.mbox#1", TEXT)
    assert isinstance(second, Problem)
    assert isinstance(third, Document)
    assert third.text.endswith("\nFrom the hills they fired.")


def test_what_is_no_mailbox_is_refused() -> None:
    with pytest.raises(UnreadableError, match="not a mailbox"):
        list(read_mailbox(io.BytesIO(b"text\n"), "a", "a"))


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (b"From: a@b\nDate: x\n\nText", True),
        (b"Received: from a\n\tby b\r\nSubject: x\r\n\r\n", True),
        (b"Town: Harran\nDay: Monday\n\nText", False),
        (b"Town: Harran\nDay: Monday\n\nFrom: a\nDate: b\nSubject: c\n", False),
        (b"Troops entered. From: a\nDate: b", False),
    ],
)
def test_messages_are_known_by_their_headers(head: bytes, is_one: bool) -> None:
    assert is_message(head) is is_one

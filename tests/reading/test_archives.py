"""Web archives: pages become documents one by one; what is no report is passed over; damage is told after what came before it."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import brotli
import pytest

from casus.reading import read_inputs
from casus.reading.archives import read_warc
from casus.reading.errors import UnreadableError
from casus.record import Document, Problem

TEXT = "Government troops entered the town of {0} on Monday after a week of shelling, the provincial governor said."


def page(town: str) -> bytes:
    return f"<html><head><title>{town}</title></head><body><article><p>{TEXT.format(town)}</p></article></body></html>".encode()


def record(
    body: bytes,
    url: str = "https://a.example/x",
    kind: str = "text/html",
    status: str = "200 OK",
    type_: str = "response",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype={type_}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def read(data: bytes) -> list[Document | Problem]:
    return list(read_warc(io.BytesIO(data), "crawl", "crawl.warc"))


RECORDS = [
    record(page("Harran"), "https://a.example/harran"),
    record(b"", status="301 Moved"),
    record(b"\x89PNG", kind="image/png"),
    record(b"GET / HTTP/1.1", type_="request"),
    record(b"<html><body></body></html>", "https://a.example/empty"),
    record(page("Nawa"), "https://a.example/nawa", "text/html; charset=utf-8"),
]


@pytest.mark.parametrize("pack", [b"".join, lambda some: b"".join(map(gzip.compress, some))])
def test_pages_become_documents_and_the_rest_is_passed_over(pack) -> None:
    first, empty, last = read(pack(RECORDS))
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert (first.id, first.locator, first.url) == ("crawl-1", "crawl.warc#1", "https://a.example/harran")
    assert (last.text, last.locator) == (TEXT.format("Nawa"), "crawl.warc#5")
    assert isinstance(empty, Problem)
    assert "no article text" in empty.reason


def test_a_record_that_says_that_a_page_was_as_before_is_passed_over() -> None:
    revisit = record(b"", "https://a.example/harran", type_="revisit")
    (document,) = read(RECORDS[0] + revisit)
    assert isinstance(document, Document)


def test_the_day_of_the_crawl_is_no_day_of_publication() -> None:
    (document,) = read(RECORDS[0])
    assert isinstance(document, Document)
    assert document.date.basis == "unknown"


def test_bodies_are_read_as_they_came_or_unpacked() -> None:
    body = page("Harran")
    chunked = b"5\r\n" + body[:5] + b"\r\n" + f"{len(body) - 5:x}\r\n".encode() + body[5:] + b"\r\n0\r\n\r\n"
    stored = [
        record(gzip.compress(body), kind="text/html\r\nContent-Encoding: gzip"),
        record(body, kind="text/html\r\nContent-Encoding: gzip"),
        record(chunked, kind="text/html\r\nTransfer-Encoding: chunked"),
        record(brotli.compress(body), kind="text/html\r\nContent-Encoding: br"),
    ]
    assert [one.text for one in read(b"".join(stored)) if isinstance(one, Document)] == [TEXT.format("Harran")] * 4


def test_a_bomb_in_an_archive_is_a_problem_and_the_next_record_is_read() -> None:
    large = bytes(200 << 20)
    bombs = [
        record(gzip.compress(large), kind="text/html\r\nContent-Encoding: gzip"),
        record(brotli.compress(large, quality=1), kind="text/html\r\nContent-Encoding: br"),
    ]
    first, second, last = read(b"".join([*bombs, RECORDS[0]]))
    assert [isinstance(one, Problem) and "more than" in one.reason for one in (first, second)] == [True, True]
    assert isinstance(last, Document)


@pytest.mark.parametrize("data", [b"", b"no archive at all\n" * 10])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="no web archive"):
        read(data)


def test_an_archive_that_is_cut_off_gives_what_came_before_and_says_so(tmp_path: Path) -> None:
    whole = b"".join(gzip.compress(one) for one in (RECORDS[0], record(page("Nawa") + b" " * 50_000)))
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(whole[:-40])
    found = list(read_inputs([str(path)]))
    assert isinstance(found[0], Document)
    assert any(isinstance(one, Problem) and ("cut off" in one.reason or "damaged" in one.reason) for one in found[1:])


def test_a_wacz_is_the_archives_in_it(tmp_path: Path) -> None:
    path = tmp_path / "saved.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("archive/data.warc.gz", gzip.compress(RECORDS[0]))
        packed.writestr("datapackage.json", "{}")
    (document,) = read_inputs([str(path)])
    assert isinstance(document, Document)
    assert (document.id, document.locator) == ("saved-data-1", f"{path}/archive/data.warc.gz#1")


@pytest.mark.parametrize(("content", "words"), [(b"no zip", "damaged WACZ"), (None, "no web archive in this WACZ")])
def test_a_wacz_that_is_none_is_a_problem(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "a.wacz"
    if content is None:
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("a.txt", "x")
    else:
        path.write_bytes(content)
    (problem,) = read_inputs([str(path)])
    assert isinstance(problem, Problem)
    assert words in problem.reason

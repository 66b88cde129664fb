"""The order in which a page's encoding is decided: mark, header, declaration, bytes."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.reading.charsets import decode_page

TEXT = "né à Hama – “quoted”"


def meta(charset: str) -> str:
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>{TEXT}</html>'


def decoded(data: bytes, header: str | None = None) -> tuple[bool, str]:
    text, basis = decode_page(data, header)
    return TEXT in text, basis


def test_the_mark_goes_before_the_header() -> None:
    assert decoded(codecs.BOM_UTF8 + TEXT.encode(), "windows-1252") == (True, "utf-8-sig, by its byte-order mark")
    assert decoded(TEXT.encode("utf-16"), "utf-8")[0]


def test_the_header_goes_before_the_declaration() -> None:
    page = meta("koi8-r").encode("cp1252")
    assert decoded(page, "windows-1252") == (True, "cp1252, by the server's header")


def test_the_declaration_counts_without_a_header() -> None:
    russian = '<meta charset="koi8-r"><p>Войска вошли в город</p>'
    assert decode_page(russian.encode("koi8-r")) == (russian, "koi8-r, by its meta element")
    xml = '<?xml version="1.0" encoding="iso-8859-2"?><html>Łódź</html>'
    assert decode_page(xml.encode("iso-8859-2"))[0] == xml


def test_latin_1_means_windows_1252_as_in_browsers() -> None:
    assert decoded(TEXT.encode("cp1252"), "ISO-8859-1") == (True, "cp1252, by the server's header")


@pytest.mark.parametrize("header", ["utf-8", "no-such-charset", "base64", "rot13", "", None])
def test_a_header_that_the_bytes_contradict_is_passed_over(header: str | None) -> None:
    assert decoded(meta("windows-1252").encode("cp1252"), header) == (True, "cp1252, by its meta element")


@pytest.mark.parametrize("header", ["us-ascii", "windows-1252", "iso-8859-1", "koi8-r"])
def test_utf_8_under_the_name_of_an_eight_bit_encoding_is_utf_8(header: str) -> None:
    assert decoded(TEXT.encode(), header) == (True, "utf-8, by its bytes, against the server's header")


def test_without_any_word_valid_utf_8_is_utf_8() -> None:
    assert decoded(TEXT.encode()) == (True, "utf-8, by its bytes")


def test_a_guess_says_that_it_is_one() -> None:
    assert "guessed" in decode_page("Правительственные войска вошли в город".encode("cp1251"))[1]


@given(st.binary(max_size=200), st.none() | st.text(max_size=20))
def test_any_bytes_become_text(data: bytes, header: str | None) -> None:
    text, basis = decode_page(data, header)
    assert isinstance(text, str)
    assert basis

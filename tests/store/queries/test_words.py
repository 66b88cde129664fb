"""What people type into a search: understood, or refused with a reason; never an error of the database."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_values import empty

from casus.record import Coded, Document
from casus.store.errors import QueryError
from casus.store.folding import words_with_spans
from casus.store.queries.filters import Filter, make_filter
from casus.store.queries.search import search
from casus.store.queries.snippets import LENGTH, snippet
from casus.store.queries.words import Term, parse_words, stands_in
from casus.store.record import Record


def term(text: str, prefix: bool = False) -> Term:
    return Term(tuple(text.split()), prefix)


@pytest.mark.parametrize(
    ("text", "groups", "without"),
    [
        ("shells market", [[term("shells")], [term("market")]], []),
        ('"fell on the market" shells', [[term("fell on the market")], [term("shells")]], []),
        ("Idlib OR Hama shells", [[term("idlib"), term("hama")], [term("shells")]], []),
        ("shells -market", [[term("shells")]], [term("market")]),
        ('shells -"the market"', [[term("shells")]], [term("the market")]),
        ("U.S.-backed", [[term("u s backed")]], []),
        ("Ālep*", [[term("alep", prefix=True)]], []),
        ('"never closed', [[term("never closed")]], []),
        ("OR shells OR", [[term("shells")]], []),
        ("shells AND ( NEAR ) col:x", [[term("shells")], [term("and")], [term("near")], [term("col x")]], []),
    ],
)
def test_a_search_is_understood(text, groups, without) -> None:
    assert parse_words(text) == (tuple(map(tuple, groups)), tuple(without))


@pytest.mark.parametrize("text", ["", "   ", "-market", '""', "!!", "a" * 300, " ".join(map(str, range(99)))])
def test_a_search_for_nothing_or_too_much_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(QueryError, match=r"search|letters"):
        parse_words(text)
    with pytest.raises(QueryError):
        Filter(text=text)


odd = st.text(
    st.sampled_from(list("ab\"*-()^:{}+'\\%_&|!<>\0 ORéя")) | st.characters(exclude_categories=["Cs"]), max_size=20
)
marks = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@marks
@given(st.lists(odd, min_size=8, max_size=8))
def test_no_search_is_an_error_of_the_database(record: Record, texts: list[str]) -> None:
    with record.asking() as connection:
        for text in texts:
            for what in ("documents", "claims", "events"):
                with suppress(QueryError):
                    search(connection, text, what=what)


words_of = st.sampled_from(["Shells", "fell", "on", "Ālep", "the", "markét", "U.S.-backed", "— ", "…", "x\u0301y"])
texts = st.lists(words_of, max_size=80).map(" ".join)
searches = st.sampled_from(
    ["shells", "alep market", '"on the"', "fell OR market", "us-backed", "u.s", "mark*", "shells -fell", "nowhere"]
)


@given(texts, searches)
def test_marks_of_a_snippet_are_the_words_searched_for(text: str, asked: str) -> None:
    words = parse_words(asked)
    found = snippet(words, text)
    assert text[found.begin : found.begin + len(found.text)] == found.text
    assert "".join(part for part, _ in found.parts()) == found.text
    plain = [word for word, _, _ in words_with_spans(text)]
    for begin, end in found.marks:
        assert found.begin <= begin < end <= found.begin + len(found.text)
        inside = [word for word, _, _ in words_with_spans(text[begin:end])]
        assert any(stands_in(parse_words(f'"{" ".join(t.words)}"{"*" * t.prefix}'), inside) for t in words.wanted())
    if len(text) <= LENGTH and not words.without:
        assert bool(found.marks) >= stands_in(words, plain)


def test_a_snippet_is_where_most_of_the_words_are() -> None:
    text = "market " + "and so on " * 60 + "shells fell on the market of Suran " + "and so on " * 60
    found = snippet(parse_words("shells market"), text)
    assert "shells fell on the market" in found.text
    assert len(found.text) <= LENGTH
    assert [text[begin:end] for begin, end in found.marks] == ["shells", "market"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts.filter(str.strip), min_size=1, max_size=4, unique=True))
def test_the_documents_found_are_those_that_have_the_words(record: Record, told: list[str]) -> None:
    empty(record)
    documents = [Document(f"d{n}", text) for n, text in enumerate(told)]
    for one in documents:
        record.add_document(Coded(one))
    for asked in ("shells", "alep market", '"on the"', "fell OR market", "u.s", "mark*", "shells -fell"):
        words = parse_words(asked)
        with record.asking() as connection:
            hits = search(connection, asked)
        wanted = {one.key for one in documents if stands_in(words, [word for word, _, _ in words_with_spans(one.text)])}
        assert {hit.identifier for hit in hits} == wanted
        by_key = {one.key: one.text for one in documents}
        assert all(by_key[hit.document][hit.snippet.begin :].startswith(hit.snippet.text) for hit in hits)


def test_a_document_coded_anew_or_taken_out_is_found_by_its_words_of_now(record: Record) -> None:
    record.add_document(Coded(Document("a", "Shells fell on the market.")))
    record.add_document(Coded(Document("a", "Shells fell on the market.", title="Bakery")))
    with record.asking() as connection:
        assert [hit.title for hit in search(connection, "shells")] == ["Bakery"]
    empty(record)
    with record.asking() as connection:
        assert search(connection, "shells") == []


def test_filters_narrow_a_search(record: Record) -> None:
    record.add_document(Coded(Document("a", "Shells fell.", publisher="Fiji Times")))
    record.add_document(Coded(Document("b", "Shells fell here.", publisher="Enab Baladi")))
    with record.asking() as connection:
        assert [hit.title for hit in search(connection, "shells", make_filter(publisher="fiji times"))] == ["a"]
        with pytest.raises(QueryError, match="documents cannot be asked for by grades"):
            search(connection, "shells", make_filter(grade="confirmed"))

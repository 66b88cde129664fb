"""A search finds all that its filter passes, however many texts have the words, and leaves out of the weighing what nearly all have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from unittest.mock import patch

import pytest

from casus.record import Claim, Coded, Document, DocumentDate, Event, Interval, Links
from casus.store.queries import ranking
from casus.store.queries import search as searching
from casus.store.queries.filters import make_filter
from casus.store.queries.ranking import telling_words
from casus.store.queries.search import search
from casus.store.queries.subjects import CLAIMS
from casus.store.queries.words import parse_words
from casus.store.record import Record

TEXTS = (
    "Shells fell on the market.",
    "Shells fell on the bridge.",
    "Shells hit the market market.",
    "Shells hit a camp.",
)


@pytest.fixture
def filled(record: Record) -> Record:
    """One claim in each report, and an event of each; the oldest two in Syria."""
    events = []
    for n, text in enumerate(TEXTS):
        document = Document(f"d{n}", text, publisher=f"Paper {n}", date=DocumentDate())
        country = "SY" if n < 2 else "FJ"
        claim = Claim(f"c{n}", document.key, "shelling", 0, len(text), text, country=country)
        record.add_document(Coded(document, (claim,)))
        day = Interval(date(2017, 1, n + 1), date(2017, 1, n + 1))
        events.append(Event(f"e{n}", "shelling", text, (f"c{n}",), day, country=country))
    record.replace_links(Links(events=tuple(events)))
    return record


@pytest.fixture(params=[(10_000, 50_000), (2, 50_000), (2, 0)], ids=["all", "newest", "each looked up"])
def bounded(request: pytest.FixtureRequest) -> Iterator[None]:
    """With all ranked, or the newest two only; with filters whose numbers are gathered, or not."""
    ranked, numbered = request.param
    with patch.object(ranking, "RANKED", ranked), patch.object(searching, "NUMBERED", numbered):
        yield


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize("what", ["claims", "events"])
def test_nothing_that_a_filter_passes_is_missed_for_newer_texts_with_the_words(filled: Record, what) -> None:
    with filled.asking() as connection:
        found = search(connection, "shells", make_filter(country="SY"), what=what)
        assert {hit.claim or hit.identifier for hit in found} == {"c0", "c1"}
        assert [hit.snippet.text for hit in search(connection, "market", make_filter(country="SY"), what=what)] == [
            TEXTS[0]
        ]
        assert search(connection, "camp", make_filter(country="SY"), what=what) == []


@pytest.mark.usefixtures("bounded")
def test_nothing_of_a_publisher_is_missed_among_documents(filled: Record) -> None:
    with filled.asking() as connection:
        assert [hit.title for hit in search(connection, "shells", make_filter(publisher="Paper 1"))] == ["d1"]
        assert [hit.title for hit in search(connection, "shells", make_filter(country="SY"))] != []


def test_words_that_more_than_half_of_the_texts_have_are_not_weighed_where_there_are_many(filled: Record) -> None:
    with filled.asking() as connection:
        for text in ("shells camp", "the camp", "shells"):
            words = parse_words(text)
            assert telling_words(connection, CLAIMS, words) is words, "there are few texts"
        with patch.object(ranking, "MANY_TEXTS", 1):
            for text, told in (
                ("shells camp", "camp"),
                ("camp OR shells bridge", "bridge"),
                ("market -camp", "market -camp"),
            ):
                counted_anew = (
                    connection.dialect.name == "sqlite"
                )  # PostgreSQL does not weigh words by how many texts have them
                expected = parse_words(told if counted_anew else text)
                assert telling_words(connection, CLAIMS, parse_words(text)) == expected


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize("text", ["shells", "shells market", "shells the", "shells camp -bridge", "the -market"])
@pytest.mark.parametrize("what", ["documents", "claims", "events"])
def test_the_same_is_found_whatever_is_weighed(filled: Record, text: str, what) -> None:
    with filled.asking() as connection:
        usual = {hit.identifier for hit in search(connection, text, what=what)}
        with patch.object(ranking, "MANY_TEXTS", 1):
            assert {hit.identifier for hit in search(connection, text, what=what)} == usual


def test_the_best_comes_first_whatever_is_weighed(filled: Record) -> None:
    with filled.asking() as connection, patch.object(ranking, "MANY_TEXTS", 1):
        assert [hit.identifier for hit in search(connection, "shells market", what="claims")] == ["c2", "c0"]


@pytest.mark.parametrize("many", [1, 10**6], ids=["common words not weighed", "all weighed"])
@pytest.mark.parametrize("asked", [{}, {"since": "2017-01-01"}], ids=["no filter", "filter"])
@pytest.mark.parametrize("what", ["documents", "claims", "events"])
def test_pages_tell_each_of_equally_good_hits_once_the_newest_first(record: Record, what, asked, many: int) -> None:
    events = []
    for n in range(9):
        text = f"Shells fell on town {n}."
        told = DocumentDate(date(2017, 1, 1), date(2017, 1, 1), "given", ())
        document = Document(f"d{n}", text, publisher="Paper", date=told)
        day = Interval(date(2017, 1, 1), date(2017, 1, 1))
        record.add_document(
            Coded(document, (Claim(f"c{n}", document.key, "shelling", 0, len(text), text, interval=day),))
        )
        events.append(Event(f"e{n}", "shelling", text, (f"c{n}",), day))
    record.replace_links(Links(events=tuple(events)))
    with record.asking() as connection, patch.object(ranking, "MANY_TEXTS", many):
        wanted = make_filter(**asked)
        pages = [search(connection, "shells", wanted, what=what, limit=2, offset=at) for at in range(0, 9, 2)]
    newest_first = [f"Shells fell on town {n}." for n in reversed(range(9))]
    assert [hit.snippet.text for page in pages for hit in page] == newest_first

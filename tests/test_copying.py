"""Copies in a record: one by one, in any order, in any portions, the result is that of all documents at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casus import copying
from casus.cleaning.copies import Copies, find_copies, repeats_of
from casus.cleaning.noise import clean
from casus.cleaning.prepared import Earlier, Prepared
from casus.record import Coded, Document, DocumentDate, Noise, Repeat
from casus.store import schema
from casus.store.record import Record

SLOWLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def paragraph(number: int) -> str:
    """A paragraph of thirty invented words, always the same for a number."""
    letters = random.Random(number)
    return " ".join("".join(letters.choices("aeioklmnrst", k=6)) for _ in range(30)).capitalize() + "."


@st.composite
def reports(draw: st.DrawFn) -> Document:
    """A report of one to four of six paragraphs, dated or not, at one of three pages or none."""
    parts = draw(st.lists(st.integers(0, 5), min_size=1, max_size=4))
    day = draw(st.none() | st.integers(1, 4))
    when = date(2024, 1, day) if day else None
    page = draw(st.none() | st.integers(1, 3))
    return Document(
        draw(st.sampled_from("abcdef")),
        "\n".join(map(paragraph, parts)),
        url=f"https://example.org/{page}" if page else None,
        date=DocumentDate(when, when, "given" if when else "unknown"),
    )


def some(size: int) -> st.SearchStrategy[list[Document]]:
    return st.lists(reports(), min_size=1, max_size=size, unique_by=lambda document: document.key)


def empty(record: Record) -> None:
    with record._writing() as connection:
        for table in (*schema.COPY_TABLES, *reversed(schema.metadata.sorted_tables)):
            connection.execute(table.delete())


def add(record: Record, documents: Iterable[Document]) -> None:
    for document in documents:
        record.add_document(Coded(clean(document)))


def update_copies(record: Record, version: str) -> Copies:
    """Bring a record up to date, and return what it then says."""
    copying.update_copies(record, version)
    known = record.documents()
    return Copies(
        {d.key: d.repeats for d in known if d.repeats},
        {d.key: d.copy_of for d in known if d.copy_of},
        {d.key: d.superseded_by for d in known if d.superseded_by},
    )


@given(documents=some(8), data=st.data())
@SLOWLY
def test_one_by_one_in_any_order_gives_what_all_at_once_gives(
    record: Record, documents: list[Document], data: st.DataObject
) -> None:
    empty(record)
    wanted = find_copies(documents)
    left: Sequence[Document] = data.draw(st.permutations(documents))
    while left:
        size = data.draw(st.integers(1, len(left)))
        add(record, left[:size])
        found = update_copies(record, "1")
        left = left[size:]
    assert found == wanted


@given(documents=some(8))
@SLOWLY
def test_how_many_documents_are_read_and_kept_at_a_time_makes_no_difference(
    record: Record, documents: list[Document]
) -> None:
    empty(record)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "_TOGETHER", 2)
        patch.setattr(copying, "_KEPT_READY", 1)
        patch.setattr(copying, "_KEPT_WORDS", 40)
        add(record, documents)
        assert update_copies(record, "1") == find_copies(documents)


@given(documents=some(8), seed=st.integers(0, 99))
@SLOWLY
def test_all_at_once_in_any_order_gives_the_same(documents: list[Document], seed: int) -> None:
    assert find_copies(random.Random(seed).sample(documents, len(documents))) == find_copies(documents)


def story(name: str, parts: Iterable[int], day: int | None = None) -> Document:
    when = date(2024, 1, day) if day else None
    return Document(
        name, "\n".join(map(paragraph, parts)), date=DocumentDate(when, when, "given" if day else "unknown")
    )


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch, record: Record) -> list[tuple[str, str]]:
    """Who has been compared with whom."""
    pairs: list[tuple[str, str]] = []

    def noting(later: Prepared, earlier: Sequence[Earlier]) -> tuple[Repeat, ...]:
        names = {document.key: document.id for document in record.documents()}
        pairs.extend((later.document.id, names[one.key]) for one in earlier)
        return repeats_of(later, earlier)

    monkeypatch.setattr(copying, "repeats_of", noting)
    return pairs


def test_a_new_document_is_compared_only_with_those_that_share_a_key(
    record: Record, compared: list[tuple[str, str]]
) -> None:
    add(record, [story(f"other{n}", [10 + n], 1) for n in range(20)])
    add(record, [story("first", [1, 2, 3], 1)])
    update_copies(record, "1")
    assert compared == []
    add(record, [story("repost", [1, 2, 3], 2)])
    update_copies(record, "1")
    assert compared == [("repost", "first")]
    update_copies(record, "1")
    assert compared == [("repost", "first")], "nothing new, nothing to do"


def test_a_first_text_that_comes_late_takes_its_place(record: Record, compared: list[tuple[str, str]]) -> None:
    repost, first = story("repost", [1, 2, 3], 3), story("first", [1, 2, 3], 1)
    add(record, [repost, story("other", [7, 8], 1)])
    update_copies(record, "1")
    add(record, [first])
    assert update_copies(record, "1").originals == {repost.key: first.key}
    assert compared == [("repost", "first")]


def test_another_version_of_the_rules_makes_all_anew(record: Record, compared: list[tuple[str, str]]) -> None:
    add(record, [story("a", [1, 2], 1), story("b", [1, 2], 2)])
    first = update_copies(record, "1")
    assert update_copies(record, "2") == first
    assert compared == [("b", "a")] * 2


def test_a_document_that_is_coded_anew_stays_compared_unless_other_words_of_it_count(
    record: Record, compared: list[tuple[str, str]]
) -> None:
    first, copy = story("a", [1, 2], 1), story("b", [1, 2], 2)
    add(record, [first, copy])
    found = update_copies(record, "1")
    record.add_document(Coded(first), coder="2")
    assert update_copies(record, "1") == found
    assert len(compared) == 1
    without = Document("a", first.text, date=first.date, noise=(Noise(0, len(first.text) - 1, "advertisement"),))
    record.add_document(Coded(without), coder="3")
    assert update_copies(record, "1").originals == {}

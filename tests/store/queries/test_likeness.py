"""Searches by likeness: exact, the likest first, with the filters of all other searches. Vectors here are of three parts, made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from casus.record import Claim, Coded, Document, Event, Links
from casus.store.errors import QueryError
from casus.store.queries.filters import make_filter
from casus.store.queries.likeness import search_like
from casus.store.record import Record
from casus.store.vectors import OF_BLOCK, add_block, read_blocks, start_vectors, sweep, vectors_by, without_vector

SENTENCES = ("Shells fell.", "Planes struck.", "A bridge burned.", "Shells fell again.")
VECTORS = {"c0": (100, 0, 0), "c1": (0, 100, 0), "c2": (70, 70, 0), "c3": (100, 0, 0)}


def document(number: int) -> Document:
    return Document(f"d{number}", SENTENCES[number], title=f"Report {number}")


def claim(number: int) -> Claim:
    text = SENTENCES[number]
    country = "SY" if number != 3 else "IQ"
    return Claim(f"c{number}", document(number).key, "shelling", 0, len(text), text, place="Oldtown", country=country)


@pytest.fixture
def filled(record: Record) -> Record:
    for number in range(4):
        record.add_document(Coded(document(number), (claim(number),)))
    events = [Event("e01", "shelling", "One", ("c0", "c1"), country="SY"), Event("e2", "shelling", "Two", ("c2",), country="SY"),
              Event("e3", "shelling", "Three", ("c3",), country="IQ")]  # fmt: skip
    record.replace_links(
        Links(tuple(events), event_of={c: e.event_id for e in events for c in e.claim_ids}), linker="1"
    )
    with record.changing() as connection:
        start_vectors(connection, "hand")
        for ids in (["c3", "c1"], ["c0", "c2"]):
            add_block(connection, ids, np.array([VECTORS[one] for one in ids], dtype=np.int8).tobytes())
    return record


def found(record: Record, vector: tuple[int, int, int], **asked):
    options = {name: asked.pop(name) for name in ("what", "limit", "model") if name in asked}
    with record.asking() as connection:
        return search_like(connection, vector, make_filter(**asked), **{"model": "hand", "what": "claims"} | options)


def ids(record: Record, vector: tuple[int, int, int], **asked) -> list[str]:
    return [hit.identifier for hit in found(record, vector, **asked)]


def test_the_likest_come_first_and_equal_ones_by_their_ids(filled: Record) -> None:
    assert ids(filled, (90, 10, 0)) == ["c0", "c3", "c2", "c1"]


def test_the_order_is_the_same_where_only_the_first_are_sorted(filled: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casus.store.queries.likeness.SORTED_FIRST", 1)
    assert ids(filled, (90, 10, 0)) == ["c0", "c3", "c2", "c1"]


def test_a_hit_tells_its_likeness_and_shows_the_words_of_the_claim(filled: Record) -> None:
    hit = found(filled, (0, 9, 0), limit=1)[0]
    assert (hit.claim, hit.snippet.text, hit.snippet.marks) == ("c1", "Planes struck.", ())
    assert hit.likeness == pytest.approx(1.0, abs=0.01) or hit.likeness > 0


def test_an_event_is_as_like_as_its_likest_claim_and_comes_once(filled: Record) -> None:
    hits = found(filled, (0, 100, 0), what="events")
    assert [(hit.identifier, hit.claim) for hit in hits] == [("e01", "c1"), ("e2", "c2"), ("e3", "c3")]


def test_documents_are_found_by_their_claims(filled: Record) -> None:
    (hit,) = found(filled, (0, 100, 0), what="documents", limit=1)
    assert (hit.identifier, hit.title) == (document(1).key, "Report 1")


@pytest.mark.parametrize(("what", "wanted"), [("claims", ["c3"]), ("events", ["e3"]), ("documents", [document(3).key])])
def test_filters_hold(filled: Record, what: str, wanted: list[str]) -> None:
    assert ids(filled, (0, 100, 0), what=what, country="IQ") == wanted


def test_filters_hold_where_no_few_rows_are_known_beforehand(filled: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casus.store.queries.pages.FEW", -1)
    monkeypatch.setattr("casus.store.queries.likeness.AT_ONCE", 1)
    assert ids(filled, (0, 100, 0), country="IQ") == ["c3"]


def test_a_claim_that_is_gone_is_not_found(filled: Record) -> None:
    filled.add_document(Coded(document(1)), coder="2")
    assert "c1" not in ids(filled, (0, 100, 0))


def test_a_record_without_vectors_of_the_model_says_what_to_do(filled: Record) -> None:
    with pytest.raises(QueryError, match="casus index --semantic"):
        found(filled, (1, 0, 0), model="another")


class TestKeeping:
    def test_only_claims_without_a_vector_are_missing(self, filled: Record) -> None:
        with filled.changing() as connection:
            assert without_vector(connection) == []
        filled.add_document(Coded(Document("d9", "Mines."), (Claim("c9", Document("d9", "Mines.").key, "shelling", 0, 6, "Mines."),)))  # fmt: skip
        with filled.asking() as connection:
            assert without_vector(connection) == ["c9"]

    def test_another_model_begins_anew(self, filled: Record) -> None:
        with filled.changing() as connection:
            start_vectors(connection, "other")
            assert (vectors_by(connection), list(read_blocks(connection))) == ("other", [])

    def test_a_block_with_many_that_are_gone_is_swept_of_them(self, filled: Record) -> None:
        filled.add_document(Coded(document(1)), coder="2")
        with filled.changing() as connection:
            assert sweep(connection) == 1
            blocks = list(read_blocks(connection))
        assert [block.claim_ids for block in blocks] == ["c3", "c0\nc2"]
        assert blocks[0].vectors == bytes([100, 0, 0])

    def test_blocks_are_of_a_size_that_a_row_can_hold(self) -> None:
        assert OF_BLOCK * 384 < 2_000_000

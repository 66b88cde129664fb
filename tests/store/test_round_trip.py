"""What is read from a record equals what was put in, whatever it was."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_values import coded, decisions, documents, empty, links

from casus.decision import Decision
from casus.record import Coded, Document, Links
from casus.store.record import Record

SLOWLY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@given(found=coded())
@SLOWLY
def test_a_coded_document_comes_back_as_it_went_in(record: Record, found: Coded) -> None:
    empty(record)
    record.add_document(found, coder="1")
    assert record.coded(found.document.key) == found
    assert record.documents() == (found.document,)
    assert record.claims() == found.claims
    assert record.mentions(found.document.key) == found.mentions
    assert record.relations() == found.relations
    assert set(record.problems()) == set(found.problems)


@given(data=st.data())
@SLOWLY
def test_links_come_back_as_they_went_in_and_replace_older_ones(record: Record, data: st.DataObject) -> None:
    empty(record)
    claim_ids: list[str] = []
    for found in data.draw(st.lists(coded(), max_size=2, unique_by=lambda found: found.document.key)):
        record.add_document(found)
        claim_ids += [claim.claim_id for claim in found.claims]
    for _ in range(2):
        made: Links = data.draw(links(claim_ids))
        record.replace_links(made)
        assert record.links() == made


@given(found=st.lists(documents(), min_size=2, max_size=4, unique_by=lambda document: document.key))
@SLOWLY
def test_copies_are_marked_and_unmarked(record: Record, found: list[Document]) -> None:
    empty(record)
    for document in found:
        record.add_document(Coded(document))
    original, copy = found[0].key, found[1].key
    with record.copy_shelf() as shelf:
        shelf.set_first_texts([one.key for one in found], {copy: original})
        assert shelf.changed == {copy}
    assert {d.key: d.copy_of for d in record.documents() if d.copy_of} == {copy: original}
    with record.copy_shelf() as shelf:
        shelf.set_first_texts([one.key for one in found], {})
    assert set(record.documents()) == set(found)


@given(data=st.data())
@SLOWLY
def test_decisions_come_back_as_they_went_in_by_time_and_outlive_claims_and_links(
    record: Record, data: st.DataObject
) -> None:
    empty(record)
    found = data.draw(coded())
    record.add_document(found)
    made: list[Decision] = []
    for _ in range(data.draw(st.integers(0, 4))):
        made.append(data.draw(decisions(made)))
        record.add_decision(made[-1])
        record.add_decision(made[-1])
    record.add_document(Coded(found.document), coder="2")
    record.replace_links(Links())
    assert record.decisions() == tuple(sorted(set(made), key=lambda one: one.order))

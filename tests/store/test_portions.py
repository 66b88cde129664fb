"""A record read in portions: nothing is missing, nothing comes twice, and the order is the record's."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_values import coded, empty, links

from casus.record import Event, Links
from casus.store.record import Record


def sides(event: Event) -> tuple[str, ...]:
    return (*event.claim_ids, *event.denial_ids)


@given(data=st.data(), size=st.sampled_from([1, 2, 7]))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_portions_make_up_the_record(record: Record, data: st.DataObject, size: int) -> None:
    empty(record)
    claim_ids: list[str] = []
    for found in data.draw(st.lists(coded(), max_size=3, unique_by=lambda found: found.document.key)):
        record.add_document(found)
        claim_ids += [claim.claim_id for claim in found.claims]
    made: Links = data.draw(links(claim_ids))
    record.replace_links(made)
    by_id = {claim.claim_id: claim for claim in record.claims()}
    with record.portions(size) as portions:
        parts, told = list(portions.by_events()), list(portions.by_reports(claims=True, relations=True))
        bare = list(portions.by_reports())
        operations, tolls, controls = (
            tuple(some) for some in (portions.operations(), portions.tolls(), portions.controls())
        )
        problems = tuple(portions.problems())
    assert tuple(event for part in parts for event in part.links.events) == made.events
    assert (operations, tolls, controls, problems) == (made.operations, made.tolls, made.controls, record.problems())
    for part in parts:
        assert 0 < len(part.links.events) <= size
        assert {claim.claim_id: claim for claim in part.claims} == {
            claim_id: by_id[claim_id] for event in part.links.events for claim_id in sides(event)
        }
        assert {*part.documents} == {claim.document for claim in part.claims}
        named = {event.operation_id for event in part.links.events if event.operation_id}
        assert {operation.operation_id for operation in part.links.operations} == named
    assert tuple(document for part in told for document in part.documents.values()) == record.documents()
    assert all(document.key == key for part in told for key, document in part.documents.items())
    assert tuple(claim for part in told for claim in part.claims) == record.claims()
    assert tuple(relation for part in told for relation in part.relations) == record.relations()
    assert {claim: event for part in told for claim, event in part.links.event_of.items()} == made.event_of
    assert bare == [replace(part, claims=(), relations=(), links=Links()) for part in told]

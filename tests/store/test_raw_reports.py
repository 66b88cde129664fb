"""Plain columns of a record tell what its values tell, on every database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_values import coded, empty, links

from casus.record import Links
from casus.store.errors import NotInRecordError
from casus.store.record import Record


def rows(columns: Mapping[str, Sequence[Any]], *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(columns[name] for name in names), strict=True))


def day(given: Any) -> date | None:
    return date.fromisoformat(given) if isinstance(given, str) else given


def listed(given: Any) -> tuple[str, ...]:
    return tuple(json.loads(given) if isinstance(given, str) else given)


@given(data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_plain_columns_are_those_of_the_values(record: Record, data: st.DataObject) -> None:
    empty(record)
    claim_ids: list[str] = []
    for found in data.draw(st.lists(coded(), max_size=3, unique_by=lambda found: found.document.key)):
        record.add_document(found)
        claim_ids += [claim.claim_id for claim in found.claims]
    made: Links = data.draw(links(claim_ids))
    record.replace_links(made)
    claims, documents = record.claims(), record.documents()
    with record.portions() as portions:
        ids = list(portions.event_ids())
        backwards = ids[::-1]
        raw, keys = portions.raw_events(backwards), list(portions.report_keys())
        reports, some = portions.raw_reports(keys), portions.raw_claims(claim_ids[:1])
        outer = portions.raw_reports(keys[::2])  # claims of another report lie between theirs
    assert ids == [event.event_id for event in made.events]
    assert list(raw.events["event_id"]) == backwards
    told = {event.event_id: event for event in made.events}
    for event_id, title, start, actors in rows(raw.events, "event_id", "title", "date_start", "actors"):
        event = told[event_id]
        assert (title, day(start), listed(actors)) == (event.title, event.interval.start, event.actors)
    for event in made.events:
        mine = [(role, claim) for one, role, claim in rows(raw.members, "event_id", "role", "claim_id") if one == event.event_id]  # fmt: skip
        assert mine == [*(("asserts", one) for one in event.claim_ids), *(("denies", one) for one in event.denial_ids)]
        numbers = [row[1:] for row in rows(raw.numbers, "event_id", "what", "low", "best", "high") if row[0] == event.event_id]  # fmt: skip
        assert numbers == [(one.what, one.low, one.best, one.high) for one in event.numbers]
        stated = [row[1:] for row in rows(raw.stated, "event_id", "number", "claim_id") if row[0] == event.event_id]
        assert stated == [(n, claim) for n, one in enumerate(event.numbers) for claim in one.claim_ids]
        rivals = [other for one, other in rows(raw.rivals, "event_id", "rival_id") if one == event.event_id]
        assert rivals == list(event.rival_ids)
    assert raw.operations == {one.operation_id: one.name for one in made.operations if any(e.operation_id == one.operation_id for e in made.events)}  # fmt: skip
    assert sorted(keys) == sorted(document.key for document in documents)
    assert {*rows(reports.documents, "key", "id", "text")} == {(one.key, one.id, one.text) for one in documents}
    assert {*rows(reports.claims, "claim_id", "document", "begin_at", "end_at", "evidence")} == {
        (one.claim_id, one.document, one.begin, one.end, one.evidence) for one in claims
    }
    assert sorted(outer.claims["claim_id"]) == sorted(one.claim_id for one in claims if one.document in keys[::2])
    assert list(some.claims["claim_id"]) == claim_ids[:1]
    assert len(some.documents["key"]) == len(claim_ids[:1])


def test_an_event_that_is_not_there_is_told(record: Record) -> None:
    empty(record)
    with record.portions() as portions, pytest.raises(NotInRecordError, match="e9"):
        portions.raw_events(["e9"])

"""What is told of a whole record is what looking at everything finds, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from brute_force import World, worlds
from hypothesis import HealthCheck, given, settings
from record_values import empty

from casus.decision import Decision
from casus.record import Claim, Coded, Document, Event, Interval, Links, Operation, Problem
from casus.store import overview
from casus.store.overview import OperationLine, Totals
from casus.store.record import Record
from casus.store.search_ddl import OF_BLOCK
from casus.store.storing import Arrival

TEXT = "Shells fell."
DOCUMENTS = [Document(f"d{number}", TEXT) for number in range(3)]
CLAIMS = [Claim(f"c{n}", one.key, "shelling", 0, 6, "Shells") for n, one in enumerate(DOCUMENTS)]


def counted(record: Record) -> Totals:
    """The totals by a look at everything."""
    documents, events = record.documents(), record.links().events
    copies, contested = (one.copy_of for one in documents), (one.grade == "contested" for one in events)
    return Totals(len(documents), sum(map(bool, copies)), len(record.claims()), len(events), sum(contested))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(worlds())
def test_totals_count_what_comes_changes_and_goes(record: Record, world: World) -> None:
    empty(record)
    assert record.totals() == Totals(0, 0, 0, 0, 0)
    for coded in world.coded:
        record.add_document(coded)
    record.replace_links(world.links)
    assert record.totals() == counted(record)
    for coded in world.coded[::2]:  # coded anew, with a claim less
        record.add_document(replace(coded, claims=coded.claims[1:], main=None))
    record.replace_links(Links())
    assert record.totals() == counted(record)


def test_totals_count_copies_contested_events_and_claims_that_people_added(record: Record) -> None:
    for one, claim in zip(DOCUMENTS, CLAIMS, strict=True):
        record.add_document(Coded(one, (claim,)))
    with record.copy_shelf() as shelf:
        keys = [one.key for one in DOCUMENTS]
        shelf.set_first_texts(keys, dict.fromkeys(keys[1:], keys[0]))
    record.replace_links(Links((Event("e", "shelling", "e", ("c0", "c1"), grade="contested"),)))
    assert record.totals() == Totals(3, 2, 3, 1, 1)
    words = (("kind", ("shelling",)), ("evidence", ("7", "11", "fell")))
    when = datetime(2024, 5, 1, tzinfo=UTC)
    added = Decision("add", "Ada", when, "missed", ("c9",), changes=words, document=DOCUMENTS[0].key)
    record.add_decision(added)
    assert record.totals().claims == 4


def test_more_documents_than_are_counted_together(record: Record) -> None:
    stored = record.add_each(Arrival(Coded(Document(f"d{n}", f"text {n}"), ())) for n in range(OF_BLOCK + 2))
    assert record.totals().documents == stored == OF_BLOCK + 2
    assert not record.faults()


def test_documents_are_known_by_the_versions_that_coded_them(record: Record) -> None:
    for one, coder in zip(DOCUMENTS, ("1", "2", "3"), strict=True):
        record.add_document(Coded(one, ()), coder=coder)
    keys = [one.key for one in DOCUMENTS]
    assert record.coded_by(("1", "3"), [*keys, "unknown"]) == {keys[0], keys[2]}
    assert record.coded_by(("1", "2", "3"), keys[1:2]) == {keys[1]}
    assert record.coded_by(("1",), []) == frozenset()


def test_problems_of_some_documents_are_theirs_alone(record: Record) -> None:
    found = [Problem(f"news/{n}.txt", "code", "half of it is French") for n in range(3)]
    for one, problem in zip(DOCUMENTS, found, strict=True):
        record.add_document(Coded(one, (), problems=(problem,)))
    record.add_problem(Problem("empty.txt", "read", "holds nothing"))
    assert record.problems(keys=[one.key for one in DOCUMENTS[1:]]) == tuple(found[1:])
    assert record.problems(keys=[]) == ()
    assert len(record.problems()) == 4


def links(of_second: str = "shelling") -> Links:
    """Two operations, the second of two events."""
    events = (
        Event("e0", "shelling", "e0", ("c0",), operation_id="o2"),
        Event("e1", "shelling", of_second, ("c1",), operation_id="o1"),
        Event("e2", "shelling", "e2", ("c2",), operation_id="o1"),
    )
    return Links(events, (Operation("o2", "Battle of A", ("e0",)), Operation("o1", "Battle of B", ("e1", "e2"))))


def test_operations_are_listed_with_how_many_events_they_have(record: Record) -> None:
    for one, claim in zip(DOCUMENTS, CLAIMS, strict=True):
        record.add_document(Coded(one, (claim,)))
    assert record.operations_changed(0) == (0, ())
    record.replace_links(links())
    found = record.operations_changed(record.version())
    assert found.listed == tuple(
        OperationLine(one.operation_id, one.name, Interval(), len(one.event_ids)) for one in record.operations()
    )
    assert found.whole


def test_of_very_many_operations_those_are_listed_whose_events_changed(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "MOST_LISTED", 1)
    for one, claim in zip(DOCUMENTS, CLAIMS, strict=True):
        record.add_document(Coded(one, (claim,)))
    record.replace_links(links())
    before = record.version()
    assert [one.name for one in record.operations_changed(0).listed] == ["Battle of A", "Battle of B"]
    assert record.operations_changed(before) == (2, ())
    record.replace_links(links("shells on B"))
    found = record.operations_changed(before)
    assert (found.total, [one.name for one in found.listed]) == (2, ["Battle of B"])
    assert not found.whole

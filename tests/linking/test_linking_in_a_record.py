"""Builds of a record end with the links of everything at once: whatever came when, was coded anew, repeated, or decided by people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_world import World, decisions, tale, world_of, worlds

from casus.build import build, everything
from casus.decision import Decision
from casus.linking import link
from casus.record import (
    Links,
)
from casus.store import schema, schema_filed
from casus.store.record import Record


def empty(record: Record) -> None:
    with record._writing() as connection:
        for table in (*schema.COPY_TABLES, *schema_filed.TABLES, *reversed(schema.metadata.sorted_tables)):
            connection.execute(table.delete())


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, Record]]:
    folder = tmp_path_factory.mktemp("records")
    with Record.open(folder / "one.db") as one, Record.open(folder / "other.db") as other:
        yield one, other


def told(links: Links) -> dict[str, set[str]]:
    """The claims of each event."""
    found: dict[str, set[str]] = {}
    for claim, event in links.event_of.items():
        found.setdefault(event, set()).add(claim)
    return found


@given(world=worlds(), data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_builds_and_decisions_in_any_order_end_with_the_links_of_everything(
    records: tuple[Record, Record], world: World, data: st.DataObject
) -> None:
    record, other = records
    empty(record)
    names = [document.id for document in world.documents]
    left = data.draw(st.permutations(names), label="order")
    taken: list[Decision] = []
    while left:
        size = data.draw(st.integers(1, 3), label="size")
        build(left[:size], record, steps=world.steps)
        left = left[size:]
        assert record.links() == link(*everything(record))
        if data.draw(st.integers(0, 2)) == 0:
            world.code_again(record, data.draw(st.sampled_from(names), label="coded anew"))
            build((), record, steps=world.steps)
            assert record.links() == link(*everything(record))
        known = sorted(claim.claim_id for claim in record.claims())
        if known and data.draw(st.booleans()):
            taken.append(data.draw(decisions(known, taken), label="decided"))
            record.add_decision(taken[-1])
            if data.draw(st.booleans(), label="linked before the next comes"):
                build((), record, steps=world.steps)
    build((), record, steps=world.steps)

    empty(other)
    build(names, other, steps=world.steps)
    for decision in taken:
        other.add_decision(decision)
    build((), other, steps=world.steps)
    assert [(d.id, d.date, d.copy_of, d.superseded_by, d.repeats) for d in record.documents()] == [
        (d.id, d.date, d.copy_of, d.superseded_by, d.repeats) for d in other.documents()
    ]
    assert told(record.links()) == told(other.links())
    assert record.links() == other.links() == link(*everything(record))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as opened:
        yield opened


def test_a_document_that_comes_after_a_decision_is_linked_alone_and_the_decision_holds(record: Record) -> None:
    steps = world_of(tale("a", 1, [0]), tale("b", 9, [1]), tale("c", 1, [2])).steps
    build(["a", "b"], record, steps=steps)
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    record.add_decision(Decision("merge", "Ada", moment, "one fire", ("ca", "cb")))
    record.add_decision(Decision("number", "Ada", moment, "counted", ("ca", "cb"), what="killed", best=7))
    heard: list[str] = []
    build((), record, steps=steps, progress=heard.append)
    build(["c"], record, steps=steps, progress=heard.append)
    assert heard == ["linking all documents", "c", "linking what is new"]
    (event,) = record.links().events
    assert event.claim_ids == ("ca", "cb", "cc")
    assert [(number.best, "Ada" in number.reason) for number in event.numbers] == [(7, True)]


def test_a_claim_that_decisions_place_and_that_is_coded_no_more_has_everything_linked_anew(record: Record) -> None:
    tales = tale("a", 1, [0]), tale("b", 9, [1])
    world = replace(world_of(*tales), others={tales[0][0].key: ()})
    build(["a", "b"], record, steps=world.steps)
    record.add_decision(Decision("merge", "Ada", datetime(2024, 1, 1, tzinfo=UTC), "one fire", ("ca", "cb")))
    build((), record, steps=world.steps)
    heard: list[str] = []
    world.code_again(record, "a")
    build((), record, steps=world.steps, progress=heard.append)
    assert heard[-1] == "linking all documents anew"
    assert record.links().event_of.keys() == {"cb"}


def test_a_first_text_that_comes_later_makes_the_older_report_no_origin_of_its_own(record: Record) -> None:
    """Three reports, of which the last to come is the text that the first one repeats; only what is new is linked."""
    steps = world_of(tale("repost", 3, [0, 1]), tale("own", 3, [2, 3]), tale("first", 2, [0, 1])).steps
    build(["repost", "own"], record, steps=steps)
    assert record.links().events[0].origins == ("own", "repost")
    heard: list[str] = []
    build(["first"], record, steps=steps, progress=heard.append)
    assert heard[-1] == "linking what is new"
    assert {origin for event in record.links().events for origin in event.origins} == {"first", "own"}
    assert record.links() == link(*everything(record))


def test_a_later_version_of_a_page_takes_the_place_of_the_one_before(record: Record) -> None:
    tales = [tale("early", 1, [0, 1]), tale("late", 2, [0, 1, 2])]
    page = [replace(document, url="https://example.org/live") for document, _ in tales]
    mine = [replace(claim, document=one.key) for one, (_, (claim,)) in zip(page, tales, strict=True)]
    steps = World(tuple(page), {one.document: (one,) for one in mine}).steps
    build(["early"], record, steps=steps)
    build(["late"], record, steps=steps)
    assert record.links().event_of.keys() == {"clate"}
    assert len(record.claims()) == 2

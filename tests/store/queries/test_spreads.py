"""How the events of a name lie in time, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from record_values import empty

from casus.record import Claim, Coded, Document, Event, Interval, Links
from casus.store.queries.sources import called, documents_by_publisher
from casus.store.queries.spreads import (
    Said,
    events_by_name,
    latest_of_itself,
    number_of_name,
    said_by,
    said_of_itself,
    spread_of,
    state_of_events,
)
from casus.store.record import Record

DOCUMENT = Document("a", "Shells fell. The army denied it.", publisher="Fiji Times")
FEBRUARY, UNKNOWN = Interval(date(2017, 2, 3), date(2017, 2, 3)), Interval()
CLAIMS = (
    Claim("c1", DOCUMENT.key, "shelling", 0, 6, "Shells", ("Army",), ("Front",), ("army",), ("front",), source="the army", source_id="army"),
    Claim("c2", DOCUMENT.key, "shelling", 13, 16, "The", ("Front",), ("Army",), ("front",), ("army",), source="the army", source_id="army",
          interval=FEBRUARY, status="denied"),
    Claim("c3", DOCUMENT.key, "siege", 17, 21, "army", ("Front",), (), ("front",), (), source="police"),
)  # fmt: skip


@pytest.fixture
def connection(record: Record) -> Iterator[sa.Connection]:
    empty(record)
    record.add_document(Coded(DOCUMENT, CLAIMS))
    events = (
        Event("e1", "shelling", "", ("c1",), FEBRUARY, ("Army",), grade="confirmed"),
        Event("e2", "shelling", "", ("c2",), UNKNOWN, ("Front",), grade="reported"),
        Event("e3", "siege", "", ("c3",), Interval(date(2017, 4, 1)), ("Front",), grade="reported"),
    )
    record.replace_links(Links(events=events))
    with record.asking() as asked:
        yield asked


def test_events_are_spread_over_months_by_grade(connection: sa.Connection) -> None:
    spread = spread_of(connection, number_of_name(connection, identifier="front"), "actor")
    assert (spread.events, spread.undated, spread.grades) == (2, 1, {"reported": 2})
    assert spread.months == {"2017-04": {"reported": 1}}


def test_a_name_is_taken_whole_and_an_identifier_is_no_name(connection: sa.Connection) -> None:
    assert number_of_name(connection, name="The  ARMY") == number_of_name(connection, name="the army") is not None
    assert number_of_name(connection, name="arm") is None
    assert number_of_name(connection, identifier="the army") is None
    assert spread_of(connection, None, "actor").events == 0


def test_events_are_counted_by_name_and_role(connection: sa.Connection) -> None:
    assert events_by_name(connection, ["actor", "target"], identified=True) == {
        ("=army", "actor"): 1, ("=front", "actor"): 2, ("=front", "target"): 1, ("=army", "target"): 1,
    }  # fmt: skip
    assert events_by_name(connection, ["publisher"]) == {("fiji times", "publisher"): 3}


def test_what_a_source_says_of_itself_is_told_with_its_part_in_it(connection: sa.Connection) -> None:
    army = number_of_name(connection, identifier="army")
    assert said_by(connection, army) == [Said("shelling", "denied", 1), Said("shelling", "happened", 1)]
    assert said_of_itself(connection, army) == [
        Said("shelling", "denied", 1, "target"),
        Said("shelling", "happened", 1, "actor"),
    ]
    assert latest_of_itself(connection, army, 1) == ["c2"]
    assert said_of_itself(connection, number_of_name(connection, name="police")) == []


def test_sources_are_called_as_the_record_writes_them(connection: sa.Connection) -> None:
    publisher, police = (number_of_name(connection, name=name) for name in ("fiji times", "police"))
    assert publisher is not None
    assert police is not None
    assert called(connection, "publisher", [publisher]) == {publisher: "Fiji Times"}
    assert called(connection, "source", [police, publisher]) == {police: "police"}
    assert documents_by_publisher(connection) == {"fiji times": 1}


def test_the_state_is_another_one_after_a_build_and_the_same_without(record: Record) -> None:
    empty(record)
    with record.asking() as asked:
        before = state_of_events(asked)
    with record.asking() as asked:
        assert state_of_events(asked) == before
    record.add_document(Coded(DOCUMENT, CLAIMS))
    with record.asking() as asked:
        assert state_of_events(asked) != before

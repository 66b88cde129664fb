"""Names, members, days and counts are kept as claims and events say, whatever is written and in whatever order, on both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from brute_force import World, worlds
from hypothesis import HealthCheck, given, settings
from record_values import empty

from casus.record import Claim, Coded, Document, DocumentDate, Event, Interval, Links, Number
from casus.store import schema_index as index
from casus.store.checking_index import unfitting_index
from casus.store.dialect import database_url, make_engine, writing
from casus.store.indexing import reindex, reindex_claims
from casus.store.migrating import SCRIPTS
from casus.store.record import Record
from casus.store.search_ddl import MOST_DEAD

TABLES = (index.event_members, index.event_names, index.claim_names, index.event_days, index.row_counts)


def unfitting(record: Record) -> list[str]:
    with record.asking() as connection:
        return list(unfitting_index(connection))


def kept(record: Record) -> list[list[tuple[object, ...]]]:
    """The rows of the tables that a migration makes."""
    with record.asking() as connection:
        return [sorted(map(tuple, connection.execute(sa.select(table)))) for table in TABLES]


def fill(record: Record, world: World) -> None:
    empty(record)
    for coded in world.coded:
        record.add_document(coded)
    record.replace_links(world.links)


DOCUMENT = Document("a", "Shells fell.", publisher="Fiji Times", date=DocumentDate())
CLAIM = Claim("c1", DOCUMENT.key, "shelling", 0, 6, "Shells", actors=("Rebels",))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(worlds())
def test_what_is_kept_fits_after_events_change_and_go(record: Record, world: World) -> None:
    fill(record, world)
    assert unfitting(record) == []
    days = Counter(
        (one.interval.start or one.interval.end).toordinal() if one.interval.start or one.interval.end else 0
        for one in world.links.events
    )
    with record.asking() as connection:
        table = index.event_days.c
        assert dict(connection.execute(sa.select(table.first_day, table.events)).all()) == days  # type: ignore[arg-type]
    events = tuple(replace(one, interval=Interval(), actors=("Others",)) for one in world.links.events[::2])
    record.replace_links(replace(world.links, events=events, operations=(), tolls=(), controls=(), event_of={}))
    assert unfitting(record) == []
    record.replace_links(Links())
    assert unfitting(record) == []
    assert kept(record)[0] == kept(record)[1] == kept(record)[3] == []


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(worlds())
def test_what_is_kept_fits_after_claims_are_indexed_anew(record: Record, world: World) -> None:
    fill(record, world)
    with record.changing() as connection:
        reindex_claims(connection, list(world.claims))
    assert unfitting(record) == []
    with record.changing() as connection:
        reindex(connection)
    assert unfitting(record) == []


def an_event(name: str, day: int, killed: int) -> Event:
    numbers = (Number("killed", killed, killed, killed, "c1", ""),)
    return Event(
        name, "shelling", name, ("c1",), Interval(date(2017, 1, day), date(2017, 1, day)), ("Rebels",), numbers=numbers
    )


@pytest.fixture
def whole(record: Record) -> Record:
    record.add_document(Coded(DOCUMENT, (CLAIM,)))
    record.replace_links(Links(events=(an_event("e1", 2, 3), an_event("e2", 2, 2**61), an_event("e3", 9, 2**61))))
    return record


def test_more_dead_than_can_be_count_up_to_a_bound(whole: Record) -> None:
    assert [row[1:] for row in kept(whole)[3]] == [(2, 3 + MOST_DEAD), (1, MOST_DEAD)]
    assert unfitting(whole) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (sa.update(index.event_names).values(first_day=7), "event_names keeps another first day"),
        (sa.update(index.claim_names).values(first_day=7), "claim_names keeps another first day"),
        (sa.delete(index.event_members), "does not keep claim c1 in event e1"),
        (sa.update(index.event_days).values(events=9), "event_days counts (9,"),
        (sa.delete(index.event_days), "event_days counts (0, 0)"),
        (
            sa.update(index.row_counts).values(held=9),
            "row_counts counts 9 rows of document_index in block 0, which are 1",
        ),
        (sa.delete(index.row_counts), "row_counts counts 0 rows of claim_index in block 0, which are 1"),
        (sa.delete(index.claim_index), "claim_index has 0 rows of the 1 of claims"),
    ],
)
def test_what_does_not_fit_is_named(whole: Record, change: sa.Update, fault: str) -> None:
    with whole.changing() as connection:
        connection.execute(change)
    assert any(fault in line for line in unfitting(whole))
    assert set(unfitting(whole)) <= set(whole.faults())


def test_a_member_that_does_not_stand_there_is_named(whole: Record) -> None:
    with whole.changing() as connection:
        connection.exec_driver_sql("DELETE FROM event_claims WHERE event_id = 'e1'")
    assert unfitting(whole) == ["event_members keeps claim c1 in event e1, where it does not stand"]


def test_an_older_record_gets_what_a_new_one_has(place: str) -> None:
    with Record.open(place) as record:
        record.add_document(Coded(DOCUMENT, (CLAIM,)))
        record.replace_links(Links(events=(an_event("e1", 2, 3), an_event("e2", 2, 2**61), an_event("e3", 9, 0))))
        before = kept(record)
    assert all(before)
    engine = make_engine(database_url(place))
    with writing(engine) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS))
        config.attributes["connection"] = connection
        command.downgrade(config, "0021")
        assert "event_days" not in sa.inspect(connection).get_table_names()
    engine.dispose()
    with Record.open(place, create=False) as record:
        assert (kept(record), unfitting(record)) == (before, [])
        record.replace_links(Links(events=(an_event("e1", 3, 3),)))
        assert unfitting(record) == []


def test_a_backup_that_is_restored_has_what_is_kept(whole: Record, new_place, tmp_path: Path) -> None:
    whole.back_up(tmp_path / "backup.db")
    with Record.open(new_place()) as other:
        other.restore(tmp_path / "backup.db")
        assert (kept(other), unfitting(other)) == (kept(whole), [])

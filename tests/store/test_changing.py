"""Versions of the record: what each linking added, changed and withdrew, and nothing where all stayed as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_values import empty

from casus.build import build
from casus.record import Claim, Coded, Document, Event, Links
from casus.store import schema
from casus.store import schema_index as index
from casus.store.changing import Changes, read_changes, read_versions
from casus.store.dialect import database_url, make_engine
from casus.store.errors import NotInRecordError
from casus.store.indexing import reindex
from casus.store.migrating import SCRIPTS
from casus.store.queries.filters import Filter
from casus.store.queries.pages import walk
from casus.store.queries.subjects import EVENTS
from casus.store.record import Record

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
DOCUMENT = Document("a", "Shells fell.")
CLAIM = Claim("c1", DOCUMENT.key, "shelling", 0, 6, "Shells")


def event(name: str, title: str = "Shelling") -> Event:
    return Event(name, "shelling", title, ("c1",))


def link(record: Record, *events: Event) -> None:
    record.replace_links(Links(events=events), linker="1", clock=lambda: NOON)


def changes(record: Record, since: int = 0) -> Changes:
    with record.asking() as connection:
        return read_changes(connection, since)


@pytest.fixture
def filled(record: Record) -> Record:
    empty(record)
    record.add_document(Coded(DOCUMENT, (CLAIM,)))
    return record


def test_a_version_says_what_was_added_changed_and_withdrawn(filled: Record) -> None:
    link(filled, event("e1"), event("e2"))
    link(filled, event("e1", "Shelling of Suran"), event("e3"))
    assert changes(filled, 1) == Changes(1, 2, ("e3",), ("e1",), ("e2",))
    assert changes(filled, 0) == Changes(0, 2, ("e1", "e3"))
    assert changes(filled, 2) == Changes(2, 2)
    with filled.asking() as connection:
        told = [(one.number, one.made_at, one.added, one.changed, one.withdrawn) for one in read_versions(connection)]
    assert told == [(1, "2026-01-02T12:00:00+00:00", 2, 0, 0), (2, "2026-01-02T12:00:00+00:00", 1, 1, 1)]


def test_the_same_links_again_make_no_version(filled: Record) -> None:
    for _ in range(3):
        link(filled, event("e1"), event("e2"))
    assert changes(filled).version == 1


def test_what_changes_and_changes_back_is_no_change(filled: Record) -> None:
    for title in ("Shelling", "Other", "Shelling"):
        link(filled, event("e1", title))
    assert changes(filled, 1) == Changes(1, 3)
    assert changes(filled, 2).changed == ("e1",)


def test_links_taken_out_by_a_document_that_is_coded_anew_count_when_linked_again(filled: Record) -> None:
    link(filled, event("e1"))
    filled.add_document(Coded(DOCUMENT, (replace(CLAIM, kind="air_strike"),)))
    assert changes(filled).version == 1
    link(filled, event("e1"))
    assert changes(filled).version == 1


def test_a_version_that_is_not_there_is_refused(filled: Record) -> None:
    for number in (-1, 1):
        with pytest.raises(NotInRecordError, match="newest is 0"):
            changes(filled, number)


def test_times_are_in_utc(filled: Record) -> None:
    east = timezone(timedelta(hours=3))
    filled.replace_links(Links(events=(event("e1"),)), clock=lambda: NOON.astimezone(east))
    with filled.asking() as connection:
        assert read_versions(connection)[0].made_at == "2026-01-02T12:00:00+00:00"


def test_recent_first_is_by_the_version_that_changed_an_event(filled: Record) -> None:
    link(filled, event("e1"), event("e2"), event("e3"))
    link(filled, event("e1"), event("e2", "Other"), event("e3"))
    link(filled, event("e1"), event("e2", "Other"), event("e3"), event("e4"))
    with filled.asking() as connection:
        assert list(walk(connection, EVENTS, Filter(), order="recent"))[:2] == ["e4", "e2"]


states = st.lists(st.dictionaries(st.sampled_from(["e1", "e2", "e3"]), st.sampled_from("AB"), max_size=3), max_size=5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states)
def test_changes_since_a_version_lead_from_what_was_to_what_is(record: Record, states: list[dict[str, str]]) -> None:
    empty(record)
    record.add_document(Coded(DOCUMENT, (CLAIM,)))
    at: list[dict[str, str]] = [{}]
    for state in states:
        link(record, *(event(name, title) for name, title in state.items()))
        if state != at[-1]:
            at.append(state)
    assert changes(record).version == len(at) - 1
    for number, was in enumerate(at):
        found, now = changes(record, number), at[-1]
        assert set(found.added) == now.keys() - was.keys()
        assert set(found.withdrawn) == was.keys() - now.keys()
        assert set(found.changed) == {name for name in now.keys() & was.keys() if now[name] != was[name]}


# --------------------------------------------------------------------------------------------- builds and older records


def test_builds_that_add_documents_log_what_one_build_would_hold(tmp_path: Path) -> None:
    from test_filing import LINES, STEPS

    with Record.open(tmp_path / "a.db") as one, Record.open(tmp_path / "b.db") as other:
        build(LINES, one, steps=STEPS)
        for line in LINES:
            build([line], other, steps=STEPS)
        build(LINES, other, steps=STEPS)
        assert changes(one).added == changes(other).added == tuple(e.event_id for e in one.links().events)
        assert changes(one).version == 1 < changes(other).version <= len(LINES)
        assert logged(one) == logged(other)
        for record in (one, other):
            before = indexed(record)
            with record._writing() as connection:
                reindex(connection)
            assert indexed(record) == before


def logged(record: Record) -> dict[str, str]:
    """The last digest of each event that is there."""
    with record.asking() as connection:
        table = index.record_changes
        rows = connection.execute(sa.select(table).order_by(table.c.version))
        digests = {row.event_id: row.digest for row in rows}
    return {event: digest for event, digest in digests.items() if digest is not None}


def indexed(record: Record) -> list[tuple[object, ...]]:
    """The index of events without numbers that only tell rows apart, and without versions."""
    c, names, given = index.event_index.c, index.event_names.c, index.names.c
    query = sa.select(c.event_id, c.first_day, c.last_day, c.killed, c.claims, c.origins, given.folded, names.role)
    query = query.join(names.owner.table, names.owner == c.number).join(given.folded.table, given.number == names.name)
    with record.asking() as connection:
        return sorted(map(tuple, connection.execute(query)))


def test_an_older_record_is_indexed_and_its_events_are_its_first_version(tmp_path: Path) -> None:
    place = tmp_path / "old.db"
    engine = make_engine(database_url(place))
    with engine.begin() as connection:
        made = Config()
        made.set_main_option("script_location", str(SCRIPTS))
        made.attributes["connection"] = connection
        command.upgrade(made, "0006")
        row = {
            "key": "d1",
            "id": "a",
            "text": "Shells",
            "date_basis": "unknown",
            "date_reasons": [],
            "locator": "",
            "coder": "1",
        }
        connection.execute(sa.insert(schema.documents), row)
        claim = {"claim_id": "c1", "document": "d1", "position": 0, "kind": "shelling", "begin_at": 0, "end_at": 6, "evidence": "Shells",
                 "actors": [], "targets": [], "actor_ids": [], "target_ids": [], "source_type": "reporter", "status": "happened",
                 "aggregate": False, "confidence": 1, "trigger": ""}  # fmt: skip
        connection.execute(sa.insert(schema.claims), claim)
        row = {"event_id": "e1", "position": 0, "kind": "shelling", "title": "Shelling", "actors": ["Army"], "targets": [], "grade": "reported",
               "grade_reason": "", "status": "happened", "origins": []}  # fmt: skip
        connection.execute(sa.insert(schema.events), row)
        connection.execute(
            sa.insert(schema.event_claims), {"event_id": "e1", "role": "asserts", "position": 0, "claim_id": "c1"}
        )
    engine.dispose()
    with Record.open(place, create=False) as record:
        assert changes(record) == Changes(0, 1, ("e1",))
        with record.asking() as connection:
            assert list(walk(connection, EVENTS, Filter(text="shells", actors=("army",)))) == ["e1"]


def test_the_new_tables_can_be_dropped_again(tmp_path: Path) -> None:
    Record.open(tmp_path / "a.db").close()
    engine = make_engine(database_url(tmp_path / "a.db"))
    with engine.begin() as connection:
        made = Config()
        made.set_main_option("script_location", str(SCRIPTS))
        made.attributes["connection"] = connection
        command.downgrade(made, "0006")
        names = sa.inspect(connection).get_table_names()
        assert not [name for name in names if "index" in name or "words" in name or "rtree" in name or name == "names"]
    engine.dispose()

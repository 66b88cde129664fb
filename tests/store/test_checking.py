"""``Record.faults``: a record that was only written by us has none, and each kind of damage is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from test_record import CODED, DEATHS, EVENT, FEUD, LINKS, REPORT

from casus.record import Links, Mention
from casus.store import schema
from casus.store.checking import find_faults
from casus.store.errors import RecordError
from casus.store.record import Record

WHOLE = replace(CODED, relations=(FEUD,), mentions=(Mention(0, 6, "Rebels", "organisation"),))


@pytest.fixture
def whole(record: Record) -> Record:
    record.add_document(WHOLE)
    record.replace_links(LINKS)
    return record


def test_a_whole_record_has_no_faults(whole: Record) -> None:
    assert whole.faults() == ()


def test_an_empty_record_has_no_faults(record: Record) -> None:
    assert record.faults() == ()


@pytest.mark.parametrize(
    ("table", "values", "fault"),
    [
        (schema.claims, {"evidence": "Rebels bombed"}, "words of claims 'c-dead'"),
        (schema.claims, {"begin_at": 36}, "words of claims 'c-dead'"),
        (schema.relations, {"evidence": "Rebels fled"}, "words of relations 'r-feud'"),
        (schema.mentions, {"text": "Robots"}, "words of mentions 'Robots'"),
        (schema.documents, {"text": f"{REPORT.text} Nobody else did."}, "another content"),
        (schema.documents, {"main": 7}, "no claim number 7"),
        (schema.numbers, {"best_claim": "c-dead"}, "none of the event's"),
    ],
)
def test_values_that_do_not_fit_are_named(
    whole: Record, table: sa.Table, values: dict[str, object], fault: str
) -> None:
    change = sa.update(table).values(values)
    if table is schema.claims:
        change = change.where(table.c.claim_id == DEATHS.claim_id)
    with whole._writing() as connection:
        connection.execute(change)
    assert len(whole.faults()) == 1
    assert fault in whole.faults()[0]


def test_an_event_that_rests_on_no_claim_is_named(record: Record) -> None:
    record.add_document(WHOLE)
    record.replace_links(replace(LINKS, events=(replace(EVENT, claim_ids=(), numbers=()),), event_of={}))
    assert record.faults() == ("event e-mill rests on no claim",)


@pytest.fixture
def unruly(tmp_path: Path) -> Iterator[sa.Connection]:
    """A whole SQLite record as a program sees it that asks for no rules."""
    with Record.open(tmp_path / "casus.db") as record:
        record.add_document(WHOLE)
        record.replace_links(LINKS)
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'casus.db'}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        yield connection
    engine.dispose()


def test_rows_that_name_nothing_are_named(unruly: sa.Connection) -> None:
    unruly.exec_driver_sql("DELETE FROM operations")
    unruly.exec_driver_sql("DELETE FROM number_claims")
    unruly.exec_driver_sql("INSERT INTO number_claims VALUES ('e-mill', 5, 0, 'c-shell')")
    assert list(find_faults(unruly)) == [
        "events names o-mill, which operations does not hold",
        "operation_events names o-mill, which operations does not hold",
        "number_claims names e-mill 5, which numbers does not hold",
    ]


def test_numbers_that_are_upside_down_are_named(unruly: sa.Connection) -> None:
    unruly.exec_driver_sql("UPDATE numbers SET low = 10, best = 3")
    faults = list(find_faults(unruly))
    assert "event e-mill: killed is 10 / 3 / 9, not low, best, high" in faults


def test_a_table_or_column_that_is_missing_is_named(unruly: sa.Connection) -> None:
    unruly.exec_driver_sql("DROP TABLE toll_parts")
    unruly.exec_driver_sql("ALTER TABLE problems RENAME COLUMN reason TO cause")
    assert sorted(find_faults(unruly)) == ["the column problems.reason is missing", "the table toll_parts is missing"]


def test_no_kind_of_fault_drowns_the_others(record: Record) -> None:
    record.add_document(WHOLE)
    bare = replace(EVENT, claim_ids=(), numbers=(), operation_id=None)
    record.replace_links(Links(tuple(replace(bare, event_id=f"e{n}") for n in range(30))))
    assert len(record.faults()) == 21
    assert record.faults()[-1] == "... and 10 more of this kind"


def test_a_damaged_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "casus.db"
    with Record.open(path) as record:
        record.add_document(WHOLE)
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_documents_id'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * size + 3 : (page - 1) * size + 5] = b"\0\0"  # the number of entries of a leaf
    path.write_bytes(data)
    with Record.open(path, create=False) as record:
        assert "the file is damaged: wrong # of entries in index ix_documents_id" in record.faults()


def test_a_file_that_cannot_be_read_any_more_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "casus.db"
    with Record.open(path) as record:
        record.add_document(WHOLE)
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'documents'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(data)
    with Record.open(path, create=False) as record:
        with pytest.raises(RecordError, match="restore a backup") as refusal:
            record.documents()
        assert "\n" not in str(refusal.value)

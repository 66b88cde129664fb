"""A record in SQLite read into Arrow's arrays tells what its rows tell, of one state."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_values import coded, links

from casus.cells import picked, values
from casus.record import Links, Operation
from casus.store.arrow_reading import arrow_portions
from casus.store.errors import NotInRecordError, RecordError
from casus.store.record import Record

pytest.importorskip("adbc_driver_sqlite", reason="the extra `parquet` is not installed")


def lists(columns: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {name: list(values(cells)) for name, cells in columns.items()}


@given(data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_arrays_tell_what_rows_tell(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("made") / "a record # 1.db"
    claim_ids: list[str] = []
    with Record.open(path) as record:
        for found in data.draw(st.lists(coded(), max_size=3, unique_by=lambda found: found.document.key)):
            record.add_document(found)
            claim_ids += [claim.claim_id for claim in found.claims]
        record.replace_links(data.draw(links(claim_ids)))
        with record.portions() as portions:
            ids, keys = list(portions.event_ids()), list(portions.report_keys())
            for order in (ids, ids[::-1]):
                with arrow_portions(path) as arrows:
                    assert arrows.mark == portions.mark
                    for rows, arrays in (
                        (portions.raw_events(order), arrows.raw_events(order)),
                        (portions.raw_reports(keys), arrows.raw_reports(keys)),
                        (portions.raw_reports(keys[::2]), arrows.raw_reports(keys[::2])),
                        (portions.raw_claims(claim_ids[:1]), arrows.raw_claims(claim_ids[:1])),
                    ):
                        assert list(map(lists, rows)) == list(map(lists, arrays))


def test_what_is_written_meanwhile_is_not_seen(tmp_path: Path) -> None:
    path = tmp_path / "casus.db"
    one = Operation("o1", "Battle", ())
    with Record.open(path) as record:
        record.replace_links(Links(operations=(one,)))
        with arrow_portions(path) as arrows:
            mark = arrows.mark
            record.replace_links(Links(operations=(replace(one, operation_id="o2"),)))
            with pytest.raises(NotInRecordError, match="e1"):
                arrows.raw_events(["e1"])
            assert record.mark() != mark == arrows.mark
        with arrow_portions(path) as later:
            assert later.mark == record.mark()


def test_a_cell_of_another_type_than_its_column_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "casus.db"
    Record.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(
            "INSERT INTO claims SELECT 'c1', 'd1', 0, 'shelling', 'first', 9, 'Shells fell.', '[]', '[]', '[]', '[]', NULL, NULL, NULL, NULL, NULL, NULL, "
            "NULL, NULL, NULL, NULL, 'reporter', 'happened', 0, 0.5, 'fell', NULL"
        )
    connection.close()
    with arrow_portions(path) as arrows, pytest.raises(RecordError, match="begin_at"):
        arrows.raw_claims(["c1"])


def test_a_record_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be read"), arrow_portions(tmp_path / "none.db"):
        pass
    assert not (tmp_path / "none.db").exists()


def test_a_record_that_lacks_a_table_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "casus.db"
    Record.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE event_rivals")
    connection.close()
    with arrow_portions(path) as arrows, pytest.raises(RecordError, match=r"casus\.db cannot be read .*event_rivals"):
        arrows.raw_events([])


def test_without_the_driver_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Record.open(tmp_path / "casus.db").close()
    monkeypatch.setitem(sys.modules, "adbc_driver_sqlite.dbapi", None)
    with pytest.raises(RecordError, match=r"casus-monitor\[parquet\]"), arrow_portions(tmp_path / "casus.db"):
        pass


def test_cells_are_picked_from_either_kind_of_column() -> None:
    pa = pytest.importorskip("pyarrow")
    assert (
        list(values(picked(("a", "b", "c"), [2, 0]))) == ["c", "a"] == values(picked(pa.array(["a", "b", "c"]), [2, 0]))
    )

"""Formats that are files: a workbook, Parquet and a GeoPackage, read back by the libraries that people use."""

from __future__ import annotations

import sqlite3
import struct
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
from export_values import FRONT, SHELLING, number, record_of, records, whole
from hypothesis import HealthCheck, given, settings

from casus.exporting import as_xlsx
from casus.exporting.formats import MissingExtraError, export_file
from casus.exporting.protecting import Protection, protected
from casus.exporting.values import RecordValues
from casus.record import Control, Count, Interval, Toll

EVENT = replace(SHELLING, numbers=(number("killed", 4, 9, 12), number("killed_civilians", 2, 2, 2, part_of="killed")))
ELSEWHERE = replace(
    SHELLING, event_id="e2", title="=1+1", lat=None, lon=None, interval=Interval(date(1899, 5, 1), None)
)


@pytest.fixture
def values() -> RecordValues:
    found = record_of(EVENT, ELSEWHERE, url="https://courier.example/1")
    claim = found.claims[0]
    days = EVENT.interval
    links = replace(
        found.links,
        tolls=(Toll("t1", claim.claim_id, Count("killed", 9, None)),),
        controls=(Control("Oldtown", "Ruritania", days, None, (claim.claim_id,), country="SY", lat=36.2, lon=37.1),),
    )
    return replace(found, links=links)


class TestWorkbook:
    @pytest.fixture
    def book(self, values: RecordValues, tmp_path: Path) -> openpyxl.Workbook:
        export_file(values, "xlsx", tmp_path / "events.xlsx")
        return openpyxl.load_workbook(tmp_path / "events.xlsx")

    @staticmethod
    def cell(book: openpyxl.Workbook, sheet: str, row: int, column: str) -> openpyxl.cell.Cell:
        headers = [cell.value for cell in book[sheet][1]]
        return book[sheet].cell(row, headers.index(column) + 1)

    def test_sheets_have_a_header_that_stays_and_filters(self, book: openpyxl.Workbook) -> None:
        assert book.sheetnames == ["README", "events", "claims", "tolls", "control", "sources"]
        for name, rows in (("events", 3), ("claims", 3), ("tolls", 2), ("control", 2), ("sources", 3)):
            assert (book[name].max_row, book[name].freeze_panes) == (rows, "B2")
            assert book[name].auto_filter.ref.startswith("A1:")
        assert all(8 <= column.width <= 80 for column in book["events"].column_dimensions.values())

    def test_days_are_dates_numbers_are_numbers_and_what_is_unknown_is_empty(self, book: openpyxl.Workbook) -> None:
        start = self.cell(book, "events", 2, "date_start")
        assert (start.value, start.number_format) == (datetime(2023, 5, 9), "yyyy-mm-dd")
        assert self.cell(book, "events", 2, "killed_best").value == 9
        assert self.cell(book, "events", 3, "killed_best").value is None
        assert self.cell(book, "events", 3, "date_start").value == "1899-05-01", (
            "a day that spreadsheets do not have is text"
        )

    def test_no_text_is_a_formula(self, book: openpyxl.Workbook) -> None:
        title = self.cell(book, "events", 3, "title")
        assert (title.value, title.data_type) == ("=1+1", "s")

    def test_an_event_links_to_its_claims_and_back_and_a_claim_to_its_report(
        self, book: openpyxl.Workbook, values: RecordValues
    ) -> None:
        there = self.cell(book, "events", 3, "claims")
        assert (there.value, there.hyperlink.location) == ("1 claim", "'claims'!A3")
        assert book["claims"]["A3"].value == values.links.events[1].claim_ids[0]
        assert self.cell(book, "claims", 3, "event").hyperlink.location == "'events'!A3"
        assert self.cell(book, "claims", 2, "url").hyperlink.target == "https://courier.example/1"
        assert self.cell(book, "tolls", 2, "claim").hyperlink.location == "'claims'!A2"

    def test_an_address_that_is_none_of_the_web_is_text(self, tmp_path: Path) -> None:
        export_file(record_of(EVENT, url="javascript:alert(1)"), "xlsx", tmp_path / "odd.xlsx")
        cell = self.cell(openpyxl.load_workbook(tmp_path / "odd.xlsx"), "claims", 2, "url")
        assert (cell.value, cell.hyperlink) == ("javascript:alert(1)", None)

    def test_what_a_sheet_cannot_hold_goes_on_on_another_and_links_lead_there(
        self, values: RecordValues, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(as_xlsx, "MOST_ROWS", 2)
        export_file(values, "xlsx", tmp_path / "many.xlsx")
        book = openpyxl.load_workbook(tmp_path / "many.xlsx")
        assert {"events 2", "claims 2", "sources 2"} <= {*book.sheetnames}
        assert "tolls 2" not in book.sheetnames
        assert {book[name].max_row for name in book.sheetnames if name != "README"} == {2}
        there = self.cell(book, "events 2", 2, "claims")
        assert there.hyperlink.location == "'claims 2'!A2"
        assert book["claims 2"]["A2"].value == values.links.events[1].claim_ids[0]
        assert self.cell(book, "claims 2", 2, "event").hyperlink.location == "'events 2'!A2"
        assert (
            book["events 2"].auto_filter.ref == f"A1:{book['events 2'].cell(2, book['events 2'].max_column).coordinate}"
        )

    def test_links_end_after_as_many_as_a_sheet_holds_and_their_texts_do_not(
        self, values: RecordValues, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(as_xlsx, "MOST_ROWS", 2)
        monkeypatch.setattr(as_xlsx, "MOST_LINKS", 1)
        export_file(values, "xlsx", tmp_path / "many.xlsx")
        book = openpyxl.load_workbook(tmp_path / "many.xlsx")
        first, second = (self.cell(book, name, 2, "claims") for name in ("events", "events 2"))
        assert first.hyperlink.location == "'claims'!A2"
        assert (second.value, second.hyperlink) == ("1 claim", None)

    def test_text_longer_than_a_cell_is_cut(self, tmp_path: Path) -> None:
        export_file(record_of(EVENT, evidence="x" * 40_000), "xlsx", tmp_path / "long.xlsx")
        cell = self.cell(openpyxl.load_workbook(tmp_path / "long.xlsx"), "claims", 2, "evidence")
        assert len(cell.value) == 32_767


class TestParquet:
    def test_columns_have_types_and_claims_are_nested(self, values: RecordValues, tmp_path: Path) -> None:
        export_file(values, "parquet", tmp_path / "events.parquet")
        table = pq.read_table(tmp_path / "events.parquet")
        assert table.schema.field("date_start").type == pa.date32()
        assert table.schema.field("claim_ids").type.value_type == pa.string()
        first, second = table.to_pylist()
        assert (first["date_start"], first["killed_low"], first["killed_best"], first["targets"]) == (
            date(2023, 5, 9),
            4,
            9,
            [FRONT],
        )
        assert second["killed_best"] is None
        assert first["numbers"][1]["part_of"] == "killed"
        (claim,) = first["claims"]
        assert (claim["claim_id"], claim["evidence"], claim["url"]) == (
            values.claims[0].claim_id, values.claims[0].evidence, "https://courier.example/1",
        )  # fmt: skip

    def test_groups_of_rows_hold_everything_once(
        self, values: RecordValues, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("casus.exporting.as_parquet.VALUES", 1)
        export_file(values, "parquet", tmp_path / "events.parquet")
        file = pq.ParquetFile(tmp_path / "events.parquet")
        assert (file.num_row_groups, file.read().column("event_id").to_pylist()) == (2, [EVENT.event_id, "e2"])


class TestGeoPackage:
    def test_gdal_finds_two_layers_of_points_with_typed_columns(self, values: RecordValues, tmp_path: Path) -> None:
        path = tmp_path / "events.gpkg"
        export_file(values, "gpkg", path)
        assert [list(layer) for layer in pyogrio.list_layers(path)] == [["events", "Point"], ["control", "Point"]]
        info = pyogrio.read_info(path, layer="events")
        assert (info["crs"], info["features"]) == ("EPSG:4326", 2)
        types = dict(zip(info["fields"], info["dtypes"], strict=True))
        assert (types["date_start"], types["killed_best"], types["area_point"]) == ("datetime64[D]", "int64", "bool")

    def test_the_file_is_a_geopackage_by_the_standard(self, values: RecordValues, tmp_path: Path) -> None:
        path = tmp_path / "events.gpkg"
        export_file(values, "gpkg", path)
        with sqlite3.connect(path) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            contents = connection.execute(
                "SELECT table_name, data_type, srs_id FROM gpkg_contents ORDER BY 1"
            ).fetchall()
            rows = connection.execute("SELECT event_id, killed_best, geom IS NULL FROM events ORDER BY fid").fetchall()
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert application == 0x47504B47
        assert contents == [("control", "features", 4326), ("events", "features", 4326)]
        assert rows == [(EVENT.event_id, 9, 0), ("e2", None, 1)]

    def test_longitude_comes_first(self, values: RecordValues, tmp_path: Path) -> None:
        export_file(values, "gpkg", tmp_path / "events.gpkg")
        info = pyogrio.read_info(tmp_path / "events.gpkg", layer="control", force_total_bounds=True)
        assert tuple(info["total_bounds"]) == (37.1, 36.2, 37.1, 36.2)

    def test_groups_are_put_together(
        self, values: RecordValues, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("casus.exporting.as_gpkg.FEATURES", 1)
        export_file(values, "gpkg", tmp_path / "events.gpkg")
        assert pyogrio.read_info(tmp_path / "events.gpkg", layer="events")["features"] == 2

    def test_a_name_of_any_ending_is_written(self, values: RecordValues, tmp_path: Path) -> None:
        export_file(values, "gpkg", tmp_path / "events.map")
        assert [path.name for path in tmp_path.iterdir()] == ["events.map"]


@pytest.mark.parametrize(("format_name", "library"), [("parquet", "pyarrow"), ("gpkg", "pyogrio")])
def test_a_library_that_is_missing_is_one_clear_line(
    format_name: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.setitem(sys.modules, name, None)
    extra = {"parquet": "parquet", "gpkg": "geo"}[format_name]
    with pytest.raises(
        MissingExtraError, match=rf"needs {library}, which is not installed: pip install 'casus-monitor\[{extra}\]'"
    ):
        export_file(record_of(EVENT), format_name, tmp_path / "events")


@pytest.mark.parametrize("format_name", ["xlsx", "parquet", "gpkg"])
def test_a_safe_record_tells_no_more_in_a_file(format_name: str, tmp_path: Path) -> None:
    camp = replace(SHELLING, event_id="e3", title="Shelling of a camp", place="Reed camp")
    source, _ = protected(record_of(EVENT, camp), Protection(date(2023, 7, 1)))
    kept = whole(source)
    path = tmp_path / f"events.{format_name}"
    export_file(kept, format_name, path)
    if format_name == "parquet":
        text = str(pq.read_table(path).to_pylist())
    elif format_name == "gpkg":
        meta, _, points, columns = pyogrio.raw.read(path, layer="events")
        text = str([list(column) for column in columns]) + str(
            [struct.unpack("<BIdd", bytes(point)) for point in points]
        )
        assert "Point" in str(meta)
    else:
        text = str([list(sheet.values) for sheet in openpyxl.load_workbook(path).worksheets])
    assert "Oldtown" in text
    assert "36.2" in text
    assert not any(secret in text for secret in ("36.21", "Reed camp", "report-e3"))


@pytest.mark.parametrize("format_name", ["xlsx", "parquet", "gpkg"])
def test_equal_records_give_equal_files(format_name: str, values: RecordValues, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_file(values, format_name, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("format_name", ["xlsx", "parquet", "gpkg"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=records())
def test_any_record_can_be_written_and_read_back(format_name: str, values: RecordValues, tmp_path: Path) -> None:
    path = tmp_path / f"any.{format_name}"
    path.unlink(missing_ok=True)
    export_file(values, format_name, path)
    wanted = [event.event_id for event in values.links.events]
    if format_name == "parquet":
        assert pq.read_table(path).column("event_id").to_pylist() == wanted
    elif format_name == "gpkg":
        with sqlite3.connect(path) as connection:
            assert [row[0] for row in connection.execute("SELECT event_id FROM events ORDER BY fid")] == wanted
    else:
        sheet = openpyxl.load_workbook(path, read_only=True)["events"]
        assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == wanted

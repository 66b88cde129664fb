"""Exports: what each format promises to those who read it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casus.coding.kinds import mapping
from casus.exporting.as_csv import COLUMNS
from casus.exporting.formats import UnknownFormatError, export, export_file, formats, is_binary
from casus.exporting.values import Options, RecordValues
from casus.record import (
    Claim,
    Control,
    Count,
    Document,
    Event,
    Interval,
    Links,
    Number,
    Operation,
    Problem,
    Relation,
    Toll,
)

TEXT = 'Shells hit the "old" market, killing 9, residents said.\nThe army denied it.'
REPORT = Document("r1", TEXT, publisher="The Courier")
DAY = date(2016, 5, 1)
HIT = Claim("c1", REPORT.key, "shelling", 0, 28, TEXT[:28], source="residents", counts=(Count("killed", 9, 9),))
DENIAL = Claim("c2", REPORT.key, "shelling", 56, 75, TEXT[56:], status="denied")
EVENT = Event(
    event_id="e1",
    kind="shelling",
    title="Shelling of the market",
    claim_ids=("c1",),
    interval=Interval(DAY, None),
    actors=("army", "militia"),
    place="the market",
    country="SY",
    lat=35.5,
    lon=36.25,
    precision="exact",
    numbers=(
        Number("killed", 9, 9, None, "c1", "the only claim", ("c1",)),
        Number("killed_civilians", 2, 2, 2, "c1", "", ("c1",), "killed"),
    ),
    grade="contested",
    origins=("residents",),
    denial_ids=("c2",),
    operation_id="o1",
)
ELSEWHERE = replace(EVENT, event_id="e2", lat=None, lon=None, numbers=(), operation_id=None, denial_ids=())
LINKS = Links(
    events=(EVENT, ELSEWHERE),
    operations=(Operation("o1", "Battle of the market", ("e1",)),),
    tolls=(Toll("t1", "c1", Count("killed", 9, 9)),),
    controls=(Control("the market", "army", Interval(DAY, DAY), None, ("c1",)),),
    event_of={"c1": "e1"},
)
FEUD = Relation("r1", REPORT.key, "fights", 56, 75, TEXT[56:], "army", "army", "rebels", "rebels", Interval(None, DAY))
VALUES = RecordValues(
    documents=(REPORT,),
    claims=(HIT, DENIAL),
    links=LINKS,
    problems=(Problem("news/b.txt", "read", "is empty"),),
    codes={claim.claim_id: mapping(claim) for claim in (HIT, DENIAL)},
    relations=(FEUD,),
)


def exported(format_name: str, values: RecordValues = VALUES, **options: bool) -> str:
    stream = io.StringIO()
    export(values, format_name, stream, Options(**options))
    return stream.getvalue()


def table(values: RecordValues = VALUES, **options: bool) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported("csv", values, **options).removeprefix("\ufeff"), newline="")))


def features(values: RecordValues = VALUES) -> list[dict[str, object]]:
    return json.loads(exported("geojson", values))["features"]


def test_every_format_is_known_by_name_and_an_unknown_one_is_refused() -> None:
    assert formats() == (
        *(
            "acled",
            "csv",
            "ftm",
            "gdelt",
            "gdelt_mentions",
            "geojson",
            "gpkg",
            "hxl",
            "jsonl",
            "parquet",
            "plover",
            "ucdp",
            "xlsx",
        ),
    )
    with pytest.raises(UnknownFormatError, match="csv, ftm, gdelt, gdelt_mentions, geojson"):
        exported("shapefile")


@pytest.mark.parametrize("format_name", formats())
def test_a_record_without_events_can_be_exported_to_a_file(format_name: str, tmp_path: Path) -> None:
    left_out = export_file(RecordValues((), ()), format_name, tmp_path / "empty")
    assert (tmp_path / "empty").exists()
    assert not left_out


def test_formats_that_are_no_text_are_known_as_such() -> None:
    assert [name for name in formats() if is_binary(name)] == ["gpkg", "parquet", "xlsx"]


def test_knowing_the_formats_imports_none_of_them() -> None:
    code = "import sys; from casus.exporting.formats import formats; formats(); print([m for m in sys.modules if 'as_' in m and 'casus' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestCsv:
    def test_columns_have_a_frozen_order(self) -> None:
        assert COLUMNS[:9] == (
            "event_id",
            "kind",
            "title",
            "status",
            "grade",
            "grade_reason",
            "date_start",
            "date_end",
            "place",
        )
        assert COLUMNS[16:19] == ("killed_low", "killed_best", "killed_high")
        assert COLUMNS[-5:] == ("acled_event_type", "acled_sub_event_type", "plover_event", "plover_mode", "province")
        assert len(COLUMNS) == len(set(COLUMNS)) == 73
        assert exported("csv").startswith(",".join(COLUMNS) + "\n")

    def test_an_event_is_a_row_and_what_is_unknown_is_empty(self) -> None:
        row, _ = table()
        assert (row["event_id"], row["date_start"], row["date_end"]) == ("e1", "2016-05-01", "")
        assert (row["killed_low"], row["killed_best"], row["killed_high"], row["wounded_best"]) == ("9", "9", "", "")
        assert row["parts"] == "killed_civilians of killed"
        assert (row["lat"], row["lon"]) == ("35.5", "36.25")
        assert row["actors"] == "army; militia"
        assert (row["operation_id"], row["operation"]) == ("o1", "Battle of the market")
        assert row["acled_event_type"] == "Explosions/Remote violence"

    def test_a_row_leads_back_to_sources_documents_claims_and_words(self) -> None:
        row, _ = table()
        assert row["sources"] == "residents; The Courier"
        assert (row["documents"], row["claim_ids"], row["denial_ids"]) == ("r1", "c1", "c2")
        assert row["evidence"].split(" | ") == [HIT.evidence, DENIAL.evidence]

    def test_zero_is_not_unknown(self) -> None:
        none_died = replace(EVENT, lat=0.0, numbers=(Number("killed", 0, 0, 0, "c1", ""),))
        row = table(replace(VALUES, links=replace(LINKS, events=(none_died,))))[0]
        assert (row["killed_low"], row["killed_best"], row["killed_high"], row["lat"]) == ("0", "0", "0", "0.0")

    @pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1"])
    def test_formulas_stay_text_in_a_spreadsheet_and_are_left_as_they_are_otherwise(self, title: str) -> None:
        values = replace(VALUES, links=replace(LINKS, events=(replace(EVENT, title=title, lon=-36.25),)))
        assert table(values)[0]["title"] == title
        (row,) = table(values, excel=True)
        assert row["title"] == f"'{title}"
        assert row["lon"] == "-36.25", "a number is no formula"
        assert exported("csv", values, excel=True).startswith("\ufeff")

    def test_lines_end_in_lf(self) -> None:
        assert "\r" not in exported("csv")
        assert exported("csv").endswith("\n")


class TestJsonLines:
    def test_everything_is_there_with_its_type(self) -> None:
        rows = [json.loads(line) for line in exported("jsonl").splitlines()]
        assert [row["type"] for row in rows] == [
            *("document", "claim", "claim", "relation", "event", "event", "operation", "toll", "control", "problem")
        ]
        assert rows[0]["text"] == TEXT
        assert (rows[1]["event_id"], rows[1]["doc"], rows[2]["event_id"]) == ("e1", "r1", None)
        assert rows[4]["numbers"][1]["part_of"] == "killed"

    def test_a_line_separator_in_a_text_breaks_no_line(self) -> None:
        odd = replace(REPORT, id="odd", text="one\u2028two\x85three\nfour")
        assert exported("jsonl", RecordValues((odd,), ())).count("\n") == 1


class TestGeoJson:
    def test_a_feature_is_an_event_with_a_point_longitude_first(self) -> None:
        (feature,) = features()
        assert (feature["type"], feature["id"]) == ("Feature", "e1")
        assert feature["geometry"] == {"type": "Point", "coordinates": [36.25, 35.5]}
        assert feature["properties"]["grade"] == "contested"
        assert feature["properties"]["evidence"] == [HIT.evidence, DENIAL.evidence]

    def test_events_without_a_point_are_counted_not_placed(self) -> None:
        collection = json.loads(exported("geojson"))
        assert (collection["type"], collection["unlocated"]) == ("FeatureCollection", 1)

    @pytest.mark.parametrize(
        ("precision", "area"),
        [
            ("exact", False),
            ("near", False),
            ("district", True),
            ("province", True),
            ("country", True),
            ("region", True),
        ],
    )
    def test_a_point_that_stands_for_an_area_says_so(self, precision: str, area: bool) -> None:
        event = replace(EVENT, precision=precision)
        (feature,) = features(replace(VALUES, links=replace(LINKS, events=(event,))))
        assert feature["properties"]["precision"] == precision
        assert feature["properties"]["area_point"] is area

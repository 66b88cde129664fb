"""GDELT's tables of events and mentions: columns, CAMEO codes and Goldstein values, one line an event."""

from __future__ import annotations

from dataclasses import replace

import pytest
from export_values import CIVILIANS, SHELLING, exported, record_of, records
from hypothesis import given, settings

from casus.exporting import as_gdelt, as_gdelt_mentions
from casus.exporting.cameo_codes import cameo_codes, quad_class, read_codes
from casus.exporting.values import RecordValues
from casus.record import KINDS


def lines(values: RecordValues, format_name: str = "gdelt") -> list[dict[str, str]]:
    columns = (as_gdelt if format_name == "gdelt" else as_gdelt_mentions).COLUMNS
    found = [line.split("\t") for line in exported(format_name, values).splitlines()]
    return [dict(zip(columns, cells, strict=True)) for cells in found]


def test_the_tables_have_the_columns_of_gdelt_and_no_header() -> None:
    assert len(as_gdelt.COLUMNS) == 61
    assert as_gdelt.COLUMNS[26:36] == (
        "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles",
        "AvgTone", "Actor1Geo_Type",
    )  # fmt: skip
    assert as_gdelt.COLUMNS[:7] == (
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code", "Actor1Name",
    )  # fmt: skip
    assert as_gdelt.COLUMNS[15] == "Actor2Code"
    assert as_gdelt.COLUMNS[25] == "IsRootEvent"
    assert as_gdelt.COLUMNS[51:] == (
        *(f"ActionGeo_{name}" for name in ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")),
        "DATEADDED", "SOURCEURL",
    )  # fmt: skip
    assert len(as_gdelt_mentions.COLUMNS) == 16
    assert exported("gdelt", record_of()) == ""


def test_an_event_is_a_line() -> None:
    (found,) = lines(record_of(SHELLING, url="https://courier.example/1"))
    assert (found["GLOBALEVENTID"], found["SQLDATE"], found["MonthYear"], found["Year"], found["FractionDate"]) == (
        "255", "20230509", "202305", "2023", "2023.4356",
    )  # fmt: skip
    assert (found["Actor1Code"], found["Actor1Name"], found["Actor1Type1Code"]) == ("SYRMIL", "RURITANIA", "MIL")
    assert (found["Actor2Code"], found["Actor2CountryCode"]) == ("SYRREB", "SYR")
    assert (found["EventCode"], found["EventBaseCode"], found["EventRootCode"], found["QuadClass"], found["GoldsteinScale"]) == (
        "194", "194", "19", "4", "-10.0",
    )  # fmt: skip
    assert (found["ActionGeo_Type"], found["ActionGeo_FullName"], found["ActionGeo_CountryCode"], found["ActionGeo_Lat"]) == (
        "4", "Oldtown, Aleppo, Syria", "SY", "36.2123",
    )  # fmt: skip
    assert (found["NumMentions"], found["SOURCEURL"]) == ("1", "https://courier.example/1")


def test_a_mention_leads_to_its_claim() -> None:
    values = record_of(replace(SHELLING, actors=("Shells",)))
    (found,) = lines(values, "gdelt_mentions")
    assert found["GLOBALEVENTID"] == lines(values)[0]["GLOBALEVENTID"]
    assert found["Extras"] == f"claim:{values.claims[0].claim_id}"
    assert (found["Actor1CharOffset"], found["Actor2CharOffset"], found["MentionSourceName"]) == (
        "0",
        "-1",
        "The Courier",
    )


def test_december_stays_in_its_year() -> None:
    assert (
        lines(
            record_of(
                replace(
                    SHELLING,
                    interval=replace(
                        SHELLING.interval, start=None, end=SHELLING.interval.end.replace(month=12, day=31)
                    ),
                )
            )
        )[0]["FractionDate"]
        == "2023.9999"
    )


def test_finer_codes_stay_below_the_root_that_coding_gives() -> None:
    shooting = record_of(
        replace(SHELLING, kind="attack_on_civilians", targets=(CIVILIANS,)), evidence="They shot villagers."
    )
    assert lines(shooting)[0]["EventCode"] == "182"
    massacre = record_of(
        replace(SHELLING, kind="attack_on_civilians", targets=(CIVILIANS,)), evidence="It was a massacre."
    )
    assert lines(massacre)[0]["EventCode"] == "202"


@pytest.mark.parametrize(
    ("code", "quad"), [("01", 1), ("057", 1), ("06", 2), ("0874", 2), ("09", 3), ("13", 3), ("141", 4), ("2041", 4)]
)
def test_quad_classes(code: str, quad: int) -> None:
    assert quad_class(code) == quad


def test_every_kind_has_codes_and_every_root_a_value() -> None:
    assert {*cameo_codes().kinds} == {*KINDS}
    assert {f"{root:02d}0" for root in range(1, 21)} <= cameo_codes().goldstein.keys()


def test_a_code_without_a_value_is_told() -> None:
    text = '[codes]\nsiege = ["199"]\n[sub_events]\n[goldstein]\n"190" = -10.0\n[roles]\nother = "UAF"\n'
    with pytest.raises(ValueError, match="'siege' has code '199'"):
        read_codes(text)


@settings(max_examples=100, deadline=None)
@given(records())
def test_every_line_of_any_record_has_all_columns_and_known_codes(values) -> None:
    for line in lines(values):
        assert float(line["GoldsteinScale"]) == cameo_codes().goldstein[line["EventCode"]]
        assert line["EventCode"].startswith(line["EventRootCode"])
    claims = {claim.claim_id for claim in values.claims}
    assert {line["Extras"].removeprefix("claim:") for line in lines(values, "gdelt_mentions")} <= claims

"""UCDP's table: lethal events with deaths by side, precision and sides as UCDP names them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from export_values import (
    BRIGADE,
    CIVILIANS,
    DAY,
    FRONT,
    GOVERNMENT,
    SHELLING,
    TURKEY,
    exported,
    left_out,
    number,
    record_of,
    records,
    rows,
)
from hypothesis import given, settings

from casus.exporting.as_ucdp import priogrid
from casus.exporting.checking import ucdp_errors
from casus.record import Event, Interval

LETHAL = replace(
    SHELLING,
    numbers=(number("killed", 5, 9, 12), number("killed_civilians", 2, 2, 3), number("killed_combatants", 4, 4, 4)),
)


def row(event: Event = LETHAL) -> dict[str, str]:
    (found,) = rows("ucdp", record_of(event))
    return found


def reasons(event: Event) -> dict[str, int]:
    return left_out("ucdp", record_of(event))


def test_the_columns_are_those_of_ged_in_its_order() -> None:
    header = (
        "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,"
        "dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
        "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,"
        "priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
        "deaths_unknown,best,high,low,gwnoa,gwnob"
    )
    assert exported("ucdp", record_of()) == f"{header}\n"


def test_an_event_is_coded_as_ucdp_does() -> None:
    found = row()
    assert (found["id"], found["relid"], found["type_of_violence"]) == ("255", "SYR-2023-1-e0000000000ff", "1")
    assert (found["side_a"], found["side_b"], found["gwnoa"], found["gwnob"]) == (
        "Government of Syria",
        "People's Front",
        "652",
        "",
    )
    assert found["dyad_name"] == "Government of Syria - People's Front"
    assert (found["country"], found["country_id"], found["region"], found["adm_1"]) == (
        "Syria",
        "652",
        "Middle East",
        "Aleppo",
    )
    assert (found["where_prec"], found["geom_wkt"]) == ("1", "POINT (37.16 36.2123)")
    assert (found["date_prec"], found["date_start"], found["date_end"], found["event_clarity"]) == (
        "1",
        "2023-05-09",
        "2023-05-09",
        "1",
    )
    assert found["number_of_sources"] == "1"


def test_deaths_are_by_side_and_make_the_best_figure() -> None:
    found = row()
    assert [found[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")] == [
        "0",
        "4",
        "2",
        "3",
    ]
    assert (found["low"], found["best"], found["high"]) == ("5", "9", "12")


def test_the_article_names_the_report_and_its_claims() -> None:
    values = record_of(LETHAL)
    (found,) = rows("ucdp", values)
    assert found["source_article"] == f'"The Courier,2023-05-10,News of the day" [{values.claims[0].claim_id}]'


def test_the_government_is_side_a_whoever_attacked() -> None:
    found = row(replace(LETHAL, actors=(FRONT,), targets=(GOVERNMENT,)))
    assert (found["side_a"], found["side_b"]) == ("Government of Syria", "People's Front")
    assert (found["deaths_a"], found["deaths_b"]) == ("4", "0"), "the government was struck"


def test_a_state_abroad_is_named_by_its_own_country() -> None:
    found = row(replace(LETHAL, actors=(TURKEY,)))
    assert (found["side_a"], found["gwnoa"], found["country_id"]) == ("Government of Turkey", "640", "652")


def test_combatants_of_two_sides_are_of_unknown_sides() -> None:
    found = row(replace(LETHAL, targets=(FRONT, BRIGADE)))
    assert (found["deaths_a"], found["deaths_b"], found["deaths_unknown"]) == ("0", "0", "7")


def test_what_is_done_to_civilians_alone_is_one_sided() -> None:
    found = row(replace(LETHAL, targets=(CIVILIANS,)))
    assert (found["type_of_violence"], found["side_b"], found["deaths_b"]) == ("3", "Civilians", "0")


@pytest.mark.parametrize(
    ("days", "code"), [(0, "1"), (1, "2"), (5, "2"), (6, "3"), (7, "4"), (30, "4"), (31, "5"), (365, "5")]
)
def test_the_span_of_days_gives_the_date_precision(days: int, code: str) -> None:
    assert row(replace(LETHAL, interval=Interval(DAY, DAY + timedelta(days=days))))["date_prec"] == code


def test_that_holds_for_a_group_that_shells_a_town_too() -> None:
    found = row(replace(LETHAL, actors=(FRONT,), targets=(CIVILIANS,)))
    assert (found["type_of_violence"], found["side_a"]) == ("3", "People's Front")


def test_reasons_for_having_no_row() -> None:
    assert reasons(SHELLING) == {"nobody reported killed": 1}
    assert reasons(replace(LETHAL, interval=Interval(None, DAY))) == {"no bound in time": 1}
    assert reasons(replace(LETHAL, kind="agreement")) == {"no type of violence of UCDP": 1}
    assert reasons(replace(LETHAL, country=None)) == {"no one country": 1}
    assert reasons(replace(LETHAL, status="planned")) == {"only planned": 1}


@pytest.mark.parametrize(
    ("lat", "lon", "cell"), [(-90, -180, 1), (-89.6, -179.6, 1), (-90, -179.5, 2), (90, 180, 259_200), (0, 0, 129_961)]
)
def test_cells_of_the_grid_count_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell


def test_what_is_known_to_the_country_only_has_no_cell() -> None:
    assert row(replace(LETHAL, precision="country"))["priogrid_gid"] == ""


@settings(max_examples=200, deadline=None)
@given(records())
def test_every_row_of_any_record_keeps_the_code_lists_and_adds_up(values) -> None:
    found = rows("ucdp", values)
    assert [error for one in found for error in ucdp_errors(one)] == []
    assert len(found) + sum(left_out("ucdp", values).values()) == len(values.links.events)
    claims = {claim.claim_id for claim in values.claims}
    assert all(any(claim in one["source_article"] for claim in claims) for one in found)

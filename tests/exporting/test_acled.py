"""ACLED's table: its columns and codes, and its rules of who, when, where and how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from export_values import (
    BRIGADE,
    CIVILIANS,
    DAY,
    FACTS,
    FRONT,
    GOVERNMENT,
    POLICE,
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

from casus.coding.kind_codes import ACLED
from casus.exporting.acled_codes import acled_codes, read_codes
from casus.exporting.checking import acled_errors
from casus.record import Event, Interval


def row(event: Event = SHELLING, **options: bool) -> dict[str, str]:
    (found,) = rows("acled", record_of(event), **options)
    return found


def reasons(event: Event) -> dict[str, int]:
    return left_out("acled", record_of(event))


def test_the_columns_are_those_of_acled_in_its_order() -> None:
    header = (
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
        "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
        "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
    )
    assert exported("acled", record_of()) == f"{header}\n"


def test_the_code_list_of_event_types_is_that_of_coding() -> None:
    assert acled_codes().event_types == ACLED


def test_an_event_is_coded_as_acled_does() -> None:
    found = row()
    assert found["event_id_cnty"] == "SYR255"
    assert (found["event_date"], found["year"], found["time_precision"]) == ("2023-05-09", "2023", "1")
    assert (found["disorder_type"], found["event_type"], found["sub_event_type"]) == (
        "Political violence", "Explosions/Remote violence", "Shelling/artillery/missile attack",
    )  # fmt: skip
    assert (found["actor1"], found["inter1"]) == ("Military Forces of Syria (2000-2024)", "State forces")
    assert (found["actor2"], found["inter2"]) == ("PF: People's Front", "Rebel group")
    assert found["interaction"] == "State forces-Rebel group"
    assert (found["iso"], found["region"], found["country"], found["admin1"]) == (
        "760",
        "Middle East",
        "Syria",
        "Aleppo",
    )
    assert (found["location"], found["latitude"], found["longitude"], found["geo_precision"]) == (
        "Oldtown",
        "36.2123",
        "37.16",
        "1",
    )
    assert (found["source"], found["fatalities"]) == ("residents", "0")
    assert "“Shells fell on the old market.” (residents)" in found["notes"]


def test_a_row_leads_back_to_the_event_and_its_claims() -> None:
    values = record_of(SHELLING)
    (found,) = rows("acled", values)
    assert f"casus event={SHELLING.event_id}" in found["tags"]
    assert f"claims={values.claims[0].claim_id}" in found["tags"]


def test_kinds_of_actors_can_be_numbers() -> None:
    found = row(numeric=True)
    assert (found["inter1"], found["inter2"], found["interaction"]) == ("1", "2", "12")


class TestTime:
    @pytest.mark.parametrize(
        ("last", "precision", "day"),
        [("2023-05-09", "1", "2023-05-09"), ("2023-05-15", "2", "2023-05-12"), ("2023-06-08", "3", "2023-05-24")],
    )
    def test_a_week_or_month_is_its_middle_with_a_precision(self, last: str, precision: str, day: str) -> None:
        found = row(replace(SHELLING, interval=Interval(DAY, date.fromisoformat(last))))
        assert (found["time_precision"], found["event_date"]) == (precision, day)

    @pytest.mark.parametrize("days", [Interval(), Interval(None, DAY), Interval(DAY, date(2023, 8, 1))])
    def test_an_event_without_a_day_week_or_month_has_no_row(self, days: Interval) -> None:
        assert reasons(replace(SHELLING, interval=days)) == {"no day, week or month": 1}


class TestWho:
    def test_forces_abroad_are_external_forces(self) -> None:
        found = row(replace(SHELLING, actors=(TURKEY,)))
        assert (found["actor1"], found["inter1"]) == ("Military Forces of Turkey", "External/Other forces")
        assert found["interaction"] == "Rebel group-External/Other forces"

    def test_civilians_are_named_last_in_an_interaction(self) -> None:
        found = row(replace(SHELLING, actors=(TURKEY,), targets=(CIVILIANS,)))
        assert found["interaction"] == "External/Other forces-Civilians"

    def test_others_on_a_side_are_associated_actors(self) -> None:
        found = row(replace(SHELLING, actors=(GOVERNMENT, POLICE), targets=(FRONT, CIVILIANS)))
        assert found["assoc_actor_1"] == "Police Forces of Syria"
        assert (found["actor2"], found["assoc_actor_2"]) == ("PF: People's Front", "Civilians (Syria)")

    def test_civilians_who_alone_were_shelled_are_the_target(self) -> None:
        found = row(replace(SHELLING, targets=(CIVILIANS,)))
        assert (found["actor2"], found["civilian_targeting"]) == ("Civilians (Syria)", "Civilian targeting")
        assert found["interaction"] == "State forces-Civilians"

    def test_an_attacker_whom_nobody_names_is_an_unidentified_group(self) -> None:
        found = row(replace(SHELLING, kind="attack_on_civilians", actors=(), targets=(CIVILIANS,)))
        assert (found["event_type"], found["actor1"], found["inter1"]) == (
            "Violence against civilians", "Unidentified Armed Group (Syria)", "Political militia",
        )  # fmt: skip

    def test_a_battle_has_no_civilians_among_its_actors(self) -> None:
        found = row(replace(SHELLING, kind="armed_clash", targets=(FRONT, CIVILIANS)))
        assert (found["event_type"], found["actor2"], found["assoc_actor_2"]) == ("Battles", "PF: People's Front", "")

    def test_what_is_told_as_a_battle_with_civilians_alone_is_violence_against_them(self) -> None:
        found = row(replace(SHELLING, kind="offensive", targets=(CIVILIANS,)))
        assert (found["event_type"], found["sub_event_type"]) == ("Violence against civilians", "Attack")

    def test_those_who_fight_each_other_stand_on_two_sides(self) -> None:
        found = row(replace(SHELLING, kind="armed_clash", actors=(FRONT, BRIGADE), targets=()))
        assert (found["actor1"], found["actor2"], found["interaction"]) == (
            "PF: People's Front", "River Brigade", "Rebel group-Political militia",
        )  # fmt: skip

    def test_a_protest_is_one_of_protesters(self) -> None:
        found = row(replace(SHELLING, kind="protest", actors=("Union of Bakers",), targets=(GOVERNMENT,)))
        assert (found["actor1"], found["assoc_actor_1"], found["actor2"]) == (
            "Protesters (Syria)",
            "Union of Bakers",
            "",
        )
        assert (found["interaction"], found["disorder_type"]) == ("Protesters only", "Demonstrations")

    def test_governments_make_agreements(self) -> None:
        found = row(replace(SHELLING, kind="agreement", actors=(GOVERNMENT, FRONT), targets=()))
        assert (found["actor1"], found["actor2"]) == ("Government of Syria (2000-2024)", "PF: People's Front")

    def test_whom_acled_calls_forces_of_a_state_are_state_forces_to_it(self) -> None:
        values = record_of(replace(SHELLING, actors=(FRONT,), targets=(CIVILIANS,)))
        ruling = replace(FACTS["front"], acled="Military Forces of Syria (2024-)")
        (found,) = rows("acled", replace(values, who=lambda actor_id, _on: ruling if actor_id == "front" else None))
        assert (found["actor1"], found["inter1"]) == ("Military Forces of Syria (2024-)", "State forces")

    def test_civilians_who_protest_are_the_protesters(self) -> None:
        assert row(replace(SHELLING, kind="protest", actors=(CIVILIANS,), targets=()))["assoc_actor_1"] == ""


class TestFatalities:
    def test_the_lowest_figure_is_taken_and_the_dispute_is_noted(self) -> None:
        found = row(replace(SHELLING, numbers=(number("killed", 4, 9, 12),)))
        assert found["fatalities"] == "4"
        assert "Reported fatalities: 4 to 12; the lowest is coded." in found["notes"]

    @pytest.mark.parametrize(("low", "high", "coded"), [(24, 99, "12"), (200, 999, "100"), (20, 99, "20")])
    def test_words_for_numbers_have_the_figures_of_acled(self, low: int, high: int, coded: str) -> None:
        assert row(replace(SHELLING, numbers=(number("killed", low, low, high),)))["fatalities"] == coded

    def test_nothing_is_estimated(self) -> None:
        found = row(replace(SHELLING, numbers=(number("wounded", 30, 30, 30),)))
        assert found["fatalities"] == "0"
        assert "No number of fatalities is reported." in found["notes"]

    def test_a_part_is_not_added_to_its_whole(self) -> None:
        numbers = (number("killed", 255, 255, 255), number("killed_civilians", 24, 24, 24, part_of="killed"))
        assert row(replace(SHELLING, numbers=numbers))["fatalities"] == "255"


class TestWhere:
    @pytest.mark.parametrize(
        ("precision", "code"), [("exact", "1"), ("near", "2"), ("district", "2"), ("province", "3"), ("region", "3")]
    )
    def test_precision_is_coded(self, precision: str, code: str) -> None:
        assert row(replace(SHELLING, precision=precision))["geo_precision"] == code

    def test_only_strategic_developments_may_have_the_country_alone(self) -> None:
        assert reasons(replace(SHELLING, precision="country")) == {"no place within its country": 1}
        assert row(replace(SHELLING, kind="agreement", precision="country"))["geo_precision"] == "3"

    def test_an_event_in_two_countries_has_no_row(self) -> None:
        assert reasons(replace(SHELLING, country=None)) == {"no one country": 1}


@pytest.mark.parametrize(
    ("status", "grade", "reason"),
    [
        ("planned", "reported", "only planned"),
        ("possible", "reported", "only possible"),
        ("happened", "denied", "only denied"),
    ],
)
def test_what_did_not_happen_has_no_row(status: str, grade: str, reason: str) -> None:
    assert reasons(replace(SHELLING, status=status, grade=grade)) == {reason: 1}


def test_a_toll_over_several_events_is_none_of_them() -> None:
    values = record_of(replace(SHELLING, kind="casualty_report", numbers=(number("killed", 255, 255, 255),)))
    toll = replace(values, claims=tuple(replace(claim, aggregate=True) for claim in values.claims))
    assert len(rows("acled", values)) == 1
    assert rows("acled", toll) == rows("ucdp", toll) == []


def test_a_text_that_a_spreadsheet_would_run_is_text_and_raw_is_as_it_is() -> None:
    event = replace(SHELLING, place="=1+1", lon=-36.25)
    assert row(event)["location"] == "'=1+1"
    assert row(event)["longitude"] == "-36.25"
    assert row(event, raw=True)["location"] == "=1+1"
    assert exported("acled", record_of(event), excel=True).startswith("\ufeff")


@settings(max_examples=200, deadline=None)
@given(records())
def test_every_row_of_any_record_keeps_the_code_lists(values) -> None:
    found = rows("acled", values)
    assert [error for one in found for error in acled_errors(one)] == []
    claims = {claim.claim_id for claim in values.claims}
    assert all(claims & set(one["tags"].split("claims=")[1].split(";")[0].split()) for one in found)
    assert len(found) + sum(left_out("acled", values).values()) == len(values.links.events)


class TestCodeList:
    TEXT = (__import__("importlib.resources").resources.files("casus.exporting") / "acled.toml").read_text(
        encoding="utf8"
    )

    def test_a_sub_event_type_without_a_disorder_type_is_told(self) -> None:
        with pytest.raises(ValueError, match="'Grenade' has no event type, or no disorder type"):
            read_codes(self.TEXT.replace('"Grenade",\n', "\n", 1))

    def test_a_kind_with_an_unknown_code_is_told(self) -> None:
        with pytest.raises(ValueError, match="kind 'pmc' has code 9"):
            read_codes(self.TEXT.replace("pmc = 8", "pmc = 9"))

    def test_a_figure_above_its_lowest_is_told(self) -> None:
        with pytest.raises(ValueError, match="above its lowest"):
            read_codes(self.TEXT.replace("fatalities = 100", "fatalities = 300"))

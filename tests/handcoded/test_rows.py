"""Tables of ACLED and UCDP as plain values; what is wrong with a row is told."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from casus.coding.kind_codes import ACLED
from casus.handcoded.names import plain_name, state_named
from casus.handcoded.rows import CodedRow, read_rows, scheme_of
from casus.handcoded.schemes import read_schemes, schemes
from casus.reading.errors import UnreadableError
from casus.record import Interval, Problem

ACLED_ROW = {
    "event_id_cnty": "SYR12", "event_date": "2023-05-09", "year": "2023", "time_precision": "1", "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Syria (2000-2024)", "assoc_actor_1": "", "actor2": "PF: People's Front", "assoc_actor_2": "Civilians (Syria)",
    "iso": "760", "country": "Syria", "location": "Oldtown", "latitude": "36.2", "longitude": "37.1", "geo_precision": "2",
    "notes": "On 9 May 2023, government forces shelled Oldtown.\nNine died.", "fatalities": "9",
}  # fmt: skip
UCDP_ROW = {
    "id": "77", "type_of_violence": "3", "side_a": "People's Front", "side_b": "Civilians", "source_headline": "Nine villagers killed",
    "where_prec": "4", "where_coordinates": "Aleppo province", "latitude": "36.2", "longitude": "37.1", "country": "Syria", "country_id": "652",
    "event_clarity": "2", "date_start": "2023-05-09 00:00:00.000", "date_end": "2023-05-11 00:00:00.000", "deaths_a": "0", "deaths_b": "0",
    "deaths_civilians": "9", "best": "9", "low": "8", "high": "12",
}  # fmt: skip


def read(tmp_path: Path, row: dict[str, str], scheme: str = "acled") -> CodedRow | Problem:
    (found,) = read_rows(table(tmp_path, row), scheme)  # type: ignore[arg-type]
    return found


def table(tmp_path: Path, *rows: dict[str, str]) -> Path:
    path = tmp_path / "events.csv"
    with path.open("w", newline="", encoding="utf8") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_row_of_acled(tmp_path: Path) -> None:
    found = read(tmp_path, ACLED_ROW)
    assert isinstance(found, CodedRow)
    assert (found.row_id, found.kind, found.interval) == (
        "SYR12",
        "shelling",
        Interval(date(2023, 5, 9), date(2023, 5, 9)),
    )
    assert found.notes == "On 9 May 2023, government forces shelled Oldtown. Nine died."
    assert found.actors == ("Military Forces of Syria (2000-2024)",)
    assert found.targets == ("PF: People's Front", "Civilians (Syria)")
    assert (found.country, found.place, found.lat, found.lon, found.precision) == ("SY", "Oldtown", 36.2, 37.1, "near")
    assert (found.low, found.best, found.high) == (9, 9, 9)


def test_a_row_of_ucdp(tmp_path: Path) -> None:
    found = read(tmp_path, UCDP_ROW, "ucdp")
    assert isinstance(found, CodedRow)
    assert (found.kind, found.interval) == ("attack_on_civilians", Interval(date(2023, 5, 9), date(2023, 5, 11)))
    assert (found.low, found.best, found.high, found.civilians, found.several) == (8, 9, 12, 9, True)
    assert (found.country, found.precision) == ("SY", "province")


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [("1", "2023-05-09", "2023-05-09"), ("2", "2023-05-06", "2023-05-12"), ("3", "2023-05-01", "2023-05-31")],
)
def test_a_day_stands_for_the_days_of_its_precision(tmp_path: Path, precision: str, first: str, last: str) -> None:
    found = read(tmp_path, ACLED_ROW | {"time_precision": precision})
    assert isinstance(found, CodedRow)
    assert found.interval == Interval(date.fromisoformat(first), date.fromisoformat(last))


def test_a_code_that_does_not_tell_kinds_apart_names_families(tmp_path: Path) -> None:
    clear, other = read(tmp_path, ACLED_ROW), read(tmp_path, ACLED_ROW | {"sub_event_type": "Other"})
    violence = read(tmp_path, UCDP_ROW, "ucdp")
    assert isinstance(clear, CodedRow)
    assert isinstance(other, CodedRow)
    assert isinstance(violence, CodedRow)
    assert clear.families == frozenset()
    assert {"relief", "custody"} <= other.families
    assert violence.families == {"civilians", "remote"}


def test_acleds_zero_is_no_figure(tmp_path: Path) -> None:
    found = read(tmp_path, ACLED_ROW | {"fatalities": "0"})
    assert isinstance(found, CodedRow)
    assert (found.low, found.best, found.high) == (None, None, None)


def test_older_days_and_unidentified_groups(tmp_path: Path) -> None:
    found = read(tmp_path, ACLED_ROW | {"event_date": "09 May 2023", "actor1": "Unidentified Armed Group (Syria)"})
    assert isinstance(found, CodedRow)
    assert (found.interval.start, found.actors) == (date(2023, 5, 9), ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"event_date": "soon"}, "'soon' is no day"),
        ({"notes": " "}, "no notes or headline to quote"),
        ({"sub_event_type": "Tea party"}, "is no sub-event type of ACLED"),
        ({"fatalities": "many"}, "'many' is no number"),
        ({"latitude": "north"}, "'north' is no coordinate"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, change: dict[str, str], said: str) -> None:
    found = read(tmp_path, ACLED_ROW | change)
    assert isinstance(found, Problem)
    assert found.locator.endswith("events.csv#1")
    assert said in found.reason


def test_a_table_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="lacks the columns"):
        read(tmp_path, {"text": "News.", "id": "1"})


def test_the_scheme_shows_in_the_header(tmp_path: Path) -> None:
    assert scheme_of(table(tmp_path, ACLED_ROW)) == "acled"
    assert scheme_of(table(tmp_path, UCDP_ROW)) == "ucdp"
    assert scheme_of(table(tmp_path, {"text": "News."})) is None


class TestNames:
    @pytest.mark.parametrize(
        ("name", "state"),
        [
            ("Military Forces of Syria (2000-2024)", "Syria"),
            ("Police Forces of the Philippines (2016-) Anti-Illegal Drugs Force", "Philippines"),
            ("Government of Yemen (North Yemen)", "Yemen"),
            ("PF: People's Front", ""),
        ],
    )
    def test_the_state_of_forces(self, name: str, state: str) -> None:
        assert state_named(name) == state

    @pytest.mark.parametrize(
        ("name", "plain"),
        [
            ("PF: People's Front", "People's Front"),
            ("Islamic State (Syria)", "Islamic State"),
            ("M23", "M23"),
            ("(Odd)", "(Odd)"),
        ],
    )
    def test_names_without_acronym_and_country(self, name: str, plain: str) -> None:
        assert plain_name(name) == plain


class TestSchemes:
    def test_every_sub_event_type_has_a_kind(self) -> None:
        assert schemes().acled.keys() == {name for names in ACLED.values() for name in names}

    def test_how_far_kinds_are_apart(self) -> None:
        assert schemes().distance("shelling", "shelling") == 0
        assert schemes().distance("shelling", "air_strike") == 1
        assert schemes().distance("shelling", "armed_clash") == schemes().distance("armed_clash", "shelling") == 2
        assert schemes().distance("shelling", "agreement") is None

    def test_a_kind_without_a_family_is_told(self) -> None:
        from importlib.resources import files

        text = (files("casus.handcoded") / "schemes.toml").read_text(encoding="utf8")
        with pytest.raises(ValueError, match="'protest' is no kind, or is in no family"):
            read_schemes(text.replace('crowds = ["protest"]', "crowds = []"))

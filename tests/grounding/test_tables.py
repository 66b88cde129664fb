"""The tables of places that come with the package are sound."""

import csv
from importlib import resources

import pytest

from casus.grounding.states import state_by_code

COLUMNS = {
    "provinces.csv": ["country", "code", "name", "aliases", "lat", "lon"],
    "territories.csv": ["name", "kind", "country", "lat", "lon", "aliases"],
    "counties.csv": ["state", "name", "seat"],
}


def rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("casus.grounding") / "data" / name).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    assert reader.fieldnames == COLUMNS[name]
    return list(reader)


def names(row: dict[str, str]) -> list[str]:
    return [row["name"], *(alias for alias in row.get("aliases", "").split(";") if alias)]


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_is_whole_and_no_cell_has_blanks_around_it(name: str) -> None:
    for row in rows(name):
        assert None not in row, row
        assert all(value is not None and value == value.strip() for value in row.values()), row
        assert row["name"], row


def test_a_province_is_listed_once_under_its_code() -> None:
    keys = [(row["country"], row["code"]) for row in rows("provinces.csv")]
    assert len(keys) == len(set(keys)) > 3000


def test_a_county_is_listed_once_in_its_state() -> None:
    keys = [(row["state"], row["name"]) for row in rows("counties.csv")]
    assert len(keys) == len(set(keys)) > 3000


@pytest.mark.parametrize("name", ["provinces.csv", "territories.csv"])
def test_points_lie_on_the_globe_and_countries_are_known(name: str) -> None:
    for row in rows(name):
        if row["lat"] or row["lon"]:
            assert -90 <= float(row["lat"]) <= 90, row
            assert -180 <= float(row["lon"]) <= 180, row
        if name == "territories.csv":
            assert row["kind"] in ("land", "nature", "district"), row
            assert row["country"] == "" or row["country"] in state_by_code(), row


def test_no_name_is_given_twice_to_one_place() -> None:
    twice = [
        row
        for name in ("provinces.csv", "territories.csv")
        for row in rows(name)
        if len(set(names(row))) < len(names(row))
    ]
    assert twice == []

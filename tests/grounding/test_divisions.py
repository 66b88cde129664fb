"""Provinces of places, by their number and by a name near a point; on a small index of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from casus.grounding.divisions import province_names, province_near, province_of
from casus.grounding.gazetteer import PROVINCE, TOWN, Gazetteer
from casus.grounding.gazetteer_build import Row, province_number, write_index


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    path = tmp_path / "places.db"
    rows = [
        Row(1, "Oldtown", "AF", "10", 31.5, 64.3, 9_000, TOWN, ("Old Town",)),
        Row(2, "Oldtown", "AF", "11", 34.3, 62.2, 500, TOWN, ()),
        Row(3, "Nowhere", "AF", "", 34.0, 66.0, 10, TOWN, ()),
        Row(4, "Oldtown", "IR", "09", 31.5, 64.4, 10, PROVINCE, ()),
    ]
    write_index(path, rows)
    return Gazetteer(path)


def test_provinces_have_their_names() -> None:
    assert province_names()[province_number("AF", "10")] == "Helmand"


def test_a_place_lies_in_its_province_whatever_it_is_called(gazetteer: Gazetteer) -> None:
    assert province_of(1, "Old Town", gazetteer) == "Helmand"
    assert province_of(2, "the old city", gazetteer) == "Herat"


def test_what_the_index_does_not_tell_is_not_told(gazetteer: Gazetteer) -> None:
    assert province_of(3, "Nowhere", gazetteer) is None
    assert province_of(99, "Oldtown", gazetteer) is None


@pytest.mark.parametrize(
    ("country", "point", "province"),
    [
        ("AF", (31.6, 64.3), "Helmand"),
        ("AF", (34.3, 62.3), "Herat"),
        ("AF", (33.0, 68.0), None),
        ("PK", (31.5, 64.3), None),
    ],
)
def test_the_nearest_place_of_the_name_in_the_country_decides(
    country: str, point: tuple[float, float], province: str | None, gazetteer: Gazetteer
) -> None:
    assert province_near("Oldtown", country, point, gazetteer) == province

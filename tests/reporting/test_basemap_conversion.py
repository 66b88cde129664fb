"""How the package build turns a world atlas into the report's basemap."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def convert() -> ModuleType:
    source = ROOT / "web" / "basemap" / "convert.py"
    if not source.is_file():
        pytest.skip("the basemap's sources are not beside these tests")
    spec = importlib.util.spec_from_file_location("casus_basemap_convert_for_tests", source)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def atlas() -> dict[str, Any]:
    """Two square countries, West (0..2 east) and East (2..4 east), that share the line at 2 degrees east."""
    outlines = [
        [[2, 0], [0, 1], [0, 1]],  # the shared border, northwards, in two steps
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 2], [2, 0], [0, -2], [-2, 0]],
    ]
    west = {"type": "Polygon", "properties": {"name": "West", "a3": "WWW"}, "arcs": [[0, 1]]}
    east = {"type": "MultiPolygon", "properties": {"name": "East", "a3": "EEE"}, "arcs": [[[0, 2]]]}
    transform = {"scale": [1, 1], "translate": [0, 0]}
    return {"transform": transform, "arcs": outlines, "objects": {"countries": {"geometries": [west, east]}}}


def test_coasts_and_borders_are_told_apart(convert: ModuleType, atlas: dict[str, Any]) -> None:
    made = convert.convert(atlas, [])
    assert (len(made["coast"]), len(made["border"]), len(made["disputed"])) == (2, 1, 0)
    assert [country["name"] for country in made["countries"]] == ["East", "West"]
    assert made["countries"][1]["label"] == [1.0, 1.0]


def test_points_that_a_straight_line_does_not_need_are_dropped(convert: ModuleType, atlas: dict[str, Any]) -> None:
    made = convert.convert(atlas, [])
    border = made["arcs"][made["border"][0]]
    assert border == [2 * made["scale"], 0, 0, 2 * made["scale"]]


def test_a_disputed_stretch_is_cut_out_of_its_border(convert: ModuleType, atlas: dict[str, Any]) -> None:
    atlas["arcs"][0] = [[2, 0], [1, 1], [-1, 1]]  # a bend, so that the middle point stays
    north = convert.Dispute("WWW", "EEE", (0.0, 0.9, 9.0, 9.0))
    made = convert.convert(atlas, [north])
    assert (len(made["border"]), len(made["disputed"])) == (1, 1)
    assert made["arcs"][made["disputed"][0]][1] == made["scale"]
    assert all(len(ring) == 3 for country in made["countries"] for ring in country["rings"])


def test_any_neighbour_may_be_meant(convert: ModuleType, atlas: dict[str, Any]) -> None:
    made = convert.convert(atlas, [convert.Dispute("EEE", "*", None)])
    assert (len(made["border"]), len(made["disputed"])) == (0, 1)


def test_the_list_of_disputed_lines_can_be_read(convert: ModuleType) -> None:
    disputes = convert.read_disputes(ROOT / "web" / "basemap" / "disputed.csv")
    assert convert.Dispute("ESH", "*", None) in disputes
    assert all(len(d.a) == 3 and (d.b == "*" or len(d.b) == 3) for d in disputes)


def test_a_line_across_the_antimeridian_goes_on_beyond_it(convert: ModuleType) -> None:
    assert convert.unwrap([(179.0, 1.0), (-179.0, 2.0), (178.0, 3.0)]) == [(179.0, 1.0), (181.0, 2.0), (178.0, 3.0)]

"""The drawings: well-formed SVG from values alone, disputed borders dashed, each event in its bin."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from report_example import Example
from sitrep_example import HOSTILE

from casus.record import Interval
from casus.reporting.sitrep.drawing.bars import draw_bars, place_bars
from casus.reporting.sitrep.drawing.chart_map import draw_map, marks_of
from casus.reporting.sitrep.drawing.ground import frame_of, ground
from casus.reporting.sitrep.drawing.steps import Point, Steps, draw_steps

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"exact": "point", "area": "area", "control": "held by", "disputed": "disputed", "contested_control": "not agreed", "km": "{n} km", "other_holders": "others", "grades": "grades"}  # fmt: skip
MONDAY = date(2031, 3, 3)


def map_of(example: Example) -> ElementTree.Element:
    return ElementTree.fromstring(draw_map(marks_of(example.links.events), example.links.controls, WORDS, HOSTILE))


def test_a_disputed_border_is_dashed_and_a_plain_one_is_not(example: Example) -> None:
    """Around Srinagar: the Line of Control is disputed, the border between Pakistan and Afghanistan is not."""
    events = tuple(replace(one, lat=34.1, lon=74.8) for one in example.links.events)
    tree = map_of(replace(example, links=replace(example.links, events=events)))
    lines = [path for path in tree.iter(f"{SVG}path") if path.get("stroke") == "#8f8b83" and path.get("d") != "M0 0"]
    assert {path.get("stroke-dasharray") for path in lines if len(path.get("d") or "") > 30} >= {"5 4"}
    assert "disputed" in {text.text for text in tree.iter(f"{SVG}text")}


def test_hostile_names_are_text_in_the_drawing(example: Example) -> None:
    events = tuple(replace(one, place=HOSTILE) for one in example.links.events)
    tree = map_of(replace(example, links=replace(example.links, events=events)))
    assert not [one.tag for one in tree.iter() if one.tag in (f"{SVG}script", f"{SVG}img")]


def test_a_place_said_to_be_held_has_a_square_that_is_dashed_where_disputed(example: Example) -> None:
    controls = tuple(replace(one, lat=36.2, lon=37.2) for one in example.links.controls)
    tree = map_of(replace(example, links=replace(example.links, controls=controls)))
    squares = [one for one in tree.iter(f"{SVG}rect") if one.get("rx") == "2" and float(one.get("x") or 0) > 100]
    assert {one.get("stroke-dasharray") for one in squares} == {"4 3", None}


def test_a_mark_of_an_area_is_hollow_and_dashed(example: Example) -> None:
    marks = marks_of(example.links.events)
    assert {mark.area for mark in marks} == {True, False}
    circles = [one for one in map_of(example).iter(f"{SVG}circle") if float(one.get("r") or 0) > 6]
    assert {one.get("fill-opacity") for one in circles} == {"0.1", "0.8"} or {
        one.get("stroke-dasharray") for one in circles
    } >= {"3 2.5", None}


def test_points_on_both_sides_of_the_antimeridian_share_a_small_frame() -> None:
    frame = frame_of([(179.0, -17.0), (-179.0, -18.0)], 1000, 560)
    assert frame.km(1000) < 700
    assert all(frame.holds(frame.place(*point)) for point in ((179.0, -17.0), (-179.0, -18.0)))


def test_the_land_around_a_place_is_in_the_frame() -> None:
    drawn = ground(frame_of([(37.0, 36.0)], 1000, 560))
    xs = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", drawn.land)]
    assert drawn.land
    assert drawn.border
    assert min(xs) >= -41
    assert max(xs) <= 1041


def test_a_country_is_named_in_the_part_that_is_seen() -> None:
    """At the Euphrates where it enters Iraq, the middles of Syria and Iraq are out of sight."""
    names = {name: x for name, x, _ in ground(frame_of([(40.95, 34.45)], 1000, 560)).names}
    assert names["Syria"] < names["Iraq"]


def test_events_stand_in_the_bin_of_their_first_day_and_the_vague_ones_are_counted(example: Example) -> None:
    vague = replace(example.links.events[0], event_id="x", interval=Interval(MONDAY, MONDAY + timedelta(days=20)))
    undated = replace(vague, event_id="y", interval=Interval())
    by_then = replace(vague, event_id="z", interval=Interval(None, MONDAY))
    bars = place_bars(
        (*example.links.events[:3], vague, undated, by_then), Interval(MONDAY, MONDAY + timedelta(days=9))
    )
    assert bars.bin == "day"
    assert len(bars.days) == 10
    assert sum(height for (day, _), height in bars.heights.items() if day == MONDAY) == 3
    assert bars.left_out == 3


@pytest.mark.parametrize(("days", "size"), [(10, "day"), (200, "week"), (900, "month")])
def test_long_periods_are_drawn_by_week_and_by_month(example: Example, days: int, size: str) -> None:
    bars = place_bars(example.links.events, Interval(MONDAY, MONDAY + timedelta(days=days)))
    assert bars.bin == size
    ElementTree.fromstring(draw_bars(bars, HOSTILE, "events"))


def test_totals_step_on_the_day_of_their_report_and_tell_at_least_from_exactly() -> None:
    steps = Steps(HOSTILE, (Point(MONDAY, 480, None), Point(MONDAY + timedelta(days=1), 602, 602)))
    tree = ElementTree.fromstring(draw_steps([steps]))
    words = [text.text for text in tree.iter(f"{SVG}text")]
    assert {"at least 480", "602", "3 Mar 2031", "4 Mar 2031"} <= set(words)
    assert len(list(tree.iter(f"{SVG}circle"))) == 1

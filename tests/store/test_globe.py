"""Distances on the globe, also over the poles and the antimeridian."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.store.globe import Box, around, chord2, distance_km, unit

lats = st.floats(-90, 90) | st.sampled_from([-90.0, 90.0, 89.99, 0.0])
lons = st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, 179.99, 0.0])


@given(lats, lons, lats, lons, st.floats(0, 20_000))
def test_the_box_around_a_point_holds_all_that_is_near(lat, lon, its_lat, its_lon, km) -> None:
    if distance_km((lat, lon), (its_lat, its_lon)) < km - 1e-3:
        parts = around(lat, lon, km).parts()
        same = [its_lon, *([180.0, -180.0] if abs(its_lon) == 180 else [])]
        assert any(p.south <= its_lat <= p.north and p.west <= one <= p.east for p in parts for one in same)


@given(lats, lons, lats, lons, st.floats(1, 20_000))
def test_chords_compare_as_distances_do(lat, lon, its_lat, its_lon, km) -> None:
    apart = distance_km((lat, lon), (its_lat, its_lon))
    chord = sum((a - b) ** 2 for a, b in zip(unit(lat, lon), unit(its_lat, its_lon), strict=True))
    if abs(apart - km) > 1e-2:
        assert (chord <= chord2(km)) == (apart <= km)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((36.20, 37.16), (33.51, 36.29), 309),
        ((0, 179.5), (0, -179.5), 111),
        ((89.5, 0), (89.5, 180), 111),
        ((0, 0), (0, 180), 20015),
    ],
)
def test_distances_are_those_of_the_atlas(one, other, km) -> None:
    assert distance_km(one, other) == pytest.approx(km, abs=1)


def test_a_box_over_the_antimeridian_is_two() -> None:
    assert Box(-20, 179, -10, -179).parts() == (Box(-20, 179, -10, 180.0), Box(-20, -180.0, -10, -179))
    assert around(-18, 179.9, 100).west > around(-18, 179.9, 100).east
    assert around(89.9, 0, 100)[1::2] == (-180.0, 180.0)

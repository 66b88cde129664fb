"""Filters as parameters of an address, and back: one form for saved searches, feeds, alerts and the web app."""

from __future__ import annotations

from dataclasses import fields

import pytest
from brute_force import filters
from hypothesis import given
from hypothesis import strategies as st

from casus.serving.asked import EventsAsked, Filters, PageAsked
from casus.store.errors import QueryError
from casus.store.globe import Box
from casus.store.queries.filters import Filter, Near, make_filter
from casus.store.queries.written import FIELDS, PAGING, read_query, write_query

ALL = (
    "since=2017-02-01&until=2017-02-28&place=Al+Bab&province=Aleppo&country=SY&country=TR&near=36.2%2C37.16%2C50&box=35%2C36%2C37%2C38.5"
    "&actor=Free+Army&role=target&kind=air_strike&status=happened&killed=10&at_least=displaced%3A1000&publisher=The+Courier&source=police"
    "&operation=o1&event=e1&document=d1&text=market+OR+%22the+square%22&grade=confirmed"
)


@given(filters())
def test_a_filter_comes_back_as_it_was_written(wanted: Filter) -> None:
    assert read_query(write_query(wanted)) == wanted
    assert write_query(read_query(write_query(wanted))) == write_query(wanted)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 20_000))
def test_points_come_back_to_a_millionth_of_a_millimetre(lat: float, lon: float, km: float) -> None:
    found = read_query(write_query(Filter(near=Near(lat, lon, km)))).near
    assert found is not None
    assert found == pytest.approx((lat, lon, km), abs=1e-12)


def test_everything_that_can_be_asked_has_a_parameter_in_its_place() -> None:
    assert set(FIELDS.values()) == {one.name for one in fields(Filter)}
    assert write_query(read_query(ALL)) == ALL
    asked = read_query(ALL)
    assert all(getattr(asked, one.name) != one.default for one in fields(Filter))


def test_the_api_takes_the_same_parameters() -> None:
    assert set(EventsAsked.model_fields) == {*FIELDS, *PAGING}
    assert set(PageAsked.model_fields) < PAGING
    assert {*Filters.model_fields, "grade"} == set(FIELDS)


def test_nothing_asked_is_an_empty_query() -> None:
    assert write_query(Filter()) == ""
    assert read_query("") == read_query("?") == Filter()


def test_pages_and_orders_are_no_part_of_a_filter() -> None:
    assert read_query("?kind=siege&limit=3&sort=killed&cursor=abc&count=true") == make_filter(kind="siege")


def test_degrees_are_written_in_full() -> None:
    wanted = make_filter(near=(36.2021047, 37.1342603, 0.00001), box=(-1.0, 170, 0, -170.25))
    assert write_query(wanted) == "near=36.2021047%2C37.1342603%2C0.00001&box=-1%2C170%2C0%2C-170.25"
    assert read_query(write_query(wanted)).box == Box(-1.0, 170.0, 0.0, -170.25)


@pytest.mark.parametrize(
    "query",
    [
        "colour=red",
        "kind=picnic",
        "killed=many",
        "killed=-1",
        "killed=²",
        "at_least=1000",
        "at_least=ghosts:3",
        "near=1,2",
        "near=a,b,c",
        "near=91,0,1",
        "near=nan,0,1",
        "box=1,2,3,inf",
        "since=yesterday",
        "since=2020-02-01&until=2020-01-01",
        "country=Syria",
        "place=",
        "place=a%00b",
        "&".join(["kind=siege"] * 401),
    ],
)
def test_what_cannot_be_asked_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        read_query(query)

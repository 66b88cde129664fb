"""Hand-coded events beside a record's: one to one, best first, in scope."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.handcoded.comparing import Happening, Limits, agreement, compare
from casus.record import Interval

DAY = date(2023, 5, 9)
CODED = Happening(
    "a1", "shelling", Interval(DAY, DAY), sides=frozenset({"front"}), country="SY", place="Oldtown", lat=36.2, lon=37.1, precision="exact",
    low=9, best=9, high=9,
)  # fmt: skip
FOUND = replace(CODED, key="e1", low=8, best=9, high=12)


def matched(found: Happening = FOUND, coded: Happening = CODED, **limits: float) -> bool:
    return bool(compare([coded], [found], Limits(**limits)).pairs)  # type: ignore[arg-type]


def later(days: int, event: Happening = FOUND) -> Happening:
    day = DAY + timedelta(days=days)
    return replace(event, interval=Interval(day, day))


@pytest.mark.parametrize(("days", "same"), [(0, True), (1, True), (2, False)])
def test_days_may_be_one_apart(days: int, same: bool) -> None:
    assert matched(later(days)) is same
    assert matched(later(days), days=2)


def test_a_half_known_date_is_the_day_that_is_known() -> None:
    assert matched(replace(FOUND, interval=Interval(None, DAY)))
    assert not matched(replace(FOUND, interval=Interval(None, DAY + timedelta(days=9))))
    assert not matched(replace(FOUND, interval=Interval()))


@pytest.mark.parametrize(("lat", "same"), [(36.4, True), (36.5, False)])
def test_points_may_be_25_kilometres_apart(lat: float, same: bool) -> None:
    assert matched(replace(FOUND, lat=lat)) is same
    assert matched(replace(FOUND, lat=lat), km=60)


def test_an_area_may_be_farther_off_in_the_same_country_and_a_country_holds_all() -> None:
    province = replace(FOUND, lat=37.2, precision="province")
    assert matched(province)
    assert not matched(replace(province, country="TR"))
    assert matched(replace(FOUND, lat=33.0, precision="country"))


def test_without_points_names_decide() -> None:
    assert matched(replace(FOUND, lat=None, lon=None, place="oldtown"))
    assert not matched(replace(FOUND, lat=None, lon=None, place="Newtown"))
    assert not matched(replace(FOUND, lat=None, lon=None, place=None))


def test_kinds_may_be_near_but_not_far() -> None:
    assert matched(replace(FOUND, kind="air_strike"))
    assert matched(replace(FOUND, kind="armed_clash"))
    assert not matched(replace(FOUND, kind="agreement"))


def test_a_type_of_violence_takes_any_weapon() -> None:
    violence = replace(CODED, kind="armed_clash", families=frozenset({"battle", "remote"}))
    assert compare([violence], [FOUND]).pairs[0].cost == 0
    assert compare([replace(violence, families=frozenset())], [FOUND]).pairs[0].cost == 2


def test_of_two_events_the_one_with_the_same_sides_is_taken() -> None:
    both = replace(FOUND, key="e9", sides=frozenset({"front", "army"}))
    coded = replace(CODED, sides=frozenset({"front", "army"}))
    assert [pair.found.key for pair in compare([coded], [FOUND, both]).pairs] == ["e9"]


def test_other_sides_are_another_event_and_unnamed_ones_may_be_the_same() -> None:
    assert not matched(replace(FOUND, sides=frozenset({"brigade"})))
    assert matched(replace(FOUND, sides=frozenset()))


def test_the_best_candidate_is_taken_and_each_event_once() -> None:
    near, far = replace(FOUND, key="e2", lat=36.3), FOUND
    found = compare([CODED, replace(CODED, key="a2", lat=36.3)], [near, far])
    assert [(pair.coded.key, pair.found.key) for pair in found.pairs] == [("a1", "e1"), ("a2", "e2")]
    one = compare([CODED], [near, far])
    assert [(pair.found.key, pair.km) for pair in one.pairs] == [("e1", 0.0)]
    assert [extra.key for extra in one.extra] == ["e2"]


def test_only_events_in_the_countries_and_days_of_the_table_are_extra() -> None:
    others = [
        replace(FOUND, key="e3", country="IQ", lat=33.0),
        later(30, replace(FOUND, key="e4")),
        replace(FOUND, key="e5", kind="agreement"),
    ]
    found = compare([CODED], others)
    assert [extra.key for extra in found.extra] == ["e5"]
    assert [missing.key for missing in found.missing] == ["a1"]
    assert (found.recall, found.precision) == (0.0, 0.0)


def test_beside_ucdp_only_lethal_events_are_extra() -> None:
    bloodless = replace(FOUND, key="e6", kind="agreement", best=None)
    assert compare([replace(CODED, lethal=True)], [bloodless]).extra == ()


def test_agreement_of_figures() -> None:
    figures = [(9, 8, 9, 12), (9, 4, 5, 12), (9, 1, 2, 3), (None, 1, 2, 3)]
    pairs = [
        compare([replace(CODED, best=coded)], [replace(FOUND, low=low, best=best, high=high)]).pairs[0]
        for coded, low, best, high in figures
    ]
    found = agreement(pairs)
    assert (found.both, found.same, found.within, found.coded, found.found) == (3, 1, 2, 27, 18)


HAPPENINGS = st.lists(
    st.builds(
        lambda days, lat, kind, side: replace(later(days), lat=36 + lat / 10, kind=kind, sides=side),
        st.integers(0, 3),
        st.integers(0, 5),
        st.sampled_from(["shelling", "air_strike", "armed_clash", "protest"]),
        st.sampled_from([frozenset(), frozenset({"front"}), frozenset({"brigade"})]),
    ),
    max_size=6,
)


@given(HAPPENINGS, HAPPENINGS, st.randoms(use_true_random=False))
def test_whatever_the_order_of_the_inputs_each_event_is_in_one_place(coded, events, shuffler: random.Random) -> None:
    coded = [replace(one, key=f"a{n}") for n, one in enumerate(coded)]
    events = [replace(one, key=f"e{n}") for n, one in enumerate(events)]
    found = compare(coded, events)
    assert sorted([p.coded.key for p in found.pairs] + [m.key for m in found.missing]) == [one.key for one in coded]
    keys = [pair.found.key for pair in found.pairs] + [extra.key for extra in found.extra]
    assert len(keys) == len(set(keys))
    shuffler.shuffle(coded)
    shuffler.shuffle(events)
    assert compare(coded, events) == found

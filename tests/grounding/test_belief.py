"""Clues turn into belief in days: what each kind says, how they add up, and the narrowest run of days."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.grounding.belief import (
    DatingError,
    Densities,
    components,
    group_of,
    load_constants,
    narrowest,
    read_constants,
    shares_of,
)  # fmt: skip
from casus.grounding.clues import Clue
from casus.record import Interval

CONSTANTS = load_constants()
DENSITIES = Densities(CONSTANTS)
DAYS = st.dates(CONSTANTS.first, CONSTANTS.last)


def at(day: date) -> int:
    return (day - CONSTANTS.first).days


def clue(kind: str, start: date, days: int = 1) -> Clue:
    shape = (
        "week" if kind.startswith("weekday") else "year" if kind.startswith(("day.", "month.", "dateline")) else "days"
    )
    return Clue(kind, start, start + timedelta(days=days - 1), "", shape)  # type: ignore[arg-type]


@given(st.sampled_from(sorted(CONSTANTS.shares)), DAYS, st.integers(1, 900))
def test_tables_say_what_the_components_say(kind: str, start: date, days: int) -> None:
    one = clue(kind, start, days)
    plain = np.log(np.array(CONSTANTS.shares[kind]) @ components(one, CONSTANTS) * CONSTANTS.days)
    assert np.allclose(DENSITIES.log(one), plain)


def test_any_of_several_spans_may_be_meant() -> None:
    first, second = date(2015, 3, 1), date(2018, 3, 1)
    one = replace(clue("age", first, 30), several=(Interval(second, second + timedelta(days=29)),))
    found = DENSITIES.log(one)
    assert found[at(first)] == pytest.approx(found[at(second)], abs=0.2)
    assert found[at(first)] > found[at(date(2016, 10, 1))] + 1


def test_news_of_a_day_speaks_for_the_days_after_it_and_against_those_before() -> None:
    day = date(2016, 5, 4)
    found = DENSITIES.log(clue("news.point", day))
    assert found[at(day)] > found[at(day) + 20] > found[at(day) + 400] > found[at(day) - 400]


def test_what_is_told_as_past_fades_more_slowly_than_news() -> None:
    day = date(2016, 5, 4)
    past, news = DENSITIES.log(clue("past.point", day)), DENSITIES.log(clue("fresh.point", day))
    assert past[at(day) + 300] - past[at(day) + 1] > news[at(day) + 300] - news[at(day) + 1]


def test_clues_of_two_groups_add_up() -> None:
    day = date(2016, 5, 4)
    scores, parts = DENSITIES.score([clue("news.point", day), clue("weekday.first", day)])
    assert np.allclose(scores, parts[0] + parts[1])
    assert DENSITIES.score([])[0].tolist() == [0.0] * CONSTANTS.days


def test_repeats_of_a_group_count_less_each() -> None:
    one = clue("news.point", date(2016, 5, 4))
    lessened = Densities(replace(CONSTANTS, repeats=0.5))
    assert np.allclose(lessened.score([one] * 4)[0], 2 * lessened.score([one])[0])


def test_the_narrowest_run_holds_the_belief_and_no_shorter_one_does() -> None:
    shares = np.array([0.05, 0.1, 0.4, 0.3, 0.05, 0.1])
    assert narrowest(shares, 0.7) == (2, 3)
    assert narrowest(shares, 0.4) == (2, 2)
    assert narrowest(shares, 1.0) == (0, 5)


@given(st.lists(st.floats(0.0, 20.0), min_size=1, max_size=40), st.floats(0.05, 0.95))
def test_a_run_always_holds_its_belief(scores: list[float], belief: float) -> None:
    shares = shares_of(np.array(scores))
    start, end = narrowest(shares, belief)
    assert shares[start : end + 1].sum() >= belief - 1e-9
    for length in range(1, end - start + 1):
        assert all(shares[i : i + length].sum() < belief + 1e-9 for i in range(len(shares) - length + 1))


def test_every_kind_belongs_to_a_group_with_a_power() -> None:
    assert {group_of(kind) for kind in CONSTANTS.shares} == set(CONSTANTS.powers)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [("widest", "wide", "'widest' is missing"), ("told =", "tell =", "no power for 'told'"), ('"news.point" = [', '"news.point" = [0.9, ', "sum to one")],
)  # fmt: skip
def test_wrong_constants_are_told_by_key(old: str, new: str, complaint: str) -> None:
    from importlib import resources

    text = (resources.files("casus.grounding") / "data" / "dating.toml").read_text(encoding="utf-8")
    with pytest.raises(DatingError, match=complaint):
        read_constants(text.replace(old, new, 1))

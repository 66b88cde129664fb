"""Deaths: one coherent set of figures from numbers that may be parts of each other."""

from __future__ import annotations

import pytest
from export_values import number, numbers
from hypothesis import given

from casus.exporting.deaths import Deaths, deaths


def of(**figures: tuple[int | None, int | None, int | None]) -> Deaths | None:
    return deaths({what: number(what, *three) for what, three in figures.items()})  # type: ignore[misc]


def test_no_number_is_no_deaths_and_zero_is_a_number() -> None:
    assert of() is None
    assert of(wounded=(3, 3, 3)) is None
    assert of(killed=(None, None, None)) is None
    assert of(killed=(0, 0, 0)) == Deaths(0, 0, 0)


def test_a_part_is_inside_its_whole() -> None:
    found = of(killed=(255, 255, 255), killed_civilians=(24, 24, 24))
    assert found == Deaths(255, 255, 255, civilians=24)
    assert found
    assert found.rest == 231


def test_without_a_whole_the_parts_make_it() -> None:
    assert of(killed_civilians=(1, 2, 3), killed_combatants=(10, 20, 30)) == Deaths(11, 22, 33, 2, 20)


def test_a_whole_smaller_than_its_parts_is_their_sum() -> None:
    assert of(killed=(5, 5, 5), killed_civilians=(4, 4, 4), killed_combatants=(3, 3, 3)) == Deaths(7, 7, 7, 4, 3)


def test_children_are_civilians_and_not_counted_twice() -> None:
    assert of(killed_civilians=(9, 9, 9), killed_children=(3, 3, 3)) == Deaths(9, 9, 9, 9)
    assert of(killed_children=(3, 3, 3)) == Deaths(3, 3, 3, 3)


@pytest.mark.parametrize(
    ("given_", "expected"), [((20, 20, None), (20, 20, 20)), ((None, 8, None), (8, 8, 8)), ((None, None, 7), (7, 7, 7))]
)
def test_an_open_end_is_the_figure_that_is_known(given_, expected) -> None:
    found = of(killed=given_)
    assert found
    assert (found.low, found.best, found.high) == expected


@given(numbers())
def test_low_best_and_high_are_in_order_and_parts_fit_in(found) -> None:
    figures = deaths({one.what: one for one in found})
    if figures is not None:
        assert 0 <= figures.low <= figures.best <= figures.high
        assert min(figures.civilians, figures.combatants, figures.rest) >= 0

"""Cells and numbers of tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.exporting.days import Span, written
from casus.exporting.tables import degrees, event_number, inert


@given(st.integers(0, 2**48 - 1))
def test_an_events_number_leads_back_to_its_id_and_is_exact_in_a_double(number: int) -> None:
    event_id = f"e{number:012x}"
    assert event_number(event_id) == number
    assert int(float(number)) == number


def test_ids_of_another_form_have_numbers_too() -> None:
    assert event_number("e-one") != event_number("e-two")


@given(st.text())
def test_no_text_begins_a_formula_and_every_text_can_be_had_back(text: str) -> None:
    cell = inert(text)
    assert isinstance(cell, str)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text


@pytest.mark.parametrize("number", [-36.25, 0, None])
def test_numbers_are_left_alone(number: float | None) -> None:
    assert inert(number) is number


def test_degrees_have_four_decimals() -> None:
    assert degrees(36.21234567) == 36.2123
    assert degrees(None) is None


@given(st.dates(), st.integers(0, 400))
def test_the_middle_of_a_span_lies_in_it(first, more) -> None:
    from datetime import date, timedelta

    last = min(first.toordinal() + more, date.max.toordinal())
    span = Span(first, date.fromordinal(last))
    assert span.first <= span.middle <= span.last
    assert abs((span.middle - span.first) - (span.last - span.middle)) <= timedelta(days=1)


def test_days_in_words_have_no_leading_zero() -> None:
    from datetime import date

    assert written(date(2017, 2, 9)) == "9 February 2017"

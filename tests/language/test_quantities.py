"""Numbers in text: what they amount to, in what unit, and where they stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casus.language.counting import unit_of
from casus.language.quantities import Quantity, read_quantities
from casus.language.quantity_words import QuantityWordsError, quantity_words, read_tables

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """A number below ten million as English writes it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for scale, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            joint = " and " if rest < 100 else " "
            return f"{in_words(number // scale)} {name}" + (joint + in_words(rest) if rest else "")
    raise AssertionError


def only(text: str) -> Quantity:
    (quantity,) = read_quantities(text)
    return quantity


def ends(text: str) -> tuple[float | None, float | None]:
    quantity = only(text)
    return quantity.least, quantity.most


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=1, max_value=9_999_999))
@example(250)
@example(1_000_001)
def test_words_and_figures_read_the_same(number: int) -> None:
    wanted = (number, number)
    assert ends(f"They saw {in_words(number)} people there.") == wanted
    assert ends(f"They saw {number:,} people there.") == wanted
    assert ends(f"They saw {f'{number:,}'.replace(',', ' ')} people there.") == wanted


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["20", "1,200", "2.5 million", "dozens", "to", "-", "or", "and", "between", "from", "at least", "up to", "more than", "$", "km", "people", "half of", "percent",
             "twenty", "hundred", "a dozen", "2016", "May", ",", ".", "of the", "3m", "aged", "several thousand", "or more", "no. 5", "12-year-old"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_any_wording_gives_ends_in_order_and_offsets_apart(parts: list[str]) -> None:
    text = " ".join(parts)
    found = read_quantities(text)
    for one in found:
        assert 0 <= one.begin <= one.first < one.last <= one.end <= len(text)
        assert one.least is None or one.most is None or one.least <= one.most
        assert one.least is not None or one.most is not None
    assert all(one.last <= other.first for one, other in pairwise(found))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    assert all(text[one.first : one.last].strip() for one in read_quantities(text))


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("between 20 and 30 fighters", 20, 30),
        ("20 to 30 fighters", 20, 30),
        ("20-30 fighters", 20, 30),
        ("800–900 fighters", 800, 900),
        ("two to three million people", 2_000_000, 3_000_000),
        ("between nine and almost 50 men", 9, 50),
        ("at least 20 dead", 20, None),
        ("no fewer than 20 dead", 20, None),
        ("20 or more dead", 20, None),
        ("more than 20 dead", 21, None),
        ("over a 100,000 people", 100_001, None),
        ("more than a dozen", 13, None),
        ("up to 20 dead", None, 20),
        ("as many as 3,000 dead", None, 3000),
        ("fewer than 20 dead", None, 19),
        ("nearly 20 dead", 20, 20),
        ("dozens of men", 24, 99),
        ("scores of men", 40, 99),
        ("hundreds of men", 200, 999),
        ("thousands of men", 2000, 9999),
        ("tens of thousands of men", 20_000, 99_999),
        ("hundreds of thousands of men", 200_000, 999_999),
        ("several dozen men", 24, 99),
        ("half a dozen men", 6, 6),
        ("a couple of men", 2, 2),
        ("half a million men", 500_000, 500_000),
        ("two and a half million men", 2_500_000, 2_500_000),
        ("2.5 million men", 2_500_000, 2_500_000),
        ("1.2m refugees", 1_200_000, 1_200_000),
        ("3 lakh people", 300_000, 300_000),
        ("12,34,567 people", 1_234_567, 1_234_567),
        ("The toll rose from 12 to 17.", 17, 17),
        ("from 10,000 to almost 33,000 people", 33_000, 33_000),
        ("at least 2000 people in 2010", 2000, None),
    ],
)
def test_a_wording_has_its_range(text: str, least: float | None, most: float | None) -> None:
    assert ends(text) == (least, most)


@pytest.mark.parametrize(
    ("text", "least", "unit"),
    [
        ("150 sq km", 150, "km2"),
        ("150 square kilometres", 150, "km2"),
        ("1,200 sq miles", 1200, "mi2"),
        ("10 hectares", 10, "ha"),
        ("a half-square-kilometre area", 0.5, "km2"),
        ("12km away", 12, "km"),
        ("300m away", 300, "m"),
        ("more than 200 km", 200, "km"),
        ("$4 million", 4_000_000, "USD"),
        ("€3bn", 3_000_000_000, "EUR"),
        ("Rs. 5 lakh", 500_000, "INR"),
        ("20 million dollars", 20_000_000, "USD"),
        ("tens of thousands of dollars", 20_000, "USD"),
        ("60 per cent", 60, "percent"),
        ("half of them", 0.5, "share"),
        ("three years", 3, "years"),
        ("a 30,000-strong force", 30_000, "people"),
        ("20 men", 20, None),
    ],
)
def test_a_measure_has_its_unit(text: str, least: float, unit: str | None) -> None:
    quantity = only(text)
    assert (quantity.least, quantity.unit) == (least, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Brigade 107 left.",
        "The M4 highway is shut.",
        "T-72 and Mi-17",
        "Resolution 2254 passed.",
        "on 14 May",
        "on May 14, 2015",
        "in 2016 it began",
        "the 2014-15 war",
        "at 7.20 pm",
        "at 10:30",
        "the 107th day",
        "Call 020 7946 0958 now.",
        "the failed 2016 coup",
        "No. 5 is his.",
    ],
)
def test_names_dates_times_and_codes_are_no_quantities(text: str) -> None:
    assert read_quantities(text) == []


@pytest.mark.parametrize("text", ["a 12-year-old boy", "a boy aged 12"])
def test_an_age_is_told_as_one(text: str) -> None:
    quantity = only(text)
    assert (quantity.least, quantity.unit, quantity.age) == (12, "years", True)


def test_offsets_hold_the_whole_wording_and_the_number() -> None:
    text = "It took at least 150 sq km."
    quantity = only(text)
    assert text[quantity.begin : quantity.end] == "at least 150 sq km"
    assert text[quantity.first : quantity.last] == "150"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("20 people were killed", "killed"),
        ("killing 12 soldiers", "killed"),
        ("30 others wounded", "wounded"),
        ("arrested 14 men", "detained"),
        ("900 fighters", "people"),
        ("30 families", "families"),
        ("40 tanks", "tanks"),
        ("It was 40.", None),
    ],
)
def test_the_words_next_to_a_number_tell_what_it_counts(text: str, unit: str | None) -> None:
    assert unit_of(text, only(text)) == unit


def test_a_table_that_runs_downwards_or_tells_a_word_twice_is_refused() -> None:
    tables = {name: {} for name in ("scales", "ranges", "fixed", "shares", "areas", "money", "around", "behind", "names", "dates", "measures", "verbs", "nouns")}  # fmt: skip
    assert read_tables(tables).ranges == {}
    with pytest.raises(QuantityWordsError, match="downwards"):
        read_tables(tables | {"ranges": {"dozens": [99, 24]}})
    with pytest.raises(QuantityWordsError, match="not positive"):
        read_tables(tables | {"scales": {"k": 0}})
    with pytest.raises(QuantityWordsError, match="lower case"):
        read_tables(tables | {"measures": {"km": ["Km"]}})
    with pytest.raises(QuantityWordsError, match="stands under"):
        read_tables(tables | {"measures": {"km": ["k"], "m": ["k"]}})


def test_every_area_is_a_measure() -> None:
    words = quantity_words()
    assert set(words.areas) <= set(words.named("measures").values())

"""Agreement between coders: the worked example of the formula's source, and what counts as a coder's reading of a claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.agreement import agreement, alpha, interval, readings
from casus.decision import Decision
from casus.record import Claim

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: twelve units, four observers, missing values
OBSERVED = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
UNITS = [{who: int(told.split()[n]) for who, told in OBSERVED.items() if told.split()[n] != "."} for n in range(12)]
# the same source, section A: two observers, ten units, two values
TWO = [{"A": int(one), "B": int(other)} for one, other in zip("0100000000", "1110010001", strict=True)]
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
CLAIM = Claim("c1", "d1", "air_strike", 0, 10, "jets bombed")


def test_alpha_is_that_of_the_worked_examples() -> None:
    assert alpha(UNITS) == pytest.approx(0.743, abs=0.0005)
    assert alpha(UNITS, interval) == pytest.approx(0.849, abs=0.0005)
    assert alpha(TWO) == pytest.approx(0.095, abs=0.0005)


def test_perfect_agreement_is_one_and_no_variation_is_nothing_to_agree_upon() -> None:
    assert alpha([{"A": 1, "B": 1}, {"A": 2, "B": 2}]) == 1
    assert alpha([{"A": 1, "B": 1}]) is None
    assert alpha([{"A": 1}, {"B": 2}]) is None
    assert alpha([]) is None


@given(st.lists(st.dictionaries(st.sampled_from("ABC"), st.integers(0, 3), max_size=3), max_size=8))
def test_alpha_is_at_most_one_and_asks_for_no_order(units: list[dict[str, int]]) -> None:
    found = alpha(units)
    assert found is None or found <= 1
    backwards = alpha(reversed(units))
    assert (found is None) == (backwards is None)
    assert found is None or found == pytest.approx(backwards)


def by(author: str, kind: str, minute: int, **fields: object) -> Decision:
    return Decision(kind, author, NOON + timedelta(minutes=minute), "read", ("c1",), **fields)  # type: ignore[arg-type]


def test_a_reading_is_the_claim_as_its_coder_left_it() -> None:
    corrected = by("Ada", "correct", 1, changes=(("kind", ("shelling",)),))
    taken = [by("Grace", "accept", 0), corrected, by("Edith", "accept", 2), by("Joan", "reject", 3)]
    read = readings([CLAIM], taken)["c1"]
    assert {who: claim and claim.kind for who, claim in read.items()} == {
        "Grace": "air_strike", "Ada": "shelling", "Edith": "shelling", "Joan": None,
    }  # fmt: skip
    undone = [*taken, Decision("undo", "Ada", NOON + timedelta(minutes=4), "mistaken", undoes=corrected.decision_id)]
    assert "Ada" not in readings([CLAIM], undone)["c1"]


def test_fields_are_compared_where_two_judged_and_neither_rejected() -> None:
    other = replace(CLAIM, claim_id="c2", kind="shelling")
    second = [replace(one, claim_ids=("c2",)) for one in (by("Ada", "accept", 5), by("Grace", "reject", 6))]
    found = {
        one.field: one
        for one in agreement(readings([CLAIM, other], [by("Ada", "accept", 0), by("Grace", "accept", 1), *second]))
    }
    assert (found["stands"].claims, found["kind"].claims, found["killed"].claims) == (2, 1, 0)
    assert found["kind"].alpha is None, "one claim shows no variation"
    assert found["date_start"].scale == "interval"

"""Totals of ground taken: one that grows with an advance, whoever counts; of another side, war or time it is another."""

from __future__ import annotations

from datetime import date

import pytest
from linking_values import claim, keyed, report

from casus.linking import link
from casus.linking.ground import grown, taken
from casus.record import Claim, Count, Document, Operation, Toll

MONDAY = report("m", "2024-06-03", "Herald")
FRIDAY = report("f", "2024-06-07", "Courier")
AUGUST = report("a", "2024-08-09", "Courier")


def villages(claim_id: str, document: Document, least: int, **fields: object) -> Claim:
    given = {
        "by": "RSF",
        "on": "Sudanese army",
        "country": "SD",
        "at": None,
        "when": (None, None),
        "counts": {"places": (least, None)},
        **fields,
    }
    return claim(claim_id, document, "territory_gain", f"took over {least} villages", **given)  # type: ignore[arg-type]


def standing(*claims: Claim) -> dict[str, str | None]:
    """By claim, the claim of the total that stands in its place."""
    tolls = link(claims, keyed(MONDAY, FRIDAY, AUGUST)).tolls
    claim_of = {toll.toll_id: toll.claim_id for toll in tolls}
    return {toll.claim_id: claim_of.get(toll.superseded_by or "") for toll in tolls}


def test_a_later_and_larger_total_replaces_the_earlier_whoever_says_so() -> None:
    rows = villages("x", MONDAY, 16, source="rebels", source_type="belligerent"), villages("y", FRIDAY, 51)
    assert standing(*rows) == standing(*reversed(rows)) == {"x": "y", "y": None}


@pytest.mark.parametrize(
    "later",
    [
        villages("y", FRIDAY, 9),
        villages("y", FRIDAY, 51, by="Sudanese army", on="RSF"),
        villages("y", FRIDAY, 51, country="TD"),
        villages("y", AUGUST, 51),
    ],
    ids=["smaller", "of the other side", "in another country", "in another advance"],
)
def test_a_total_of_something_else_replaces_nothing(later: Claim) -> None:
    assert standing(villages("x", MONDAY, 16), later) == {"x": None, "y": None}


@pytest.mark.parametrize(
    "fields", [{"counts": {"places": (2, 2)}}, {"status": "planned"}, {"counts": {"killed": (16, 16)}}]
)
def test_one_or_two_places_plans_and_people_are_no_ground(fields: dict[str, object]) -> None:
    assert taken(villages("x", MONDAY, 16, **fields)) is None


def total(toll_id: str, by: str, least: int, operation: str | None) -> Toll:
    return Toll(toll_id, toll_id, Count("places", least, None), country="SD", actors=(by,), operation_id=operation)


def test_sides_of_one_camp_of_an_operation_advance_together() -> None:
    tolls = [(total("x", "northern brigades", 16, None), date(2024, 6, 3)), (total("y", "RSF", 51, "o"), date(2024, 6, 7))]  # fmt: skip
    together = Operation("o", "Offensive on Nyala", ("e",), sides=(("RSF", "northern brigades"), ("Sudanese army",)))
    apart = Operation("o", "Offensive on Nyala", ("e",), sides=(("RSF",), ("Sudanese army", "northern brigades")))
    assert grown(tolls, [together]) == {"x": "y"}
    assert grown(tolls, [apart]) == {}


def test_two_operations_do_not_share_a_total() -> None:
    tolls = [(total("x", "RSF", 16, "p"), date(2024, 6, 3)), (total("y", "RSF", 51, "o"), date(2024, 6, 7))]
    assert grown(tolls, []) == {}

"""An undated text is dated from its own words, with reasons; or it is said that it cannot be."""

from datetime import date

import pytest

from casus.grounding.dating import infer_date
from casus.grounding.theatre import Milestone, Theatre
from casus.record import Interval, Noise

TOYLAND = Theatre(
    id="toyland",
    name="Toyland",
    countries=("SY",),
    milestones=(
        Milestone("siege of Oldtown", Interval(date(2015, 3, 1), date(2015, 9, 30)), ("siege of Oldtown",)),
        Milestone(
            "truce of the Two Rivers", Interval(date(2016, 5, 4), date(2016, 5, 4)), ("truce + Two Rivers",)
        ),  # a Wednesday
        Milestone("battle for Newtown", Interval(date(2016, 5, 2), date(2016, 5, 20)), ("Newtown + rebels",)),
    ),
)


@pytest.mark.parametrize(
    "line", ["BEIRUT, Nov 29, 2024 (Wire)", "Published: 29 November 2024", "Friday, 29 November 2024", "2024-11-29"]
)
def test_a_dateline_settles_it(line: str) -> None:
    found = infer_date(f"{line}\nRebels entered a city in 2016, and again today.", [])
    assert (found.start, found.end, found.basis) == (date(2024, 11, 29), date(2024, 11, 29), "inferred")
    assert "29" in found.reasons[0]


def test_a_weekday_beside_a_milestone_gives_the_week_after_it() -> None:
    found = infer_date(
        "Syria: the truce of the Two Rivers was announced on Wednesday. By Friday it was broken. Rebels fought on in Newtown.",
        [TOYLAND],
    )
    assert found.start == date(2016, 5, 6)
    assert found.end is not None
    assert found.end <= date(2016, 5, 10)
    assert any("Wednesday" in reason for reason in found.reasons)


def test_a_milestone_told_as_past_rules_out_what_was_before() -> None:
    found = infer_date(
        "Since 2015, in Syria, when the siege of Oldtown ended, little has changed. Rebels attacked Newtown.", [TOYLAND]
    )
    assert found.start is not None
    assert found.start >= date(2016, 5, 2)
    assert any("as past: siege of Oldtown" in reason for reason in found.reasons)


def test_milestones_of_another_country_do_not_count() -> None:
    assert infer_date("Rebels attacked Newtown in Peru.", [TOYLAND]).basis == "unknown"


def test_a_named_date_rules_out_what_was_before() -> None:
    found = infer_date("Syrian rebels attacked Newtown again, as they had on 10 May 2016, residents said.", [TOYLAND])
    assert found.start is not None
    assert found.start >= date(2016, 5, 10)


def test_without_evidence_the_date_is_unknown_with_a_reason() -> None:
    found = infer_date("A bus was stopped on Monday and two men were taken away.", [TOYLAND])
    assert (found.start, found.end, found.basis) == (None, None, "unknown")
    assert found.reasons


def test_boilerplate_is_not_read() -> None:
    text = "Published: 1 January 2020\nSyrian rebels attacked Newtown."
    found = infer_date(text, [TOYLAND], (Noise(0, text.index("\n"), "boilerplate"),))
    assert found.start is not None
    assert found.start.year == 2016


def test_the_same_text_gives_the_same_date() -> None:
    text = "In Syria the truce of the Two Rivers held on Thursday. Rebels left Newtown."
    assert infer_date(text, [TOYLAND]) == infer_date(text, [TOYLAND])

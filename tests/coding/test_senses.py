"""What set phrases make of a claim, and texts about disasters of nature."""

from __future__ import annotations

import pytest

from casus.coding.senses import SenseError, as_meant, packaged_senses, read_senses
from casus.record import Draft, Kind, Phrase


def meant(*told: tuple[Kind, str]) -> list[Kind]:
    """The kinds that are left of claims, each with the sentence that is its evidence."""
    at, drafts, text_of = 0, [], {}
    for kind, text in told:
        span = (at, at + len(text))
        drafts.append(Draft(kind, *span, Phrase(at, at + 1, text[0]), span))
        text_of[span] = text
        at = span[1] + 1
    return [draft.kind for draft in as_meant(drafts, text_of)]


@pytest.mark.parametrize(
    ("kind", "text", "is_now"),
    [
        ("explosive_device", "A glide bomb hit a block of flats.", "air_strike"),
        ("explosive_device", "Kamikaze drones struck the post.", "air_strike"),
        ("protest", "The guerrillas declared an armed strike on the river.", "siege"),
        ("chemical_attack", "Police dispersed the crowd with tear gas.", "protest"),
    ],
)
def test_a_set_phrase_tells_another_kind(kind: Kind, text: str, is_now: Kind) -> None:
    assert meant((kind, text)) == [is_now]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("territory_gain", "The captain seized power in a coup."),
        ("displacement", "Floods forced 2,000 people from their homes."),
        ("property_destruction", "The earthquake flattened the bazaar."),
        ("explosive_device", "Soldiers were clearing mines along the river."),
        ("abduction", "Commandos freed six captives in the hills."),
        ("attack_on_civilians", "He kept beheading videos on his telephone."),
        ("casualty_report", "Thousands could die if the dam breaks, the mayor said."),
    ],
)
def test_what_is_no_claim_of_a_conflict_is_left_out(kind: Kind, text: str) -> None:
    assert meant((kind, text)) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("explosive_device", "A roadside bomb hit a truck."),
        ("territory_gain", "The rebels seized power and the capital."),
        ("displacement", "Floods and fighting forced 2,000 people from their homes."),
        ("attack_on_civilians", "Police fired tear gas and shot two students."),
        ("explosive_device", "Two soldiers were killed while clearing mines."),
        ("explosive_device", "Villagers began to clear mines after one maimed a boy."),
        ("abduction", "Two nuns kidnapped in May were released."),
        ("abduction", "Gunmen held 12 nurses in the clinic; four were released."),
        ("abduction", "The group released a recording of its hostages."),
        ("attack_on_civilians", "The group, known for its execution videos, shot two men."),
        ("casualty_report", "The toll stands at 500 and many more could die."),
        ("casualty_report", "Some 300 people have died and thousands more could die."),
    ],
)
def test_other_words_leave_a_claim_what_it_is(kind: Kind, text: str) -> None:
    assert meant((kind, text)) == [kind]


def test_one_strike_told_under_two_kinds_is_one() -> None:
    text = "A glide bomb hit a block of flats."
    span = (0, len(text))
    drafts = [Draft(kind, *span, Phrase(2, 7, "glide"), span) for kind in ("air_strike", "explosive_device")]
    assert [draft.kind for draft in as_meant(drafts, {span: text})] == ["air_strike"]


RELIEF: tuple[Kind, str] = ("aid", "The Red Cross handed out tents.")
QUAKE: tuple[tuple[Kind, str], ...] = (
    ("aid", "After the quake, planes flew in blankets to the fighters' families."),
    ("aid", "Landslides have cut the road for the troops that bring bread."),
    ("aid", "An aftershock held up soldiers with medicine."),
)


def test_relief_in_a_text_about_a_disaster_is_no_claim() -> None:
    assert meant(*QUAKE, RELIEF) == []


def test_relief_in_a_text_that_tells_of_fighting_too_is_one() -> None:
    assert meant(*QUAKE, RELIEF, ("air_strike", "Jets bombed a ridge.")) == ["aid", "aid", "aid", "aid", "air_strike"]


def test_relief_without_a_disaster_is_one() -> None:
    assert meant(RELIEF) == ["aid"]


@pytest.mark.parametrize(
    "table",
    [
        "",
        '[classes]\nnature = ["flood"]\n[[sense]]\nkinds = ["dance"]\nwords = ["a"]\nmeans = ""',
        '[classes]\nnature = ["flood"]\n[[sense]]\nkinds = ["aid"]\nwords = ["@absent"]\nmeans = ""',
        '[classes]\nnature = ["flood"]\n[[sense]]\nkinds = ["aid"]\nwords = ["a"]',
    ],
)
def test_a_table_that_is_wrong_is_refused(table: str) -> None:
    with pytest.raises(SenseError):
        read_senses(table)


def test_the_packaged_table_is_right() -> None:
    assert packaged_senses().rules

"""Of the numbers that a sentence tells of one thing, those stand that can be true together."""

import pytest
from reading_text import counts_of, read

from casus.coding.tallies import claim_tally
from casus.record import Kind

Counts = set[tuple[str, int | None, int | None]]


def test_fighters_and_families_who_are_held_stand_apart() -> None:
    found = counts_of("Some 20 fighters and about 50 women are being held in the camp.", "detention")
    assert found == {("detained", 20, 20), ("detained", 50, 50)}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Hundreds and hundreds of children were detained.", 1),
        ("Some 20 fighters and about 20 women are being held in the camp.", 2),
    ],
)
def test_the_same_number_of_the_same_people_is_one_count(text: str, numbers: int) -> None:
    (reading,) = read(text)
    candidate = next(hit.candidate for hit in reading.hits if hit.candidate.kind == "detention")
    assert len(claim_tally("detention", candidate, reading.sentence).counts) == numbers


def test_people_of_one_class_who_are_held_are_added_up() -> None:
    assert counts_of("Police arrested five doctors and three nurses.", "detention") == {("detained", 8, 8)}


def test_a_part_of_the_held_is_not_told_beside_them() -> None:
    assert counts_of("They hold 20 soldiers, two of them officers.", "detention") == {("detained", 20, 20)}


def test_where_a_share_fled_the_whole_did_not() -> None:
    found = counts_of("The town has two million residents, half of whom fled the war.", "displacement")
    assert found == {("displaced", 1_000_000, 1_000_000)}


def test_a_number_told_twice_is_told_once_of_those_who_are_known_best() -> None:
    found = counts_of("The 30 civilians were killed in an attack that killed 30.", "attack_on_civilians")
    assert found == {("killed_civilians", 30, 30)}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("They detained 11 citizens, including women, children and one fighter.", "detention", {("detained", 11, 11)}),
        ("Five towns agreed to surrender, and one raised the flag.", "surrender", {("places", 5, 5)}),
        ("The blast caused injuries to three drivers.", "explosive_device", {("wounded", 3, 3)}),
        ("About 40 men were rounded up, shot or beheaded.", "attack_on_civilians", {("killed", 40, 40)}),
        ("The army has lost more than 300 men in the campaign.", "casualty_report", {("killed_combatants", 301, None)}),
        ("The air strike killed 12 people, mostly women and children.", "air_strike", {("killed_civilians", 12, 12)}),
        ("The air strike killed 12 people, mostly children.", "air_strike", {("killed", 12, 12)}),
    ],
)  # fmt: skip
def test_a_number_is_taken_with_what_the_words_around_it_say(text: str, kind: Kind, expected: Counts) -> None:
    assert counts_of(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "unsided"),
    [
        ("The attack killed 12 people.", True),
        ("Gunmen attacked the town, killing 12.", True),
        ("Ten men were shot dead in the attack.", True),
        ("Two bodies were found after the attack that killed two peacekeepers.", True),
        ("The attack killed 12 women.", False),
        ("Karim Saleh was killed in the attack.", False),
        ("Seven of them were killed in the attack.", False),
    ],
)
def test_people_and_bare_numbers_are_dead_of_whom_nothing_tells_the_side(text: str, unsided: bool) -> None:
    (reading,) = read(text)
    candidate = next(hit.candidate for hit in reading.hits if hit.candidate.kind == "attack_on_civilians")
    assert claim_tally("attack_on_civilians", candidate, reading.sentence).unsided is unsided

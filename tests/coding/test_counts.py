"""Numbers of a sentence become the counts of its claims."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_text import counts_of, read

from casus.coding.numbers import find_numbers
from casus.record import Kind


def ranges(text: str) -> list[tuple[int | None, int | None]]:
    (reading,) = read(text)
    return [(number.least, number.most) for number in find_numbers(reading.sentence.span)]


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("At least 20 villagers", 20, None),
        ("More than 20 villagers", 21, None),
        ("Up to 20 villagers", None, 20),
        ("As many as 3,000 villagers", None, 3000),
        ("Dozens of villagers", 24, 99),
        ("Hundreds of villagers", 200, 999),
        ("Tens of thousands of villagers", 20000, 99999),
        ("Several hundred villagers", 200, 999),
        ("A few thousand villagers", 2000, 9999),
        ("About 800 to 900 villagers", 800, 900),
        ("Between nine and 50 villagers", 9, 50),
    ],
)
def test_a_qualified_number_is_a_range(words: str, least: int | None, most: int | None) -> None:
    assert ranges(f"{words} were killed in the market.") == [(least, most)]


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=2, max_value=1800))
def test_at_least_and_more_than_differ_by_one(number: int) -> None:
    ((least, _),) = ranges(f"At least {number} people were killed in the town.")
    ((more, _),) = ranges(f"More than {number} people were killed in the town.")
    assert (least, more) == (number, number + 1)


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=2, max_value=500), st.integers(min_value=1, max_value=500))
def test_a_range_keeps_its_ends_in_order(low: int, width: int) -> None:
    assert ranges(f"The army killed {low} to {low + width} fighters.") == [(low, low + width)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The bombing left nine dead and 87 wounded.", "explosive_device", {("killed", 9, 9), ("wounded", 87, 87)}),
        ("Two soldiers were killed in the ambush.", "armed_clash", {("killed_combatants", 2, 2)}),
        ("The air strike killed three civilians.", "air_strike", {("killed_civilians", 3, 3)}),
        ("Six policemen and twenty civilians were injured when a grenade exploded.", "explosive_device", {("wounded", 26, 26)}),
        ("Five militants and a security official were killed in a bomb blast.", "explosive_device", {("killed_combatants", 6, 6)}),
        ("Six people are known to have been killed by air strikes.", "air_strike", {("killed", 6, 6)}),
        ("Hundreds of villagers fled the town.", "displacement", {("displaced", 200, 999)}),
        ("Some 12 families fled the town.", "displacement", set()),
        ("Hundreds of households were displaced.", "displacement", set()),
        ("Hundreds of families and their herdsmen fled the town.", "displacement", {("displaced", 200, 999)}),
        ("Over two million people have been driven from their homes.", "displacement", {("displaced", 2000001, None)}),
        ("Gunmen shot dead four traders near the bridge.", "attack_on_civilians", {("killed_civilians", 4, 4)}),
        ("Seven soldiers embraced martyrdom in the attack.", "armed_clash", {("killed_combatants", 7, 7)}),
        ("Five soldiers paid the supreme price in the ambush.", "armed_clash", {("killed_combatants", 5, 5)}),
        ("Police arrested 14 suspects in the raid.", "detention", {("detained", 14, 14)}),
        ("The army captured five villages.", "territory_gain", {("places", 5, 5)}),
        ("Gunmen kidnapped three engineers near the dam.", "abduction", {("abducted", 3, 3)}),
    ],
)  # fmt: skip
def test_a_claim_counts_what_its_kind_can_count(
    text: str, kind: Kind, expected: set[tuple[str, int | None, int | None]]
) -> None:
    assert counts_of(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Half of the 40 fighters were killed in the ambush.", "armed_clash", {("killed_combatants", 20, 20)}),
        ("60 percent of the 200 dead in the air strikes were civilians.", "air_strike", {("killed_civilians", 120, 120)}),
        ("The air strike killed 12 people, two of them children.", "air_strike", {("killed", 12, 12), ("killed_children", 2, 2)}),
        ("A family of five was killed in the air strike.", "air_strike", {("killed", 5, 5)}),
        ("The air strike killed a mother and her three children.", "air_strike", {("killed_civilians", 4, 4), ("killed_children", 3, 3)}),
        ("Nine of the 33 hostages were freed.", "abduction", {("abducted", 9, 9)}),
        ("The pair were arrested by police.", "detention", {("detained", 2, 2)}),
    ],
)  # fmt: skip
def test_parts_of_a_whole_and_groups_are_worked_out(
    text: str, kind: Kind, expected: set[tuple[str, int | None, int | None]]
) -> None:
    assert counts_of(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll from the shelling rose from 12 to 17.", {("killed", 17, 17)}),
        ("The death toll from the shelling now stands at 31.", {("killed", 31, 31)}),
        ("The shelling cost 30 lives.", {("killed", 30, 30)}),
        ("The shelling killed another 12 civilians.", {("killed_civilians", 12, 12)}),
    ],
)
def test_a_toll_is_what_it_stands_at(text: str, expected: set[tuple[str, int | None, int | None]]) -> None:
    assert counts_of(text, "shelling") == expected


@pytest.mark.parametrize(
    ("text", "wounded"),
    [
        ("Two policemen were killed and another sustained injuries in the bomb blast.", 1),
        ("A policeman was killed and another injured in the bomb blast.", 1),
        ("The bomb blast left four pupils dead and 16 persons, including a driver, injured.", 16),
    ],
)
def test_the_injured_are_found_where_no_verb_wounds_them(text: str, wounded: int) -> None:
    assert ("wounded", wounded, wounded) in counts_of(text, "explosive_device")


@pytest.mark.parametrize(
    "text",
    ["Scores of rebels were killed and wounded in the clashes.", "The clashes went on, killing and injuring dozens."],
)
def test_dead_and_wounded_told_as_one_number_count_as_neither(text: str) -> None:
    assert counts_of(text, "armed_clash") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A constable was shot dead in the ambush, reports a paper.", {("killed_combatants", 1, 1)}),
        ("A security official was killed in the ambush.", {("killed_combatants", 1, 1)}),
        ("Gunmen shot dead a local leader in the ambush.", {("killed", 1, 1)}),
        ("A policeman and a soldier were killed in the ambush.", {("killed_combatants", 2, 2)}),
    ],
)
def test_single_persons_are_known_by_their_calling(text: str, expected: set[tuple[str, int, int]]) -> None:
    assert counts_of(text, "armed_clash") == expected


def test_an_area_too_small_for_whole_square_kilometres_is_no_count() -> None:
    assert counts_of("The rebels captured 20 hectares of land.", "territory_gain") == set()


def test_areas_are_square_kilometres_whatever_their_unit() -> None:
    assert counts_of("The rebels captured 1,000 hectares of land.", "territory_gain") == {("area_km2", 10, 10)}
    found = counts_of("The army seized 150 square kilometres and 12 villages.", "territory_gain")
    assert found == {("area_km2", 150, 150), ("places", 12, 12)}


@pytest.mark.parametrize(
    "text",
    [
        "Brigade 107 shelled the village with T-72 tanks.",
        "The shelling came 12 km from the town.",
        "They paid $5,000 after the shelling.",
        "The shelling hit the road of Resolution 2254 at 7.20 pm on 14 May 2016.",
    ],
)
def test_names_measures_and_money_count_nobody(text: str) -> None:
    assert counts_of(text, "shelling") == set()


def test_an_attacker_who_blows_himself_up_counts_where_no_other_dead_are_told() -> None:
    alone = counts_of("Two suicide bombers blew themselves up near the base.", "suicide_bombing")
    assert alone == {("killed_combatants", 2, 2)}
    others = counts_of("Two suicide bombers blew themselves up near the base, killing nine people.", "suicide_bombing")
    assert others == {("killed", 9, 9)}


def test_a_part_stands_beside_its_whole() -> None:
    found = counts_of("The air strike killed 12 people, including four children.", "air_strike")
    assert found == {("killed", 12, 12), ("killed_children", 4, 4)}


def test_a_part_of_the_same_thing_is_not_a_second_count() -> None:
    found = counts_of("Seven people were injured, including two seriously, in the bomb blast.", "explosive_device")
    assert found == {("wounded", 7, 7)}


def test_one_person_counts_as_one() -> None:
    assert counts_of("A journalist was killed in the air strike.", "air_strike") == {("killed_civilians", 1, 1)}


def test_a_civilian_and_a_policeman_are_two_dead() -> None:
    found = counts_of("A civilian and a policeman were killed in the bomb blast.", "explosive_device")
    assert found == {("killed", 2, 2), ("killed_civilians", 1, 1), ("killed_combatants", 1, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "The driver, aged 24, watched the air strike.",
        "The air strike came 14 days after the truce.",
        "In 2015 an air strike hit the market.",
    ],
)
def test_ages_times_and_years_are_no_dead(text: str) -> None:
    assert counts_of(text, "air_strike") == set()


def test_who_kills_is_not_counted_as_killed() -> None:
    found = counts_of("Fifty fighters killed two soldiers in the attack.", "armed_clash")
    assert found == {("killed_combatants", 2, 2)}


def test_guards_and_peacekeepers_are_dead_of_no_side() -> None:
    assert counts_of("Gunmen killed two guards in the attack.", "armed_clash") == {("killed", 2, 2)}

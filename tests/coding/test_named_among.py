"""A list that names some of many tells of as many and more."""

import pytest
from reading_text import counts_of


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("They beheaded hostages, among them Karim Saleh, Omar Haddad and the aid worker Peter Novak.", 3),
        ("The group murdered reporters, including Karim Saleh and Omar Haddad.", 2),
    ],
)
def test_names_in_a_list_are_the_least_that_were_killed(text: str, least: int) -> None:
    assert counts_of(text, "attack_on_civilians") == {("killed_civilians", least, None)}


def test_a_number_goes_before_a_list_of_some_of_them() -> None:
    found = counts_of("They beheaded seven hostages, including Karim Saleh and Omar Haddad.", "attack_on_civilians")
    assert {(least, most) for _, least, most in found} == {(7, 7)}


@pytest.mark.parametrize(
    "text",
    [
        "Hostages were beheaded by rebels including Karim Saleh and Omar Haddad.",
        "They beheaded hostages in towns including Homs and Hama.",
        "They beheaded hostages, including Karim Saleh.",
    ],
)
def test_those_who_did_it_places_and_a_single_name_are_no_such_list(text: str) -> None:
    assert all(most is not None for _, _, most in counts_of(text, "attack_on_civilians"))

"""Persons whom no number counts: one who is named or described counts as one, a coordination as many as it has members."""

import pytest
from reading_text import counts_of

from casus.record import Kind

Counts = set[tuple[str, int | None, int | None]]


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("Police extended the detention of the opposition leader, Karim Saleh.", "detention", "detained"),
        ("Families protested over the arrest of the teacher.", "detention", "detained"),
        ("The group claimed the murder of the journalist Karim Saleh.", "attack_on_civilians", "killed_civilians"),
    ],
)
def test_a_noun_tells_what_happened_to_the_one_of_whom_it_is_said(text: str, kind: Kind, what: str) -> None:
    assert counts_of(text, kind) == {(what, 1, 1)}


def test_killings_of_a_group_tell_no_number() -> None:
    assert counts_of("The group claimed the murder of the villagers.", "attack_on_civilians") == set()


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The editor was tried and jailed in March.", "detention", {("detained", 1, 1)}),
        ("Karim Saleh is in prison after being convicted of fraud.", "detention", {("detained", 1, 1)}),
        ("The imprisoned leader, Karim Saleh, began a strike.", "detention", {("detained", 1, 1)}),
        ("The driver was taken hostage by the rebels.", "abduction", {("abducted", 1, 1)}),
    ],
)
def test_a_state_or_a_subject_shared_with_another_verb_tells_it_too(text: str, kind: Kind, expected: Counts) -> None:
    assert counts_of(text, kind) == expected


def test_those_along_with_whom_it_happens_are_added() -> None:
    assert counts_of("Gunmen kidnapped the doctor along with her husband.", "abduction") == {("abducted", 2, 2)}


def test_names_behind_a_plural_are_how_many_it_is() -> None:
    found = counts_of("The other men, Karim Saleh and Omar Haddad, are locked up in the north.", "detention")
    assert found == {("detained", 2, 2)}


@pytest.mark.parametrize(("text", "expected"), [("A farmer fled the town last week.", {("displaced", 1, 1)}), ("Karim Saleh fled the town last week.", set())])  # fmt: skip
def test_anybody_who_flees_counts_and_the_way_of_one_whom_the_text_knows_does_not(text: str, expected: Counts) -> None:
    assert counts_of(text, "displacement") == expected


def test_the_last_of_a_row_of_dead_tells_how_many_there_are() -> None:
    found = counts_of("She is the fourth reporter killed in the country this year.", "casualty_report")
    assert found == {("killed_civilians", 4, 4)}


def test_in_a_single_incident_the_fourth_to_die_is_one() -> None:
    found = counts_of("A rocket hit the car of the fourth reporter, who was killed.", "shelling")
    assert found == {("killed_civilians", 1, 1)}


def test_noise_that_drowns_out_a_person_kills_nobody() -> None:
    assert counts_of("The mayor came, and residents drowned out the mayor at the protest.", "protest") == set()

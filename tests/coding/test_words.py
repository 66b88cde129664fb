"""The word lists of coding keep their documented format."""

import pytest

from casus.coding.words import words


def test_entries_are_lower_case_and_lists_are_not_empty() -> None:
    for name, entries in words().lists.items():
        assert entries, name
        assert all(entry == entry.lower() and entry.strip() == entry for entry in entries), name


@pytest.mark.parametrize("list_name", ["speech.verbs", "status.doubting_verbs", "people.civilians", "counting.killed"])
def test_lists_that_coding_reads_are_there(list_name: str) -> None:
    assert words()[list_name]


def test_no_noun_is_both_civilian_and_combatant() -> None:
    assert not words()["people.civilians"] & words()["people.combatants"]

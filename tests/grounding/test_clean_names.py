"""Names of sides without the words beside them: of time, verbs, a second noun."""

import pytest

from casus.grounding.actors import ActorIndex


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Last Friday relatives", "relatives"),
        ("Meanwhile militants", "militants"),
        ("Unidentified militants", "unidentified militants"),
        ("Friday Movement", "Friday Movement"),
        ("al-Qaida-linked fighters", "al-Qaida-linked fighters"),
    ],
)
def test_no_words_of_time_and_no_capital_of_a_sentence_are_part_of_a_name(
    index: ActorIndex, text: str, name: str
) -> None:
    found = index.resolve(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sudan's army rushed reinforcements", "Sudanese army"),
        ("Sudan's troops and tanks", "Sudanese army"),
        ("Sudanese commander", "Sudanese army"),
    ],
)
def test_forces_are_called_by_one_noun(index: ActorIndex, text: str, name: str) -> None:
    ((_, _, found),) = index.find(f"{text} in the town")
    assert found.name == name


def test_two_services_of_a_state_are_two_nominals(index: ActorIndex) -> None:
    found = index.find("Kenyan military and police deployed")
    assert [(end, match.name) for _, end, match in found] == [(15, "Kenyan military")]


def test_some_of_a_people_are_that_people(index: ActorIndex) -> None:
    found = index.resolve("eleven Yazidi boys")
    assert found is not None
    assert (found.actor_id, found.name) == ("yazidis", "Yazidis")

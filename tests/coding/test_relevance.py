"""Whether a passage is about political violence at all."""

import pytest

from casus.coding.relevance import RELEVANT, document_relevance, relevance

VIOLENT = [
    "Rebels shelled the village on Monday, killing nine people.",
    "Gunmen shot dead two policemen at a checkpoint near the border.",
    "A bomb exploded outside the ministry and wounded four soldiers.",
]
OTHER = [
    "The striker attacked the goal again and again but missed.",
    "Shares in the company fell after the bank cut its forecast.",
    "The singer will release her new album in the spring.",
    "Ministers met in the capital to discuss a new school law.",
]


@pytest.mark.parametrize("text", VIOLENT)
def test_violence_is_told(text: str) -> None:
    assert relevance(text) >= RELEVANT


@pytest.mark.parametrize("text", OTHER)
def test_sport_money_and_politics_are_not_violence(text: str) -> None:
    assert relevance(text) < RELEVANT


def test_a_text_is_as_telling_as_its_most_telling_sentence() -> None:
    assert document_relevance([" ".join([*OTHER, VIOLENT[0]])]) >= RELEVANT
    assert document_relevance([" ".join(OTHER)]) < RELEVANT
    assert document_relevance(["Gunmen shot."]) == 0.0
    assert document_relevance([]) == 0.0

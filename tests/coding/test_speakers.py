"""Whom a pronoun or "its spokesman" stands for among the speakers of a document."""

from reading_text import speakers


def test_he_is_a_person_before_he_is_the_body_that_spoke_last() -> None:
    found = speakers(
        "The RSF said its fighters had beaten back a force. "
        "An army officer called the statement a lie: reinforcements had been inside the town since Tuesday, he said."
    )
    assert found[1] == ["An army officer"]


def test_they_are_not_the_one_person_who_spoke_last() -> None:
    found = speakers(
        "General Adem Kaya denied that his troops had shelled the market. "
        "The rebels stormed a hotel last month. They said on Friday that they had captured the bridge."
    )
    assert found[2] == ["rebels"]


def test_its_spokesman_is_the_spokesman_of_whom_the_text_tells() -> None:
    found = speakers(
        "The Northern Front rejected the charge. Its spokesman, Adem Kaya, said its fighters had recovered four farms."
    )
    assert found[1] == ["Northern Front spokesman Adem Kaya"]


def test_the_committee_is_the_one_that_spoke_with_others() -> None:
    found = speakers(
        "The hospital was shelled on Saturday, medics and a local resistance committee said. "
        "The committee counted 32 dead in the city."
    )
    assert found[1] == ["local resistance committee"]


def test_the_rights_group_is_the_one_named_before() -> None:
    found = speakers(
        "The Northern Network for Human Rights said 20 people were killed. "
        "Rebels held 54 prisons, according to the rights group."
    )
    assert found[1] == ["Northern Network for Human Rights"]


def test_a_body_is_not_its_leader() -> None:
    found = speakers(
        "Junta leader Adem Kaya acknowledged that contact had been lost. The junta said rebels had executed patients."
    )
    assert found[1] == ["junta"]


def test_those_who_are_counted_do_not_speak() -> None:
    found = speakers(
        "David Lind said the state should act. Over 900 people have left the country. They estimate that 180 were killed."
    )
    assert found[2] == ["David Lind"]

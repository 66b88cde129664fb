"""Noun phrases out of a parse: their stretch, what they coordinate, whom they speak of."""

from parses import ACTIVE, BETWEEN, PASSIVE, parsed

from casus.coding.phrases import coordinated, entity_type, people_class, phrase, preposition


def test_a_phrase_has_its_modifiers_and_not_what_it_coordinates() -> None:
    sentence = parsed(ACTIVE)
    assert phrase(sentence, sentence.span[4]).text == "rebel positions"


def test_a_phrase_knows_where_it_stands() -> None:
    sentence = parsed(PASSIVE)
    found = phrase(sentence, sentence.span[1])
    assert sentence.text[found.begin : found.end] == found.text == "The town"


def test_a_preposition_is_no_part_of_a_phrase() -> None:
    sentence = parsed(PASSIVE)
    assert phrase(sentence, sentence.span[6]).text == "Syrian rebels"
    assert preposition(sentence.span[6]) == "by"


def test_coordinated_heads_in_order() -> None:
    assert [token.text for token in coordinated(parsed(BETWEEN).span[2])] == ["soldiers", "rebels"]


def test_people_and_things() -> None:
    tokens = parsed(ACTIVE).span
    assert people_class(tokens[3]) == "combatants"
    assert people_class(tokens[4]) is None
    assert entity_type(tokens[0]) == "nationality"

"""Names that the pipeline finds, with their offsets into the document."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.language.mentions import find_mentions, find_toponyms
from casus.language.parse import parse_blocks
from casus.record import Mention

REPORTS = (
    "Rebels shelled the airport of Aleppo on Monday, killing 12 soldiers.",
    "Details are at https://example.org/a/b?c=1, and on www.example.com.",
    "The European Union gave $4 million to refugees in Jordan and Lebanon in March 2016.",
    "Nobody came.",
)


def mentions(text: str, begin: int = 0) -> tuple[Mention, ...]:
    ((_, sentences),) = parse_blocks([("only", text, [(begin, len(text))])])
    return find_mentions(sentences)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(REPORTS), min_size=1, max_size=4), st.text(" \n\t", max_size=5))
def test_mentions_quote_the_text_in_order_and_apart(parts: list[str], before: str) -> None:
    text = before + " ".join(parts)
    found = mentions(text, len(before))
    assert all(text[item.begin : item.end] == item.text for item in found)
    assert all(first.end <= second.begin for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Aleppo", "place"), ("Monday", "time"), ("Jordan", "place"), ("European Union", "organisation")],
)
def test_a_plain_name_is_of_its_type(words: str, kind: str) -> None:
    found = mentions(" ".join(REPORTS))
    assert [item.type for item in found if words in item.text] == [kind]


def test_an_address_ends_before_the_stop_of_the_sentence() -> None:
    found = [item.text for item in mentions(REPORTS[1]) if item.type == "url"]
    assert found == ["https://example.org/a/b?c=1", "www.example.com"]


def test_nothing_in_an_address_is_a_mention_of_its_own() -> None:
    text = "See https://example.org/Aleppo/Damascus/Monday for more."
    assert [item.text for item in mentions(text)] == ["https://example.org/Aleppo/Damascus/Monday"]


def test_a_sentence_without_names_has_no_mentions() -> None:
    assert mentions("It was cold and nobody came.") == ()
    assert find_mentions([]) == ()


def test_quantities_and_money_have_their_ends_and_unit() -> None:
    found = mentions("At least 20 people were killed. The coalition gave $4 million for a camp 12 km from the border.")
    measured = [(item.type, item.min, item.max, item.unit) for item in found if item.unit]
    assert measured == [
        ("quantity", 20, None, "killed"),
        ("money", 4_000_000, 4_000_000, "USD"),
        ("quantity", 12, 12, "km"),
    ]


NAMES = "Guards of Congo wait near Goma, and Congolese farmers fled to Bukavu."


def toponyms(text: str, begin: int = 0) -> list[tuple[int, str]]:
    ((_, sentences),) = parse_blocks([("only", text, [(begin, len(text))])])
    return [(name.begin, name.text) for name in find_toponyms(sentences)]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Officers of the Nairobi Hospital waited.", "Nairobi"), ("The Gaza Health Ministry counted.", "Gaza")],
)
def test_a_place_name_inside_another_name_is_a_toponym_and_no_mention(text: str, name: str) -> None:
    assert toponyms(text) == [(text.index(name), name)]
    (found,) = mentions(text)
    assert name in found.text
    assert (found.text, found.type) != (name, "place")


def test_a_toponym_that_overlaps_no_other_mention_is_a_place() -> None:
    found = mentions(NAMES)
    for begin, name in toponyms(NAMES):
        over = [item for item in found if item.begin < begin + len(name) and begin < item.end]
        assert over, name
    assert {"Goma", "Bukavu"} <= {item.text for item in found if item.type == "place"}


def test_a_toponym_that_is_part_of_no_other_name_becomes_a_place() -> None:
    ((_, sentences),) = parse_blocks([("only", NAMES, [(0, len(NAMES))])])
    names = [(name.begin, name.end, name.text) for name in find_toponyms(sentences)]
    sentences[0].span.doc.ents = ()  # as if the network had seen no other name
    assert [(item.begin, item.end, item.text) for item in find_mentions(sentences)] == names
    assert {item.type for item in find_mentions(sentences)} == {"place"}


def test_toponyms_quote_the_text_where_they_stand() -> None:
    text = f"\n\n {NAMES}"
    found = toponyms(text, 3)
    assert found == [(begin + 3, name) for begin, name in toponyms(NAMES)]
    assert all(text[begin : begin + len(name)] == name for begin, name in found)


def test_no_sentences_no_toponyms() -> None:
    assert find_toponyms([]) == ()
    assert toponyms("It was cold and nobody came.") == []

"""Parts of a toll that the next sentence tells belong to the toll, and are no toll of their own."""

from __future__ import annotations

from dataclasses import replace

from reports import drafts

from casus.coding.parts import with_parts
from casus.record import Count, CountWhat, Draft, Kind, Phrase

FIRST = "The battle has killed 255 people."
SECOND = "The dead include 24 civilians."
TEXT = f"{FIRST} {SECOND}"


def draft(sentence: str, kind: Kind, what: CountWhat, number: int, text: str = TEXT) -> Draft:
    begin = text.index(sentence)
    end, at = begin + len(sentence), text.index(str(number))
    return Draft(
        kind, begin, end, Phrase(begin, begin + 3, text[begin : begin + 3]), (begin, end),
        counts=(Count(what, number, number, at, at + len(str(number))),),
    )  # fmt: skip


def sentences_of(*sentences: str, text: str = TEXT) -> dict[tuple[int, int], str]:
    return {(text.index(one), text.index(one) + len(one)): one for one in sentences}


TOLL = draft(FIRST, "casualty_report", "killed", 255)
PART = draft(SECOND, "casualty_report", "killed_civilians", 24)


def test_a_part_joins_the_toll_before_it() -> None:
    (toll,) = with_parts([TOLL, PART], sentences_of(FIRST, SECOND))
    assert [(count.what, count.min) for count in toll.counts] == [("killed", 255), ("killed_civilians", 24)]
    assert TEXT[toll.begin : toll.end] == TEXT


def test_a_part_told_by_two_claims_joins_once() -> None:
    attack = replace(PART, kind="attack_on_civilians")
    toll, kept = with_parts([TOLL, PART, attack], sentences_of(FIRST, SECOND))
    assert len(toll.counts) == 2
    assert kept == attack


def test_more_than_the_whole_is_no_part() -> None:
    text = "The battle has killed 20 people. The dead include 24 civilians."
    toll = draft("The battle has killed 20 people.", "casualty_report", "killed", 20, text)
    told = draft(SECOND, "casualty_report", "killed_civilians", 24, text)
    both = sentences_of("The battle has killed 20 people.", SECOND, text=text)
    assert with_parts([toll, told], both) == [toll, told]


def test_a_number_that_is_not_said_to_be_included_stays_apart() -> None:
    second = "On Monday 24 civilians died."
    text = f"{FIRST} {second}"
    told = draft(second, "casualty_report", "killed_civilians", 24, text)
    assert with_parts([TOLL, told], sentences_of(FIRST, second, text=text)) == [TOLL, told]


def test_a_part_belongs_to_the_sentence_just_before_it() -> None:
    between = "Fighting went on."
    text = f"{FIRST} {between} {SECOND}"
    told = draft(SECOND, "casualty_report", "killed_civilians", 24, text)
    assert with_parts([TOLL, told], sentences_of(FIRST, between, SECOND, text=text)) == [TOLL, told]


def test_only_a_toll_takes_parts() -> None:
    clash = replace(TOLL, kind="armed_clash")
    assert with_parts([clash, PART], sentences_of(FIRST, SECOND)) == [clash, PART]


def test_evidence_that_would_grow_too_long_stays_as_it_was() -> None:
    second = f"{'Of the many who had come from far away to help, ' * 9}the dead include 24 civilians."
    text = f"{FIRST} {second}"
    told = draft(second, "casualty_report", "killed_civilians", 24, text)
    (toll,) = with_parts([TOLL, told], sentences_of(FIRST, second, text=text))
    assert (toll.begin, toll.end) == (TOLL.begin, TOLL.end)
    assert len(toll.counts) == 2


def test_a_toll_and_its_parts_in_a_report() -> None:
    text = "At least 255 people were killed in Aleppo last week, activists said. The toll includes 24 civilians and 60 soldiers."
    tolls = [found for found in drafts(text) if found.kind == "casualty_report"]
    assert len(tolls) == 1
    assert {("killed", 255), ("killed_civilians", 24)} <= {(count.what, count.min) for count in tolls[0].counts}

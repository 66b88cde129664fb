"""Words found in many texts at once tell rules what the texts themselves tell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from test_kind_sight import FACTS, TEXTS

from casus.coding.kind_lookout import ODD, lookout, words_of_each
from casus.coding.kind_rules import Facts, Rule
from casus.coding.kind_sight import sight_of
from casus.coding.kinds import KindTable, table

KINDS = st.sampled_from(sorted(table().kinds))
ODD_TEXTS = st.lists(st.sampled_from([*"abé’ſKİ٧_-\n \x01\0", "bomb", "Tank", "tear gas", "İ", "mob"]), max_size=12).map("".join)  # fmt: skip


@given(st.lists(st.tuples(KINDS, FACTS, TEXTS | ODD_TEXTS), max_size=6))
def test_codes_are_the_same_with_words_that_were_found_at_once(claims: list[tuple[str, Facts, str]]) -> None:
    facts = [one._replace(text=text) for _, one, text in claims]
    kinds = [kind for kind, _, _ in claims]
    words = table().words_of_each([one.text for one in facts], kinds)
    for kind, one, found in zip(kinds, facts, words, strict=True):
        alone = KindTable(table().kinds, table().classes)
        assert KindTable(table().kinds, table().classes).codes(kind, one, found) == alone.codes(kind, one)


def test_each_kind_is_told_its_own_words() -> None:
    sights = {"one": sight_of([Rule(words=("mob", "tank*"))]), "other": sight_of([Rule(words=("siege",))])}
    text = "The mob besieged; tanks came: a SIEGE"
    assert words_of_each([text, text], ["one", "other"], lookout(sights)) == [["mob", "tanks"], ["siege"]]


def test_letters_of_other_alphabets_are_letters_or_those_that_they_are_taken_for() -> None:
    sight = lookout({"any": sight_of([Rule(words=("shell*", "kill"))])})
    assert words_of_each(["ſhells \u212a\u0131ll ékill", "shellé\x01kill"], ["any"] * 2, sight) == [["shells", "kill"], [f"shell{ODD}", "kill"]]  # fmt: skip


def test_no_text_has_no_words() -> None:
    assert words_of_each([], [], lookout({"any": sight_of([Rule(words=("mob",))])})) == []

"""Words of news as the web delivers it."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casus.language.tokens import tokenizer

NLP = spacy.blank("en")
TOKENIZER = tokenizer(NLP)


def words(text: str) -> list[str]:
    return [token.text for token in TOKENIZER(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a U.S.-led raid", "a U.S. - led raid"),
        ("It ended in 2016.The army left", "It ended in 2016 . The army left"),
        ("“We won,” he said.“They fled.”", "“ We won , ” he said . “ They fled . ”"),
        ('he said."The bridge fell', 'he said . " The bridge fell'),
        ("by the RSF.The town", "by the RSF . The town"),
        ("the army (SAF).The town", "the army ( SAF ) . The town"),
        ("KHARTOUM(AP) — Shells", "KHARTOUM ( AP ) — Shells"),
        ("killed 12,wounding 3", "killed 12 , wounding 3"),
        ("near the hospital.[4]", "near the hospital . [ 4 ]"),
        ("fighting –- which", "fighting – - which"),
        ("killed…The toll", "killed … The toll"),
        ("Lt. Col. Diallo and Sgt. Moe", "Lt. Col. Diallo and Sgt. Moe"),
        ("on Wed. in Goma", "on Wed. in Goma"),
        ("wounded/killed", "wounded / killed"),
        ("What?! No!!!", "What ?! No !!!"),
        ("15,000 people", "15,000 people"),
        ("the group’s 12-year-old", "the group ’s 12 - year - old"),
        ("30km from Goma", "30 km from Goma"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sudanâ€™s army", ["Sudan", "â€™s", "army"]),
        ("â€œWe wonâ€\x9d", ["â€œ", "We", "won", "â€\x9d"]),
        ("the town â€“ once quiet", ["the", "town", "â€“", "once", "quiet"]),
    ],
)
def test_marks_read_in_the_wrong_encoding_come_off_their_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="aA1.,-–—\"“”'’()[]!?:;/ â€œ™\n", max_size=30))
@example("U.S.-led.”The")
def test_no_character_is_lost(text: str) -> None:
    assert TOKENIZER(text).text == text

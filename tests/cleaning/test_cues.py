"""The cue file is checked when it is read, and a mistake in it is told with its place."""

from __future__ import annotations

import pytest

from casus.cleaning.cues import CueError, builtin_cues, load_cues

GOOD = """
[reasons]
repeat = "says it twice"
advert = "advertisement"
[[cue]]
reason = "advert"
unit = "line"
weight = 3
patterns = ['buy .*']
[[news]]
weight = 2
patterns = ['\\bkilled\\b']
[repeats]
function_words = ["the"]
"""


def test_the_cues_of_the_package_are_valid() -> None:
    cues = builtin_cues()
    assert {cue.reason for cue in cues.cues if cue.reason} == set(cues.reasons) - {"repeat"}


def test_a_line_cue_has_to_match_the_whole_line() -> None:
    cues = load_cues(GOOD)
    assert cues.of_line("BUY our lamps") == ("advert", False)
    assert cues.of_line("They buy lamps") == (None, False)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('repeat = "says it twice"', "", "repeat"),
        ('reason = "advert"', 'reason = "other"', "not in"),
        ('reason = "advert"', "", "without a reason"),
        ('unit = "line"', 'unit = "page"', "unit is one of"),
        ("weight = 3", "weight = 9", "weight is"),
        ("weight = 3", "weight = true", "weight is"),
        ("weight = 3", "weight = 3\nwieght = 3", "unknown wieght"),
        ("['buy .*']", "[]", "at least one"),
        ("['buy .*']", "['buy (']", "no regular expression"),
        ("['buy .*']", '["don\'t"]', "is meant"),
        ('["the"]', '["The"]', "lower case"),
        ("[reasons]", "[reasons", "not TOML"),
    ],
)
def test_a_mistake_is_told(old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(CueError, match=words):
        load_cues(GOOD.replace(old, new, 1))

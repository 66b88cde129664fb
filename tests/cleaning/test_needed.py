"""A pattern is searched only where one of the words stands that each of its matches holds: nothing that it matches is passed over."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casus.cleaning.cues import builtin_cues
from casus.cleaning.needed import lowered, needed_words

PATTERNS = [cue.pattern for cue in (*builtin_cues().cues, *builtin_cues().news) if cue.unit == "sentence"]
NEEDED = [pattern for pattern in PATTERNS if needed_words(pattern.pattern)]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bsign up\b", {"sign up"}),
        (r"\breaders?\b", {"reader"}),
        (r"(?:donate|give money) now", {"donate", "give money"}),
        (r"(?:our )?newsletter", {"newsletter"}),
        (r"\bSubscribe(?: now)? to [^.]{0,60}\bemails?", {"subscribe"}),
        (r"organi[sz]ations?", {"organi"}),
        (r"(?-i:The Journal)", {"the journal"}),
        (r"(?:and )+after", {"after"}),
        (r"(?:then ){2,3}", {"then "}),
        (r"copy(?!right holder)(?=writer)", {"copy"}),
    ],
)
def test_words_that_every_match_holds(pattern: str, words: set[str]) -> None:
    assert needed_words(pattern) == words


@pytest.mark.parametrize(
    "pattern",
    [r"\d+ people?|©", r"(?:subscribe)?", r"[a-z]+ed", r"\bof us\b|\b(?:we|us)\b", r"(?:sign up|)", r"(?:sign up)*"],
)
def test_patterns_that_can_do_without_words(pattern: str) -> None:
    assert needed_words(pattern) is None


def test_most_cues_need_not_be_searched_in_most_sentences() -> None:
    """Else looking for the words would only cost time."""
    plain = lowered("The mayor of Harran opened a bridge over the canal.")
    idle = [pattern for pattern in NEEDED if not any(word in plain for word in needed_words(pattern.pattern) or ())]
    assert len(idle) > 0.8 * len(PATTERNS)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_whatever_a_cue_matches_holds_one_of_its_words(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(NEEDED))
    text = data.draw(st.from_regex(pattern))
    assert any(word in lowered(text) for word in needed_words(pattern.pattern) or ())


@pytest.mark.parametrize("text", ["REDACTİON", "ſubſcribe", "SUBSCRIBE", "\N{KELVIN SIGN}eep reading", "clıck"])
def test_letters_that_patterns_take_for_one_are_one(text: str) -> None:
    for word in ("redaction", "subscribe", "keep", "click"):
        assert bool(re.search(word, text, re.IGNORECASE)) == (word in lowered(text))

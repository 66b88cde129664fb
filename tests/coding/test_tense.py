"""What goes on at the time of writing is told by a present or perfect progressive."""

from __future__ import annotations

import pytest
from parses import parsed
from reports import readings

from casus.coding.tense import is_ongoing
from casus.coding.triggers import Candidate

ARE_FIGHTING = """
Rebels rebel NOUN NNS 3 nsubj
are be AUX VBP 3 aux
fighting fight VERB VBG 0 ROOT
"""
HAVE_BEEN_SHELLING = """
Rebels rebel NOUN NNS 4 nsubj
have have AUX VBP 4 aux
been be AUX VBN 4 aux
fighting fight VERB VBG 0 ROOT
"""
WERE_FIGHTING = """
Rebels rebel NOUN NNS 3 nsubj
were be AUX VBD 3 aux
fighting fight VERB VBG 0 ROOT
"""
HAVE_FOUGHT = """
Rebels rebel NOUN NNS 3 nsubj
have have AUX VBP 3 aux
fighting fight VERB VBN 0 ROOT
"""
FIGHT = """
Rebels rebel NOUN NNS 2 nsubj
fighting fight VERB VBP 0 ROOT
"""
FIGHTING_RAGES_ON = """
Heavy heavy ADJ JJ 2 amod
fighting fighting NOUN NN 4 nsubj
is be AUX VBZ 4 aux
raging rage VERB VBG 0 ROOT
"""
NO_VERB = """
Heavy heavy ADJ JJ 2 amod
fighting fighting NOUN NN 0 ROOT
"""


@pytest.mark.parametrize(
    ("rows", "ongoing"),
    [
        (ARE_FIGHTING, True),
        (HAVE_BEEN_SHELLING, True),
        (FIGHTING_RAGES_ON, True),
        (WERE_FIGHTING, False),
        (HAVE_FOUGHT, False),
        (FIGHT, False),
        (NO_VERB, False),
    ],
    ids=["present", "perfect", "of a noun", "past", "plain perfect", "plain present", "no verb"],
)
def test_ongoing(rows: str, ongoing: bool) -> None:
    token = next(token for token in parsed(rows).span if token.text == "fighting")
    assert is_ongoing(Candidate("armed_clash", token, (token,), "verb", "")) is ongoing


@pytest.mark.parametrize(
    ("text", "ongoing"),
    [
        ("The army has been shelling the city of Homs.", True),
        ("Troops are besieging the town.", True),
        ("The army shelled the city of Homs.", False),
    ],
)
def test_ongoing_in_parsed_text(text: str, ongoing: bool) -> None:
    hits = [hit for hit in readings(text)[0].hits if hit.candidate.kind in ("shelling", "siege")]
    assert hits
    assert {is_ongoing(hit.candidate) for hit in hits} == {ongoing}

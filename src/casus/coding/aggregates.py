"""Whether a claim sums several incidents or a long time, or tells of one: "strikes have killed hundreds" against "a strike killed two".

Signals of the sentence carry points (``SIGNALS``); a claim with as many points as its kind asks for (``ASKED``) is an aggregate. The weights were fitted on hand-coded news texts and rounded.
A toll always is one; what is only planned is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from casus.coding.triggers import Candidate
from casus.language.parse import Sentence
from casus.record import Count, Kind, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

SUMMING = re.compile(
    r"\b(?:since|for (?:\w+ )?(?:years|months|weeks|decades)|over the (?:past|last)|every|repeatedly|many|several|series|wave|campaign|"
    r"so far|in total|overall|often|regularly|routinely|across|throughout|multiple|various|hundreds|thousands|scores|"
    r"(?:years|months|weeks|decades) of)\b",
    re.I,
)  # words that tell of more than one incident, or of long
DATED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|this morning|last (?:week|night|month)|"
    r"(?:january|february|march|april|june|july|august|september|october|november|december)\b|(?:19|20)\d\d)\b",
    re.I,
)
MASS = 200  # people; hardly of one incident
FEW = 50
SIGNALS = {"summing": 2, "plural": 2, "lasting": 1, "mass": 1, "few": -3, "past": -2, "dated": -2}
ASKED: dict[str, int] = {
    "displacement": 0, "attack_on_civilians": 0, "detention": 0, "air_strike": 0, "armed_clash": 0, "abduction": 2, "siege": 2,
    "protest": 2, "weapons_seizure": 2, "withdrawal": 3, "deployment": 3, "agreement": 3, "offensive": 3,
}  # fmt: skip
ASKED_ELSE = 1


def is_aggregate(kind: Kind, candidate: Candidate, sentence: Sentence, counts: Sequence[Count], status: Status) -> bool:
    """Whether a claim of ``kind`` with the trigger ``candidate`` sums several incidents or a long period."""
    if kind == "casualty_report":
        return True
    if status == "planned":
        return False
    points = sum(SIGNALS[name] for name in signals(candidate, sentence, counts))
    return points >= ASKED.get(kind, ASKED_ELSE)


def signals(candidate: Candidate, sentence: Sentence, counts: Sequence[Count]) -> list[str]:
    """Names of the signals that a claim's sentence gives."""
    head = candidate.head
    out: list[str] = []
    if SUMMING.search(sentence.text):
        out.append("summing")
    if candidate.word_class == "noun" and head.tag_ == "NNS":
        out.append("plural")
    helpers = {child.lower_ for child in head.children if child.dep_ in ("aux", "aux:pass")}
    if helpers & {"have", "has", "'ve"} or _goes_on(head):
        out.append("lasting")
    elif head.tag_ == "VBD":
        out.append("past")
    if DATED.search(sentence.text):
        out.append("dated")
    most = [max(count.min or 0, count.max or 0) for count in counts]
    if most and max(most) >= MASS:
        out.append("mass")
    elif most and max(most) < FEW:
        out.append("few")
    return out


def _goes_on(head: Token) -> bool:
    return head.tag_ in ("VBZ", "VBP", "VBG")

"""Whether a clause tells of what goes on at the time of writing ("are fighting", "have been shelling")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.coding.triggers import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Token

STEPS = 5  # governors looked at for the finite verb
PRESENT = ("VBZ", "VBP")


def is_ongoing(candidate: Candidate) -> bool:
    """Whether the clause's verb is a present or perfect progressive; a plain present as often tells a state of old."""
    verb = _finite(candidate.head)
    if verb is None:
        return False
    helpers = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")]
    present = any(helper.tag_ in PRESENT for helper in helpers)
    return present and verb.tag_ == "VBG"


def _finite(token: Token) -> Token | None:
    """The nearest verb at or above a token that carries tense itself or by an auxiliary."""
    node = token
    for _ in range(STEPS):
        helped = any(child.dep_ in ("aux", "aux:pass", "cop") for child in node.children)
        if helped or node.tag_ in ("VBD", "VBZ", "VBP"):
            return node
        if node.head == node:
            return None
        node = node.head
    return None

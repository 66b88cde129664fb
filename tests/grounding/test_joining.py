"""Which sides a sentence joins: those of one list with an "and" in it."""

from __future__ import annotations

import re

import pytest

from casus.grounding.actors import ActorMatch
from casus.grounding.joining import joined
from casus.grounding.sightings import Sighting


def links(text: str) -> set[str]:
    """The pairs joined, as "AB", where single capitals are the sides of a text."""
    sides = [
        Sighting(m.start(), m.end(), ActorMatch(m[0], m[0], "rebel", None, (), True), "name")
        for m in re.finditer(r"\b[A-Z]\b", text)
    ]
    return {"".join(sorted((a, b))) for a, others in joined(text, sides).items() for b in others}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("A and B shelled C", {"AB"}),
        ("A, B and the allied C fled", {"AB", "AC", "BC"}),
        ("A, B, and C fled", {"AB", "AC", "BC"}),
        ("A as well as their local B fled from C and D", {"AB", "CD"}),
        ("A (the eldest) and B fled", {"AB"}),
        ("Three A and eleven B were hurt", {"AB"}),
        ("A and at least 40 B fell, as did two C", {"AB"}),
        ("Some A and about two dozen C fled", {"AC"}),
        ("A, B shelled C", set()),
        ("A and B, C said, fled", {"AB"}),
        ("A shelled B and killed C", set()),
        ("A fled. B stayed", set()),
        ("A and A fled", set()),
        ("", set()),
    ],
)
def test_a_list_joins_all_its_sides(text: str, pairs: set[str]) -> None:
    assert links(text) == pairs

"""Sides that a sentence joins ("Russia, Iran and Hezbollah"): what it tells of one it tells of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from casus.grounding.sightings import Sighting

_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?"
    r"|dozens?|scores|hundreds|at\s+least|more\s+than|about|around|of|an?)"
)
_LESSER = rf"(?:(?:the|its|their|his|other|some|several|many|both|allied|local|foreign|{_NUMBER})\s+){{0,3}}"
LAST = re.compile(rf"\s*,?\s*(?:and|or|as well as|along with|together with|alongside|&)\s+{_LESSER}", re.IGNORECASE)
"""What may stand before the last side of a list."""
COMMA = re.compile(rf"\s*,\s*{_LESSER}", re.IGNORECASE)
"""What may stand between the sides before it."""
BRACKET = re.compile(r"\s*\([^()]*\)")


def joined(text: str, sightings: Sequence[Sighting]) -> Mapping[str, frozenset[str]]:
    """For each actor id the others that one sentence's sightings (in order) join it to, none of which is the same actor's."""
    out: dict[str, set[str]] = {}
    for group in _lists(text, sightings):
        actors = {sighting.match.actor_id for sighting in group}
        for actor in actors:
            out.setdefault(actor, set()).update(actors - {actor})
    return {actor: frozenset(others) for actor, others in out.items()}


def _lists(text: str, sightings: Sequence[Sighting]) -> Iterator[list[Sighting]]:
    """Runs of sightings that end with an "and": a comma alone joins nobody."""
    run: list[Sighting] = []
    closed = 0  # how many of the run an "and" has closed
    for sighting in sightings:
        between = BRACKET.sub("", text[run[-1].end : sighting.begin]) if run else ""
        last = bool(run) and LAST.fullmatch(between) is not None
        if run and not last and not COMMA.fullmatch(between):
            yield from [run[:closed]] if closed else []
            run, closed = [], 0
        run.append(sighting)
        closed = len(run) if last else closed
    if closed:
        yield run[:closed]

"""Later tolls of one incident: "a bomb hit the market ... The ministry raised the number of dead to 30" is the bomb's toll, not that of a time or a campaign."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casus.coding.reading import Reading
from casus.coding.telling_numbers import tells_number
from casus.coding.triggers import lemma
from casus.record import Draft, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

INCIDENTS: frozenset[Kind] = frozenset(
    {
        "armed_clash",
        "air_strike",
        "shelling",
        "suicide_bombing",
        "explosive_device",
        "chemical_attack",
        "attack_on_civilians",
    }
)
"""Kinds that one incident can be of, with dead of its own."""
BACK = 2
"""Sentences before a toll in which its incident may stand."""
OVER_TIME = re.compile(
    r"\b(?:since|so far|in total|overall|across|years?|months?|weeks?|decades?|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|(?:19|20)\d\d|war|conflict|campaign|offensive|siege|uprising|nationwide|country|at the hands of)\b",
    re.IGNORECASE,
)
"""Words of a toll that is of more than one incident."""
MOST = 500
"""No one incident is taken for having more dead."""


def with_incidents(drafts: Sequence[Draft], readings: Sequence[Reading]) -> list[Draft]:
    """The drafts, a toll that somebody puts, counts or corrects right after one incident being of that incident's kind."""
    starts = [reading.sentence.begin for reading in readings]
    places = [bisect_right(starts, draft.begin) - 1 for draft in drafts]
    out: list[Draft] = []
    for draft, at in zip(drafts, places, strict=True):
        if _is_later_toll(draft, readings[at]):
            beside = [other for other, there in zip(drafts, places, strict=True) if there == at and other is not draft]
            incident = _incident(out, starts[max(0, at - BACK)], starts[at])
            if (
                incident is not None
                and not beside
                and {p.text for p in draft.places} <= {p.text for p in incident.places}
            ):
                reason = f"{draft.reason}; a toll told right after one incident is that incident's".removeprefix("; ")
                draft = replace(draft, kind=incident.kind, aggregate=False, reason=reason)
        out.append(draft)
    return out


def _is_later_toll(draft: Draft, reading: Reading) -> bool:
    """Whether somebody tells a number of dead, of no other time, doers or size than one incident has."""
    return (
        draft.kind == "casualty_report"
        and draft.status == "happened"
        and not draft.actors
        and all((count.min or 0) <= MOST for count in draft.counts)
        and OVER_TIME.search(reading.sentence.text) is None
        and any(token.pos_ == "VERB" and tells_number(token) and not _so_far(token) for token in reading.sentence.span)
    )


def _so_far(verb: Token) -> bool:
    """Whether a verb tells what has been counted up to now ("has documented 1,500 killings")."""
    return verb.tag_ == "VBN" and any(child.dep_ == "aux" and lemma(child) == "have" for child in verb.children)


def _incident(told: Sequence[Draft], begin: int, end: int) -> Draft | None:
    """The incident told last in a stretch of the text, if nothing is told there that is the toll of a time."""
    near = [draft for draft in told if begin <= draft.begin < end]
    last = next((draft for draft in reversed(near) if draft.kind in INCIDENTS), None)
    summed = last is None or last.aggregate or last.status not in ("happened", "possible")
    return None if summed or any(draft.kind == "casualty_report" for draft in near) else last

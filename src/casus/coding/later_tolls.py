"""Later tolls of one incident: "a bomb hit the market ... The ministry raised the number of dead to 30" is the bomb's toll, not that of a time or a campaign."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from casus.coding.reading import Reading
from casus.coding.telling_numbers import tells_number
from casus.record import Draft, Kind

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
    r"\b(?:since|so far|in total|overall|across|years?|months?|weeks?|decades?|war|conflict|campaign|offensive|siege|uprising|nationwide)\b",
    re.IGNORECASE,
)
"""Words of a toll that is of more than one incident."""


def with_incidents(drafts: Sequence[Draft], readings: Sequence[Reading]) -> list[Draft]:
    """The drafts, a toll that somebody puts, counts or corrects right after one incident being of that incident's kind."""
    starts = [reading.sentence.begin for reading in readings]
    out: list[Draft] = []
    for draft in drafts:
        at = bisect_right(starts, draft.begin) - 1
        incident = (
            _incident(out, starts[max(0, at - BACK)], starts[at]) if _is_later_toll(draft, readings[at]) else None
        )
        if incident is not None:
            draft = replace(draft, kind=incident.kind, aggregate=False)
        out.append(draft)
    return out


def _is_later_toll(draft: Draft, reading: Reading) -> bool:
    return (
        draft.kind == "casualty_report"
        and draft.status == "happened"
        and OVER_TIME.search(reading.sentence.text) is None
        and any(token.pos_ == "VERB" and tells_number(token) for token in reading.sentence.span)
    )


def _incident(told: Sequence[Draft], begin: int, end: int) -> Draft | None:
    """The incident told last in a stretch of the text, if nothing is told there that is the toll of a time."""
    near = [draft for draft in told if begin <= draft.begin < end]
    last = next((draft for draft in reversed(near) if draft.kind in INCIDENTS), None)
    summed = last is None or last.aggregate or last.status not in ("happened", "possible")
    return None if summed or any(draft.kind == "casualty_report" for draft in near) else last

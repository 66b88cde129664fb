"""Why the record says that somebody holds a place, in plain words: the claims, who had it before, who contests it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casus.linking.explain import claim_line
from casus.linking.likeness import and_join, days_in_words
from casus.record import Claim, Control, Document


def control_lines(
    spells: Sequence[Control], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[str]:
    """The lines on who held one place when, in order of time. Raises ``KeyError`` when a claim is missing."""
    yield f"Control of {spells[0].place}, as claimed"
    for spell in spells:
        until = "nobody is said to have taken it since"
        if spell.until is not None:
            until = f"until {days_in_words(spell.until)}, when it left or another side took it"
        lost = f" from {and_join(spell.lost_by)}" if spell.lost_by else ""
        yield ""
        yield f"{spell.holder}: since {days_in_words(spell.since)}{lost}; {until}"
        yield from (f"  {claim_line(claims[claim_id], documents)}" for claim_id in spell.claim_ids)
        if spell.contested_by:
            yield "  contested by"
            yield from (f"  {claim_line(claims[claim_id], documents)}" for claim_id in spell.contested_by)
        if spell.since.start is None:
            yield "  The claim gives no day: the day is that of the first report, and so ends no earlier spell."

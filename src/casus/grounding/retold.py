"""Claims that tell again what an earlier one of the document tells: a report comes back to its event in headline, detail and quote.

By the coding guide an event is coded once. What says the very same is one claim however sure it is (:func:`without_repeats`); what only says no more than an earlier
claim is taken for that event told again where it was not sure to be a claim anyway.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from casus.record import Claim, Interval

SURE = 0.55
"""Confidence from which a claim that tells nothing new still stands: below it few are claims, above it most."""
NUMBER = re.compile(r"\b\d[\d,.]*\b")


def without_retold(claims: Sequence[Claim]) -> list[Claim]:
    """The claims less those below :data:`SURE` that tell no more than an earlier one of the same kind."""
    out: list[Claim] = []
    for claim in claims:
        doubted = claim.confidence < SURE and claim.status != "denied"
        if not doubted or not any(_tells_no_more(claim, before) for before in out):
            out.append(claim)
    return out


def _tells_no_more(claim: Claim, before: Claim) -> bool:
    """Whether sides, place, days and numbers of a claim are all among those of one told before it, and nobody else tells it."""
    return (
        claim.kind == before.kind
        and claim.status == before.status
        and claim.source in (None, before.source)
        and before.end <= claim.begin
        and bool(claim.actors or claim.targets)
        and set(claim.actors) <= set(before.actors)
        and set(claim.targets) <= set(before.targets)
        and claim.place == before.place
        and _figures(claim) <= _figures(before)
        and set(NUMBER.findall(claim.evidence)) <= set(NUMBER.findall(before.evidence))
        and _within(claim.interval, before.interval)
    )


def _figures(claim: Claim) -> set[tuple[str, int | None, int | None]]:
    return {(count.what, count.min, count.max) for count in claim.counts}


def _within(days: Interval, before: Interval) -> bool:
    """Whether no days are told, or some of those told before."""
    return not days.known or (before.known and days.overlaps(before))

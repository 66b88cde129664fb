"""A headline tells shortly what the report below tells in full: its claims are told again there, and once is enough."""

from __future__ import annotations

from collections.abc import Sequence

from casus.record import Claim

LONGEST_HEADLINE = 200  # characters
LEAD = 1500  # characters of a text in which the report tells what its headline says
ENDS = (".", "!", "?", "”", '"', ":", ";")  # a first line that ends so is a sentence of the report


def headline_end(text: str) -> int:
    """Where the headline that a text begins with ends; 0 where it begins with none."""
    end = text.find("\n")
    line = text[: max(end, 0)].rstrip()
    return end if 0 < end <= LONGEST_HEADLINE and line and not line.endswith(ENDS) else 0


def without_headline(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims less those of the headline that the report tells below it: of that kind, status and country, at the same place or with a side shared."""
    end = headline_end(text)
    below = [claim for claim in claims if end <= claim.begin < LEAD]
    return [claim for claim in claims if claim.end > end or not any(_told_again(claim, one) for one in below)]


def _told_again(claim: Claim, other: Claim) -> bool:
    same = claim.kind == other.kind and claim.status == other.status and claim.country == other.country
    sides = {*claim.actor_ids, *claim.target_ids}
    shared = not sides or bool(sides & {*other.actor_ids, *other.target_ids})
    return same and (claim.place_id == other.place_id or shared)

"""One list of all acts of a document: those of its claims, through the table of kinds, and the others; and which it is chiefly about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from casus.coding.act_table import ABOUT_OTHERS
from casus.coding.kinds import KindMapping
from casus.record import Act, Claim

UNSEEN_DEPTH = {"happened": 1, "planned": 2, "possible": 1, "denied": 2}
"""Depth of a claim beside which no word of an act stands: it tells of no more than half of its sentence, or of what is to come."""


def all_acts(acts: Sequence[Act], claims: Sequence[Claim], codes: Mapping[str, KindMapping]) -> list[Act]:
    """The acts and the claims that PLOVER counts as events, in order of the text.

    Where both tell the same event type in the same words, the claim is kept, since more is known of it, and stands where the act stood.
    """
    out: list[Act] = []
    taken: set[int] = set()
    for claim in claims:
        code = codes[claim.claim_id]
        if not code.plover_event or _only_spoken_of(claim, acts):
            continue
        twin = next((at for at, act in enumerate(acts) if at not in taken and _same(act, claim, code)), None)
        whole = Act(code.plover_event, code.plover_mode, code.cameo, claim, claim.begin, 1, UNSEEN_DEPTH[claim.status])
        if twin is not None:
            taken.add(twin)
            act = acts[twin]
            whole = replace(whole, sentence=act.sentence, rank=act.rank, depth=act.depth)
        else:
            near = [act.sentence for act in acts if act.told.begin < claim.end and claim.begin < act.told.end]
            whole = replace(whole, sentence=min(near, default=claim.begin))
        out.append(whole)
    out.extend(act for at, act in enumerate(acts) if at not in taken and not _told_by_a_claim(act, claims, codes))
    return sorted(out, key=lambda act: (act.told.begin, act.told.end, act.event, act.told.claim_id))


def _only_spoken_of(claim: Claim, acts: Sequence[Act]) -> bool:
    """Whether what a claim tells is what an act of words is about: "threatened to shell the town" is a threat alone."""
    return claim.status in ("planned", "denied") and any(
        act.event in ABOUT_OTHERS and act.rank and _overlap(act.told, claim) for act in acts
    )


def _same(act: Act, claim: Claim, code: KindMapping) -> bool:
    return act.event == code.plover_event and _overlap(act.told, claim)


def _told_by_a_claim(act: Act, claims: Sequence[Claim], codes: Mapping[str, KindMapping]) -> bool:
    """Whether a claim's own word tells the act: two codes for one word would count one deed twice."""
    return any(
        act.told.trigger.lower() == claim.trigger.lower()
        and _overlap(act.told, claim)
        and codes[claim.claim_id].plover_event
        for claim in claims
        if act.event in ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID")
    )


def _overlap(one: Claim, other: Claim) -> bool:
    return one.begin < other.end and other.begin < one.end


def main_act(acts: Sequence[Act]) -> int | None:
    """The index of the act that a text is chiefly about: of its first sentence with one, the clause nearest to the top."""
    if not acts:
        return None

    def key(at: int) -> tuple[bool, int, int, int, int]:
        act = acts[at]
        return act.rank == 0, act.sentence, act.depth, -act.rank, act.told.begin

    return min(range(len(acts)), key=key)

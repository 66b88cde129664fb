"""Linking after a decision of a person without linking everything anew; the outcome is that of :func:`casus.linking.link`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from casus.amending import amended, in_force
from casus.decision import Decision
from casus.filed import Filed, Index, LinkChanges
from casus.linking.decisions import claims_placed, constraints
from casus.linking.incremental import Laid, Relinking, file_claims
from casus.record import Claim, Document


def redecide(
    index: Index,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    before: Sequence[Decision],
    after: Sequence[Decision],
) -> LinkChanges:
    """What changes when people have decided ``after``, in a record whose links were made with the decisions ``before``.

    ``claims`` are those that of the documents of :func:`claims_read_otherwise`, all of each; ``documents`` as for :func:`relink`. Only the
    claims that are read otherwise, or joined to others or parted from them otherwise, are compared and clustered anew.
    """
    past, standing = in_force(before), in_force(after)
    mine = {one.claim.claim_id: one for one in file_claims(amended(claims, standing), documents)}
    placed = claims_placed((*past, *standing))
    linked = {one.claim.claim_id: one for one in index.filed(sorted({*placed, *(one.claim_id for one in claims)}))}
    gone = {claim.claim_id for claim in claims} & linked.keys()
    for claim in _as_before([linked[claim] for claim in sorted(gone)], past, mine):
        gone.remove(claim)
        del mine[claim]
    there = {*linked} & placed
    decided_then = constraints(past, there).scores()
    decided = constraints(standing, ((there - gone) | mine.keys()) & placed).scores()
    moved = {
        claim
        for pair in decided_then.keys() | decided.keys()
        if decided_then.get(pair) != decided.get(pair)
        for claim in pair
    }
    for claim in sorted(moved & linked.keys() - gone):
        (read,) = amended((linked[claim].claim,), standing)
        mine[claim] = replace(linked[claim], claim=read)
        gone.add(claim)
    told = {one.decision_id: one for one in (*past, *standing) if one.kind in ("number", "name")}
    differ = {one.decision_id for one in past} ^ {one.decision_id for one in standing}
    laid = Laid(
        *(
            _claims_of(told[key] for key in differ & told.keys() if told[key].kind == kind)
            for kind in ("number", "name")
        )
    )
    return Relinking(index, mine, frozenset(gone), standing, decided, laid).changes()


def _as_before(linked: Sequence[Filed], past: Sequence[Decision], mine: Mapping[str, Filed]) -> list[str]:
    """The claims that are read as they were: the others of a document of which one is read otherwise."""
    read = {one.claim_id: one for one in amended([one.claim for one in linked], past)}
    return [
        key
        for one in linked
        for key in (one.claim.claim_id,)
        if key in read and mine.get(key) == replace(one, claim=read[key])
    ]


def _claims_of(decisions: Iterable[Decision]) -> frozenset[str]:
    return frozenset(claim for one in decisions for claim in one.claim_ids)


def claims_read_otherwise(before: Sequence[Decision], after: Sequence[Decision]) -> frozenset[str]:
    """The ids of the claims that one set of decisions has rejected, corrected or added and the other not, or otherwise."""
    past, standing = ({one.decision_id: one for one in in_force(some)} for some in (before, after))
    return frozenset(
        claim_id
        for key in past.keys() ^ standing.keys()
        for one in (past.get(key) or standing[key],)
        if one.kind in ("reject", "correct", "add")
        for claim_id in one.claim_ids
    )

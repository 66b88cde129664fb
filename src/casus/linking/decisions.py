"""What people decide, as linking obeys it: which claims must be one event, which never, which are wrong.

Everything here is a pure function of the decisions and of the claims that there are, whatever their order. A later decision goes before an
earlier one where both speak of the same two claims; what an earlier one says beside that still holds. A claim that is gone takes
nothing along: the rest of its decision holds for the claims that are left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from casus.decision import Decision
from casus.record import Claim, Interval, Kind, Status

MUST, NEVER = 2.0**30, -(2.0**30)
"""Scores of two claims that a person joined or parted. Scores of other pairs lie within some twenty of zero, so that a sum over millions
of them does not outweigh one of these."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What clustering has to keep, by claim ids: groups that are one event (disjoint), and pairs (smaller id first) that never are.

    No pair lies within a group, so that both can always be kept.
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: frozenset[tuple[str, str]] = frozenset()

    def scores(self) -> dict[tuple[str, str], float]:
        """The same as scores of pairs of claims (smaller id first), to be laid over their agreement.

        Average-link clustering adds scores up and joins while a mean is above zero, so that these two are always obeyed.
        """
        joined = {(first, other): MUST for first, *others in self.together for other in others}
        return joined | dict.fromkeys(sorted(self.apart), NEVER)


NOTHING_DECIDED = Constraints()


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nobody has undone, in the order in which they were taken; what undoes is itself left out."""
    taken = {decision.decision_id: decision for decision in decisions}
    gone = undone_by(taken.values())
    return sorted(
        (one for key, one in taken.items() if key not in gone and one.kind != "undo"), key=lambda one: one.order
    )


def undone_by(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """By the id of each decision that is undone, the decision that did so. Who undoes an undoing brings the first decision back."""
    undoing: dict[str, list[Decision]] = defaultdict(list)
    for one in sorted(decisions, key=lambda one: one.order):
        if one.undoes:
            undoing[one.undoes].append(one)
    found: dict[str, Decision] = {}
    known: dict[str, bool] = {}

    def holds(decision_id: str) -> bool:
        if decision_id not in known:
            standing = [one for one in undoing.get(decision_id, ()) if holds(one.decision_id)]
            known[decision_id] = not standing
            if standing:
                found[decision_id] = standing[0]
        return known[decision_id]

    for decision_id in sorted(undoing):
        holds(decision_id)
    return found


def amended(claims: Iterable[Claim], standing: Sequence[Decision]) -> list[Claim]:
    """The claims without those rejected and with the corrections made to the others; ``standing`` as :func:`in_force` gives it."""
    rejected = {claim_id for one in standing if one.kind == "reject" for claim_id in one.claim_ids}
    changes: dict[str, list[Decision]] = defaultdict(list)
    for one in standing:
        if one.kind == "correct":
            for claim_id in one.claim_ids:
                changes[claim_id].append(one)
    kept = []
    for claim in claims:
        if claim.claim_id not in rejected:
            for one in changes.get(claim.claim_id, ()):
                claim = corrected(claim, one)
            kept.append(claim)
    return kept


def claims_placed(standing: Iterable[Decision]) -> frozenset[str]:
    """The ids of the claims that the decisions join to others or part from them."""
    return frozenset(
        claim_id
        for one in standing
        if one.kind in ("merge", "split", "move")
        for claim_id in (*one.claim_ids, *one.together_ids, *one.apart_ids)
    )


def corrected(claim: Claim, decision: Decision) -> Claim:
    """The claim with a decision's changes. What grounding derived from a corrected name goes with the name."""
    for name, values in decision.changes:
        first = values[0] if values else None
        if name == "kind":
            claim = replace(claim, kind=cast("Kind", first))
        elif name == "status":
            claim = replace(claim, status=cast("Status", first))
        elif name == "actors":
            claim = replace(claim, actors=values, actor_ids=())
        elif name == "targets":
            claim = replace(claim, targets=values, target_ids=())
        elif name == "place":
            claim = replace(claim, place=first, place_id=None, lat=None, lon=None, precision=None, province=None)
        elif name == "country":
            claim = replace(claim, country=first)
        else:
            days = [date.fromisoformat(value) for value in values]
            claim = replace(claim, interval=Interval(days[0], days[-1]) if days else Interval())
    return claim


def constraints(standing: Sequence[Decision], present: Collection[str]) -> Constraints:
    """What the decisions ask of the clustering of the claims that are ``present`` (their ids); ``standing`` as :func:`in_force` gives it."""
    groups = _Groups()
    for one in reversed(standing):  # the latest first: an earlier one gives way to it
        if one.kind in ("merge", "split", "move"):
            groups.join(sorted({*one.claim_ids, *one.together_ids} & set(present)))
            groups.part(sorted(set(one.claim_ids) & set(present)), sorted(set(one.apart_ids) & set(present)))
    return groups.constraints()


@dataclass(slots=True)
class _Groups:
    """Groups of claims that are one event, and which claims are kept apart; what was said first holds."""

    group: dict[str, set[str]] = field(default_factory=dict)
    parted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def of(self, claim_id: str) -> set[str]:
        return self.group.setdefault(claim_id, {claim_id})

    def join(self, claim_ids: Sequence[str]) -> None:
        """Make one group of the claims, or as few as what holds already allows."""
        made: list[set[str]] = []
        for claim_id in claim_ids:
            mine = self.of(claim_id)
            if any(mine is other for other in made):
                continue
            fits = next((other for other in made if not any(self.parted[one] & other for one in mine)), None)
            if fits is None:
                made.append(mine)
                continue
            fits |= mine
            for one in mine:
                self.group[one] = fits

    def part(self, ones: Sequence[str], others: Sequence[str]) -> None:
        """Keep the ones apart from the others, where no later decision has joined them."""
        for one in ones:
            for other in others:
                if self.of(one) is not self.of(other):
                    self.parted[one].add(other)
                    self.parted[other].add(one)

    def constraints(self) -> Constraints:
        groups = {tuple(sorted(group)) for group in self.group.values() if len(group) > 1}
        pairs = {(one, other) for one in self.parted for other in self.parted[one] if one < other}
        return Constraints(tuple(sorted(groups)), frozenset(pairs))

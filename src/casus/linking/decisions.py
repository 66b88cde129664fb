"""What people decide, as linking obeys it: which claims must be one event, and which never.

Everything here is a pure function of the decisions and of the claims that there are, whatever their order. A later decision goes before an
earlier one where both speak of the same two claims; what an earlier one says beside that still holds. A claim that is gone takes
nothing along: the rest of its decision holds for the claims that are left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from casus.decision import Decision

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


def claims_placed(standing: Iterable[Decision]) -> frozenset[str]:
    """The ids of the claims that the decisions join to others or part from them."""
    return frozenset(
        claim_id
        for one in standing
        if one.kind in ("merge", "split", "move")
        for claim_id in (*one.claim_ids, *one.together_ids, *one.apart_ids)
    )


def constraints(standing: Sequence[Decision], present: Collection[str]) -> Constraints:
    """What the decisions ask of the clustering of the claims that are ``present`` (their ids); ``standing`` as :func:`casus.amending.in_force` gives it."""
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

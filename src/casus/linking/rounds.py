"""Average-link clustering in rounds, and what a change of some claims changes in it.

In every round each group of claims looks for the group that agrees with it best (the highest mean above zero); two that choose each
other merge. Because the mean of a merged group never exceeds the better mean of its parts, the rounds make the groups that merging
one best pair after the other would make (reciprocal nearest neighbours: Murtagh 1983, "A survey of recent advances in hierarchical
clustering algorithms"), but what a group does in a round depends on its neighbours alone. So when claims come or go, only
the groups whose neighbours differ from what they were in that round of the old clustering have to choose anew, and the outcome is
that of clustering everything at once.

Two groups can merge only where some pair of their claims agrees (a mean above zero needs a score above zero): those pairs
are the *edges*, and the rest of the record plays no part. Scores are whole numbers (millionths of a log-odds), so that sums do not
depend on the order of adding. Ties are broken by a digest of the two names, which keeps many equal copies from queueing up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from casus.filed import Merge
from casus.linking.groups import Group, order

KEPT_TOTALS = 1_000_000  # sums of scores of two groups that are remembered, some 250 bytes each
UNIT = 1_000_000
"""A log-odds of 1 as a whole number."""

Edges = Mapping[str, Collection[str]]
"""By claim, the claims that it agrees with (score above zero); symmetric."""
Score = Callable[[str, str], int]


@dataclass(frozen=True, slots=True)
class Clustered:
    """A group at the end of a clustering: its claims in order, and how it grew, by round."""

    members: tuple[str, ...]
    merges: tuple[Merge, ...] = ()

    @property
    def last(self) -> int:
        """The round of its last merge, 0 for a claim alone."""
        return max((merge[0] for merge in self.merges), default=0)


def cluster(claims: Collection[str], edges: Edges, score: Score) -> list[Clustered]:
    """All groups of the claims, by name. ``score`` must be symmetric, and above zero just for the pairs in ``edges``."""
    found: list[Clustered] = []
    for part in components(claims, edges):
        found += [Clustered((part[0],))] if len(part) == 1 else recluster(part, edges, score)
    return sorted(found, key=lambda group: group.members[0])


def components(claims: Iterable[str], edges: Edges) -> list[list[str]]:
    """The claims by connected component: what happens in one never touches another."""
    seen: set[str] = set()
    found: list[list[str]] = []
    for claim in sorted(claims):
        if claim in seen:
            continue
        seen.add(claim)
        part, at = [claim], 0
        while at < len(part):
            for other in edges.get(part[at], ()):
                if other not in seen:
                    seen.add(other)
                    part.append(other)
            at += 1
        found.append(part)
    return found


def recluster(
    added: Collection[str],
    edges: Edges,
    score: Score,
    old: Callable[[str], Clustered | None] = lambda _claim: None,
    gone: Mapping[str, Collection[str]] | None = None,
) -> list[Clustered]:
    """The groups of everything that a change touches, by name: those whose claims or growth may differ from what they were.

    ``added`` are new claims; ``edges`` are as they are now, and must be symmetric for claims of touched groups and their neighbours.
    ``old`` gives the group that a claim was in. ``gone`` maps claims that went or changed to the claims that they agreed
    with before; a claim that changed is in ``gone`` and in ``added``. Every group that a claim of the result was in,
    or that a claim of ``gone`` was in, is superseded by the result.
    """
    return _Change(frozenset(added), edges, score, old, dict(gone or {})).run()


@dataclass
class _Change:
    """One run of the rounds beside the old ones."""

    added: frozenset[str]
    edges: Edges
    score: Score
    old: Callable[[str], Clustered | None]
    gone: dict[str, Collection[str]]
    groups: dict[frozenset[str], Group] = field(default_factory=dict)
    steps: dict[str, list[tuple[int, Group]]] = field(
        default_factory=dict
    )  # of old groups, by claim: since which round
    lasts: dict[str, int] = field(default_factory=dict)
    totals: dict[tuple[Group, Group], int] = field(default_factory=dict)
    choices: dict[Group, tuple[frozenset[Group], Group | None]] = field(default_factory=dict)
    preferred: dict[Group, Group] = field(default_factory=dict)  # what was last found to agree better than another
    mine: dict[str, Group] = field(default_factory=dict)  # claims whose group differs from the old one in this round
    here: _Round = field(init=False)
    made: dict[Group, tuple[int, Group, Group]] = field(default_factory=dict)  # merges of this run
    stirred: set[str] = field(default_factory=set)
    left: frozenset[str] = field(init=False)  # claims that agreed with one that is gone, or changed

    def run(self) -> list[Clustered]:
        self.here = _Round(self, 0)
        self.left = frozenset(other for near in self.gone.values() for other in near)
        self.mine = {claim: self._single(claim) for claim in self.added}
        for claim in self.gone:
            self._old_at(claim, 0)
        self.stirred.update(self.added, (claim for claim in self._company() if claim not in self.gone))
        last_gone = max((self.lasts[claim] for claim in self.gone), default=0)
        now = 0
        while not self._is_over(now, last_gone):
            self._round(now)
            now += 1
        return self._outcome(now)

    def _company(self) -> set[str]:
        """The claims that were in one group with a claim that is gone."""
        return {other for claim in self.gone for _, group in self.steps[claim][-1:] for other in group.members}

    # ------------------------------------------------------------------------------------------- the state in a round

    def _group(self, members: frozenset[str], parts: tuple[Group, Group] | None) -> Group:
        return (
            self.groups.setdefault(members, Group(members, parts))
            if members not in self.groups
            else self.groups[members]
        )

    def _single(self, claim: str) -> Group:
        return self._group(frozenset((claim,)), None)

    def _old_at(self, claim: str, now: int) -> Group | None:
        """The old group of a claim in a round, ``None`` for a claim that was not there."""
        if claim not in self.steps:
            self._load(claim)
        return next((group for since, group in reversed(self.steps[claim]) if since <= now), None)

    def _load(self, claim: str) -> None:
        known = self.old(claim)
        if known is None:
            self.steps[claim], self.lasts[claim] = [], 0
            return
        by_name = {}
        for member in known.members:
            by_name[member] = self._single(member)
            self.steps[member], self.lasts[member] = [(0, by_name[member])], known.last
        for now, left, right in known.merges:
            pair = (by_name[left], by_name.pop(right))
            by_name[left] = self._group(pair[0].members | pair[1].members, pair)
            for member in by_name[left].members:
                self.steps[member].append((now, by_name[left]))

    def at(self, claim: str, now: int) -> Group:
        """The group of a claim in a round."""
        group = self.mine.get(claim) or self._old_at(claim, now)
        if group is None:
            raise ValueError(f"claim {claim} is neither new nor in a group")
        return group

    # ------------------------------------------------------------------------------------------- choices

    def _total(self, one: Group, other: Group) -> int:
        """The sum of the scores of all pairs between two groups."""
        pair = (one, other) if one.name < other.name else (other, one)
        known = self.totals.get(pair)
        if known is None:
            whole, part = (one, other) if one.size >= other.size else (other, one)
            if whole.parts is None:
                known = self.score(pair[0].name, pair[1].name)
            else:
                known = self._total(whole.parts[0], part) + self._total(whole.parts[1], part)
            if len(self.totals) >= KEPT_TOTALS:
                self.totals.clear()
            self.totals[pair] = known
        return known

    def _choice(self, group: Group, now: int) -> Group | None:
        """The group that agrees best with this one in a round, if any does."""
        chosen = self._in_round(now).chosen
        if group not in chosen:
            near = self._near(group, now)
            known = self.choices.get(group)
            if known is None or known[0] != near:
                known = self.choices[group] = (near, self._best(group, near))
            chosen[group] = known[1]
        return chosen[group]

    def _near(self, group: Group, now: int) -> frozenset[Group]:
        """The groups of which some claim agrees with one of this group's."""
        here = self._in_round(now)
        return frozenset([here[other] for claim in group.members for other in self.edges.get(claim, ())]) - {group}

    def _best(self, group: Group, near: Iterable[Group]) -> Group | None:
        means = {other: total / (group.size * other.size) for other in near if (total := self._total(group, other)) > 0}
        highest = max(means.values(), default=0)
        best = [other for other, mean in means.items() if mean == highest]
        return min(best, key=lambda other: order(group, other)) if best else None

    def _in_round(self, now: int) -> _Round:
        """The groups of all claims in a round, each looked up once."""
        if self.here.now != now or self.here.mine is not self.mine:
            self.here = _Round(self, now)
        return self.here

    def _partner(self, group: Group, now: int) -> Group | None:
        """The group that this one merges with in a round: each is the other's choice."""
        if self._stays_alone(group, now):
            return None
        before = self._standing_choice(group, now)
        if before is None:
            other = self._choice(group, now)
        else:
            other = self._best(group, {before, *self._new_beside(group, now)})
        return other if other is not None and self._chooses(other, group, now) else None

    def _chooses(self, group: Group, wanted: Group, now: int) -> bool:
        """Whether a group's choice is this one: known as soon as another is found that agrees better."""
        before = self._standing_choice(group, now)
        near = self._near(group, now) if before is None else {before, *self._new_beside(group, now)}
        known = self.choices.get(group)
        if known is not None and known[0] == near:
            return known[1] is wanted
        rank = self._rank(group, wanted)
        if wanted not in near or rank is None:
            return False
        last = self.preferred.get(group)
        for other in sorted(near - {wanted}, key=lambda one: (one is not last, one.size, one.name)):
            better = self._rank(group, other)
            if better is not None and better < rank:
                self.preferred[group] = other
                return False
        return True

    def _rank(self, group: Group, other: Group) -> tuple[float, int, str, str] | None:
        """By what a group chooses, the best first; ``None`` for one that it does not agree with."""
        total = self._total(group, other)
        return (-total / (group.size * other.size), *order(group, other)) if total > 0 else None

    def _standing_choice(self, group: Group, now: int) -> Group | None:
        """The old choice of a group that is as it was, where it merged with that, and that is as it was too."""
        before = self._old_partner(group, now) if group.name not in self.mine else None
        stands = before is not None and self._is_here(before.name) and before.name not in self.mine
        return before if stands else None

    def _stays_alone(self, group: Group, now: int) -> bool:
        """Whether a group that merged with none is known to find no partner now, but for one that finds it.

        Its old choice is there as it was, so that it still chooses that, which had chosen another, or what is new.
        """
        if group.name in self.mine or self._old_partner(group, now) is not None or self._may_miss(group, now):
            return False
        return not any(self._choice(one, now) is group for one in self._new_beside(group, now))

    def _may_miss(self, group: Group, now: int) -> bool:
        """Whether the old choice of a group that is as it was may be there no longer, or no longer as it was."""
        if not self.left.isdisjoint(group.members):
            return True
        were = {self._old_at(other, now) for other in self._claims_beside(group, now)} - {None}
        return any(not self.gone.keys().isdisjoint(one.members) or self._total(group, one) > 0 for one in were if one)

    def _new_beside(self, group: Group, now: int) -> set[Group]:
        """The groups near one that were not there in the old run."""
        here = self._in_round(now)
        return {here[other] for other in self._claims_beside(group, now)} - {group}

    def _claims_beside(self, group: Group, now: int) -> set[str]:
        """The claims near a group that are in groups which were not there in the old run."""
        beside = self._in_round(now).beside
        return set[str]().union(*(beside[claim] for claim in group.members if claim in beside))

    def _old_partner(self, group: Group, now: int) -> Group | None:
        """The group that this one, which is as it was, merged with in the old run."""
        grown = self._old_at(group.name, now + 1)
        if grown is None or grown is group:
            return None
        return self._old_at(next(iter(grown.members - group.members)), now)

    # ------------------------------------------------------------------------------------------- rounds

    def _round(self, now: int) -> None:
        here = self._in_round(now)
        touched = {*here.beside, *(other for other in self.left if self._is_here(other))}
        todo = {here[claim] for claim in touched.union(self.mine)}
        partners: dict[Group, Group | None] = {}
        while todo:
            group = todo.pop()
            if partners.get(group) is not None:
                continue
            partner = self._partner(group, now)
            partners[group] = partner
            if partner is not None:
                partners[partner] = group
            beside = {*self._stirred_by(group, partner, now), *self._stirred_by(partner, group, now)}
            todo.update(other for other in beside if other not in partners)
        self._grow(partners, now + 1)

    def _stirred_by(self, group: Group | None, partner: Group | None, now: int) -> set[Group]:
        """The groups that have to choose anew since one merges with another than before."""
        if group is None or group.name in self.mine:
            return set()
        before = self._old_partner(group, now)
        if before is None or before is partner:
            return set()
        here = self._in_round(now)
        return {here[claim] for claim in before.members if self._is_here(claim)}

    def _is_here(self, claim: str) -> bool:
        return claim not in self.gone or claim in self.added

    def _grow(self, partners: Mapping[Group, Group | None], now: int) -> None:
        """The state of the next round: groups merged, and those dropped from ``mine`` that are as they were."""
        after: dict[str, Group] = {}
        for group, partner in partners.items():
            grown = group
            if partner is not None:
                grown = self._group(group.members | partner.members, (group, partner))
                if grown not in self.made:
                    self.made[grown] = (now, group, partner)
            if self._old_at(grown.name, now) is grown and self.gone.keys().isdisjoint(grown.members):
                continue
            after.update(dict.fromkeys(grown.members, grown))
        self.mine = after
        self.stirred.update(after)

    def _is_over(self, now: int, last_gone: int) -> bool:
        """Whether no round from now on can differ from an old one, or merge anything that differs."""
        if now < last_gone or any(self.lasts.get(claim, 0) > now for claim in self.mine):
            return False
        return not any(self._choice(group, now) for group in set(self.mine.values()))

    # ------------------------------------------------------------------------------------------- what came of it

    def _outcome(self, now: int) -> list[Clustered]:
        final = {
            self.mine.get(claim) or self._old_at(claim, max(now, self.lasts.get(claim, 0)))
            for claim in self.stirred
            if self._is_here(claim)
        }
        found = []
        for group in final:
            if group is not None:
                merges: list[Merge] = []
                self._merges_of(group, merges)
                found.append(Clustered(tuple(sorted(group.members)), tuple(sorted(merges))))
        return sorted(found, key=lambda one: one.members[0])

    def _merges_of(self, group: Group, merges: list[Merge]) -> None:
        waiting = [group]
        while waiting:
            one = waiting.pop()
            if one.size == 1:
                continue
            when, left, right = self.made.get(one) or self._old_merge(one)
            merges.append((when, min(left.name, right.name), max(left.name, right.name)))
            waiting += [left, right]

    def _old_merge(self, group: Group) -> tuple[int, Group, Group]:
        """When and of what a group grew in the old run."""
        when = next(since for since, grown in self.steps[group.name] if grown is group)
        left = self._old_at(group.name, when - 1)
        if left is None:
            raise ValueError(f"group {group.name} did not grow")
        right = self._old_at(next(iter(group.members - left.members)), when - 1)
        if right is None:
            raise ValueError(f"group {group.name} did not grow")
        return when, left, right


class _Round(dict[str, Group]):
    """The groups of claims in a round of a run, looked up where they are asked for."""

    def __init__(self, change: _Change, now: int) -> None:
        super().__init__()
        self.change, self.now, self.mine = change, now, change.mine
        self.chosen: dict[Group, Group | None] = {}  # the choices known so far

    @cached_property
    def beside(self) -> dict[str, list[str]]:
        """By claim, those that it agrees with in groups which were not there in the old run."""
        found: dict[str, list[str]] = {}
        for claim in self.mine:
            for other in self.change.edges.get(claim, ()):
                found.setdefault(other, []).append(claim)
        return found

    def __missing__(self, claim: str) -> Group:
        self[claim] = group = self.change.at(claim, self.now)
        return group

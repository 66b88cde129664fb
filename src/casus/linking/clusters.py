"""Which claims tell of one event: pairwise agreement and average-link clustering (:mod:`casus.linking.rounds`).

Only claims that share a block are compared (:mod:`casus.linking.blocks`). Clusters join while the mean agreement of their claims
stays above zero; a pair never compared counts as a clear disagreement, so chains of loosely alike claims do not grow together.
A new document therefore touches the events near it in place and time, and the work grows with the crowd around an event,
not with the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from casus.filed import Sketch
from casus.linking import rounds
from casus.linking.blocks import Blocks, blocks, kept_under, looked_up, meet
from casus.linking.rounds import Clustered
from casus.linking.scoring import Scored, Scorer
from casus.linking.view import View
from casus.linking.words import weights

Pair = tuple[int, int]
Decided = Mapping[tuple[str, str], float]
NOTHING: Decided = {}


def candidates(views: Sequence[View]) -> list[Pair]:
    """The pairs of claims (positions in ``views``) that are compared, each once, in order."""
    return sorted((other, index) for index, others in _met_before(views) for other in others)


def _met_before(views: Sequence[View]) -> Iterator[tuple[int, set[int]]]:
    """Each position, with the earlier ones that it is compared with."""
    kept: dict[str, list[int]] = defaultdict(list)
    for index, view in enumerate(views):
        of = blocks(view)
        yield index, {other for key in looked_up(of) for other in kept.get(key, ())}
        for key in kept_under(of):
            kept[key].append(index)


def cluster(views: Sequence[View], scores: Mapping[Pair, float]) -> list[list[int]]:
    """Groups of positions in ``views``, each ascending, by their first member; every position is in exactly one group.

    Pairs that are not in ``scores`` were never compared.
    """
    place = {view.key: index for index, view in enumerate(views)}
    edges: dict[str, set[str]] = defaultdict(set)
    for (left, right), value in scores.items():
        if whole(value) > 0:
            edges[views[left].key].add(views[right].key)
            edges[views[right].key].add(views[left].key)

    def score(one: str, other: str) -> int:
        left, right = sorted((place[one], place[other]))
        return whole(scores.get((left, right), weights()["never compared"]))

    groups = [sorted(place[key] for key in group.members) for group in rounds.cluster(place, edges, score)]
    return sorted(groups, key=lambda group: group[0])


def whole(score: float) -> int:
    """A score as a whole number of :data:`casus.linking.rounds.UNIT`."""
    return round(score * rounds.UNIT)


class Neighbourhood:
    """The agreement of the claims at hand, worked out where it is asked for; views may be added.

    ``decided`` are scores of pairs (smaller id first) that people set.
    """

    def __init__(self, views: Iterable[View] = (), decided: Decided = NOTHING) -> None:
        self._scorer = Scorer()
        self._claims: dict[str, Scored] = {}
        self._decided = {pair: whole(score) for pair, score in decided.items()}
        self._apart = whole(weights()["never compared"])
        for view in views:
            self.add(view)

    def add(self, view: View) -> Blocks:
        """Take a claim in, in place of an earlier state of it; returns its blocks."""
        self._claims[view.key] = known = self._scorer.known(view)
        return known.blocks

    def add_sketch(self, claim: str, sketch: Sketch) -> None:
        """Take a claim in that is known by its sketch."""
        self._claims[claim] = self._scorer.known_by(claim, sketch)

    def __contains__(self, claim: str) -> bool:
        return claim in self._claims

    def score(self, one: str, other: str) -> int:
        """The agreement of two claims as a whole number; symmetric. Raises ``KeyError`` for a claim that was not added."""
        if self._decided:
            pair = (one, other) if one < other else (other, one)
            if pair in self._decided:
                return self._decided[pair]
        mine, its = self._claims[one], self._claims[other]
        return whole(self._scorer.score(mine, its)) if meet(mine.blocks, its.blocks) else self._apart

    def agreeing(self, claim: str, others: Collection[str]) -> list[str]:
        """Those of the others that agree with a claim (a score above zero), in order."""
        decided = {other for pair in self._decided if claim in pair for other in pair} if self._decided else set()
        near = {one.key for one in self._scorer.may_agree(self._claims[claim], map(self._claims.__getitem__, others))}
        near |= decided.intersection(others)
        return sorted(other for other in near if other != claim and self.score(claim, other) > 0)


def edges_among(views: Sequence[View], decided: Decided = NOTHING) -> tuple[dict[str, set[str]], Neighbourhood]:
    """The claims that agree, by claim (both ways), and the agreement of all of them."""
    here = Neighbourhood(views, decided)
    edges: dict[str, set[str]] = {view.key: set() for view in views}
    for index, others in _met_before(views):
        claim = views[index].key
        for other in here.agreeing(claim, [views[other].key for other in others]):
            edges[claim].add(other)
            edges[other].add(claim)
    for one, other in joined(decided):
        edges[one].add(other)
        edges[other].add(one)
    return edges, here


def joined(decided: Decided) -> Iterator[tuple[str, str]]:
    """The pairs that people joined."""
    return (pair for pair, score in sorted(decided.items()) if score > 0)


def clustered(views: Sequence[View], decided: Decided = NOTHING) -> tuple[list[Clustered], dict[str, set[str]]]:
    """All groups of the claims with how they grew, and the pairs that agree, by claim.

    ``decided`` are scores of pairs of the claims (smaller id first) that people set, whatever the claims say.
    """
    edges, here = edges_among(views, decided)
    return rounds.cluster(edges, edges, here.score), edges


def span(views: Sequence[View]) -> tuple[date | None, date | None]:
    """The first and the last day that the claims together give; where moments are given, periods do not stretch them."""
    moments = [view for view in views if view.narrow] or [view for view in views if view.dated]
    starts = [view.claim.interval.start for view in moments if view.claim.interval.start]
    ends = [view.claim.interval.end for view in moments if view.claim.interval.end]
    return min(starts, default=None), max(ends, default=None)

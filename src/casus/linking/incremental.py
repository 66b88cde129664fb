"""Linking a new document without linking everything anew; the outcome is that of :func:`casus.linking.link`.

A new claim is compared with the claims kept under its blocks; the groups that its coming can change are clustered anew
(:mod:`casus.linking.rounds`); and what is made of the wars that these groups are part of is made again (:mod:`casus.linking.wars`).
The rest of the record is not even read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from casus.amending import amended, in_force
from casus.decision import Decision
from casus.filed import Filed, Grown, Index, LinkChanges
from casus.linking import blocks, rounds
from casus.linking.clusters import NOTHING, Decided, Neighbourhood, clustered, joined
from casus.linking.decisions import claims_placed, constraints
from casus.linking.events import Known, event_of
from casus.linking.facets import Facets
from casus.linking.origins import Origin, in_full, origin_of
from casus.linking.overruling import names_set
from casus.linking.remaking import Voices
from casus.linking.rounds import Clustered
from casus.linking.sketches import sketch_of
from casus.linking.touched import SetNumbers, TouchedWars, with_names, with_numbers
from casus.linking.view import View, check, view_of
from casus.linking.wars import homes, link_war, war_of
from casus.record import Claim, Document

_LOOKED_UP_TOGETHER = 200
"""For so many new claims, those that they may agree with are looked up together."""


def link_anew(
    claims: Sequence[Claim], documents: Mapping[str, Document], decisions: Sequence[Decision] = ()
) -> LinkChanges:
    """Link all claims of a record at once, and file them. Raises ``ValueError`` as :func:`casus.linking.link` does."""
    check(claims, documents)
    standing = in_force(decisions)
    filed = {one.claim.claim_id: one for one in file_claims(amended(claims, standing), documents)}
    seen = [_view(filed[key]) for key in sorted(filed)]
    groups, edges = clustered(seen, constraints(standing, filed.keys()).scores())
    return _all_changes(groups, {one.key: one for one in seen}, filed, standing, edges)


def relink(
    index: Index,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    gone: Collection[str] = (),
    decisions: Sequence[Decision] = (),
) -> LinkChanges | None:
    """What changes when claims come and go; ``None`` where everything has to be linked anew (:func:`link_anew`).

    ``claims`` are those that came or changed, of whole documents at a time; ``documents`` holds their documents and those that these
    repeat, by key; ``gone`` the ids of linked claims that went or changed; ``decisions`` are those that the linked claims were
    linked with. A claim that comes or goes for good while decisions join it to others or part it from them has everything linked anew,
    since what else these decisions say depends on it.
    """
    standing = in_force(decisions)
    mine = {one.claim.claim_id: one for one in file_claims(amended(claims, standing), documents)}
    placed = claims_placed(standing)
    if not placed.isdisjoint(mine.keys() ^ set(gone)):
        return None
    present = {one.claim.claim_id for one in index.filed(sorted(placed))} if placed else set()
    decided = constraints(standing, present).scores()
    return Relinking(index, mine, frozenset(gone), standing, decided).changes()


def file_claims(claims: Iterable[Claim], documents: Mapping[str, Document]) -> list[Filed]:
    """Claims with what linking needs to know of their documents; all claims of a document must be given together.

    ``documents`` holds the documents of the claims, and those that they repeat, by key.
    """
    known = list(claims)
    home = homes(known)
    found = []
    for claim in known:
        origin = origin_of(claim, documents)
        day = documents[claim.document].date.day
        found.append(Filed(claim, day, origin.key, origin.name, home.get(claim.document)))
    return found


def _view(one: Filed) -> View:
    return view_of(one.claim, one.published)


class Laid(NamedTuple):
    """Claims whose events get, or lose, a number that people set, and those whose operations get or lose a name."""

    numbers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


NOTHING_LAID = Laid()


class Relinking:
    """One run of linking what came, went or changed: the claims, pairs and groups that it has met so far, each read from the index once."""

    def __init__(
        self,
        index: Index,
        mine: Mapping[str, Filed],
        gone: frozenset[str],
        standing: Sequence[Decision] = (),
        decided: Decided = NOTHING,
        laid: Laid = NOTHING_LAID,
    ) -> None:
        self.index, self.gone, self.mine, self.standing, self.decided = index, gone, mine, standing, decided
        self.laid = laid
        self.superseded: set[str] = set()
        self.new: dict[str, tuple[Known, str]] = {}
        self.filed: dict[str, Filed] = dict(mine)
        self.views: dict[str, View] = {}
        self.here = Neighbourhood(decided=decided)
        self.old: dict[str, Grown] = {}
        self.read_old: set[str] = set()
        self.new_edges: dict[str, set[str]] = defaultdict(set)
        self.edges = _Edges(self)
        self.corrections: dict[str, list[Decision]] = defaultdict(list)
        for one in standing:
            for claim in one.claim_ids if one.kind == "correct" else ():
                self.corrections[claim].append(one)

    def changes(self) -> LinkChanges:
        """What the run changes."""
        added = set(self.mine)
        before = self.index.agreeing(self.gone)
        self.fetch_old({*added, *self.gone, *self.laid.numbers, *self.laid.names})
        keys = self._find_edges(added)
        self._prefetch_near(added)
        groups = rounds.recluster(
            added, self.edges, self._score, self._clustered, {claim: before.get(claim, ()) for claim in self.gone}
        )
        self.fetch_old({claim for group in groups for claim in group.members})
        changed = [group for group in groups if not self._stands(group)]
        touched = {claim for group in changed for claim in group.members} | self.gone
        self.superseded = {self.old[claim].event_id for claim in touched if claim in self.old}
        pairs = ((min(one, other), max(one, other)) for one in added for other in self.new_edges[one])
        regrown = list(self._regrown(groups))
        grown = [*self._grown(changed), *regrown]
        return LinkChanges(
            wars=TouchedWars(self, touched).changes(),
            grown=tuple(sorted(grown, key=lambda one: one.event_id)),
            superseded=frozenset(self.superseded | {one.event_id for one in regrown}),
            filed=tuple(sorted(self.mine.values(), key=lambda one: one.claim.claim_id)),
            keys=keys,
            sketches={claim: sketch_of(Facets.of(self.views[claim])) for claim in sorted(added)},
            agreeing=frozenset(pairs),
            gone=self.gone,
        )

    def _grown(self, changed: Iterable[Clustered]) -> list[Grown]:
        """The changed groups as events, with their wars."""
        self.fetch_views({claim for group in changed for claim in group.members})
        found = []
        for group in changed:
            known = _event(group, self.views, self.filed)
            war = _war(known, self.filed)
            self.new[known.event.event_id] = known, war
            found.append(Grown(known.event.event_id, war, group.members, group.merges))
        return found

    # ------------------------------------------------------------------------------------------- what has not changed

    def unchanged(self, war: str, claims: Collection[str]) -> list[Grown]:
        """The events of a war that hold one of the claims, without those that have changed."""
        self.fetch_old(claims)
        found = {self.old[claim].event_id: self.old[claim] for claim in claims if claim in self.old}
        return [one for key, one in sorted(found.items()) if one.war == war and key not in self.superseded]

    def take_war(self, war: str) -> None:
        """Have all claims of a war at hand that are as they were."""
        for one in self.index.of_war_claims(war):
            if one.claim.claim_id not in self.views and one.claim.claim_id not in self.gone:
                self._take(one)

    def know(self, events: Sequence[Grown]) -> list[Known]:
        """Events, made of their claims; they do not know their rivals."""
        self.fetch_views({claim for one in events for claim in one.claim_ids})
        return [_event(_as_clustered(one), self.views, self.filed) for one in events]

    def voices(self, events: Sequence[Grown], claims: Collection[str]) -> list[Voices]:
        """Of events, those of their claims that are among these: all that a document says of an event, or nothing."""
        told = {one.event_id: [claim for claim in one.claim_ids if claim in claims] for one in events}
        self.fetch_views({claim for mine in told.values() for claim in mine})
        return [(event, *_with_origins(mine, self.views, self.filed)) for event, mine in told.items()]

    def _stands(self, group: Clustered) -> bool:
        """Whether a group is an event that was there before, of the same claims, none of which has changed."""
        known = self.old.get(group.members[0])
        return known is not None and known.claim_ids == group.members and self.gone.isdisjoint(group.members)

    def _regrown(self, groups: Iterable[Clustered]) -> Iterator[Grown]:
        """The events that stand but have grown in other rounds than before."""
        for group in groups:
            if self._stands(group) and self.old[group.members[0]].merges != group.merges:
                yield replace(self.old[group.members[0]], merges=group.merges)

    # ------------------------------------------------------------------------------------------- pairs

    def _find_edges(self, added: set[str]) -> dict[str, frozenset[str]]:
        """Compare the new claims with each other and with those that are there; returns the keys to keep them under."""
        keys: dict[str, frozenset[str]] = {}
        fresh: dict[str, set[str]] = defaultdict(set)
        asked: dict[str, set[str]] = {}
        for claim in sorted(added):
            of = self.here.add(self._take(self.mine[claim]))
            asked[claim] = set(blocks.looked_up(of))
            keys[claim] = frozenset(blocks.kept_under(of))
            for key in keys[claim]:
                fresh[key].add(claim)
        unread = self.gone | added
        waiting = iter(asked)
        while some := list(islice(waiting, _LOOKED_UP_TOGETHER)):
            kept = self.index.kept_under(set().union(*(asked[claim] for claim in some)))
            there = set().union(*kept.values())
            self.fetch_sketches(there - unread)
            unknown = {other for other in there if other in unread or other not in self.here}
            for claim in some:
                old = set().union(*(kept[key] for key in asked[claim] if key in kept)) - unknown
                new = set().union(*(fresh[key] for key in asked[claim] if key in fresh))
                for other in self.here.agreeing(claim, old | new):
                    self._join(claim, other)
        for one, other in joined(self.decided):
            if one in added or other in added:
                self._join(one, other)
        return keys

    def _prefetch_near(self, added: Collection[str]) -> None:
        """Read at once what clustering looks at first: the groups beside the new claims, and what their claims agree with."""
        near = {other for claim in added for other in self.new_edges[claim]}
        for _ in range(2):
            self.fetch_old(near)
            near = {
                member for claim in near for member in (self.old[claim].claim_ids if claim in self.old else (claim,))
            }
            self.edges.fetch(near)
            near |= {other for claim in near for other in self.edges[claim]}
        self.fetch_old(near)

    def _join(self, one: str, other: str) -> None:
        self.new_edges[one].add(other)
        self.new_edges[other].add(one)

    def _score(self, one: str, other: str) -> int:
        try:
            return self.here.score(one, other)
        except KeyError:  # not read yet; what is near is asked for next
            self.fetch_old((one, other))
            self.fetch_sketches({one, other, *self.old} - self.gone)
            return self.here.score(one, other)

    # ------------------------------------------------------------------------------------------- read from the index

    def _take(self, one: Filed) -> View:
        key = one.claim.claim_id
        if key not in self.filed:
            if key in self.corrections:
                (claim,) = amended((one.claim,), self.corrections[key])
                one = replace(one, claim=claim)
            self.filed[key] = one
        self.views[key] = _view(self.filed[key])
        return self.views[key]

    def fetch_views(self, claims: Collection[str]) -> None:
        """Have the views of claims at hand."""
        missing = [claim for claim in claims if claim not in self.views]
        for one in self.index.filed(missing) if missing else ():
            self._take(one)

    def fetch_sketches(self, claims: Collection[str]) -> None:
        """Have what claims are compared by at hand."""
        missing = [claim for claim in claims if claim not in self.here]
        for claim, sketch in (self.index.sketches(missing) if missing else {}).items():
            self.here.add_sketch(claim, sketch)

    def fetch_old(self, claims: Collection[str]) -> None:
        """Have the events that hold the claims at hand."""
        missing = [claim for claim in claims if claim not in self.read_old]
        self.read_old.update(missing)
        for one in self.index.grown(missing) if missing else ():
            self.old.update(dict.fromkeys(one.claim_ids, one))
            self.read_old.update(one.claim_ids)

    def _clustered(self, claim: str) -> Clustered | None:
        self.fetch_old((claim,))
        return _as_clustered(self.old[claim]) if claim in self.old else None


class _Edges(Mapping[str, Collection[str]]):
    """The pairs that agree, as they are after the change, read where they are asked for."""

    def __init__(self, run: Relinking) -> None:
        self._run = run
        self._known: dict[str, frozenset[str]] = {}

    def fetch(self, claims: Collection[str]) -> None:
        missing = [claim for claim in claims if claim not in self._known]
        old = self._run.index.agreeing([claim for claim in missing if claim not in self._run.gone]) if missing else {}
        for claim in missing:
            stay = frozenset(other for other in old.get(claim, ()) if other not in self._run.gone)
            self._known[claim] = stay | frozenset(self._run.new_edges.get(claim, ()))

    def __getitem__(self, claim: str) -> frozenset[str]:
        if claim not in self._known:
            self.fetch((claim,))
        return self._known[claim]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


# --------------------------------------------------------------------------------------------- what comes out


def _as_clustered(one: Grown) -> Clustered:
    return Clustered(one.claim_ids, one.merges)


def _event(group: Clustered, views: Mapping[str, View], filed: Mapping[str, Filed]) -> Known:
    mine, origins = _with_origins(group.members, views, filed)
    return Known(event_of(mine, origins), mine, origins)


def _with_origins(
    claims: Sequence[str], views: Mapping[str, View], filed: Mapping[str, Filed]
) -> tuple[tuple[View, ...], dict[str, Origin]]:
    """Claims of one event, and their origins."""
    own = {claim: Origin(filed[claim].origin, filed[claim].origin_name) for claim in claims}
    return tuple(views[claim] for claim in claims), in_full(own, (filed[claim].claim for claim in claims))


def _war(known: Known, filed: Mapping[str, Filed]) -> str:
    home = {}
    for one in known.views:
        war = filed[one.key].home
        if war is not None:
            home[one.claim.document] = war
    return war_of((one.claim.document for one in known.views), known.event.country, home)


def _all_changes(
    groups: Iterable[Clustered],
    views: Mapping[str, View],
    filed: Mapping[str, Filed],
    standing: Sequence[Decision],
    edges: Mapping[str, Collection[str]],
) -> LinkChanges:
    """What is made of all claims of a record, in groups."""
    wars: dict[str, list[Known]] = {}
    grown: list[Grown] = []
    for group in groups:
        known = _event(group, views, filed)
        war = _war(known, filed)
        wars.setdefault(war, []).append(known)
        grown.append(Grown(known.event.event_id, war, group.members, group.merges))
    event_of = {claim: one.event_id for one in grown for claim in one.claim_ids}
    numbers = SetNumbers(standing, lambda claims: {one: event_of[one] for one in claims if one in event_of})
    made = {}
    for war, events in sorted(wars.items()):
        events.sort(key=lambda one: one.event.event_id)
        made[war] = with_numbers(link_war(events), events, numbers)
    operation = {one.event_id: one.operation_id for change in made.values() for one in change.links.events}
    held = {claim: of for claim, event in event_of.items() if (of := operation[event])}
    return LinkChanges(
        wars=with_names(made, names_set(standing, held)),
        grown=tuple(sorted(grown, key=lambda one: one.event_id)),
        filed=tuple(sorted(filed.values(), key=lambda one: one.claim.claim_id)),
        keys={key: frozenset(blocks.kept_under(blocks.blocks(one))) for key, one in views.items()},
        sketches={key: sketch_of(Facets.of(one)) for key, one in views.items()},
        agreeing=frozenset((one, other) for one, others in edges.items() for other in others if one < other),
    )

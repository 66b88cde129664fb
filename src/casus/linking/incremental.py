"""Linking a new document without linking everything anew; the outcome is that of :func:`casus.linking.link`.

A new claim is compared with the claims kept under its blocks; the groups that its coming can change are clustered anew
(:mod:`casus.linking.rounds`); and what is made of the wars that these groups are part of is made again (:mod:`casus.linking.wars`).
The rest of the record is not even read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from casus.amending import amended, in_force
from casus.decision import Decision
from casus.filed import Filed, Grown, Index, LinkChanges
from casus.linking import blocks, rounds
from casus.linking.clusters import NOTHING, Decided, Neighbourhood, clustered, joined
from casus.linking.decisions import claims_placed, constraints
from casus.linking.events import Known, event_of
from casus.linking.origins import Origin, in_full, origin_of
from casus.linking.overruling import laid_over
from casus.linking.rounds import Clustered
from casus.linking.view import View, check, view_of
from casus.linking.wars import homes, link_war, together, war_of
from casus.record import Claim, Document, Links, stable_id


def link_anew(
    claims: Sequence[Claim], documents: Mapping[str, Document], decisions: Sequence[Decision] = ()
) -> LinkChanges:
    """Link all claims of a record at once, and file them. Raises ``ValueError`` as :func:`casus.linking.link` does."""
    check(claims, documents)
    standing = in_force(decisions)
    filed = {one.claim.claim_id: one for one in file_claims(amended(claims, standing), documents)}
    seen = [_view(filed[key]) for key in sorted(filed)]
    groups, edges = clustered(seen, constraints(standing, filed.keys()).scores())
    return _changes(
        {one.key: one for one in seen},
        filed,
        [(group, None) for group in groups],
        standing,
        keys={one.key: frozenset(blocks.kept_under(blocks.blocks(one))) for one in seen},
        agreeing=frozenset((one, other) for one, others in edges.items() for other in others if one < other),
        filing=filed.values(),
    )


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


class Relinking:
    """One run of linking what came, went or changed: the claims, pairs and groups that it has met so far, each read from the index once."""

    def __init__(
        self,
        index: Index,
        mine: Mapping[str, Filed],
        gone: frozenset[str],
        standing: Sequence[Decision] = (),
        decided: Decided = NOTHING,
        laid: Collection[str] = (),
    ) -> None:
        self.index, self.gone, self.mine, self.standing, self.decided = index, gone, mine, standing, decided
        self.laid = frozenset(laid)  # claims whose events get, or lose, a number or a name that people set
        self.filed: dict[str, Filed] = dict(mine)
        self.views: dict[str, View] = {}
        self.here = Neighbourhood(decided=decided)
        self.old: dict[str, Grown] = {}
        self.read_old: set[str] = set()
        self.of_war: dict[str, list[Grown]] = {}
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
        self.fetch_old({*added, *self.gone, *self.laid})
        self._read_wars({one.home for one in self.mine.values() if one.home} | {one.war for one in self.old.values()})
        keys = self._find_edges(added)
        self._prefetch_near(added)
        groups = rounds.recluster(
            added, self.edges, self._score, self._clustered, {claim: before.get(claim, ()) for claim in self.gone}
        )
        self.fetch_old({claim for group in groups for claim in group.members})
        changed = [group for group in groups if not self._stands(group)]
        touched = {claim for group in changed for claim in group.members} | self.gone
        superseded = {self.old[claim].event_id for claim in touched if claim in self.old}
        war_of_new = {group.members[0]: self._war(group) for group in changed}
        wars = {self.old[claim].war for claim in touched | self.laid if claim in self.old} | set(war_of_new.values())
        wars = self._with_decided(wars, changed, war_of_new)
        remade: list[tuple[Clustered, str | None]] = [(group, None) for group in changed]
        remade += [(_as_clustered(one), one.war) for one in self._rest_of(wars, superseded)]
        pairs = ((min(one, other), max(one, other)) for one in added for other in self.new_edges[one])
        found = _changes(
            self.views,
            self.filed,
            remade,
            self.standing,
            keys=keys,
            agreeing=frozenset(pairs),
            filing=self.mine.values(),
            superseded=frozenset(superseded),
            gone=self.gone,
            wars=wars,
        )
        regrown = tuple(self._regrown(groups))
        return replace(
            found,
            grown=tuple(sorted((*found.grown, *regrown), key=lambda one: one.event_id)),
            superseded=found.superseded | {one.event_id for one in regrown},
        )

    def _with_decided(self, wars: set[str], changed: Iterable[Clustered], war_of_new: Mapping[str, str]) -> set[str]:
        """These wars, and those in which a number or a name may be borne from now on that was borne in one of them."""
        now = {claim: war_of_new[group.members[0]] for group in changed for claim in group.members}
        laid = [one for one in self.standing if one.kind in ("number", "name")]
        self.fetch_old({claim for one in laid for claim in one.claim_ids})
        spans = []
        for one in laid:
            before = {self.old[claim].war for claim in one.claim_ids if claim in self.old}
            spans.append(before | {now[claim] for claim in one.claim_ids if claim in now})
        found = set(wars)
        while more := {war for span in spans if not found.isdisjoint(span) for war in span} - found:
            found |= more
        return found

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
        for claim, looked in asked.items():
            old = self.index.kept_under(looked) - self.gone - added
            self.fetch_views(old)
            new = {other for key in looked for other in fresh.get(key, ())}
            for other in self.here.agreeing(claim, {*(one for one in old if one in self.here), *new}):
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
        self.fetch_views((one, other))
        return self.here.score(one, other)

    # ------------------------------------------------------------------------------------------- read from the index

    def _take(self, one: Filed) -> View:
        key = one.claim.claim_id
        if key not in self.filed:
            (claim,) = amended((one.claim,), self.corrections.get(key, ()))
            self.filed[key] = replace(one, claim=claim)
        self.views[key] = _view(self.filed[key])
        return self.views[key]

    def fetch_views(self, claims: Collection[str]) -> None:
        """Have the views of claims at hand."""
        missing = [claim for claim in claims if claim not in self.here]
        unknown = [claim for claim in missing if claim not in self.views]
        for one in self.index.filed(unknown) if unknown else ():
            self._take(one)
        for claim in missing:
            if claim in self.views:
                self.here.add(self.views[claim])

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

    # ------------------------------------------------------------------------------------------- wars

    def _war(self, group: Clustered) -> str:
        self.fetch_views(group.members)
        return _war(_event(group, self.views, self.filed), self.filed)

    def _read_wars(self, wars: Collection[str]) -> None:
        """Have all events and claims of these wars at hand, which are made again."""
        missing = sorted(set(wars) - self.of_war.keys())
        self.of_war |= {war: [] for war in missing}
        for one in self.index.of_wars(missing) if missing else ():
            self.of_war[one.war].append(one)
            self.old.update(dict.fromkeys(one.claim_ids, one))
            self.read_old.update(one.claim_ids)
        for war in missing:
            for filed in self.index.of_war_claims(war):
                if filed.claim.claim_id not in self.views and filed.claim.claim_id not in self.gone:
                    self._take(filed)

    def _rest_of(self, wars: Collection[str], superseded: Collection[str]) -> list[Grown]:
        """The events of these wars that have not been clustered anew, their claims fetched."""
        self._read_wars(wars)
        return [one for war in sorted(wars) for one in self.of_war[war] if one.event_id not in superseded]


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
    mine = tuple(views[claim] for claim in group.members)
    own = {claim: Origin(filed[claim].origin, filed[claim].origin_name) for claim in group.members}
    origins = in_full(own, (filed[claim].claim for claim in group.members))
    return Known(event_of(mine, origins), mine, origins)


def _war(known: Known, filed: Mapping[str, Filed]) -> str:
    home = {}
    for one in known.views:
        war = filed[one.key].home
        if war is not None:
            home[one.claim.document] = war
    return war_of((one.claim.document for one in known.views), known.event.country, home)


def _changes(
    views: Mapping[str, View],
    filed: Mapping[str, Filed],
    groups: Iterable[tuple[Clustered, str | None]],
    standing: Sequence[Decision],
    *,
    keys: Mapping[str, frozenset[str]],
    agreeing: frozenset[tuple[str, str]],
    filing: Iterable[Filed],
    superseded: frozenset[str] = frozenset(),
    gone: frozenset[str] = frozenset(),
    wars: Iterable[str] = (),
) -> LinkChanges:
    """The links of the wars that the groups make up; a group that stands as it was is given with its war."""
    made: dict[str, list[Known]] = {war: [] for war in wars}
    grown: list[Grown] = []
    for group, known_war in groups:
        known = _event(group, views, filed)
        war = known_war or _war(known, filed)
        made.setdefault(war, []).append(known)
        if known_war is None:
            grown.append(Grown(stable_id("e", group.members[0]), war, group.members, group.merges))
    links: dict[str, Links] = {
        war: link_war(sorted(events, key=lambda one: one.event.event_id)) for war, events in sorted(made.items())
    }
    claims = [view.claim for events in made.values() for one in events for view in one.views]
    return LinkChanges(
        wars=_laid_over(links, claims, standing),
        grown=tuple(sorted(grown, key=lambda one: one.event_id)),
        superseded=superseded,
        filed=tuple(sorted(filing, key=lambda one: one.claim.claim_id)),
        keys=keys,
        agreeing=agreeing,
        gone=gone,
    )


def _laid_over(wars: Mapping[str, Links], claims: Iterable[Claim], standing: Sequence[Decision]) -> dict[str, Links]:
    """The links of the wars with numbers and names that people set; which event bears one is found among all of them."""
    if not any(one.kind in ("number", "name") for one in standing):
        return dict(wars)
    over = laid_over(together(wars.values()), claims, standing)
    events = {one.event_id: one for one in over.events}
    operations = {one.operation_id: one for one in over.operations}
    return {
        war: replace(
            links,
            events=tuple(events[one.event_id] for one in links.events),
            operations=tuple(operations[one.operation_id] for one in links.operations),
        )
        for war, links in wars.items()
    }

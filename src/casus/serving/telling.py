"""Parts that the stories of operations, actors, places and sources have in common, as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from casus import rows
from casus.linking.origins import origin_of
from casus.linking.series import Series, toll_series
from casus.record import Claim, Control, Interval, Links, Relation, RelationKind
from casus.rows import Row
from casus.serving.shelf import View
from casus.store.queries.spreads import Said, Spread
from casus.store.queries.stories import days_of_claims
from casus.store.queries.surroundings import documents_behind, events_of_claims, read_operations
from casus.store.reading import read_claims
from casus.store.revisions import as_corrected
from casus.ties import name_in_packs, ties_of

LOOKING_BACK = 365
"""Days for which a relation that a report tells as of its day is taken to hold before and after."""


def claim_briefs(view: View, claim_ids: Iterable[str]) -> list[Row]:
    """Claims in short, each once, in the order given."""
    claims = as_corrected(view.connection, read_claims(view.connection, list(dict.fromkeys(claim_ids)))).claims
    documents = documents_behind(view.connection, {claim.document for claim in claims})
    events = events_of_claims(view.connection, [claim.claim_id for claim in claims])
    found: list[Row] = []
    for claim in claims:
        document = documents[claim.document]
        found.append(
            {
                "claim_id": claim.claim_id,
                "document": claim.document,
                "title": document.title or document.id,
                "publisher": document.publisher,
                "published": _iso(document.date.day),
                "said_by": origin_of(claim, documents).name,
                "source_type": claim.source_type,
                "kind": claim.kind,
                "status": claim.status,
                "evidence": claim.evidence,
                "event_id": events.get(claim.claim_id),
            }
        )
    return found


def series_rows(view: View, links: Links, briefs: Sequence[Row]) -> list[Row]:
    """Tolls as series of totals; ``briefs`` are the claims that they rest on."""
    told = days_of_claims(view.connection, [toll.claim_id for toll in links.tolls])
    said_by = {brief["claim_id"]: brief["said_by"] for brief in briefs}
    return [_series(one, told, said_by) for one in toll_series(links, told)]


def _series(one: Series, told: Mapping[str, date | None], said_by: Mapping[str, str]) -> Row:
    totals = [
        {
            "toll": rows.toll_to_row(toll),
            "told": _iso(told.get(toll.claim_id)),
            "said_by": toll.source or said_by[toll.claim_id],
            "stands": toll.superseded_by is None,
        }
        for toll in one.tolls
    ]
    return {
        "people": one.people,
        "what": one.last.number.what,
        "said_by": totals[-1]["said_by"],
        "totals": totals,
        "includes": [event.event_id for event in one.includes],
    }


def spells_by_place(spells: Iterable[Control]) -> list[Row]:
    """Spells of control by place, the places in order of their first spell."""
    groups: defaultdict[str, list[Control]] = defaultdict(list)
    for spell in spells:
        groups[spell.place_id or spell.place].append(spell)
    ordered = sorted(groups.values(), key=lambda group: (_begins(group[0]), group[0].place))
    return [
        {
            **{name: getattr(group[0], name) for name in ("place", "place_id", "country", "lat", "lon")},
            "spells": [rows.control_to_row(spell) for spell in group],
        }
        for group in ordered
    ]


def _begins(spell: Control) -> date:
    return spell.since.start or spell.since.end or date.min


def spread_row(spread: Spread) -> Row:
    """A spread as a row."""
    return {
        "events": spread.events,
        "undated": spread.undated,
        "grades": dict(spread.grades),
        "months": [{"month": month, "grades": dict(grades)} for month, grades in spread.months.items()],
    }


def said_rows(said: Iterable[Said]) -> list[Row]:
    """What a source says, as rows."""
    return [one._asdict() for one in said]


def share_rows(view: View, shares: Sequence[tuple[str, int]]) -> list[Row]:
    """Operations with how many of their events are meant."""
    found = {one.operation_id: one for one in read_operations(view.connection, [name for name, _ in shares])}
    return [
        {
            "operation_id": name,
            "name": found[name].name,
            "date_start": _iso(found[name].interval.start),
            "date_end": _iso(found[name].interval.end),
            "events": events,
        }
        for name, events in shares
    ]


def tie_rows(
    actor_ids: Collection[str],
    relations: Iterable[Relation],
    *,
    days: Interval,
    kinds: Collection[RelationKind],
    names: Mapping[str, str],
) -> list[Row]:
    """How sides stand to others by the packs and by reports, as far as that holds in some days; ``names`` are those of the record, by id."""
    found: list[Row] = []
    for tie in dict.fromkeys(tie for actor_id in actor_ids for tie in ties_of(actor_id)):
        if tie.kind in kinds and tie.period.overlaps(days):
            row = _tie(tie.kind, tie.subject_id, tie.object_id, names)
            found.append(
                row
                | {"since": _iso(tie.period.start), "until": _iso(tie.period.end), "told_by": "pack", "pack": tie.pack}
            )
    said: defaultdict[tuple[RelationKind, str, str], list[Relation]] = defaultdict(list)
    for one in relations:
        if one.kind in kinds and one.status == "happened" and _held(one).overlaps(days, slack=LOOKING_BACK):
            said[(one.kind, one.subject_id, one.object_id)].append(one)
    for (kind, subject, other), told in sorted(said.items()):
        last = max(told, key=lambda one: (one.interval.end or date.min, one.relation_id))
        starts = [one.interval.start for one in told if one.interval.start]
        row = _tie(kind, subject, other, {subject: last.subject, other: last.object, **names})
        found.append(
            row
            | {"since": _iso(min(starts, default=None)), "until": _iso(last.interval.end), "told_by": "reports"}
            | {"reports": len(told), "document": last.document, "evidence": last.evidence}
        )
    return found


def _held(one: Relation) -> Interval:
    """The days in which a report says that a relation holds: without a beginning, the day as of which it says so."""
    return Interval(one.interval.start or one.interval.end, one.interval.end)


def _tie(kind: RelationKind, subject: str, other: str, names: Mapping[str, str]) -> Row:
    return {
        "kind": kind,
        "subject_id": subject,
        "subject": name_of(subject, names),
        "object_id": other,
        "object": name_of(other, names),
        "since": None,
        "until": None,
        "told_by": "pack",
        "pack": None,
        "reports": 0,
        "document": None,
        "evidence": None,
    }


def name_of(actor_id: str, names: Mapping[str, str]) -> str:
    """What packs call an actor, else the record, else its id."""
    return name_in_packs(actor_id) or names.get(actor_id) or actor_id


def identified(claims: Iterable[Claim]) -> dict[str, str]:
    """The id of each name of a side in some claims: the most frequent one."""
    counted: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for claim in claims:
        for names, ids in ((claim.actors, claim.actor_ids), (claim.targets, claim.target_ids)):
            for name, one in zip(names, ids, strict=False):
                counted[name][one] += 1
    return {name: min(ids, key=lambda one: (-ids[one], one)) for name, ids in counted.items()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""All that the page of one event shows: its sentence, who tells what, what lies near it, what people decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from fastapi import APIRouter, Request, Response

from casus import rows
from casus.amending import undone_by
from casus.decision import Decision
from casus.linking.accounts import Account, accounts_of
from casus.linking.effects import in_words
from casus.linking.explain import GRADES
from casus.linking.sentences import event_sentence
from casus.record import Document, Event
from casus.serving import examples
from casus.serving.answers import Answers, Body
from casus.serving.asked import Identifier
from casus.serving.dossier_models import EventDossier
from casus.serving.events_in_full import read_event_in_full
from casus.serving.shelf import View
from casus.serving.values import brief
from casus.store.changing import learned
from casus.store.globe import distance_km
from casus.store.queries.asked import events_page
from casus.store.queries.filters import Filter, make_filter
from casus.store.queries.lists import copies_of_documents
from casus.store.revisions import as_corrected

NEAR_KM, NEAR_DAYS = 25.0, 7
"""What counts as near an event."""
SAME_DAYS = 30
"""So far before and after an event others of its operation are looked for."""
MOST_RELATED = 8
LOOKED_AT = 40


def add_dossier(router: APIRouter, answers: Answers) -> None:
    """The address of what an event's page shows."""

    @router.get(
        "/events/{event_id}/dossier", response_model=EventDossier, tags=["events"], responses=examples.of("dossier")
    )
    def dossier(request: Request, event_id: Identifier) -> Response:
        """An event as its page shows it: in one sentence, its claims by origin, copies under what they copy, related events, decisions."""
        return answers.give(request, lambda view: _dossier(view, event_id, answers.safe))


def _dossier(view: View, event_id: str, safe: bool) -> Body:
    full = read_event_in_full(view, event_id)
    event, claims, documents, operation = full.event, full.claims, full.documents, full.operation
    told = {row["claim_id"]: row for row in full.claim_rows(view)}
    same = _of_operation(view, event)
    near = [one for one in _near(view, event) if one not in same]
    known = learned(view.connection, [event_id]).get(event_id)
    return {
        "sentence": event_sentence(event),
        "event": rows.event_to_row(event),
        "grade_rule": GRADES[event.grade],
        "accounts": [
            _account(one, told) for one in accounts_of(event, as_corrected(view.connection, claims).claims, documents)
        ],
        "documents": _documents(view, documents),
        "rivals": [related(event, one) for one in full.rivals],
        "operation": {"operation_id": operation.operation_id, "name": operation.name} if operation else None,
        "same_operation": [related(event, one) for one in same[:MOST_RELATED]],
        "near": [related(event, one) for one in near[:MOST_RELATED]],
        "decisions": _decisions(full.decisions, [*told]),
        "explanation": full.explanation(),
        "learned": known[0] if known and not safe else None,
        "changed": known[1] if known and not safe else None,
    }


def _account(account: Account, told: dict[str, Body]) -> Body:
    return {
        "origin": account.origin,
        "stance": account.stance,
        "voices": [
            {"stance": one.stance, "differs": list(one.differs), "claim": told[one.claim.claim_id]}
            for one in account.voices
        ],
    }


def _documents(view: View, documents: dict[str, Document]) -> list[Body]:
    copies = copies_of_documents(view.connection, documents)
    return [
        brief(one)
        | {"date": rows.document_to_row(one)["date"], "copy_of": one.copy_of}
        | {"copies": [brief(copy) for copy in copies.get(key, [])]}
        for key, one in documents.items()
    ]


def related(event: Event, other: Event) -> Body:
    """Another event in short, with how far it lies from the first: kilometres and days between, 0 where they touch."""
    km = None
    if event.lat is not None and event.lon is not None and other.lat is not None and other.lon is not None:
        km = round(distance_km((event.lat, event.lon), (other.lat, other.lon)), 1)
    return {
        "event_id": other.event_id,
        "title": other.title,
        "kind": other.kind,
        "grade": other.grade,
        "place": other.place,
        "date_start": other.interval.start.isoformat() if other.interval.start else None,
        "date_end": other.interval.end.isoformat() if other.interval.end else None,
        "km": km,
        "days": _days_between(event, other),
    }


def _days_between(event: Event, other: Event) -> int | None:
    one, two = event.interval, other.interval
    starts, ends = (one.start or one.end, two.start or two.end), (one.end or one.start, two.end or two.start)
    if starts[0] is None or starts[1] is None or ends[0] is None or ends[1] is None:
        return None
    return max(0, (starts[1] - ends[0]).days, (starts[0] - ends[1]).days)


def _of_operation(view: View, event: Event) -> list[Event]:
    if event.operation_id is None:
        return []
    return _closest(view, event, _around(event, SAME_DAYS, operation=event.operation_id))


def _near(view: View, event: Event) -> list[Event]:
    """Events near in place and time, of whichever operation; none where the event's point stands for a wide area, or has no day."""
    placed = event.lat is not None and event.lon is not None and event.precision in ("exact", "near", None)
    if not placed or not event.interval.known:
        return []
    return _closest(view, event, _around(event, NEAR_DAYS, near=(event.lat, event.lon, NEAR_KM)))


def _around(event: Event, days: int, **more: object) -> Filter:
    first, last = event.interval.start or event.interval.end, event.interval.end or event.interval.start
    span = {"since": first - timedelta(days), "until": last + timedelta(days)} if first and last else {}
    return make_filter(**span, **more)  # type: ignore[arg-type]


def _closest(view: View, event: Event, wanted: Filter) -> list[Event]:
    """Those of the first of a filter that lie closest to an event, in days and then in kilometres."""
    others = [one for one in events_page(view.connection, wanted, limit=LOOKED_AT).values if one != event]

    def far(other: Event) -> tuple[float, float, str]:
        told = related(event, other)
        days, km = (9e9 if told[name] is None else float(told[name]) for name in ("days", "km"))
        return days, km, other.event_id

    return sorted((one for one in others if one.event_id not in event.rival_ids), key=far)[: 2 * MOST_RELATED]


def _decisions(decisions: Sequence[Decision], claim_ids: Collection[str]) -> list[Body]:
    """What people decided on these claims, oldest first, also what was undone since, and the undoing."""
    mine = {
        one.decision_id
        for one in decisions
        if not {*one.claim_ids, *one.together_ids, *one.apart_ids}.isdisjoint(claim_ids)
    }
    undone = undone_by(decisions)
    return [
        {
            "decision_id": one.decision_id,
            "kind": one.kind,
            "author": one.author,
            "made_at": one.made_at.isoformat(timespec="seconds"),
            "words": in_words(one),
            "reason": one.reason,
            "undone_by": undone[one.decision_id].decision_id if one.decision_id in undone else None,
        }
        for one in _with_undoings(decisions, mine)
    ]


def _with_undoings(decisions: Iterable[Decision], mine: set[str]) -> list[Decision]:
    """These decisions, and those that undo one of them, or the undoing of one."""
    kept = []
    for one in decisions:
        if one.decision_id in mine or one.undoes in mine:
            mine.add(one.decision_id)
            kept.append(one)
    return kept

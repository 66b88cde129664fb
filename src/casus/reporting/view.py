"""The record as the report shows it: plain data in words, that the template and the page's scripts read alike.

Every figure carries the ids of the claims it rests on; a reference that leads nowhere is an error of the record and raises
:class:`BrokenRecordError` here rather than becoming a dead link there. Offsets are turned from Python's characters into the UTF-16
units that a browser counts in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from casus.record import GRADES, SET_BY, Claim, Control, Document, Event, Interval, Number, Operation, Toll
from casus.reporting import wording
from casus.reporting.disputes import contested_views
from casus.reporting.lookup import BrokenRecordError, Record
from casus.reporting.order import EPOCH, control_order, hull, latest_first, newest_first, ordinal, toll_order

Data = dict[str, Any]
LOOKING_BACK = timedelta(days=92)
AREAS = frozenset({"district", "province", "country", "region"})


def build_view(record: Record) -> Data:
    """Everything the report shows, as plain data; raises :class:`BrokenRecordError`."""
    events = [event_view(event, record) for event in sorted(record.links.events, key=newest_first)]
    tolls = [toll_view(toll, record) for toll in sorted(record.links.tolls, key=toll_order)]
    operations = [operation_view(o, record, events, tolls) for o in sorted(record.links.operations, key=latest_first)]
    return {
        "documents": [document_view(document, record) for document in record.documents],
        "claims": {claim.claim_id: claim_view(claim, record) for claim in record.claims},
        "events": events,
        "operations": sorted(operations, key=lambda operation: -len(operation["events"])),
        "tolls": tolls,
        "controls": control_views(record),
        "contested": contested_views(record),
        "places": place_views(record),
        "problems": [{"input": p.locator, "stage": p.stage, "reason": p.reason} for p in record.problems],
        "summary": summary_view(record),
    }


# --------------------------------------------------------------------------------------------- offsets


def utf16(text: str) -> Callable[[int], int]:
    """A function from character offsets of the text to the UTF-16 offsets of the same places."""
    wide = [index for index, character in enumerate(text) if ord(character) > 0xFFFF]
    if not wide:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(wide, offset)


# --------------------------------------------------------------------------------------------- documents and claims


def document_title(document: Document) -> str:
    """Its title, else its id."""
    return document.title or document.id


def title_of(key: str | None, record: Record) -> str | None:
    """The title of a document by its key; the key itself where it is not in the report."""
    document = record.document_of.get(key) if key else None
    return document_title(document) if document else key


def document_view(document: Document, record: Record) -> Data:
    """One document with its text, embedded once."""
    at = utf16(document.text)
    return {
        "key": document.key,
        "title": document_title(document),
        "publisher": document.publisher,
        "url": document.url,
        "link": web_address(document.url),
        "when": wording.interval(document.date.interval),
        "basis": wording.texts()["date_basis"][document.date.basis],
        "reasons": list(document.date.reasons),
        "text": document.text,
        "noise": [[at(noise.begin), at(noise.end), noise.reason] for noise in document.noise],
        "noise_length": sum(noise.end - noise.begin for noise in document.noise),
        "copy_of": title_of(document.copy_of, record),
        "repeats": [title_of(repeat.original, record) for repeat in document.repeats if not repeat.whole],
        "superseded_by": title_of(document.superseded_by, record),
        "claims": [claim.claim_id for claim in record.claims_in.get(document.key, ())],
    }


def web_address(url: str | None) -> str | None:
    """The address where it is one that a browser may be sent to, else ``None`` (``javascript:`` and the like)."""
    return url if url and url.split("://", 1)[0].lower() in ("http", "https") and "://" in url else None


def source_name(claim: Claim, record: Record) -> str:
    """Who says it: the cited source, else the publisher, else the document."""
    document = record.source_document(claim)
    return claim.source or document.publisher or f"“{document_title(document)}”"


def claim_view(claim: Claim, record: Record) -> Data:
    """One claim; raises :class:`BrokenRecordError` where its document does not hold its evidence."""
    document = record.source_document(claim)
    if not claim.evidence or document.text[claim.begin : claim.end] != claim.evidence:
        raise BrokenRecordError(
            f"the evidence of claim {claim.claim_id} is not at {claim.begin}–{claim.end} of its document"
        )
    at = utf16(document.text)
    words = wording.texts()
    return {
        "id": claim.claim_id,
        "document": document.key,
        "title": document_title(document),
        "publisher": document.publisher,
        "published": wording.interval(document.date.interval),
        "begin": at(claim.begin),
        "end": at(claim.end),
        "quote": claim.evidence,
        "kind": words["kinds"][claim.kind],
        "status": None if claim.status == "happened" else words["status"][claim.status],
        "source": source_name(claim, record),
        "cited": claim.source is not None,
        "source_type": words["source_types"][claim.source_type],
        "actors": list(claim.actors),
        "targets": list(claim.targets),
        "place": wording.place(claim.place, claim.country),
        "when": wording.interval(claim.interval) if claim.interval.known else None,
        "counts": [
            {
                "text": wording.count(count),
                "what": count.what,
                "begin": None if count.begin is None else at(count.begin),
                "end": None if count.end is None else at(count.end),
            }
            for count in claim.counts
        ],
        "aggregate": claim.aggregate,
        "event": record.links.event_of.get(claim.claim_id),
    }


# --------------------------------------------------------------------------------------------- events and operations


def number_view(number: Number, event: Event, record: Record) -> Data:
    """One figure of an event with what it rests on."""
    best, spread = wording.number(number)
    owner = f"the number {number.what} of event {event.event_id}"
    return {
        "what": number.what,
        "best": best,
        "range": spread,
        "unit": wording.unit(number.what, number.best),
        "part_unit": wording.unit(number.what, number.best, part=True),
        "reason": number.reason,
        "decided": number.reason.split(":")[0] if number.reason.startswith(SET_BY) else None,
        "best_claim": record.check([number.best_claim], owner)[0],
        "claims": record.check(number.claim_ids or (number.best_claim,), owner),
        "part_of": number.part_of,
        "anchor": f"number={event.event_id}:{number.what}",
        "value": number.best if number.best is not None else number.low or number.high or 0,
    }


def wholes_with_parts(numbers: Sequence[Data]) -> list[Data]:
    """The figures that stand by themselves, each with those that it includes."""
    present = {number["what"] for number in numbers}
    wholes = [n for n in numbers if n["part_of"] not in present or n["part_of"] == n["what"]]
    return [
        {**whole, "parts": [n for n in numbers if n["part_of"] == whole["what"] and n is not whole]} for whole in wholes
    ]


def event_view(event: Event, record: Record) -> Data:
    """One event."""
    owner = f"event {event.event_id}"
    claims = record.check(event.claim_ids, owner)
    numbers = [number_view(number, event, record) for number in event.numbers]
    words = wording.texts()
    return {
        "id": event.event_id,
        "title": event.title,
        "kind": event.kind,
        "kind_label": words["kinds"][event.kind],
        "grade": event.grade,
        "grade_label": words["grades"][event.grade]["label"],
        "grade_reason": event.grade_reason,
        "status": None if event.status == "happened" else words["status"][event.status],
        "when": wording.interval(event.interval),
        "from": ordinal(event.interval.start or event.interval.end),
        "to": ordinal(event.interval.end or event.interval.start),
        "actors": list(event.actors),
        "targets": list(event.targets),
        "place": wording.place(event.place, event.country),
        "precision": words["precision"].get(event.precision) if event.precision else None,
        "numbers": numbers,
        "figures": wholes_with_parts(numbers),
        "claims": claims,
        "denials": record.check(event.denial_ids, owner),
        "rivals": [rival for rival in event.rival_ids if rival in record.event],
        "documents": len({record.source_document(record.claim[c]).key for c in claims}),
        "operation": event.operation_id,
    }


def operation_view(operation: Operation, record: Record, events: Sequence[Data], tolls: Sequence[Data]) -> Data:
    """One operation with its events, oldest first, and what is claimed about it as a whole."""
    ids = set(operation.event_ids)
    own = [event for event in events if event["id"] in ids][::-1]
    standing = [t for t in tolls if t["operation"] == operation.operation_id and not t["superseded_by"]]
    deaths = [(n["value"], e, n) for e in own for n in e["numbers"] if n["what"] == "killed"]
    largest = max(deaths, key=lambda item: (item[0], item[1]["id"]), default=None)
    return {
        "id": operation.operation_id,
        "name": operation.name,
        "when": wording.interval(operation.interval),
        "from": ordinal(operation.interval.start or operation.interval.end),
        "to": ordinal(operation.interval.end or operation.interval.start),
        "sides": [list(side) for side in operation.sides if side],
        "places": list(operation.places),
        "country": wording.country(operation.country),
        "events": own,
        "documents": len({record.source_document(record.claim[c]).key for e in own for c in e["claims"]}),
        "tolls": standing,
        "largest": {"event": largest[1], "number": largest[2]} if largest and not standing else None,
        "grades": {grade: sum(event["grade"] == grade for event in own) for grade in GRADES},
    }


def place_views(record: Record) -> list[Data]:
    """The marks of the map: the events that share a point, those of an area apart from those of a named place."""
    groups: defaultdict[tuple[float, float, bool], list[Event]] = defaultdict(list)
    for event in record.links.events:
        if event.lat is not None and event.lon is not None:
            groups[(round(event.lat, 3), round(event.lon, 3), event.precision in AREAS)].append(event)
    views: list[Data] = []
    for (lat, lon, area), group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        names = Counter(event.place or wording.country(event.country) or "" for event in group)
        name = min(names, key=lambda n: (-names[n], n))
        precision = next((event.precision for event in group if event.precision), "exact")
        views.append(
            {
                "id": f"p{len(views) + 1}",
                "name": name,
                "lat": lat,
                "lon": lon,
                "area": area,
                "precision": wording.texts()["precision"][precision],
                "events": [event.event_id for event in sorted(group, key=newest_first)],
            }
        )
    return views


# --------------------------------------------------------------------------------------------- tolls and control


def toll_view(toll: Toll, record: Record) -> Data:
    """One toll with its parts, its source and what it is about."""
    claim = record.claim[record.check([toll.claim_id], f"toll {toll.toll_id}")[0]]
    return {
        "id": toll.toll_id,
        "claim": claim.claim_id,
        "text": wording.count(toll.number),
        "value": wording.between(toll.number.min, toll.number.max),
        "unit": wording.unit(toll.number.what, toll.number.min if toll.number.min == toll.number.max else None),
        "parts": [wording.count(part, part=True) for part in toll.parts],
        "source": toll.source or source_name(claim, record),
        "source_type": wording.texts()["source_types"][toll.source_type],
        "when": wording.interval(toll.interval),
        "published": wording.interval(record.source_document(claim).date.interval),
        "place": wording.place(toll.place, toll.country),
        "actors": list(toll.actors),
        "targets": list(toll.targets),
        "operation": toll.operation_id,
        "superseded_by": toll.superseded_by,
        "anchor": f"toll={toll.toll_id}",
    }


def control_views(record: Record) -> list[Data]:
    """Places with who is said to hold them and who held them before; the places with the latest change first."""
    groups: defaultdict[str, list[Control]] = defaultdict(list)
    for control in record.links.controls:
        groups[control.place_id or control.place].append(control)
    places = []
    for group in groups.values():
        spans = sorted(group, key=control_order)
        starts = [c.since.start or c.since.end or EPOCH for c in spans]
        places.append((-max(starts).toordinal(), spans[0].place, spans))
    views, serial = [], 0
    for _, name, spans in sorted(places, key=lambda item: item[:2]):
        rows = []
        for control in spans:
            serial += 1
            rows.append(control_view(control, f"c{serial}", record))
        views.append({"place": wording.place(name, spans[0].country), "spans": rows})
    return views


def control_view(control: Control, control_id: str, record: Record) -> Data:
    """One span of control with the claims for and against it."""
    owner = f"control of {control.place} by {control.holder}"
    claims = record.check(control.claim_ids, owner)
    contested = record.check(control.contested_by, owner)
    return {
        "id": control_id,
        "place": wording.place(control.place, control.country),
        "holder": control.holder,
        "since": wording.moment(control.since) if control.since.known else None,
        "until": wording.moment(control.until) if control.until is not None else None,
        "claims": claims,
        "sources": sources(claims, record),
        "contested": contested,
        "contested_sources": sources(contested, record),
        "lost_by": list(control.lost_by),
        "anchor": f"control={control_id}",
    }


def sources(claim_ids: Sequence[str], record: Record) -> list[str]:
    """Who says these claims, once each, in their order."""
    return list(dict.fromkeys(source_name(record.claim[claim_id], record) for claim_id in claim_ids))


# --------------------------------------------------------------------------------------------- summary


def news_span(event: Event, record: Record) -> Interval:
    """The days of an event that were news to its reports: none where all of them look back on it from a season later, and
    of what had long been going on the last season before the first of them; nor where no report is dated."""
    over = event.interval.end or event.interval.start
    claims = (record.claim[claim_id] for claim_id in (*event.claim_ids, *event.denial_ids))
    published = [day for claim in claims if (day := record.source_document(claim).date.day)]
    if over is None or not published:
        return Interval()
    season = min(published) - LOOKING_BACK
    return Interval() if over < season else Interval(max(event.interval.start or over, season), over)


def summary_view(record: Record) -> Data:
    """What the head of the report says: how much was read and found, where, and over which time."""
    news = hull(news_span(event, record) for event in record.links.events)
    period = news if news.known else hull(event.interval for event in record.links.events)
    countries = Counter(event.country for event in record.links.events if event.country)
    ranked = sorted(countries, key=lambda code: (-countries[code], code))
    return {
        "period": wording.interval(period) if period.known else None,
        "from": ordinal(period.start),
        "to": ordinal(period.end),
        "countries": [wording.country(code) for code in ranked],
        "documents": len(record.documents),
        "copies": sum(document.copy_of is not None for document in record.documents),
        "claims": len(record.claims),
        "events": len(record.links.events),
        "operations": len(record.links.operations),
        "grades": {grade: sum(event.grade == grade for event in record.links.events) for grade in GRADES},
        "unplaced": sum(event.lat is None or event.lon is None for event in record.links.events),
        "undated": sum(not event.interval.known for event in record.links.events),
    }

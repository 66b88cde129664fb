"""PLOVER: one JSON object a line, with the fields of the PLOVER manual (0.8) for events, entities, counts, locations, text and citation.

All events that have a PLOVER type are there; what is planned, only possible or denied has the manual's auxiliary mode ``future``, ``hypothetical`` or
``negation`` after its own. Fields that are not known are left out. ``text_info`` has one entry for each claim, with the claim's id and that of its report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from casus.divisions import bare_division
from casus.exporting.admitting import LeftOut
from casus.exporting.cameo_codes import cameo_codes, quad_class
from casus.exporting.countries import countries
from casus.exporting.deaths import deaths
from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.parties import Party, parties
from casus.exporting.tables import degrees
from casus.exporting.values import Options, Source
from casus.record import Claim, PlacePrecision, Status

AUXILIARY: Mapping[Status, str] = {"planned": "future", "possible": "hypothetical", "denied": "negation"}
RESOLUTION: Mapping[PlacePrecision | None, int] = {
    "exact": 4, "near": 4, "district": 3, "province": 2, "region": 2, "country": 1, None: 1,
}  # fmt: skip
"""5 a part of a city, 4 a city, 3 a district, 2 a province, 1 a country."""
Json = dict[str, Any]


def export(source: Source, stream: TextIO, options: Options) -> LeftOut:  # noqa: ARG001 - all formats are called alike
    """Write one line an event; returns how many events have none, and why."""
    left_out = LeftOut()
    for fields in event_fields(source):
        if fields.codes is None or not fields.codes.plover_event:
            left_out["no PLOVER type"] += 1
        elif fields.event.interval.end is None and fields.event.interval.start is None:
            left_out["no day"] += 1
        else:
            stream.write(json.dumps(plover_event(fields, source), ensure_ascii=False, allow_nan=False) + "\n")
    return left_out


def plover_event(fields: EventFields, source: Source) -> Json:
    """An event as PLOVER's manual lays it out. Needs a PLOVER type and a day."""
    event, codes = fields.event, fields.codes
    assert codes is not None
    start, end = event.interval.start, event.interval.end
    day = start or end
    assert day is not None
    who, cameo = parties(fields, source.who), cameo_codes().code(event.kind, codes)
    return _filled(
        {
            "id": event.event_id,
            "has_event": True,
            "date": day.isoformat(),
            "enddate": end.isoformat() if end and end != day else None,
            "actor": [_entity(party) for party in who.actors],
            "recipient": [_entity(party) for party in who.targets],
            "event": codes.plover_event,
            "mode": [mode for mode in (codes.plover_mode, AUXILIARY.get(event.status, "")) if mode],
            "quad_code": quad_class(cameo) if cameo else None,
            "event_scale": cameo_codes().goldstein[cameo] if cameo else None,
            "event_loc": _location(fields),
            "counts": _counts(fields),
            "event_text": event.title,
            "text_info": [_text_info(number, claim, fields) for number, claim in enumerate(fields.claims, start=1)],
            "cite_info": [_citation(fields, claim) for claim in _first_of_each_document(fields.claims)],
            "coder": "casus",
            "comment": f"grade: {event.grade} ({event.grade_reason})",
        },
        always=("actor", "recipient", "mode", "text_info"),
    )


def _filled(row: Json, always: Iterable[str] = ()) -> Json:
    """The row without what is not known."""
    return {name: value for name, value in row.items() if name in always or value not in (None, "", [], {})}


def _entity(party: Party) -> Json:
    codes = cameo_codes()
    return _filled(
        {
            "code": codes.actor(party),
            "sector": codes.role(party),
            "entity_text": party.name,
            "identifier_id": party.facts.actor_id,
            "identifier_text": party.facts.name,
        }
    )


def _location(fields: EventFields) -> Json:
    event = fields.event
    if event.place is None and event.country is None:
        return {}
    country, inner = countries().get(event.country or ""), (event.place_id or "").split("/")[0]
    number = inner.removeprefix("gn:")
    return _filled(
        {
            "extracted_place": event.place,
            "resolved_place": event.place_id,
            "geonameid": number if inner.startswith("gn:") and number.isdigit() else None,
            "lat": degrees(event.lat),
            "lon": degrees(event.lon),
            "city": event.place if event.precision in ("exact", "near") else None,
            "district": bare_division(event.place or "") if event.precision == "district" else None,
            "province": fields.province,
            "country": country.name if country else None,
            "country_code": country.iso3 if country else None,
            "resolution": RESOLUTION[event.precision],
        }
    )


def _counts(fields: EventFields) -> Json:
    dead = deaths(fields.numbers)
    wounded, held = fields.numbers.get("wounded"), fields.numbers.get("detained")
    return _filled(
        {
            "dead": dead.best if dead else None,
            "injured": wounded.best if wounded else None,
            "arrested": held.best if held else None,
        }
    )


def _text_info(number: int, claim: Claim, fields: EventFields) -> Json:
    document = fields.reports[claim.document]
    return {
        "sequence": number,
        "start": claim.begin,
        "end": claim.end,
        "text_story": claim.evidence,
        "claim_id": claim.claim_id,
        "document": document.id,
        "against": claim.claim_id in fields.event.denial_ids,
    }


def _first_of_each_document(claims: Iterable[Claim]) -> list[Claim]:
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(claim.document, claim)
    return list(first.values())


def _citation(fields: EventFields, claim: Claim) -> Json:
    document = fields.reports[claim.document]
    day = document.date.day
    return _filled(
        {
            "citation": document.id,
            "url": document.url,
            "title": document.title,
            "publication": document.publisher,
            "date": day.isoformat() if day else None,
            "language": "en",
            "codebook": "PLOVER",
            "version": "0.8",
        }
    )

"""FollowTheMoney: entities as JSON lines, for Aleph and OpenSanctions tools.

``Event`` for each event, ``Organization`` (a state's forces: ``PublicBody``) for each side that is no civilians, ``Article`` for each report,
``Documentation`` for each report of an event with its words and claim ids, ``Mention`` for each side that a report names. Entities come before what points to
them; ids are the record's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from casus.exporting.deaths import deaths
from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.ids import Ids
from casus.exporting.parties import Party, parties
from casus.exporting.values import Options, Source
from casus.record import Document, distinct, stable_id

Entity = dict[str, Any]


def export(source: Source, stream: TextIO, options: Options) -> None:
    """Write all entities; with ``options.safe`` without the texts of reports."""
    for entity in entities(source, full_text=not options.safe):
        stream.write(json.dumps(entity, ensure_ascii=False) + "\n")


def entities(source: Source, *, full_text: bool = True) -> Iterator[Entity]:
    """All entities, each once."""
    for portion in source.by_reports():
        for document in portion.documents:
            yield _article(document, full_text=full_text)
    named, mentioned = Ids(), Ids()
    for fields in event_fields(source):
        who = parties(fields, source.who)
        sides = [party for party in (*who.actors, *who.targets) if not party.unarmed]
        for party in sides:
            if _actor_id(party) not in named:
                named.add(_actor_id(party))
                yield _organization(party)
        yield _event(fields, sides)
        yield from _documentations(fields)
        for party in sides:
            for document in fields.documents:
                mention = _mention_id(document, party)
                if mention not in mentioned and _names(fields, document, party):
                    mentioned.add(mention)
                    yield _mention(document, party)


def _entity(entity_id: str, schema: str, properties: Mapping[str, Iterable[str | None] | str | None]) -> Entity:
    """An entity with the properties that have values."""
    filled: dict[str, list[str]] = {}
    for name, value in properties.items():
        listed = [value] if isinstance(value, str) else (value or ())
        kept = list(distinct(one for one in listed if one))
        if kept:
            filled[name] = kept
    return {"id": entity_id, "schema": schema, "properties": filled}


def _actor_id(party: Party) -> str:
    return stable_id("a", party.facts.actor_id or party.name)


def _country(code: str | None) -> str | None:
    return code.lower() if code else None


def _article(document: Document, *, full_text: bool) -> Entity:
    day = document.date.day
    return _entity(
        document.key,
        "Article",
        {
            "title": document.title or document.id,
            "fileName": document.id,
            "publisher": document.publisher,
            "publishedAt": day.isoformat() if day and document.date.basis in ("given", "metadata") else None,
            "date": day.isoformat() if day else None,
            "sourceUrl": document.url if document.url and document.url.startswith(("http://", "https://")) else None,
            "language": "eng",
            "bodyText": document.text if full_text else None,
        },
    )


def _organization(party: Party) -> Entity:
    return _entity(
        _actor_id(party),
        "PublicBody" if party.state else "Organization",
        {
            "name": party.facts.name or party.name,
            "alias": (name for name in (party.name, party.facts.acled) if name != party.facts.name),
            "country": _country(party.facts.country),
            "classification": party.facts.kind.replace("_", " "),
        },
    )


def _event(fields: EventFields, sides: Iterable[Party]) -> Entity:
    event, dead = fields.event, deaths(fields.numbers)
    start, end = event.interval.start, event.interval.end
    counted = f"killed: {dead.best} ({dead.low} to {dead.high})" if dead else None
    return _entity(
        event.event_id,
        "Event",
        {
            "name": event.title,
            "startDate": start.isoformat() if start else None,
            "endDate": end.isoformat() if end else None,
            "location": event.place,
            "country": _country(event.country),
            "involved": (_actor_id(party) for party in sides),
            "keywords": (event.kind, event.status, event.grade),
            "description": f"{event.grade}: {event.grade_reason}",
            "notes": counted,
            "recordId": event.event_id,
            "proof": (document.key for document in fields.documents),
            "sourceUrl": (d.url for d in fields.documents if d.url and d.url.startswith(("http://", "https://"))),
        },
    )


def _documentations(fields: EventFields) -> Iterator[Entity]:
    """One for each report and role: what it says for the event, and what against it."""
    against = {*fields.event.denial_ids}
    for document in fields.documents:
        for role, denies in (("reports", False), ("denies", True)):
            claims = [c for c in fields.claims if c.document == document.key and (c.claim_id in against) == denies]
            if claims:
                yield _entity(
                    stable_id("f", fields.event.event_id, document.key, role),
                    "Documentation",
                    {
                        "document": document.key,
                        "entity": fields.event.event_id,
                        "role": role,
                        "date": document.date.day.isoformat() if document.date.day else None,
                        "summary": (claim.evidence for claim in claims),
                        "recordId": (claim.claim_id for claim in claims),
                        "publisher": document.publisher,
                    },
                )


def _names(fields: EventFields, document: Document, party: Party) -> bool:
    return any(
        party.name in (*claim.actors, *claim.targets) for claim in fields.claims if claim.document == document.key
    )


def _mention_id(document: Document, party: Party) -> str:
    return stable_id("m", document.key, _actor_id(party))


def _mention(document: Document, party: Party) -> Entity:
    return _entity(
        _mention_id(document, party),
        "Mention",
        {
            "document": document.key,
            "name": party.name,
            "resolved": _actor_id(party),
            "detectedSchema": "PublicBody" if party.state else "Organization",
        },
    )

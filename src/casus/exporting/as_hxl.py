"""HXL: CSV with a row of hashtags under the header, for humanitarian data (Humanitarian Exchange Language 1.1).

Tags are those that HDX gives to ACLED's and UCDP's events, and core hashtags of the standard for the rest. One row an event, of all events and statuses:
``#status`` and ``#event +grade`` tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from casus.exporting.countries import countries
from casus.exporting.deaths import deaths
from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.parties import parties
from casus.exporting.tables import csv_rows, degrees, in_order
from casus.exporting.values import Options, Source

TAGS: Mapping[str, str] = {
    "event_id": "#event+code",
    "title": "#event+name",
    "event_type": "#event+type",
    "sub_event_type": "#event+subtype",
    "kind": "#event+kind",
    "status": "#status",
    "grade": "#event+grade",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "country": "#country+name",
    "iso3": "#country+code",
    "admin1": "#adm1+name",
    "location": "#loc+name",
    "precision": "#loc+precision",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "actor1": "#group+name+first",
    "assoc_actor_1": "#group+name+first+assoc",
    "actor2": "#group+name+second",
    "assoc_actor_2": "#group+name+second+assoc",
    "killed": "#affected+killed",
    "killed_low": "#affected+killed+min",
    "killed_high": "#affected+killed+max",
    "killed_civilians": "#affected+killed+civilians",
    "killed_children": "#affected+killed+children",
    "injured": "#affected+injured",
    "displaced": "#affected+displaced",
    "detained": "#affected+detained",
    "abducted": "#affected+abducted",
    "missing": "#affected+missing",
    "source": "#meta+source",
    "url": "#meta+url",
    "claims": "#meta+claims",
    "notes": "#description",
}
COLUMNS = tuple(TAGS)


def export(source: Source, stream: TextIO, options: Options) -> None:
    """Write header, hashtags and one row an event."""
    write = csv_rows(stream, options)
    write(COLUMNS)
    write(TAGS.values())
    for fields in event_fields(source):
        write(in_order(_row(fields, source), COLUMNS))


def _row(fields: EventFields, source: Source) -> dict[str, object]:
    event, codes = fields.event, fields.codes
    country, dead = countries().get(event.country or ""), deaths(fields.numbers)
    who = parties(fields, source.who)

    def best(what: str) -> int | None:
        number = next((n for n in event.numbers if n.what == what), None)
        return number.best if number else None

    return {
        "event_id": event.event_id,
        "title": event.title,
        "event_type": codes.acled_event_type if codes else "",
        "sub_event_type": codes.acled_sub_event_type if codes else "",
        "kind": event.kind,
        "status": event.status,
        "grade": event.grade,
        "date_start": event.interval.start and event.interval.start.isoformat(),
        "date_end": event.interval.end and event.interval.end.isoformat(),
        "country": country.name if country else "",
        "iso3": country.iso3 if country else "",
        "admin1": fields.province,
        "location": event.place,
        "precision": event.precision,
        "latitude": degrees(event.lat),
        "longitude": degrees(event.lon),
        "actor1": who.actors[0].name if who.actors else "",
        "assoc_actor_1": "; ".join(party.name for party in who.actors[1:]),
        "actor2": who.targets[0].name if who.targets else "",
        "assoc_actor_2": "; ".join(party.name for party in who.targets[1:]),
        "killed": dead.best if dead else None,
        "killed_low": dead.low if dead else None,
        "killed_high": dead.high if dead else None,
        "killed_civilians": dead.civilians if dead and best("killed_civilians") is not None else None,
        "killed_children": best("killed_children"),
        "injured": best("wounded"),
        "displaced": best("displaced"),
        "detained": best("detained"),
        "abducted": best("abducted"),
        "missing": best("missing"),
        "source": "; ".join(fields.sources()),
        "url": " ".join(document.url for document in fields.documents if document.url),
        "claims": " ".join((*event.claim_ids, *event.denial_ids)),
        "notes": " | ".join(f"“{' '.join(claim.evidence.split())}”" for claim in fields.claims),
    }

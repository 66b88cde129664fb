"""ACLED's table: CSV with its 31 columns, codes and rules, one row an event.

Rules are those of ACLED's codebook (2025): an event has a day (of a week or month its middle, with a time precision), a country and a place
within it (strategic developments may have the country alone), one or two actors with a kind each, and the lowest number of
fatalities that is reported, 0 where none is. Events without these are left out and counted. ``docs/exports.md`` tells how each column
is derived.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TextIO

from casus.divisions import bare_division
from casus.exporting.acled_codes import CIVILIANS, acled_codes
from casus.exporting.acled_sides import AGAINST_CIVILIANS, BATTLES, EXCESSIVE, REMOTE, STRATEGIC, sides_of
from casus.exporting.admitting import LeftOut, happened
from casus.exporting.countries import countries
from casus.exporting.days import Span, published, span_of, written
from casus.exporting.deaths import Deaths, deaths
from casus.exporting.event_fields import EventFields
from casus.exporting.parties import Parties, parties
from casus.exporting.tables import csv_rows, degrees, event_number, in_order
from casus.exporting.values import Options, Source
from casus.record import distinct

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country",
    "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities",
    "tags", "timestamp",
)  # fmt: skip


def export(source: Source, stream: TextIO, options: Options) -> LeftOut:
    """Write one row an event; returns how many events have none, and why."""
    write, left_out = csv_rows(stream, options), LeftOut()
    write(COLUMNS)
    for fields in happened(source, left_out):
        row = acled_row(fields, source, numeric=options.numeric)
        if isinstance(row, str):
            left_out[row] += 1
        else:
            write(in_order(row, COLUMNS))
    return left_out


def acled_row(fields: EventFields, source: Source, *, numeric: bool = False) -> dict[str, object] | str:
    """An event's row, or why ACLED would have none for it."""
    event, codes = fields.event, acled_codes()
    country, span = countries().get(event.country or ""), span_of(event.interval)
    if fields.codes is None or not fields.codes.acled_event_type:
        return "no event type of ACLED"
    if country is None:
        return "no one country"
    precision = codes.time_precision(span.days) if span else None
    if span is None or precision is None:
        return "no day, week or month"
    types = types_of(fields, parties(fields, source.who))
    if event.precision in ("country", None) and types[0] != STRATEGIC:
        return "no place within its country"
    sides = sides_of(parties(fields, source.who), types, country)
    if not sides.actor1:
        return "no actor"
    dead = deaths(fields.numbers)
    admin = _divisions(fields)
    one, two = sides.inter1, sides.inter2
    return {
        "event_id_cnty": f"{country.iso3}{event_number(event.event_id)}",
        "event_date": span.middle.isoformat(),
        "year": span.middle.year,
        "time_precision": precision,
        "disorder_type": codes.disorder[types[1]],
        "event_type": types[0],
        "sub_event_type": types[1],
        "actor1": sides.actor1,
        "assoc_actor_1": "; ".join(sides.with1),
        "inter1": _inter(one, numeric=numeric),
        "actor2": sides.actor2,
        "assoc_actor_2": "; ".join(sides.with2),
        "inter2": _inter(two, numeric=numeric),
        "interaction": codes.interaction(one, two, numeric=numeric),
        "civilian_targeting": "Civilian targeting" if _targets_civilians(types, two) else "",
        "iso": country.iso_numeric,
        "region": country.acled_region,
        "country": country.acled_name,
        "admin1": admin[0],
        "admin2": admin[1],
        "admin3": "",
        "location": event.place or country.acled_name,
        "latitude": degrees(event.lat),
        "longitude": degrees(event.lon),
        "geo_precision": codes.geo_precision(event.precision),
        "source": "; ".join(fields.sources()),
        "source_scale": "Other",
        "notes": notes(fields, span, dead),
        "fatalities": codes.fatalities(fields.numbers, dead.low if dead else None),
        "tags": _tags(fields),
        "timestamp": _timestamp(fields),
    }


# --------------------------------------------------------------------------------------------- what happened


def types_of(fields: EventFields, who: Parties) -> tuple[str, str]:
    """Event type and sub-event type. A battle has two armed sides: one told as done to civilians alone is violence against civilians."""
    assert fields.codes is not None
    event_type, sub_event = fields.codes.acled_event_type, fields.codes.acled_sub_event_type
    if event_type == BATTLES and who.civilians and not who.armed_targets:
        return AGAINST_CIVILIANS, "Attack"
    return event_type, sub_event


def _targets_civilians(types: tuple[str, str], inter2: int | None) -> bool:
    if types[0] == AGAINST_CIVILIANS or types[1] == EXCESSIVE:
        return True
    return types[0] in (REMOTE, "Riots") and inter2 == CIVILIANS


def _inter(code: int | None, *, numeric: bool) -> object:
    if code is None:
        return ""
    return code if numeric else acled_codes().inter[code]


# --------------------------------------------------------------------------------------------- where, and who says so


def _divisions(fields: EventFields) -> tuple[str, str]:
    """First and second administrative division, as far as known."""
    event = fields.event
    province = fields.province
    return province, bare_division(event.place or "") if event.precision == "district" else ""


def notes(fields: EventFields, span: Span, dead: Deaths | None) -> str:
    """What happened in a line, what is in dispute, and the words that it rests on, each with who says so."""
    event = fields.event
    when = f"On {written(span.first)}" if span.days == 1 else f"Between {written(span.first)} and {written(span.last)}"
    said = [f"{when}: {event.title}.", f"Attested as {event.grade} ({event.grade_reason}).", _fatalities_in_words(dead)]
    quotes: list[str] = []
    for claim in fields.claims:
        document = fields.reports[claim.document]
        who = claim.source or document.publisher or document.id
        against = " against it" if claim.claim_id in event.denial_ids else ""
        quotes.append(f"“{' '.join(claim.evidence.split())}” ({who}{against})")
    return " ".join((*said, *distinct(quotes)))


def _fatalities_in_words(dead: Deaths | None) -> str:
    if dead is None:
        return "No number of fatalities is reported."
    if dead.low == dead.high:
        return f"Reported fatalities: {dead.low}."
    return f"Reported fatalities: {dead.low} to {dead.high}; the lowest is coded."


def _tags(fields: EventFields) -> str:
    event = fields.event
    tags = [f"casus event={event.event_id}", f"grade={event.grade}", f"claims={' '.join(event.claim_ids)}"]
    if event.denial_ids:
        tags.append(f"denials={' '.join(event.denial_ids)}")
    return "; ".join(tags)


def _timestamp(fields: EventFields) -> object:
    """Seconds since 1970 of the latest report's day: what the row is the state of. Empty where no report has a day."""
    day = published(fields.documents)
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else ""

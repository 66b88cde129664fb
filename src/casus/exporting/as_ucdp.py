"""UCDP's table: CSV with the 49 columns of the Georeferenced Event Dataset (23.1), one row an event in which somebody was killed.

UCDP's events are lethal: an event without any reported death has no row, nor has one whose type of violence is not known or whose days have
no bound. Deaths are by side and of civilians, best is their sum, and low <= best <= high (:mod:`casus.exporting.deaths`). UCDP's own numbers of conflicts,
dyads and sides are empty, and so is the name of a state-based conflict, which tells what it is about: nobody else can give them. ``docs/exports.md`` tells how each column is derived.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TextIO

from casus.divisions import bare_division
from casus.exporting.admitting import LeftOut, happened
from casus.exporting.countries import Country, countries
from casus.exporting.days import Span, span_of
from casus.exporting.deaths import Deaths, deaths
from casus.exporting.event_fields import EventFields
from casus.exporting.parties import Parties, Party, parties
from casus.exporting.tables import csv_rows, degrees, event_number, in_order
from casus.exporting.ucdp_codes import ucdp_codes
from casus.exporting.values import Options, Source

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
ONE_SIDED, STATE_BASED = "one-sided", "state-based"
VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
"""Event types of ACLED whose events are violence of organised sides."""
GRIDDED = 5
"""PRIO-GRID holds what is known to this precision or better."""


def export(source: Source, stream: TextIO, options: Options) -> LeftOut:
    """Write one row a lethal event; returns how many events have none, and why."""
    write, left_out = csv_rows(stream, options), LeftOut()
    write(COLUMNS)
    for fields in happened(source, left_out):
        row = ucdp_row(fields, source)
        if isinstance(row, str):
            left_out[row] += 1
        else:
            write(in_order(row, COLUMNS))
    return left_out


def ucdp_row(fields: EventFields, source: Source) -> dict[str, object] | str:
    """An event's row, or why UCDP would have none for it."""
    event = fields.event
    country, span, dead = countries().get(event.country or ""), span_of(event.interval), deaths(fields.numbers)
    who = parties(fields, source.who)
    violence = violence_of(fields, who)
    date_prec = ucdp_codes().date_prec(span.days) if span else None
    if dead is None or dead.high < 1:
        return "nobody reported killed"
    if not violence:
        return "no type of violence of UCDP"
    if country is None:
        return "no one country"
    if span is None or date_prec is None:
        return "no bound in time"
    sides = sides_of(who, violence)
    row = _identity(fields, span, violence, sides, country)
    return row | _sources(fields) | _place(fields, country) | _time(fields, span, date_prec) | _deaths(dead, sides)


def violence_of(fields: EventFields, who: Parties) -> str:
    """State-based, non-state, one-sided or "". What a known side does to nobody but civilians is one-sided, whatever the weapon."""
    codes = fields.codes
    if codes is None:
        return ""
    at_civilians = bool(who.civilians) and not who.armed_targets
    if at_civilians and (codes.ucdp or (who.armed_actors and codes.acled_event_type in VIOLENT)):
        return ONE_SIDED
    return codes.ucdp


@dataclass(frozen=True, slots=True)
class Sides:
    """Sides A and B as UCDP names them, with the numbers of their states; ``struck`` is the one whose combatants died, where that is told."""

    a: str
    b: str
    gw_a: int | None = None
    gw_b: int | None = None
    struck: str = ""


def sides_of(who: Parties, violence: str) -> Sides:
    """Side A is the government in state-based violence, else who did it; in one-sided violence side B is civilians."""
    actor = next(iter(who.armed_actors), None)
    if violence == ONE_SIDED:
        return Sides(_name(actor), "Civilians", _gw(actor))
    target = next(iter(who.armed_targets), None)
    one_target = len(who.armed_targets) == 1
    swapped = violence == STATE_BASED and target is not None and target.state and not (actor and actor.state)
    a, b = (target, actor) if swapped else (actor, target)
    struck = ("a" if swapped else "b") if one_target else ""
    return Sides(_name(a), _name(b), _gw(a), _gw(b), struck)


def _name(party: Party | None) -> str:
    if party is None:
        return "Unknown"
    state = countries().get(party.facts.country or "")
    return f"Government of {state.ucdp_name}" if party.state and state else party.name


def _gw(party: Party | None) -> int | None:
    state = countries().get(party.facts.country or "") if party and party.state else None
    return state.gw if state else None


# --------------------------------------------------------------------------------------------- the parts of a row


def _identity(fields: EventFields, span: Span, violence: str, sides: Sides, country: Country) -> dict[str, object]:
    event_id, code = fields.event.event_id, ucdp_codes().violence[violence]
    dyad = f"{sides.a} - {sides.b}"
    return {
        "id": event_number(event_id),
        "relid": f"{country.iso3}-{span.middle.year}-{code}-{event_id}",
        "year": span.middle.year,
        "active_year": "",
        "code_status": "Machine-coded",
        "type_of_violence": code,
        "conflict_dset_id": "",
        "conflict_new_id": "",
        "conflict_name": "" if violence == STATE_BASED else dyad,
        "dyad_dset_id": "",
        "dyad_new_id": "",
        "dyad_name": dyad,
        "side_a_dset_id": "",
        "side_a_new_id": "",
        "side_a": sides.a,
        "side_b_dset_id": "",
        "side_b_new_id": "",
        "side_b": sides.b,
        "gwnoa": sides.gw_a,
        "gwnob": sides.gw_b,
    }


def _sources(fields: EventFields) -> dict[str, object]:
    """The reports, each as UCDP writes them (publisher, day, headline), with the claims that lead back to the words."""
    claims: dict[str, list[str]] = {}
    for claim in fields.claims:  # reports are in the order of their first claims
        claims.setdefault(claim.document, []).append(claim.claim_id)
    articles = []
    for document, ids in zip(fields.documents, claims.values(), strict=True):
        day = document.date.day.isoformat() if document.date.day else "no date"
        name = document.publisher or document.id
        articles.append(f'"{name},{day},{document.title or document.url or document.id}" [{" ".join(ids)}]')
    return {
        "number_of_sources": sum(document.copy_of is None for document in fields.documents) or len(fields.documents),
        "source_article": ";".join(articles),
        "source_office": ";".join(document.publisher or document.id for document in fields.documents),
        "source_date": ";".join(d.date.day.isoformat() if d.date.day else "" for d in fields.documents),
        "source_headline": ";".join(document.title or "" for document in fields.documents),
        "source_original": "; ".join(fields.sources()),
    }


def _place(fields: EventFields, country: Country) -> dict[str, object]:
    event = fields.event
    where_prec = ucdp_codes().where_prec(event.precision)
    lat, lon = degrees(event.lat), degrees(event.lon)
    located = lat is not None and lon is not None
    return {
        "where_prec": where_prec,
        "where_coordinates": event.place or country.ucdp_name,
        "where_description": event.title,
        "adm_1": fields.province,
        "adm_2": bare_division(event.place or "") if event.precision == "district" else "",
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if located else "",
        "priogrid_gid": priogrid(lat, lon) if lat is not None and lon is not None and where_prec <= GRIDDED else "",
        "country": country.ucdp_name,
        "country_id": country.gw,
        "region": country.ucdp_region,
    }


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID: half degrees, counted from 1 at the south-west corner, eastwards and then northwards."""
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _time(fields: EventFields, span: Span, date_prec: int) -> dict[str, object]:
    several = any(claim.aggregate for claim in fields.claims)
    return {
        "event_clarity": 2 if several else 1,
        "date_prec": date_prec,
        "date_start": span.first.isoformat(),
        "date_end": span.last.isoformat(),
    }


def _deaths(dead: Deaths, sides: Sides) -> dict[str, object]:
    """Combatants go to the side that was struck, where one was; otherwise they are of unknown sides."""
    in_a = dead.combatants if sides.struck == "a" else 0
    in_b = dead.combatants if sides.struck == "b" else 0
    return {
        "deaths_a": in_a,
        "deaths_b": in_b,
        "deaths_civilians": dead.civilians,
        "deaths_unknown": dead.best - in_a - in_b - dead.civilians,
        "best": dead.best,
        "high": dead.high,
        "low": dead.low,
    }

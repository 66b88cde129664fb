"""GDELT's event table: 61 tab-separated columns without a header, in the order of GDELT 2.0.

One line an event, not one a report: ``NumMentions`` counts its claims and ``NumArticles`` its reports. ``GLOBALEVENTID`` leads back to the event and
``SOURCEURL`` to a report; the claims are the lines of ``gdelt_mentions``. Columns that nothing here can fill (tone, ethnic and religious codes, feature
ids) are empty.
"""

from __future__ import annotations

from datetime import date
from typing import TextIO

from casus.exporting.admitting import LeftOut, happened
from casus.exporting.cameo_codes import base_code, cameo_codes, country_code, quad_class
from casus.exporting.countries import countries
from casus.exporting.days import published
from casus.exporting.event_fields import EventFields
from casus.exporting.parties import Party, parties
from casus.exporting.tables import degrees, event_number, in_order, inert
from casus.exporting.values import Options, Source

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code",
    "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in ACTOR),
    *(f"Actor2{name}" for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in GEO),
    *(f"Actor2Geo_{name}" for name in GEO),
    *(f"ActionGeo_{name}" for name in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
GEO_TYPES = {"country": 1, "province": 5, "region": 5}
CITY = 4


def export(source: Source, stream: TextIO, options: Options) -> LeftOut:
    """Write one line an event; returns how many events have none, and why."""
    left_out = LeftOut()
    for fields in happened(source, left_out):
        row = gdelt_row(fields, source)
        if isinstance(row, str):
            left_out[row] += 1
        else:
            stream.write(line(in_order(row, COLUMNS), options))
    return left_out


def line(cells: list[object], options: Options) -> str:
    """Cells as a line of the table, which has no quoting: tabs and line ends become spaces."""
    texts = (" ".join(cell.split()) if isinstance(cell, str) else cell for cell in cells)
    shown = ("" if cell is None else str(cell if options.raw else inert(cell)) for cell in texts)
    return "\t".join(shown) + "\n"


def gdelt_row(fields: EventFields, source: Source) -> dict[str, object] | str:
    """An event's line, or why it has none."""
    event, codes = fields.event, cameo_codes()
    code = codes.code(event.kind, fields.codes)
    day = event.interval.end or event.interval.start
    if not code:
        return "no CAMEO code"
    if day is None:
        return "no day"
    who = parties(fields, source.who)
    added = published(fields.documents)
    return {
        "GLOBALEVENTID": event_number(event.event_id),
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": day.year,
        "FractionDate": _fraction(day),
        **_actor("Actor1", next(iter(who.actors), None)),
        **_actor("Actor2", next(iter(who.targets), None)),
        "IsRootEvent": 1,
        "EventCode": code,
        "EventBaseCode": base_code(code),
        "EventRootCode": code[:2],
        "QuadClass": quad_class(code),
        "GoldsteinScale": codes.goldstein[code],
        "NumMentions": len(event.claim_ids),
        "NumSources": len({document.publisher or document.id for document in fields.documents}),
        "NumArticles": len(fields.documents),
        "AvgTone": "",
        **{f"Actor{n}Geo_{name}": "" for n in (1, 2) for name in GEO},
        **_action(fields),
        "DATEADDED": f"{added:%Y%m%d}000000" if added else "",
        "SOURCEURL": next((document.url for document in fields.documents if document.url), ""),
    }


def _fraction(day: date) -> str:
    """The year with the part of it that has passed, as GDELT reckons it: (month * 30 + day) / 365, four decimals, below 1."""
    return f"{day.year + min((day.month * 30 + day.day) / 365, 0.9999):.4f}"


def _actor(prefix: str, party: Party | None) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys((f"{prefix}{name}" for name in ACTOR), "")
    if party is None:
        return row
    codes, country = cameo_codes(), country_code(party)
    return row | {
        f"{prefix}Code": codes.actor(party),
        f"{prefix}Name": party.name.upper(),
        f"{prefix}CountryCode": country if party.facts.country else "",
        f"{prefix}Type1Code": codes.role(party),
    }


def _action(fields: EventFields) -> dict[str, object]:
    event = fields.event
    country = countries().get(event.country or "")
    province = fields.province
    located = event.place is not None and event.lat is not None
    parts = (event.place or "", province, country.name if country else "")
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    return {
        "ActionGeo_Type": GEO_TYPES.get(event.precision or "", CITY) if located else 0,
        "ActionGeo_FullName": name if located else "",
        "ActionGeo_CountryCode": country.fips if country else "",
        "ActionGeo_ADM1Code": country.fips if country else "",
        "ActionGeo_ADM2Code": "",
        "ActionGeo_Lat": degrees(event.lat),
        "ActionGeo_Long": degrees(event.lon),
        "ActionGeo_FeatureID": "",
    }

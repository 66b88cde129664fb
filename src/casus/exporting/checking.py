"""What is wrong with a row of ACLED's or UCDP's table, by their code lists: for tests, and for whoever makes such tables otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from casus.exporting.acled_codes import acled_codes
from casus.exporting.countries import ACLED_REGIONS, UCDP_REGIONS, countries
from casus.exporting.ucdp_codes import ucdp_codes


def acled_errors(row: Mapping[str, Any]) -> list[str]:
    """What ACLED's codebook does not allow in a row with names for kinds of actors; empty: nothing."""
    return list(_acled(row))


def ucdp_errors(row: Mapping[str, Any]) -> list[str]:
    """What UCDP's codebook does not allow in a row; empty: nothing."""
    return list(_ucdp(row))


def _acled(row: Mapping[str, Any]) -> Iterator[str]:
    codes = acled_codes()
    if not re.fullmatch(r"[A-Z]{3}\d+", str(row["event_id_cnty"])):
        yield "event_id_cnty is not three letters and a number"
    yield from _day(row["event_date"], "event_date", row["year"])
    if row["sub_event_type"] not in codes.event_types.get(str(row["event_type"]), ()):
        yield f"{row['sub_event_type']!r} is no sub-event type of {row['event_type']!r}"
    elif row["disorder_type"] != codes.disorder[row["sub_event_type"]]:
        yield f"{row['disorder_type']!r} is not the disorder type of {row['sub_event_type']!r}"
    numbers = {name: code for code, name in codes.inter.items()}
    inters = [numbers.get(str(row[name])) for name in ("inter1", "inter2")]
    for name, actor in (("inter1", "actor1"), ("inter2", "actor2")):
        if bool(row[name]) != bool(row[actor]) or (row[name] and row[name] not in numbers):
            yield f"{name} {row[name]!r} is not the kind of {actor} {row[actor]!r}"
    if not row["actor1"]:
        yield "no actor1"
    if row["interaction"] != codes.interaction(*inters):
        yield f"interaction {row['interaction']!r} is not that of the kinds of actors"
    yield from _among(row, "time_precision", {code for _, code in codes.spans})
    yield from _among(row, "geo_precision", {*codes.geo.values()})
    yield from _among(row, "region", ACLED_REGIONS)
    yield from _among(row, "country", {country.acled_name for country in countries().values()})
    yield from _among(row, "civilian_targeting", ("Civilian targeting", ""))
    if row["event_type"] == "Violence against civilians" and row["inter2"] != codes.inter[7]:
        yield "actor2 of violence against civilians is no civilians"
    if row["event_type"] == "Battles" and (not row["actor2"] or 7 in inters):
        yield "a battle without two armed actors"
    if int(row["fatalities"]) < 0:
        yield "fatalities below 0"


def _ucdp(row: Mapping[str, Any]) -> Iterator[str]:
    codes = ucdp_codes()
    parts = sum(int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))
    low, best, high = (int(row[name]) for name in ("low", "best", "high"))
    if parts != best:
        yield f"deaths by side make {parts}, not the best estimate {best}"
    if not 0 <= low <= best <= high or high < 1:
        yield f"low {low}, best {best}, high {high} are not in order, or nobody was killed"
    if any(int(row[name]) < 0 for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")):
        yield "deaths below 0"
    yield from _among(row, "type_of_violence", {*codes.violence.values()})
    yield from _among(row, "where_prec", {*codes.where.values(), 7})
    yield from _among(row, "date_prec", {code for _, code in codes.spans})
    yield from _among(row, "event_clarity", codes.clarity)
    yield from _among(row, "region", UCDP_REGIONS)
    yield from _day(row["date_start"], "date_start", None)
    yield from _day(row["date_end"], "date_end", None)
    if str(row["date_start"]) > str(row["date_end"]):
        yield "date_start is after date_end"
    if int(row["type_of_violence"]) == codes.violence["one-sided"] and row["side_b"] != "Civilians":
        yield "side B of one-sided violence is no civilians"
    if row["priogrid_gid"] not in ("", None) and not 1 <= int(row["priogrid_gid"]) <= 259_200:
        yield "priogrid_gid is no cell of PRIO-GRID"


def _day(cell: Any, name: str, year: Any) -> Iterator[str]:
    try:
        day = date.fromisoformat(str(cell))
    except ValueError:
        yield f"{name} {cell!r} is no day"
        return
    if year is not None and day.year != int(year):
        yield f"year {year} is not that of {name}"


def _among(row: Mapping[str, Any], name: str, known: Any) -> Iterator[str]:
    if str(row[name]) not in {str(code) for code in known}:
        yield f"{name} {row[name]!r} is not in the code list"

"""Tables of ACLED (CSV, with its present columns) and UCDP GED (CSV, 23.1 and later) as plain values, row by row.

A row that lacks what an event needs is handed on as a problem, and the next one is read.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from casus.exporting.countries import by_gw, by_iso_numeric, iso2_of
from casus.handcoded.schemes import schemes
from casus.reading.decoding import open_bytes
from casus.reading.errors import UnreadableError
from casus.reading.tables import csv_rows
from casus.record import Interval, Kind, PlacePrecision, Problem

Scheme = Literal["acled", "ucdp"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
NEEDED: Mapping[Scheme, tuple[str, ...]] = {
    "acled": ("event_id_cnty", "event_date", "sub_event_type", "actor1", "country", "location", "notes", "fatalities"),
    "ucdp": ("id", "date_start", "date_end", "type_of_violence", "side_a", "side_b", "country", "best"),
}
GEO_PRECISION: Mapping[str, PlacePrecision] = {"1": "exact", "2": "near", "3": "region"}
WHERE_PREC: Mapping[str, PlacePrecision] = {
    "1": "exact", "2": "near", "3": "district", "4": "province", "5": "region", "6": "country", "7": "region",
}  # fmt: skip
DAY_FORMATS = (
    "%Y-%m-%d",
    "%d %B %Y",
    "%d-%B-%Y",
    "%d/%m/%Y",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%d %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
)
UNNAMED = ("unidentified", "unknown", "xxx")


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One hand-coded event. ``notes`` are the words of the table, ``low``/``best``/``high`` its fatalities (``None``: no figure).

    ``families`` are the families of kinds that it may be, where its code does not tell kinds apart.
    """

    scheme: Scheme
    row_id: str
    notes: str
    kind: Kind
    interval: Interval
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    country: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    civilians: int | None = None
    combatants: int | None = None
    several: bool = False
    families: frozenset[str] = frozenset()
    locator: str = ""
    province: str | None = None


def read_rows(path: Path, scheme: Scheme) -> Iterator[CodedRow | Problem]:
    """The events of a table, and a problem for each row that holds none.

    Raises :class:`UnreadableError` for a file that is no such table, and ``OSError`` for one that cannot be opened.
    """
    read: Callable[[Mapping[str, Any], str], CodedRow] = _acled if scheme == "acled" else _ucdp
    with open_bytes(path) as stream:
        for row in csv_rows(stream, reports=False):
            where = f"{path}#{row.number}"
            if isinstance(row.fields, UnreadableError):
                yield Problem(where, "import", str(row.fields))
                continue
            if missing := [name for name in NEEDED[scheme] if name not in row.fields]:
                raise UnreadableError(
                    f"lacks the columns {', '.join(missing)}; give a table of {scheme.upper()}, or another --format"
                )
            try:
                yield read(row.fields, where)
            except ValueError as error:
                yield Problem(where, "import", str(error))


def _acled(row: Mapping[str, Any], where: str) -> CodedRow:
    kind = schemes().acled.get(row["sub_event_type"])
    if kind is None:
        raise ValueError(f"{row['sub_event_type']!r} is no sub-event type of ACLED; the row is left out")
    day = _day(row["event_date"])
    killed = _whole(row["fatalities"])
    targets = _names(row.get("actor2"), row.get("assoc_actor_2"))
    at_civilians = any(name.startswith("Civilians") for name in targets)
    code = str(row.get("iso") or "")
    return CodedRow(
        scheme="acled",
        row_id=_text(row["event_id_cnty"]) or where,
        notes=_noted(row["notes"]),
        kind=kind,
        interval=_around(day, str(row.get("time_precision") or "1")),
        actors=_names(row["actor1"], row.get("assoc_actor_1")),
        targets=targets,
        country=by_iso_numeric().get(int(code)) if code.isdigit() else iso2_of(row["country"]),
        place=_text(row["location"]),
        lat=_degrees(row.get("latitude")),
        lon=_degrees(row.get("longitude")),
        precision=GEO_PRECISION.get(str(row.get("geo_precision") or ""), "exact"),
        province=_text(row.get("admin1")),
        low=killed or None,  # ACLED's 0 is "none, or not known"
        best=killed or None,
        high=killed or None,
        civilians=killed if killed and at_civilians and kind in ("attack_on_civilians", "abduction") else None,
        families=schemes().coarse.get(("acled", row["sub_event_type"]), frozenset()),
        locator=where,
    )


def _ucdp(row: Mapping[str, Any], where: str) -> CodedRow:
    code = _whole(row["type_of_violence"])
    kind = schemes().ucdp.get(code or 0)
    if kind is None:
        raise ValueError(f"{row['type_of_violence']!r} is no type of violence of UCDP; the row is left out")
    number = str(row.get("country_id") or "")
    figures = {
        name: _whole(row.get(name)) for name in ("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians")
    }
    notes = next(
        (text for name in ("source_headline", "source_article", "where_description") if (text := _text(row.get(name)))),
        "",
    )
    return CodedRow(
        scheme="ucdp",
        row_id=_text(row["id"]) or where,
        notes=_noted(notes),
        kind=kind,
        interval=Interval(*sorted((_day(row["date_start"]), _day(row["date_end"])))),
        actors=_names(row["side_a"]),
        targets=_names(row["side_b"]),
        country=by_gw().get(int(number)) if number.isdigit() else iso2_of(row["country"]),
        place=_text(row.get("where_coordinates")) or _text(row.get("adm_1")),
        lat=_degrees(row.get("latitude")),
        lon=_degrees(row.get("longitude")),
        precision=WHERE_PREC.get(str(row.get("where_prec") or ""), "exact"),
        province=_text(row.get("adm_1")),
        low=figures["low"],
        best=figures["best"],
        high=figures["high"],
        civilians=figures["deaths_civilians"] or None,
        combatants=(figures["deaths_a"] or 0) + (figures["deaths_b"] or 0) or None,
        several=str(row.get("event_clarity")) == "2",
        families=schemes().coarse.get(("ucdp", str(code)), frozenset()),
        locator=where,
    )


# --------------------------------------------------------------------------------------------- cells


def _text(cell: Any) -> str | None:
    text = " ".join(str(cell or "").split())
    return text if text and text not in ("NA", "NULL") else None


def _noted(cell: Any) -> str:
    text = _text(cell)
    if text is None:
        raise ValueError("no notes or headline to quote; the row is left out")
    return text


def _names(*cells: Any) -> tuple[str, ...]:
    """The actors of some cells, without those who are not identified."""
    found = (name.strip() for cell in cells for name in (_text(cell) or "").split(";"))
    return tuple(dict.fromkeys(name for name in found if name and not name.casefold().startswith(UNNAMED)))


def _day(cell: Any) -> date:
    text = _text(cell) or ""
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no day; write it as YYYY-MM-DD (the row is left out)")


def _around(day: date, precision: str) -> Interval:
    """The days that an ACLED date stands for: the day, the week around it, or its month."""
    if precision == "2":
        return Interval(day - timedelta(days=3), day + timedelta(days=3))
    if precision == "3":
        last = calendar.monthrange(day.year, day.month)[1]
        return Interval(day.replace(day=1), day.replace(day=last))
    return Interval(day, day)


def _whole(cell: Any) -> int | None:
    text = _text(cell)
    if text is None:
        return None
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is no number; the row is left out") from None


def _degrees(cell: Any) -> float | None:
    text = _text(cell)
    try:
        return None if text is None else float(text)
    except ValueError:
        raise ValueError(f"{text!r} is no coordinate; the row is left out") from None


def scheme_of(path: Path) -> Scheme | None:
    """Which scheme a table is of, by its header; ``None``: neither. Raises as :func:`read_rows`."""
    with open_bytes(path) as stream:
        first = next(csv_rows(stream, reports=False))
    columns = () if isinstance(first.fields, UnreadableError) else first.fields
    return next((scheme for scheme in SCHEMES if {*NEEDED[scheme]} <= {*columns}), None)

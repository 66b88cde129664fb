"""What other schemes call a country: ISO 3166, ACLED, UCDP (numbers of Gleditsch and Ward), FIPS and CAMEO (``countries.csv``).

A cell is empty where the scheme has nothing of its own: then ACLED and UCDP call the country by its name, and CAMEO by its three ISO letters.
UCDP counts what happens in the West Bank, Gaza and Western Sahara under the state that governs them; that is UCDP's convention, not a
judgement.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ACLED_REGIONS = (
    "Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa", "Northern Africa", "South Asia", "Southeast Asia",
    "Middle East", "Europe", "Caucasus and Central Asia", "Central America", "South America", "Caribbean", "East Asia",
    "North America", "Oceania", "Antarctica",
)  # fmt: skip
UCDP_REGIONS = ("Africa", "Americas", "Asia", "Europe", "Middle East")


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory in other schemes; ``gw`` is ``None`` where the system of states of Gleditsch and Ward has no number."""

    iso2: str
    iso3: str
    iso_numeric: int | None
    name: str
    acled_name: str
    acled_region: str
    gw: int | None
    ucdp_name: str
    ucdp_region: str
    fips: str
    cameo: str


@cache
def countries() -> Mapping[str, Country]:
    """All countries by their two ISO letters. Raises ``ValueError`` naming the row that is wrong."""
    text = (files("casus.exporting") / "countries.csv").read_text(encoding="utf-8")
    return read_countries(text)


def read_countries(text: str) -> Mapping[str, Country]:
    """Read the table. Raises ``ValueError`` naming the row that is wrong."""
    found: dict[str, Country] = {}
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        errors = [*_errors(row), *(["is given twice"] if row.get("iso2") in found else [])]
        if errors:
            raise ValueError(f"countries.csv line {line}: {errors[0]}")
        found[row["iso2"]] = Country(
            iso2=row["iso2"],
            iso3=row["iso3"],
            iso_numeric=_number(row["iso_numeric"]),
            name=row["name"],
            acled_name=row["acled_name"] or row["name"],
            acled_region=row["acled_region"],
            gw=_number(row["gw"]),
            ucdp_name=row["ucdp_name"] or row["name"],
            ucdp_region=row["ucdp_region"],
            fips=row["fips"],
            cameo=row["cameo"] or row["iso3"],
        )
    return found


def _errors(row: Mapping[str, str]) -> Iterator[str]:
    if None in row or None in row.values():
        yield "wrong number of columns"
        return
    for column, length in (("iso2", 2), ("iso3", 3)):
        code = row[column]
        if not (len(code) == length and code.isascii() and code.isupper()):
            yield f"{column} {code!r} is not {length} capital letters"
    if not row["name"]:
        yield "a country needs a name"
    if row["acled_region"] not in ACLED_REGIONS:
        yield f"{row['acled_region']!r} is no region of ACLED"
    if row["ucdp_region"] not in UCDP_REGIONS:
        yield f"{row['ucdp_region']!r} is no region of UCDP"
    yield from (
        f"{column} {row[column]!r} is no number" for column in ("iso_numeric", "gw") if not _is_number(row[column])
    )


def _is_number(cell: str) -> bool:
    return not cell or cell.isdigit()


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


@cache
def _by_any_name() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for country in countries().values():
        for name in (country.iso2, country.iso3, country.name, country.acled_name):
            names.setdefault(name.casefold(), country.iso2)
    for country in countries().values():  # a shared name means the state, not a territory under it
        names.setdefault(country.ucdp_name.casefold(), country.iso2)
    return names


def iso2_of(name: str) -> str | None:
    """The two letters of a country given by them, by its three letters or by its name in any of the schemes; ``None``: unknown."""
    return _by_any_name().get(name.strip().casefold())


@cache
def by_iso_numeric() -> Mapping[int, str]:
    """Two letters by ISO number."""
    return {country.iso_numeric: country.iso2 for country in countries().values() if country.iso_numeric is not None}


@cache
def by_gw() -> Mapping[int, str]:
    """Two letters of the state of a number of Gleditsch and Ward (not of territories that are counted under it)."""
    found: dict[int, str] = {}
    for country in sorted(countries().values(), key=lambda one: one.name != one.ucdp_name.split(" (")[0]):
        if country.gw is not None:
            found.setdefault(country.gw, country.iso2)
    return found
